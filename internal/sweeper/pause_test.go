package sweeper_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// A pause of everything, as when the program is stopped or its machine sleeps,
// loses nothing, however long it is and whatever it interrupts.
func TestPause(t *testing.T) {
	for _, c := range []struct {
		state simulation.State
		pause time.Duration
	}{
		{simulation.Preparing, 11 * time.Minute},
		{simulation.Preparing, 24 * time.Hour},
		{simulation.Ready, 8 * time.Hour},
		{simulation.Running, 11 * time.Minute},
		{simulation.Running, 20 * 24 * time.Hour},
	} {
		t.Run(string(c.state)+" "+c.pause.String(), func(t *testing.T) {
			inWorld(t, func(w *world) {
				id := w.Create(alert(), 2)
				if c.state != simulation.Preparing {
					p := w.Begin(workertest.ProcessOptions{Workers: 2})
					w.Await(id, simulation.Ready)
					if c.state == simulation.Running {
						w.Start(id)
						time.Sleep(20 * time.Second)
					}
					p.Stop()
				}
				w.sweepFor(2 * sweeper.Interval)
				time.Sleep(c.pause)
				w.sweep()
				if sim := w.Read(id); sim.State != c.state {
					t.Fatalf("after the pause it is %s because %q", sim.State, sim.Reason)
				}
				w.Begin(workertest.ProcessOptions{Workers: 2})
				w.keepSweeping(id)
				if c.state != simulation.Running {
					w.Start(id)
				}
				sim, err := w.Complete(id)
				w.Must(err)
				if lag := sim.Progress(sim.FinishedAt).Lag; c.state == simulation.Running && lag < c.pause {
					t.Errorf("a lag of %v after a pause of %v", lag, c.pause)
				}
			})
		})
	}
}

// What is ready waits for as long as somebody uses its session, and ends with it.
func TestReadyWaitsAsLongAsItsSession(t *testing.T) {
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 2)
		p := w.Begin(workertest.ProcessOptions{Workers: 2})
		w.Await(id, simulation.Ready)
		p.Stop()
		ctx := context.Background()
		for range 24 * 6 {
			w.Must(w.World.Store.TouchSession(ctx, workertest.SessionID, time.Now()))
			w.sweepFor(10 * time.Minute)
		}
		if sim := w.Read(id); sim.State != simulation.Ready {
			t.Fatalf("after a day it is %s because %q", sim.State, sim.Reason)
		}
		w.Must(w.World.Store.TouchSession(ctx, workertest.SessionID, time.Now()))
		w.sweepFor(simulation.SessionIdle)
		if sim := w.Read(id); sim.State != simulation.Cancelled || !strings.Contains(sim.Reason, "its session ended") {
			t.Errorf("when nobody used the session any more it is %s because %q", sim.State, sim.Reason)
		}
		if _, err := w.World.Store.CurrentSession(ctx); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("the session is still there: %v", err)
		}
	})
}

// If it is started at the last moment, somebody uses the session.
func TestStartedWhileItsSessionEnds(t *testing.T) {
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 1)
		p := w.Begin(workertest.ProcessOptions{})
		w.Await(id, simulation.Ready)
		p.Stop()
		w.sweepFor(simulation.SessionIdle - sweeper.Interval)
		time.Sleep(sweeper.Interval)
		wire := &workertest.Wire{Before: func(call string) error {
			if call == "Abandon" {
				w.Start(id)
			}
			return nil
		}}
		s := *w.Sweeper
		s.Store = wire.Store(w.World.Store)
		w.Must(s.Sweep(context.Background()))
		if sim := w.Read(id); sim.State != simulation.Running {
			t.Errorf("it is %s because %q", sim.State, sim.Reason)
		}
		if _, err := w.World.Store.CurrentSession(context.Background()); err != nil {
			t.Errorf("its session: %v", err)
		}
		w.Begin(workertest.ProcessOptions{})
		w.keepSweeping(id)
		_, err := w.Complete(id)
		w.Must(err)
	})
}

// A sweeper whose clock is set, or is another than the workers', neither fails
// what goes on nor takes its shards, and still heals what is stuck.
func TestClocks(t *testing.T) {
	for _, step := range []time.Duration{-24 * time.Hour, -time.Hour, -90 * time.Second, 90 * time.Second, time.Hour, 24 * time.Hour, 40 * 24 * time.Hour} {
		for _, c := range []struct {
			name     string
			set      func(n int) time.Duration // of the sweeper's clock at its nth look
			handOver int
		}{
			{"always", func(int) time.Duration { return step }, 0},
			{"set once", func(n int) time.Duration { return map[bool]time.Duration{true: step}[n > 1] }, 0},
			{"set back and forth", func(n int) time.Duration { return map[bool]time.Duration{true: step}[n%2 == 1] }, 0},
		} {
			t.Run(step.String()+" "+c.name, func(t *testing.T) {
				inWorld(t, func(w *world) {
					n := 0
					w.Now = func() time.Time { n++; return time.Now().Add(c.set(n)) }
					id := w.Create(alert(), 2)
					w.keepSweeping(id)
					w.Begin(workertest.ProcessOptions{Workers: 2})
					w.Start(id)
					sim, err := w.Complete(id)
					w.Must(err)
					for _, shard := range sim.Shards {
						if shard.HandOvers != c.handOver {
							t.Errorf("%d hand-overs of %+v", shard.HandOvers, shard)
						}
					}
				})
				inWorld(t, func(w *world) { // and nobody works
					n := 0
					w.Now = func() time.Time { n++; return time.Now().Add(c.set(n)) }
					id := w.Create(alert(), 2)
					w.keepSweeping(id)
					begin := time.Now()
					if sim := w.Await(id, simulation.Failed); sim.State != simulation.Failed || time.Since(begin) > 3*simulation.PrepareDeadline {
						t.Errorf("%s after %v", sim.State, time.Since(begin))
					}
				})
			})
		}
	}
}
