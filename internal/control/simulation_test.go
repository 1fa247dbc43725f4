package control_test

import (
	"io"
	"log/slog"
	"slices"
	"testing"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
)

func TestCreateSendsAPrepareJobForEachShard(t *testing.T) {
	tests := []struct {
		name    string
		options control.Options
		senders int
		mode    settings.Mode
		want    int
	}{
		{"one shard where nothing else is said", control.Options{}, 10_000, settings.Live, 1},
		{"as many as the senders need", control.Options{SendersPerShard: 500, WorkerConcurrency: 8}, 1501, settings.Live, 4},
		{"no more than there are workers", control.Options{SendersPerShard: 500, WorkerConcurrency: 3}, 10_000, settings.Live, 3},
		{"one if instant", control.Options{SendersPerShard: 500, WorkerConcurrency: 8}, 1501, settings.Instant, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := newEnvWith(t, test.options)
			session, _ := e.open()
			wanted := settingsOf(test.senders)
			wanted.Mode = test.mode
			s, err := e.Create(e.ctx, session, wanted)
			e.must(err)
			if len(s.Shards) != test.want || !slices.Equal(e.queue.sent, s.Jobs()) || len(e.queue.sent) != test.want {
				t.Errorf("%d shards and jobs %v, want %d of each", len(s.Shards), e.queue.sent, test.want)
			}
		})
	}
}

func TestCreateWhileOneIsActive(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	errs := together(20, func(int) error {
		_, err := e.Create(e.ctx, session, settingsOf(4))
		return err
	})
	if n := codes(errs); n[""] != 1 || n[fault.CodeConflict] != 19 {
		t.Fatalf("answers by code: %v, want 1 success and 19 conflicts", n)
	}
	if len(e.queue.sent) != 1 {
		t.Errorf("sent %v, want one job", e.queue.sent)
	}
	page, _, err := e.Simulations(e.ctx, simulation.Find{}, "", 100)
	e.must(err)
	if len(page) != 1 {
		t.Fatalf("%d simulations are stored, want 1", len(page))
	}
	_, err = e.Cancel(e.ctx, page[0].ID)
	e.must(err)
	e.create(session)
}

func TestOneOfManyStartsWins(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s := e.create(session)
	_, err := e.Start(e.ctx, s.ID)
	e.wants(fault.CodeConflict, err, "start while preparing")
	e.prepare(s)
	errs := together(20, func(int) error {
		_, err := e.Start(e.ctx, s.ID)
		return err
	})
	if n := codes(errs); n[""] != 1 || n[fault.CodeConflict] != 19 {
		t.Errorf("answers by code: %v, want 1 success and 19 conflicts", n)
	}
	if len(e.queue.sent) != 2 || e.queue.sent[1].Kind != simulation.JobRun {
		t.Errorf("sent %v, want one prepare and one run job", e.queue.sent)
	}
}

func TestCancelAndDelete(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s := e.create(session)
	e.wants(fault.CodeConflict, e.Delete(e.ctx, s.ID), "delete an active one")
	got, err := e.Cancel(e.ctx, s.ID)
	e.must(err)
	if got.State != simulation.Cancelled || got.Reason == "" || !got.FinishedAt.Equal(e.clock.now()) {
		t.Errorf("cancelled: %+v", got)
	}
	_, err = e.Cancel(e.ctx, s.ID)
	e.wants(fault.CodeConflict, err, "cancel again")
	e.must(e.Delete(e.ctx, s.ID))
	e.wants(fault.CodeNotFound, e.Delete(e.ctx, s.ID), "delete again")
	for name, call := range map[string]func() error{
		"read":   func() error { _, err := e.Simulation(e.ctx, s.ID); return err },
		"start":  func() error { _, err := e.Start(e.ctx, s.ID); return err },
		"cancel": func() error { _, err := e.Cancel(e.ctx, s.ID); return err },
	} {
		e.wants(fault.CodeNotFound, call(), name+" a forgotten one")
	}
}

// A queue that fails costs time only: what is stored stays, and the sweeper
// sends the jobs.
func TestUnsentJobsAreNotLost(t *testing.T) {
	e := newEnv(t)
	sweep := sweeper.Sweeper{Store: e.store, Queue: e.queue, Now: e.clock.now, Metrics: metric.None{}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	session, _ := e.open()

	e.queue.broken = true
	s := e.create(session)
	e.queue.broken = false
	for range 3 {
		e.must(sweep.Sweep(e.ctx))
		e.clock.wait(sweeper.Interval)
	}
	if len(e.queue.sent) != 1 || e.queue.sent[0].Kind != simulation.JobPrepare {
		t.Fatalf("the sweeper sent %v, want the prepare job", e.queue.sent)
	}
	e.must(e.store.MarkReady(e.ctx, e.claim(e.queue.sent[0]), nil, e.clock.now()))
	_, err := e.store.Settle(e.ctx, s.ID, e.clock.now())
	e.must(err)

	e.queue.broken = true
	s, err = e.Start(e.ctx, s.ID)
	e.must(err)
	if s.State != simulation.Running {
		t.Errorf("started, and it is %s", s.State)
	}
	e.queue.broken = false
	for range 3 {
		e.must(sweep.Sweep(e.ctx))
		e.clock.wait(sweeper.Interval)
	}
	if len(e.queue.sent) != 2 || e.queue.sent[1].Kind != simulation.JobRun {
		t.Fatalf("the sweeper sent %v, want the run job too", e.queue.sent)
	}
	e.claim(e.queue.sent[1])
}
