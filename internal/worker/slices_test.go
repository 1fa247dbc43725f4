package worker_test

import (
	"context"
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// Short slices mean many hand-overs and nothing else: what they cost is the
// time in which no worker holds the shard, and that is the lag.
func TestShortSlices(t *testing.T) {
	const gap = 700 * time.Millisecond // between the hand-over and the next job
	inWorld(t, func(w *workertest.World) {
		metrics := &counter{}
		w.Begin(workertest.ProcessOptions{
			Options: worker.Options{Slice: 3 * time.Second, Metrics: metrics},
			Wire: workertest.Wire{Before: func(call string) error {
				if call == "Send" {
					time.Sleep(gap)
				}
				return nil
			}},
		})
		id := w.Create(alert(40, 4, 2), 1)
		w.Start(id)
		sim := complete(w, id)
		handOvers := sim.Shards[0].HandOvers
		if want := int(sim.PlannedWallTime() / (3 * time.Second)); handOvers != want || metrics.get(metric.Slices) != want+1 {
			t.Errorf("%d hand-overs and %d slices, want %d and one more", handOvers, metrics.get(metric.Slices), want)
		}
		want := time.Duration(handOvers) * gap
		if lag := sim.Progress(sim.FinishedAt).Lag; !about(lost(sim), want) || !about(lag, want) {
			t.Errorf("lost %v with a lag of %v, want %v", lost(sim), lag, want)
		}
	})
}

// A context's deadline ends a slice well before itself, so that a function that
// will be stopped hands over instead of dying.
func TestDeadlineShortensASlice(t *testing.T) {
	for _, c := range []struct{ deadline, slice time.Duration }{
		{35 * time.Second, 20 * time.Second},
		{10 * time.Second, 5 * time.Second}, // too short for the margin, but it gets on
	} {
		inWorld(t, func(w *workertest.World) {
			id := w.Create(alert(40, 4, 1), 1)
			wk := worker.New(w.Store, w.Queue, worker.Options{Log: quiet})
			for phase := range 3 {
				d := receive(w)
				ctx, cancel := context.WithTimeout(context.Background(), c.deadline)
				begin := time.Now()
				if err := wk.Handle(ctx, *d); err != nil || ctx.Err() != nil {
					t.Fatalf("the slice ended with %v, the context with %v", err, ctx.Err())
				}
				cancel()
				w.Must(w.Queue.Delete(context.Background(), d.Receipt))
				if phase == 0 {
					w.Start(id)
					continue
				}
				shard := w.Read(id).Shards[0]
				if took := time.Since(begin); took != c.slice || shard.Held || shard.HandOvers != phase || shard.Clock != settings.Micros(phase)*settings.MicrosOf(c.slice.Seconds()) {
					t.Errorf("slice %d ended after %v, want %v, with %+v", phase, took, c.slice, shard)
				}
			}
			w.Begin(workertest.ProcessOptions{})
			complete(w, id)
		})
	}
}

// A worker that is told to stop hands over where it is, and the next one goes
// on from there: only the time between the two is lost.
func TestStop(t *testing.T) {
	const pause = 7 * time.Second
	inWorld(t, func(w *workertest.World) {
		first := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(40, 4, 2), 1)
		w.Start(id)
		begin := time.Now()
		time.Sleep(5400 * time.Millisecond)
		stopped := time.Now()
		first.Stop()
		if took := time.Since(stopped); took != 0 {
			t.Errorf("it took %v to stop", took)
		}
		shard := w.Read(id).Shards[0]
		if want := settings.MicrosOf(2 * stopped.Sub(begin).Seconds()); shard.Held || shard.Clock < want-2000 || shard.Clock > want {
			t.Errorf("it left %+v, want it free at %d µs", shard, want)
		}
		time.Sleep(pause)
		w.Begin(workertest.ProcessOptions{})
		sim := complete(w, id)
		if !about(lost(sim), pause) || sim.Shards[0].HandOvers != 1 {
			t.Errorf("lost %v with %d hand-overs", lost(sim), sim.Shards[0].HandOvers)
		}
	})
}

// The same while it computes: during a replay, and during an instant run.
func TestStopWhileComputing(t *testing.T) {
	slow := func(wk *worker.Worker) { wk.Slow(10, func() { time.Sleep(200 * time.Millisecond) }) }
	t.Run("replay", func(t *testing.T) {
		inMemory(t, func(w *workertest.World) {
			first := w.Begin(workertest.ProcessOptions{})
			id := w.Create(alert(400, 4, 50), 1)
			w.Start(id)
			w.Until(id, func(s simulation.Simulation) bool { return ended(s) > 300 })
			first.Stop()
			before := w.Read(id).Shards[0]
			second := w.Begin(workertest.ProcessOptions{Prepare: slow})
			time.Sleep(3100 * time.Millisecond) // it would take 6 seconds and more
			if shard := w.Read(id).Shards[0]; !shard.Held || shard.Clock != before.Clock || time.Since(shard.HeartbeatAt) > time.Second+200*time.Millisecond {
				t.Errorf("%+v, want a beating heart and a standing clock", shard)
			}
			stopped := time.Now()
			second.Stop()
			after := w.Read(id).Shards[0]
			if took := time.Since(stopped); took > 200*time.Millisecond || after.Held || after.Checkpoint() != before.Checkpoint() {
				t.Errorf("it left %+v after %v, want it free at %+v", after, took, before.Checkpoint())
			}
			w.Begin(workertest.ProcessOptions{})
			if sim := complete(w, id); sim.Shards[0].HandOvers != 2 || lost(sim) > 4*time.Second {
				t.Errorf("lost %v with %d hand-overs", lost(sim), sim.Shards[0].HandOvers)
			}
		})
	})
	t.Run("instant", func(t *testing.T) {
		inMemory(t, func(w *workertest.World) {
			given := alert(400, 4, 1)
			given.Mode = settings.Instant
			first := w.Begin(workertest.ProcessOptions{Prepare: slow})
			id := w.Create(given, 1)
			w.Start(id)
			w.Until(id, func(s simulation.Simulation) bool { return ended(s) > 100 })
			stopped := time.Now()
			first.Stop()
			before := w.Read(id).Shards[0]
			if took := time.Since(stopped); took > 200*time.Millisecond || before.Held || before.HandOvers != 1 {
				t.Errorf("it left %+v after %v", before, took)
			}
			w.Begin(workertest.ProcessOptions{Prepare: slow}) // begins again, but nobody sees the counts fall
			if sim := complete(w, id); sim.Shards[0].TakeOvers != 0 || sim.Shards[0].HandOvers != 1 {
				t.Errorf("ended as %+v", sim.Shards[0])
			}
		})
	})
	t.Run("prepare", func(t *testing.T) {
		inMemory(t, func(w *workertest.World) {
			first := w.Begin(workertest.ProcessOptions{Prepare: slow})
			id := w.Create(alert(400, 4, 100), 1)
			time.Sleep(3 * time.Second)
			first.Stop()
			w.Begin(workertest.ProcessOptions{})
			begin := time.Now()
			w.Start(id)
			if took := time.Since(begin); took > 2*time.Second {
				t.Errorf("the next worker took %v to begin", took)
			}
			complete(w, id)
		})
	})
}

// receive takes a message from the queue.
func receive(w *workertest.World) *simulation.Delivery {
	w.Helper()
	for range 30 {
		d, err := w.Queue.Receive(context.Background())
		w.Must(err)
		if d != nil {
			return d
		}
	}
	w.Fatal("no message came")
	return nil
}
