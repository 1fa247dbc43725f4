package worker_test

import (
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// Shards that become ready at the same time start their simulation once.
func TestAutoStart(t *testing.T) {
	for _, mode := range settings.Modes {
		t.Run(string(mode), func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				s := alert(6*16, 16, 10)
				s.AutoStart, s.Mode = true, mode
				metrics := &counter{}
				w.Begin(workertest.ProcessOptions{
					Workers: 16, Options: worker.Options{Metrics: metrics},
					// All are ready before the first one looks whether all are, and have
					// looked before the first one starts it: all try.
					Wire: workertest.Wire{Before: func(call string) error {
						if call == "Settle" || call == "Start" {
							time.Sleep(time.Second)
						}
						return nil
					}},
				})
				id := w.Create(s, simulation.ShardCount(s, 1, 16))
				sim := complete(w, id)
				for _, shard := range sim.Shards {
					if shard.Turn != 2 || shard.Token != 2 {
						t.Errorf("not started exactly once: %+v", shard)
					}
				}
				if mode == settings.Live && !about(lost(sim), time.Second) || sim.StartedAt.Sub(sim.ReadyAt) != time.Second {
					t.Errorf("started at %v, ready at %v, lost %v", sim.StartedAt, sim.ReadyAt, lost(sim))
				}
				time.Sleep(simulation.Visibility + time.Second)
				if got := metrics.get(metric.Jobs); got != 2*len(sim.Shards) { // the losers of the race are done with theirs too
					t.Errorf("%d jobs for %d shards", got, len(sim.Shards))
				}
			})
		})
	}
}

// What is lost between a store and a queue is found by the sweeper.
func TestLostSends(t *testing.T) {
	for name, loses := range map[string]int{"after the start": 1, "after a hand-over": 2} {
		t.Run(name, func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				s := alert(60, 4, 2)
				s.AutoStart = true
				sends := 0
				w.Begin(workertest.ProcessOptions{
					Options: shortSlice,
					Wire: workertest.Wire{Before: func(call string) error {
						if call != "Send" {
							return nil
						}
						if sends++; sends == loses {
							return unavailable
						}
						return nil
					}},
				})
				id := w.Create(s, 1)
				w.Go(func() { sweep(w, id) })
				sim := complete(w, id)
				if late := lost(sim); late < simulation.ResendAfter || late > 2*simulation.ResendAfter+time.Second {
					t.Errorf("lost %v", late)
				}
			})
		})
	}
}
