package worker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// After a crash the job comes back by itself, the next worker replays and goes
// on, and the time in between is the lag.
func TestCrash(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		first := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(80, 4, 2), 1)
		w.Start(id)
		time.Sleep(20500 * time.Millisecond)
		first.Crash()
		left := w.Read(id).Shards[0]
		if !left.Held || time.Since(left.HeartbeatAt) > time.Second {
			t.Errorf("it left %+v", left)
		}
		w.Begin(workertest.ProcessOptions{})
		now := w.Until(id, func(s simulation.Simulation) bool { return s.Shards[0].Clock > left.Clock }).Shards[0]
		gap := now.HeartbeatAt.Sub(left.HeartbeatAt)
		if gap > simulation.Visibility+2*time.Second || now.HandOvers != 1 || now.Token != left.Token+1 || now.Turn != left.Turn {
			t.Errorf("after %v it is %+v, before %+v", gap, now, left)
		}
		sim := complete(w, id)
		if lag := sim.Progress(sim.FinishedAt).Lag; !about(lag, lost(sim)) || lag < simulation.HeartbeatTimeout || lag > gap {
			t.Errorf("a lag of %v, but %v was lost and %v passed", lag, lost(sim), gap)
		}
	})
}

// A shard on which every worker dies before it gets on fails its simulation.
func TestCrashesWithoutProgress(t *testing.T) {
	for _, saved := range []bool{false, true} { // whether what it publishes first arrives
		t.Run(fmt.Sprint(saved), func(t *testing.T) { crashesWithoutProgress(t, saved) })
	}
}

func crashesWithoutProgress(t *testing.T, saved bool) {
	inMemory(t, func(w *workertest.World) {
		var crashes int
		begin := func() {
			dead := make(chan struct{})
			var p *workertest.Process
			ready := make(chan struct{})
			die := func(call string) {
				if call == "Advance" {
					<-ready
					p.Kill()
					close(dead)
				}
			}
			wire := workertest.Wire{Before: func(call string) error { die(call); return nil }}
			if saved {
				wire = workertest.Wire{After: func(call string, _ error) error { die(call); return nil }}
			}
			p = w.Begin(workertest.ProcessOptions{Wire: wire})
			close(ready)
			<-dead
			crashes++
		}
		preparer := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(80, 4, 2), 1)
		w.Start(id)
		time.Sleep(10 * time.Second) // some progress first
		preparer.Crash()
		for range simulation.MaxTakeOvers {
			begin()
			if sim := w.Read(id); sim.State != simulation.Running || sim.Shards[0].TakeOvers != crashes {
				t.Fatalf("after %d crashes it is %s (%s) with %+v", crashes, sim.State, sim.Reason, sim.Shards[0])
			}
		}
		metrics := &counter{}
		w.Begin(workertest.ProcessOptions{Options: worker.Options{Metrics: metrics}})
		if reason := failed(w, id); !strings.Contains(reason, "shard 0 was taken over 5 times") || metrics.get(metric.SimulationsFailed) != 1 {
			t.Errorf("failed because %q", reason)
		}
	})
}

// Progress between crashes is what counts, not how many there are.
func TestManyCrashesWithProgress(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		id := w.Create(alert(80, 4, 4), 1)
		preparer := w.Begin(workertest.ProcessOptions{})
		w.Start(id)
		preparer.Crash()
		for range simulation.MaxTakeOvers + 2 {
			clock := w.Read(id).Shards[0].Clock
			p := w.Begin(workertest.ProcessOptions{})
			w.Until(id, func(s simulation.Simulation) bool { return s.Shards[0].Clock > clock })
			p.Crash()
		}
		w.Begin(workertest.ProcessOptions{})
		if sim := complete(w, id); sim.Shards[0].HandOvers < simulation.MaxTakeOvers+1 {
			t.Errorf("ended as %+v", sim.Shards[0])
		}
	})
}

// crash is when a process dies: with so many calls of its store and queue, the
// last of which has or has not happened.
type crash struct {
	calls    int
	happened bool
}

// Any number of crashes at any call, with hand-overs in between and more than
// one shard, leads to the same result.
func TestRandomCrashes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		shards := rapid.IntRange(1, 3).Draw(r, "shards")
		mode := rapid.SampledFrom(settings.Modes).Draw(r, "mode")
		if mode == settings.Instant {
			shards = 1
		}
		slice := rapid.SampledFrom([]time.Duration{2 * time.Second, time.Minute}).Draw(r, "slice")
		crashes := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) crash {
			return crash{rapid.IntRange(1, 30).Draw(r, "calls"), rapid.Bool().Draw(r, "happened")}
		}), 0, 20).Draw(r, "crashes")
		given := alert(60, 4, 4)
		if rapid.Bool().Draw(r, "the whole model") {
			given = escalation(60, 4, 4)
		}
		var wrong error
		inMemory(t, func(w *workertest.World) { wrong = crashing(w, given, mode, shards, slice, crashes) })
		if wrong != nil {
			r.Fatal(wrong)
		}
	})
}

func crashing(w *workertest.World, given settings.Settings, mode settings.Mode, shards int, slice time.Duration, crashes []crash) error {
	given.Mode, given.AutoStart = mode, true
	id := w.Create(given, shards)
	w.Go(func() { sweep(w, id) })
	for _, c := range crashes {
		p, dead := mortal(w, shards, slice, c)
		clock := total(w.Read(id))
		for range 600 {
			select {
			case <-dead:
			default:
				time.Sleep(500 * time.Millisecond)
				continue
			}
			break
		}
		p.Crash()
		if total(w.Read(id)) == clock { // so that the simulation does not fail, as it should then
			p := w.Begin(workertest.ProcessOptions{Workers: shards})
			w.Until(id, func(s simulation.Simulation) bool { return total(s) > clock || s.State.Ended() })
			p.Stop()
		}
	}
	w.Begin(workertest.ProcessOptions{Workers: shards})
	sim, err := w.Complete(id)
	if err != nil {
		return fmt.Errorf("%w\n%+v", err, sim.Shards)
	}
	return nil
}

// mortal begins a process that dies after so many calls.
func mortal(w *workertest.World, workers int, slice time.Duration, c crash) (*workertest.Process, <-chan struct{}) {
	var p *workertest.Process
	born, dead := make(chan struct{}), make(chan struct{})
	calls := make(chan int, 1)
	calls <- 0
	next := func() error {
		<-born
		n := <-calls + 1
		calls <- n
		if n < c.calls {
			return nil
		}
		p.Kill()
		if n == c.calls {
			close(dead)
		}
		return errCrash
	}
	wire := workertest.Wire{}
	if c.happened {
		wire.After = func(string, error) error { return next() }
	} else {
		wire.Before = func(string) error { return next() }
	}
	p = w.Begin(workertest.ProcessOptions{Workers: workers, Wire: wire, Options: worker.Options{Slice: slice}})
	close(born)
	return p, dead
}

var errCrash = fault.Errorf(fault.CodeInternal, "the process died here")

// total adds up what shows progress.
func total(s simulation.Simulation) (sum settings.Micros) {
	for _, shard := range s.Shards {
		sum += shard.Clock
	}
	if s.State != simulation.Preparing {
		sum++
	}
	return sum
}
