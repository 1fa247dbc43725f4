package worker_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// frozen is a process that stands still for a while, as after SIGSTOP or in a
// debugger: neither its pacing nor its calls go on, while time does.
type frozen struct {
	mu       sync.Mutex
	from, to time.Time
}

func (f *frozen) begin(length time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.from = time.Now()
	f.to = f.from.Add(length)
}

func (f *frozen) wait() {
	f.mu.Lock()
	from, to := f.from, f.to
	f.mu.Unlock()
	if now := time.Now(); !now.Before(from) && now.Before(to) {
		time.Sleep(time.Until(to))
	}
}

func (f *frozen) options(m metric.Recorder) workertest.ProcessOptions {
	return workertest.ProcessOptions{
		Options: worker.Options{Metrics: m},
		Wire:    workertest.Wire{Before: func(string) error { f.wait(); return nil }},
		Prepare: func(w *worker.Worker) {
			w.Sleep(func(ctx context.Context, until time.Time) bool {
				stopped := worker.SleepUntil(ctx, until)
				f.wait()
				return stopped
			})
		},
	}
}

// A worker that was stopped for a while goes on where it was. What it missed is
// lag, and is not caught up with.
func TestFrozenWorkerGoesOnWhereItWas(t *testing.T) {
	for _, length := range []time.Duration{5 * time.Second, 19 * time.Second, 65 * time.Second, 8 * time.Minute} {
		t.Run(length.String(), func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				f := &frozen{}
				w.Begin(f.options(&counter{}))
				id := w.Create(alert(80, 4, 2), 1)
				w.Start(id)
				time.Sleep(4300 * time.Millisecond)
				before := w.Read(id).Shards[0]
				f.begin(length)
				time.Sleep(length + 100*time.Millisecond)
				w.Until(id, func(s simulation.Simulation) bool { return s.Shards[0].HeartbeatAt.After(before.HeartbeatAt) })
				sim := w.Read(id)
				// At speed 2 the next look is at most a second later, less what was left of it.
				if moved := sim.Shards[0].Clock - before.Clock; moved > settings.MicrosOf(4) {
					t.Errorf("the clock went on by %v s in one look after %v", moved.Seconds(), length)
				}
				if lag := sim.Progress(time.Now()).Lag; lag < length-2*time.Second || lag > length+2*time.Second {
					t.Errorf("a lag of %v, want %v", lag, length)
				}
				sim = complete(w, id)
				if late := lost(sim); late < length-2*time.Second || late > length+2*time.Second || sim.Shards[0].HandOvers != 0 {
					t.Errorf("completed %v late, want %v, with %d hand-overs", late, length, sim.Shards[0].HandOvers)
				}
			})
		})
	}
}

// One whose shard was taken over meanwhile finds out before it publishes
// anything.
func TestFrozenWorkerThatLostItsShard(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		f, metrics := &frozen{}, &counter{}
		w.Begin(f.options(metrics))
		id := w.Create(alert(80, 4, 2), 1)
		w.Start(id)
		time.Sleep(10300 * time.Millisecond)
		before := w.Read(id).Shards[0]
		f.begin(70 * time.Second)
		w.Begin(workertest.ProcessOptions{})
		sim := complete(w, id) // watched: no count goes back, none is ahead of the wall
		if shard := sim.Shards[0]; shard.HandOvers != 1 || shard.Token != before.Token+1 || metrics.get(metric.RefusedCheckpoints) != 1 {
			t.Errorf("%d refused checkpoints, %+v", metrics.get(metric.RefusedCheckpoints), shard)
		}
		if late := lost(sim); late < simulation.HeartbeatTimeout || late > simulation.Visibility+2*time.Second {
			t.Errorf("completed %v late", late)
		}
	})
}

// While a machine sleeps the clock that paces stands still, and the one on the
// wall goes on: so does the simulation, and the lag says for how long it slept.
// A clock that is set looks the same; set back, it hides lag, and nothing else.
func TestWallClockJumps(t *testing.T) {
	for _, jump := range []time.Duration{8 * time.Hour, 24 * time.Hour, time.Hour, -time.Hour, -24 * time.Hour} {
		t.Run(jump.String(), func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				var mu sync.Mutex
				var offset time.Duration
				wall := func() time.Time {
					mu.Lock()
					defer mu.Unlock()
					return time.Now().Add(offset)
				}
				w.Begin(workertest.ProcessOptions{Options: worker.Options{Now: wall}})
				id := w.Create(alert(80, 4, 2), 1)
				w.Start(id)
				w.Go(func() { sweep(w, id) })
				time.Sleep(20 * time.Second)
				mu.Lock()
				offset = jump
				mu.Unlock()
				for w.Context().Err() == nil {
					sim := w.Read(id)
					p := sim.Progress(wall())
					if p.Wall < 0 || p.Lag < 0 || p.Throughput < 0 || p.Remaining != nil && *p.Remaining < 0 {
						t.Fatalf("negative: %+v", p)
					}
					if p.Wall < time.Duration(p.Clock.Seconds()/2*1e9) {
						t.Fatalf("%v on the wall for %v s at speed 2", p.Wall, p.Clock.Seconds())
					}
					if sim.State.Ended() {
						break
					}
					time.Sleep(time.Second)
				}
				sim := complete(w, id)
				if p := sim.Progress(sim.FinishedAt); p.Lag < jump || p.Lag > max(0, jump)+time.Millisecond {
					t.Errorf("a lag of %v after a jump of %v", p.Lag, jump)
				}
				if sim.Shards[0].HandOvers != 0 {
					t.Errorf("it was handed over: %+v", sim.Shards[0])
				}
			})
		})
	}
}
