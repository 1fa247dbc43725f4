package sweeper_test

import (
	"context"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
)

// damagedStore cannot read simulations any more, only end them.
type damagedStore struct{ simulation.Store }

func (s damagedStore) Settle(context.Context, string, time.Time) (simulation.Simulation, error) {
	return simulation.Simulation{}, fault.Errorf(fault.CodeDamaged, "its record cannot be read")
}

// What nobody can work on any more fails and says why; the session goes on.
func TestDamagedSimulationFails(t *testing.T) {
	inWorld(t, func(w *world) {
		id := w.Create(alert(), 2)
		w.Sweeper.Store = damagedStore{w.Sweeper.Store}
		for range 2 { // the second time it has ended
			w.Must(w.Sweep(context.Background()))
		}
		if s := w.Read(id); s.State != simulation.Failed || s.Reason != "what is stored of it is damaged" {
			t.Errorf("it is %s: %s", s.State, s.Reason)
		}
		if told := w.told[metric.SimulationsFailed]; told != 1 {
			t.Errorf("%d simulations are counted as failed", told)
		}
		if _, err := w.World.Store.CurrentSession(context.Background()); err != nil {
			t.Error(err)
		}
	})
}
