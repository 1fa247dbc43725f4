package worker_test

import (
	"sync"
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// outage is a time in which the store cannot be reached. The queue can.
type outage struct {
	mu       sync.Mutex
	from, to time.Time
	answers  bool // calls happen, only their answers are lost
}

func (o *outage) begin(in, length time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.from = time.Now().Add(in)
	o.to = o.from.Add(length)
}

func (o *outage) wire() workertest.Wire {
	fails := func(call string) error {
		switch call {
		case "Send", "Receive", "Extend", "Acknowledge":
			return nil
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		if now := time.Now(); !now.Before(o.from) && now.Before(o.to) {
			return unavailable
		}
		return nil
	}
	if o.answers {
		return workertest.Wire{After: func(call string, _ error) error { return fails(call) }}
	}
	return workertest.Wire{Before: fails}
}

// While the store is away for less than the heartbeat timeout, the worker goes
// on, and then catches up with what it could not save. No time is lost, even if
// the end falls into the outage: that is saved as soon as the store is back.
func TestShortOutage(t *testing.T) {
	for _, c := range []struct {
		name      string
		begin     time.Duration // since the start
		lost      bool
		completes time.Duration // later than without
	}{
		{"in the middle", 10400 * time.Millisecond, false, 0},
		{"in the middle, answers lost", 10400 * time.Millisecond, true, 0},
		{"at the end", 45 * time.Second, false, 15 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				away := &outage{answers: c.lost}
				// The slice ends after the simulation does, and before the last outage.
				w.Begin(workertest.ProcessOptions{Wire: away.wire(), Options: worker.Options{Slice: 58 * time.Second}})
				id := w.Create(alert(80, 4, 2), 1)
				w.Start(id)
				time.Sleep(c.begin)
				away.begin(0, 17*time.Second)
				before := w.Read(id).Shards[0]
				time.Sleep(15 * time.Second)
				if now := w.Read(id).Shards[0]; !c.lost && now != before {
					t.Errorf("the store was away, but went from %+v to %+v", before, now)
				}
				sim := complete(w, id)
				if late := lost(sim); late < 0 || late > c.completes+time.Millisecond || sim.Shards[0].HandOvers != 0 {
					t.Errorf("lost %v with %d hand-overs", late, sim.Shards[0].HandOvers)
				}
			})
		})
	}
}

// The same for what is computed: the run, the preparation, the replay. The
// worker has been alive for longer than the timeout when the outage begins.
func TestShortOutageWhileComputing(t *testing.T) {
	slow := func(wk *worker.Worker) { wk.Slow(10, func() { time.Sleep(900 * time.Millisecond) }) }
	for _, mode := range settings.Modes {
		t.Run(string(mode), func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				away := &outage{}
				w.Begin(workertest.ProcessOptions{Prepare: slow, Wire: away.wire()})
				given := alert(400, 4, 50)
				given.Mode = mode
				if mode == settings.Live { // while it is prepared
					away.begin(25*time.Second, 9*time.Second)
				}
				id := w.Create(given, 1)
				w.Start(id)
				if mode == settings.Instant { // while it runs
					away.begin(25*time.Second, 9*time.Second)
				}
				sim := complete(w, id)
				if shard := sim.Shards[0]; shard.HandOvers != 0 || shard.Token != 2 {
					t.Errorf("the shard went through other hands: %+v", shard)
				}
			})
		})
	}
	t.Run("replay", func(t *testing.T) {
		inMemory(t, func(w *workertest.World) {
			away := &outage{}
			first := w.Begin(workertest.ProcessOptions{})
			id := w.Create(alert(400, 4, 50), 1)
			w.Start(id)
			w.Until(id, func(s simulation.Simulation) bool { return ended(s) > 300 })
			first.Stop()
			away.begin(25*time.Second, 6*time.Second)
			w.Begin(workertest.ProcessOptions{Prepare: slow, Wire: away.wire()})
			if sim := complete(w, id); sim.Shards[0].HandOvers != 1 {
				t.Errorf("the shard went through other hands: %+v", sim.Shards[0])
			}
		})
	})
}

// A worker that does not reach the store for longer gives up, as others may have
// its shard by then. When it is back it starts from what was saved.
func TestLongOutage(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		away := &outage{}
		metrics := &counter{}
		w.Begin(workertest.ProcessOptions{Options: worker.Options{Metrics: metrics}, Wire: away.wire()})
		id := w.Create(alert(80, 4, 2), 1)
		w.Start(id)
		time.Sleep(10500 * time.Millisecond)
		away.begin(0, 30*time.Second)
		sim := complete(w, id)
		if shard := sim.Shards[0]; shard.HandOvers != 1 || metrics.get(metric.Slices) != 2 {
			t.Errorf("%d slices, %+v", metrics.get(metric.Slices), shard)
		}
		if late := lost(sim); late < 30*time.Second || late > 30*time.Second+simulation.Visibility+simulation.HeartbeatTimeout {
			t.Errorf("lost %v", late)
		}
	})
}

// A worker that cannot reach the store while another one can is taken over. Once
// it reaches it again, it must not write.
func TestTakenOverWhileAway(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		preparer := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(80, 4, 2), 1)
		w.Await(id, simulation.Ready)
		preparer.Stop()
		// Its calls neither fail nor answer for 70 seconds.
		frozen := time.Now().Add(10 * time.Second)
		thaws := frozen.Add(70 * time.Second)
		metrics := &counter{}
		w.Begin(workertest.ProcessOptions{Options: worker.Options{Metrics: metrics}, Wire: workertest.Wire{Before: func(string) error {
			if now := time.Now(); now.After(frozen) && now.Before(thaws) {
				time.Sleep(time.Until(thaws))
			}
			return nil
		}}})
		w.Start(id)
		time.Sleep(11 * time.Second)
		w.Begin(workertest.ProcessOptions{})
		sim := complete(w, id)
		if shard := sim.Shards[0]; shard.HandOvers != 1 || metrics.get(metric.RefusedCheckpoints) != 1 {
			t.Errorf("%d refused checkpoints, %+v", metrics.get(metric.RefusedCheckpoints), shard)
		}
	})
}
