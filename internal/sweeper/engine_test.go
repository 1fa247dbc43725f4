package sweeper_test

import (
	"fmt"
	"strings"
	"testing"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// Where nobody else ever comes, what another version of the engine has begun fails with the first look, in any state, and
// says why; what has ended stays as it is.
func TestAloneWithAnotherEngine(t *testing.T) {
	for _, state := range []simulation.State{simulation.Preparing, simulation.Ready, simulation.Running, simulation.Completed} {
		for _, alone := range []bool{true, false} {
			inWorld(t, func(w *world) {
				s := alert()
				s.Mode = settings.Instant
				id := w.Create(s, 1)
				if state != simulation.Preparing {
					p := w.Begin(workertest.ProcessOptions{})
					w.Await(id, simulation.Ready)
					if state == simulation.Completed {
						w.Start(id)
						w.Await(id, simulation.Completed)
					}
					p.Stop()
				}
				if state == simulation.Running {
					w.Start(id)
				}
				before := w.Read(id)
				w.Engine, w.Alone = engine.Version+1, alone
				w.sweep()
				sim := w.Read(id)
				if !alone || state == simulation.Completed {
					if sim.State != state || w.told[metric.SimulationsFailed] != 0 {
						t.Errorf("%s, alone %t: %s because %q", state, alone, sim.State, sim.Reason)
					}
					return
				}
				why := fmt.Sprintf("it was created by version %d of the engine, and the program now has version %d", before.Engine, w.Engine)
				if sim.State != simulation.Failed || !strings.HasPrefix(sim.Reason, why) || w.told[metric.SimulationsFailed] != 1 {
					t.Errorf("%s: %s because %q", state, sim.State, sim.Reason)
				}
			})
		}
	}
}

// What would start by itself is not started for workers of another version.
func TestNoStartForAnotherEngine(t *testing.T) {
	inWorld(t, func(w *world) {
		s := alert()
		s.AutoStart = true
		id := w.Create(s, 1)
		// Its worker dies between MarkReady and the start.
		dead := false
		w.Begin(workertest.ProcessOptions{Wire: workertest.Wire{Before: func(call string) error {
			dead = dead || call == "Start"
			if dead {
				return fault.Errorf(fault.CodeUnavailable, "dead")
			}
			return nil
		}}})
		w.Await(id, simulation.Ready)
		w.Engine = engine.Version + 1
		w.sweepFor(3 * sweeper.Interval)
		if sim := w.Read(id); sim.State != simulation.Ready {
			t.Fatalf("it is %s", sim.State)
		}
		w.Engine = engine.Version // rolled back
		w.sweepFor(sweeper.Interval)
		if sim := w.Read(id); sim.State != simulation.Running {
			t.Errorf("it is %s", sim.State)
		}
	})
}
