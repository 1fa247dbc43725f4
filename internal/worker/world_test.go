package worker_test

import (
	"log/slog"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// inWorld runs a test in a bubble of fake time, on a real store and queue.
func inWorld(t *testing.T, test func(w *workertest.World)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		db, err := sqlite.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		test(workertest.New(t, db.Store(), db.Queue()))
	})
}

// inMemory is inWorld without a disk, for what takes many steps. It may be
// called many times in a test.
func inMemory(t *testing.T, test func(w *workertest.World)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(workertest.New(t, simulationtest.NewModel(), &workertest.Queue{})) })
}

// alert is one of so many messages in which everything happens: deliveries,
// retries, failures of both kinds and, at its end, expiry. At speed 1 it takes
// about 5 seconds a message and sender.
func alert(messages int64, senders int, speed float64) settings.Settings {
	s := settings.DefaultSettings()
	s.Messages, s.Seed, s.Speed = messages, 42, speed
	s.SenderGroups[0].Senders = senders
	s.SenderGroups[0].SendTime = settings.SendTime{Distribution: settings.Normal, Mean: new(5.0), StandardDeviation: new(2.0)}
	s.SenderGroups[0].FailureRate, s.SenderGroups[0].PermanentShare = 0.2, 0.3
	s.Retry = settings.Retry{MaxAttempts: 3, InitialBackoff: 3, Multiplier: 2, MaxBackoff: 600, Jitter: 1}
	s.TimeToLive = new(max(10, float64(messages)/float64(senders)*5.5))
	return s
}

// complete waits for the end of a simulation and checks that it came to what
// its settings lead to.
func complete(w *workertest.World, id string) simulation.Simulation {
	w.Helper()
	sim, err := w.Complete(id)
	if err != nil {
		w.Fatal(err)
	}
	return sim
}

// failed waits for the end of a simulation that has to fail, and returns why.
func failed(w *workertest.World, id string) string {
	w.Helper()
	sim := w.Await(id, simulation.Failed)
	if sim.State != simulation.Failed {
		w.Fatalf("it is %s, want failed", sim.State)
	}
	return sim.Reason
}

// sweep sweeps every minute until the simulation has ended.
func sweep(w *workertest.World, id string) {
	s := sweeper.Sweeper{Store: w.Store, Queue: w.Queue, Now: time.Now, Metrics: metric.None{}, Log: quiet}
	for w.Context().Err() == nil && !w.Read(id).State.Ended() {
		w.Must(s.Sweep(w.Context()))
		time.Sleep(sweeper.Interval)
	}
}

// lost is how much longer a completed simulation took than it had to.
func lost(sim simulation.Simulation) time.Duration {
	return sim.FinishedAt.Sub(sim.StartedAt) - sim.PlannedWallTime()
}

// about reports whether two durations differ by less than a millisecond, which is
// the precision of the queue.
func about(a, b time.Duration) bool { return (a - b).Abs() < time.Millisecond }

// sameResult checks that two simulations came to the same.
func sameResult(w *workertest.World, a, b simulation.Simulation) {
	w.Helper()
	p, q := a.Progress(a.FinishedAt), b.Progress(b.FinishedAt)
	if p.Counts != q.Counts || p.Clock != q.Clock || !reflect.DeepEqual(a.Plan, b.Plan) {
		w.Errorf("%s came to %+v and %+v,\n%s to %+v and %+v", a.ID, p, a.Plan, b.ID, q, b.Plan)
	}
}

func ended(s simulation.Simulation) int64 { return s.Progress(s.StartedAt).Ended() }

// shortSlice makes workers hand over often.
var shortSlice = worker.Options{Slice: 10 * time.Second}

var unavailable = fault.Errorf(fault.CodeUnavailable, "the store is on holiday")

var quiet = slog.New(slog.DiscardHandler)
