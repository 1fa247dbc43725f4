package control_test

import (
	"context"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

const smallStudy = `{"settings": {"messages": 20, "seed": 1}, "vary": [{"path": "messages", "values": [10, 20]}], "replications": 3}`

func studyOf(t *testing.T, raw string) study.Query {
	t.Helper()
	q, err := study.Decode([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// A session lasts as long as its study runs, however long nobody uses it; then it may end.
func TestSessionLastsAsLongAsItsStudy(t *testing.T) {
	e := newEnv(t)
	m, err := e.OpenSession(e.ctx)
	e.must(err)
	s, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy))
	e.must(err)
	e.unused(time.Hour)
	if _, err := e.OpenSession(e.ctx); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("another session is opened beside a running study: %v", err)
	}
	if _, err := e.Authenticate(e.ctx, m.Token); err != nil {
		t.Errorf("its member is sent away: %v", err)
	}
	e.unused(time.Hour)
	if _, err := e.CancelStudy(e.ctx, s.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := e.OpenSession(e.ctx); err != nil {
		t.Errorf("once it has ended: %v", err)
	}
	if _, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy)); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a study of the session before: %v", err)
	}
}

// A study and a simulation run beside each other, one of each.
func TestOneStudyBesideOneSimulation(t *testing.T) {
	e := newEnv(t)
	m, err := e.OpenSession(e.ctx)
	e.must(err)
	_, err = e.Create(e.ctx, m.Session, settingsOf(4))
	e.must(err)
	s, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy))
	e.must(err)
	if _, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy)); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("a second study: %v", err)
	}
	d, err := e.studies.Receive(e.ctx)
	if err != nil || d == nil || d.Body != `{"v":1,"kind":"study","study":"`+s.ID+`","chunk":0,"to":1}` {
		t.Errorf("on the queue of studies: %+v, %v", d, err)
	}
}

// A reset cancels the study too, also one that is created while the reset is under way.
func TestResetEndsStudies(t *testing.T) {
	e := newEnv(t)
	for round := range 30 {
		m, err := e.OpenSession(e.ctx)
		e.must(err)
		if round%2 == 0 {
			_, err = e.CreateStudy(e.ctx, m.Session, studyOf(t, smallStudy))
			e.must(err)
		}
		created := make(chan error)
		go func() {
			_, err := e.CreateStudy(context.Background(), m.Session, studyOf(t, smallStudy))
			created <- err
		}()
		e.must(e.Reset(e.ctx, m.Session))
		switch fault.CodeOf(<-created) {
		case "", fault.CodeConflict, fault.CodeUnauthorized:
		default:
			t.Fatalf("round %d: create beside a reset", round)
		}
		studies, _, err := e.AllStudies(e.ctx, "", 10)
		e.must(err)
		for _, s := range studies {
			if !s.State.Ended() {
				t.Fatalf("round %d: after the reset study %s is %s", round, s.ID, s.State)
			}
		}
		e.clock.wait(time.Second)
	}
}

// A study that cannot be is refused before anything is stored; where there are none, it is said.
func TestStudiesThatAreRefused(t *testing.T) {
	e := newEnvWith(t, control.Options{Studies: control.Studies{Memory: 1 << 20}})
	m, err := e.OpenSession(e.ctx)
	e.must(err)
	for _, raw := range []string{`{"vary": [{"path": "messages", "values": [10, 0]}]}`, `{"settings": {"messages": 1000000, "retry": {"maxAttempts": 9}, "senderGroups": [{"failureRate": 0.5}]}}`} {
		if _, err := e.CreateStudy(e.ctx, m.Session, studyOf(t, raw)); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if studies, _, err := e.AllStudies(e.ctx, "", 10); err != nil || len(studies) > 0 {
		t.Errorf("%+v, %v", studies, err)
	}
	none := control.New(e.store, e.queue, control.Options{Now: e.clock.now})
	if _, err := none.CreateStudy(e.ctx, simulation.Session{}, studyOf(t, smallStudy)); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("where there are none: %v", err)
	}
	if _, _, err := none.AllStudies(e.ctx, "", 10); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("where there are none: %v", err)
	}
}
