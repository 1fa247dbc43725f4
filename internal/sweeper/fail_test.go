package sweeper_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// What is past its deadline fails, not before, and says why. Time counts from
// look to look.
func TestOverdue(t *testing.T) {
	for _, c := range []struct {
		state    simulation.State
		deadline func(simulation.Simulation) time.Duration
		reason   string
	}{
		{simulation.Preparing, func(simulation.Simulation) time.Duration { return simulation.PrepareDeadline }, "it was not ready after 5 min"},
		{simulation.Running, func(s simulation.Simulation) time.Duration {
			return s.PlannedWallTime()*3/2 + simulation.RunGrace
		}, "it was not completed after 14 min"},
	} {
		t.Run(string(c.state), func(t *testing.T) {
			inWorld(t, func(w *world) {
				id := w.Create(alert(), 2)
				since := w.Read(id).CreatedAt
				if c.state != simulation.Preparing {
					p := w.Begin(workertest.ProcessOptions{Workers: 2})
					since = w.Await(id, simulation.Ready).ReadyAt
					p.Stop()
				}
				if c.state == simulation.Running {
					w.Start(id)
					since = w.Read(id).StartedAt
				}
				end := since.Add(c.deadline(w.Read(id)))
				for time.Until(end) > sweeper.Interval {
					time.Sleep(sweeper.Interval)
					w.sweep()
				}
				time.Sleep(time.Until(end))
				w.sweep()
				if sim := w.Read(id); sim.State != c.state {
					t.Errorf("on time it is %s (%s)", sim.State, sim.Reason)
				}
				time.Sleep(time.Microsecond)
				w.sweep()
				if sim := w.Read(id); sim.State != simulation.Failed || !strings.HasPrefix(sim.Reason, c.reason) || !sim.FinishedAt.Equal(time.Now().Truncate(time.Microsecond)) {
					t.Errorf("it is %s since %v because %q, want %q", sim.State, sim.FinishedAt, sim.Reason, c.reason)
				}
				if calls := w.sweep(); len(calls) != 0 {
					t.Errorf("still busy with it: %q", calls)
				}
			})
		})
	}
}

// when it is only the sweeper that notices.
func TestTakenOverTooOften(t *testing.T) {
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 1)
		p := w.Begin(workertest.ProcessOptions{})
		w.Await(id, simulation.Ready)
		p.Stop()
		w.Start(id)
		ctx := context.Background()
		for i := range simulation.MaxTakeOvers + 1 {
			sim := w.Read(id)
			if sim.State != simulation.Running || sim.Shards[0].TakeOvers != i {
				t.Fatalf("after %d it is %s with %+v", i, sim.State, sim.Shards[0])
			}
			_, _, err := w.World.Store.ClaimShard(ctx, sim.Jobs()[0], engine.Version, time.Now())
			w.Must(err) // and dies
			w.sweepFor(2 * sweeper.Interval)
		}
		if sim := w.Read(id); sim.State != simulation.Failed || !strings.Contains(sim.Reason, "shard 0 was taken over 5 times") {
			t.Errorf("%s because %q", sim.State, sim.Reason)
		}
	})
}

// sweep's.
func TestAway(t *testing.T) {
	for _, lost := range []string{"CurrentSession", "Settle", "WatchSession", "Resend", "Send", "End"} {
		inWorld(t, func(w *world) {
			id := w.Create(alert(), 2)
			w.queue.Purge()
			w.sweepFor(sweeper.Interval) // one look more and it is silent
			if lost == "End" {
				w.sweepFor(simulation.PrepareDeadline - sweeper.Interval)
			}
			time.Sleep(sweeper.Interval)
			broken := true
			wire := &workertest.Wire{Before: func(call string) error {
				if broken && call == lost {
					return fault.Errorf(fault.CodeUnavailable, "away")
				}
				return nil
			}}
			s := sweeper.Sweeper{Store: wire.Store(w.World.Store), Queue: wire.Queue(w.queue), Now: time.Now, Metrics: metric.None{}, Log: w.Log}
			if err := s.Sweep(context.Background()); fault.CodeOf(err) != fault.CodeUnavailable {
				t.Errorf("%s: %v", lost, err)
			}
			broken = false
			if lost == "End" {
				w.Must(s.Sweep(context.Background()))
				if sim := w.Read(id); sim.State != simulation.Failed {
					t.Errorf("it is %s", sim.State)
				}
				return
			}
			w.keepSweeping(id)
			w.Begin(workertest.ProcessOptions{Workers: 2})
			w.Start(id)
			_, err := w.Complete(id)
			w.Must(err)
		})
	}
}
