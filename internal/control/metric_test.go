package control_test

import (
	"testing"

	"alertsim/internal/control"
	"alertsim/internal/metric"
)

type counter map[metric.Name]int

func (c counter) Add(name metric.Name, n int) { c[name] += n }
func (c counter) Set(metric.Name, float64)    {}

// Each simulation that is cancelled counts once, however often it is tried.
func TestCancelledAreCounted(t *testing.T) {
	counts := counter{}
	e := newEnvWith(t, control.Options{Metrics: counts})
	session, _ := e.open()
	s, err := e.Create(e.ctx, session, settingsOf(4))
	e.must(err)
	_, err = e.Cancel(e.ctx, s.ID)
	e.must(err)
	if _, err := e.Cancel(e.ctx, s.ID); err == nil {
		t.Error("cancelled twice")
	}
	if _, err = e.Create(e.ctx, session, settingsOf(4)); err != nil {
		t.Fatal(err)
	}
	session, err = e.store.CurrentSession(e.ctx)
	e.must(err)
	e.must(e.Reset(e.ctx, session))
	if got := counts[metric.SimulationsCancelled]; got != 2 {
		t.Errorf("%d are counted, 2 were cancelled", got)
	}
}

// So does each study, whether a member cancels it or a reset does.
func TestCancelledStudiesAreCounted(t *testing.T) {
	counts := counter{}
	e := newEnvWith(t, control.Options{Metrics: counts})
	m, err := e.OpenSession(e.ctx)
	e.must(err)
	s, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy))
	e.must(err)
	_, err = e.CancelStudy(e.ctx, s.ID)
	e.must(err)
	if _, err := e.CancelStudy(e.ctx, s.ID); err == nil {
		t.Error("cancelled twice")
	}
	if got := counts[metric.StudiesCancelled]; got != 1 {
		t.Errorf("%d are counted, 1 was cancelled", got)
	}
	_, err = e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy))
	e.must(err)
	session, err := e.store.CurrentSession(e.ctx)
	e.must(err)
	e.must(e.Reset(e.ctx, session))
	if got := counts[metric.StudiesCancelled]; got != 2 {
		t.Errorf("%d are counted, 2 were cancelled", got)
	}
}
