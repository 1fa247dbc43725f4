package sweeper_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// on within about two minutes and comes to the same.
func TestPurge(t *testing.T) {
	for _, c := range []struct {
		name  string
		purge func(w *world, id string)
	}{
		{"while preparing", func(w *world, _ string) { w.queue.Purge() }},
		{"after the start", func(w *world, id string) {
			p := w.Begin(workertest.ProcessOptions{Workers: 3})
			w.Await(id, simulation.Ready)
			p.Stop()
			w.Start(id)
			w.queue.Purge()
		}},
		{"between two workers", func(w *world, id string) {
			p := w.Begin(workertest.ProcessOptions{Workers: 3})
			w.Start(id)
			time.Sleep(20 * time.Second)
			p.Stop()
			w.queue.Purge()
		}},
		{"after a crash", func(w *world, id string) {
			p := w.Begin(workertest.ProcessOptions{Workers: 3})
			w.Start(id)
			time.Sleep(20 * time.Second)
			p.Crash()
			w.queue.Purge()
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				s := alert()
				id := w.Create(s, 3)
				w.keepSweeping(id)
				c.purge(w, id)
				w.Begin(workertest.ProcessOptions{Workers: 3})
				if w.Read(id).State == simulation.Preparing {
					begin := time.Now()
					w.Start(id)
					if took := time.Since(begin); took > 2*time.Minute+time.Second {
						t.Errorf("ready after %v", took)
					}
				}
				sim, err := w.Complete(id)
				w.Must(err)
				if w.told[metric.JobsSentAgain] == 0 {
					t.Error("nobody is told that jobs were lost")
				}
				if late := sim.FinishedAt.Sub(sim.StartedAt) - sim.PlannedWallTime(); late > 2*time.Minute+time.Second {
					t.Errorf("lost %v", late)
				}
			})
		})
	}
	t.Run("at work", func(t *testing.T) { // a purge takes nothing from a worker that is at work
		inWorld(t, func(w *world) {
			id := w.Create(alert(), 3)
			w.keepSweeping(id)
			w.Begin(workertest.ProcessOptions{Workers: 3})
			w.Start(id)
			time.Sleep(20 * time.Second)
			w.queue.Purge()
			sim, err := w.Complete(id)
			w.Must(err)
			for _, shard := range sim.Shards {
				if shard.HandOvers != 0 || shard.Token != 2 {
					t.Errorf("%+v", shard)
				}
			}
		})
	})
}

// A simulation that was to start by itself does, whoever failed to start it.
func TestLostAutoStart(t *testing.T) {
	inWorld(t, func(w *world) {
		s := alert()
		s.AutoStart = true
		ready := false
		p := w.Begin(workertest.ProcessOptions{Workers: 2, Wire: workertest.Wire{Before: func(call string) error {
			if call == "Start" {
				ready = true
				return fault.Errorf(fault.CodeUnavailable, "away")
			}
			return nil
		}}})
		id := w.Create(s, 2)
		w.Await(id, simulation.Ready)
		p.Stop()
		if sim := w.Read(id); sim.State != simulation.Ready || !ready {
			t.Fatalf("it is %s", sim.State)
		}
		w.Begin(workertest.ProcessOptions{Workers: 2})
		w.keepSweeping(id)
		sim, err := w.Complete(id)
		w.Must(err)
		if late := sim.FinishedAt.Sub(sim.ReadyAt) - sim.PlannedWallTime(); late > sweeper.Interval+time.Second {
			t.Errorf("completed %v late", late)
		}
	})
	// One that was not has its own time.
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 2)
		w.Begin(workertest.ProcessOptions{Workers: 2})
		w.Await(id, simulation.Ready)
		if calls := w.sweep(); len(calls) != 0 || w.Read(id).State != simulation.Ready {
			t.Errorf("called %q for what the user will start", calls)
		}
	})
}

// that to the sweeper.
func TestUnsettled(t *testing.T) {
	for _, state := range []simulation.State{simulation.Ready, simulation.Completed} {
		inWorld(t, func(w *world) {
			settles := map[simulation.State]int{simulation.Ready: 1, simulation.Completed: 2}[state]
			n := 0
			w.Begin(workertest.ProcessOptions{Wire: workertest.Wire{Before: func(call string) error {
				if call == "Settle" {
					if n++; n == settles {
						return fault.Errorf(fault.CodeUnavailable, "away")
					}
				}
				return nil
			}}})
			id := w.Create(alert(), 1)
			w.keepSweeping(id)
			w.Start(id)
			sim, err := w.Complete(id)
			w.Must(err)
			if n < settles || sim.FinishedAt.Sub(sim.Shards[0].HeartbeatAt) > sweeper.Interval {
				t.Errorf("%d calls; settled %v after the end", n, sim.FinishedAt.Sub(sim.Shards[0].HeartbeatAt))
			}
		})
	}
}

// Sweeps at the same time do what one does.
func TestRacingSweeps(t *testing.T) {
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 3)
		w.queue.Purge()
		w.sweepFor(sweeper.Interval)
		time.Sleep(sweeper.Interval)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if err := w.Sweep(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		sends := 0
		for _, call := range w.calls {
			if call == "Send" {
				sends++
			}
		}
		if sends != 3 { // one for each shard
			t.Errorf("sent %d times", sends)
		}
		for _, shard := range w.Read(id).Shards {
			if shard.Turn != 2 {
				t.Errorf("%+v", shard)
			}
		}
		w.Begin(workertest.ProcessOptions{Workers: 3})
		w.Start(id)
		_, err := w.Complete(id)
		w.Must(err)
	})
}
