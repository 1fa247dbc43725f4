package sweeper_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// A session that nobody uses ends by itself, but not while it runs something.
func TestIdleSession(t *testing.T) {
	t.Run("runs nothing", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.sweepFor(simulation.SessionIdle - sweeper.Interval)
			time.Sleep(sweeper.Interval - time.Millisecond)
			if calls := w.sweep(); len(calls) != 0 {
				t.Errorf("before: %q", calls)
			}
			time.Sleep(time.Millisecond)
			w.sweep()
			if _, err := w.World.Store.CurrentSession(context.Background()); fault.CodeOf(err) != fault.CodeNotFound {
				t.Errorf("after: %v", err)
			}
			if calls := w.sweep(); len(calls) != 0 {
				t.Errorf("without a session: %q", calls)
			}
		})
	})
	t.Run("runs something", func(t *testing.T) {
		inWorld(t, func(w *world) {
			s := alert()
			s.Speed = 1
			s.Messages = 600 // 25 minutes
			id := w.Create(s, 1)
			w.keepSweeping(id)
			w.Begin(workertest.ProcessOptions{})
			w.Start(id)
			if sim := w.Await(id, simulation.Completed); sim.State != simulation.Completed || sim.PlannedWallTime() < simulation.SessionIdle {
				t.Errorf("%s (%s), took %v", sim.State, sim.Reason, sim.PlannedWallTime())
			}
			if _, err := w.World.Store.CurrentSession(context.Background()); err != nil {
				t.Error("the session ended while it ran something")
			}
			w.sweep()
			if _, err := w.World.Store.CurrentSession(context.Background()); fault.CodeOf(err) != fault.CodeNotFound {
				t.Errorf("nobody used it, and what it ran has ended, but: %v", err)
			}
		})
	})
	t.Run("its simulation is overdue", func(t *testing.T) {
		inWorld(t, func(w *world) {
			id := w.Create(alert(), 1)
			w.sweepFor(simulation.SessionIdle + sweeper.Interval)
			if sim := w.Read(id); sim.State != simulation.Failed {
				t.Errorf("it is %s", sim.State)
			}
			if _, err := w.World.Store.CurrentSession(context.Background()); fault.CodeOf(err) != fault.CodeNotFound {
				t.Errorf("its session is left: %v", err)
			}
		})
	})
}

// Whoever is well is left alone.
func TestNothingToDo(t *testing.T) {
	inWorld(t, func(w *world) {
		if calls := w.sweep(); len(calls) != 0 {
			t.Errorf("without a simulation: %q", calls)
		}
		id := w.Create(alert(), 2)
		if calls := w.sweep(); len(calls) != 0 {
			t.Errorf("just created: %q", calls)
		}
		w.Begin(workertest.ProcessOptions{Workers: 2})
		w.Start(id)
		for range 20 {
			time.Sleep(7300 * time.Millisecond)
			synctest.Wait() // a worker may write at this very instant
			before := w.Read(id)
			if before.State != simulation.Running {
				break
			}
			calls := w.sweep()
			if after := w.Read(id); len(calls) != 0 || !slices.Equal(after.Shards, before.Shards) {
				t.Errorf("it runs, but: %q, from %+v to %+v", calls, before.Shards, after.Shards)
			}
		}
		if _, err := w.Complete(id); err != nil {
			t.Error(err)
		}
		if calls := w.sweep(); len(calls) != 0 {
			t.Errorf("it has ended, but: %q", calls)
		}
	})
}
