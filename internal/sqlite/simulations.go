package sqlite

import (
	"context"
	"database/sql"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// Create implements simulation.Simulations.
func (s *Store) Create(ctx context.Context, sim simulation.Simulation) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		session, err := loadSessionByID(ctx, tx, sim.SessionID)
		if err != nil {
			return err
		}
		active, err := isActive(ctx, tx, session.SimulationID)
		if err != nil {
			return err
		}
		if active {
			return fault.Errorf(fault.CodeConflict, "the session's simulation %s has not ended", session.SimulationID)
		}
		if _, err := stateOf(ctx, tx, sim.ID); err == nil {
			return fault.Errorf(fault.CodeConflict, "there is a simulation %s already", sim.ID)
		} else if fault.CodeOf(err) != fault.CodeNotFound {
			return err
		}
		if err := insertSimulation(ctx, tx, sim); err != nil {
			return err
		}
		session.SimulationID = sim.ID
		return saveSession(ctx, tx, session)
	})
}

// Simulation implements simulation.Simulations.
func (s *Store) Simulation(ctx context.Context, id string) (sim simulation.Simulation, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		sim, err = loadSimulation(ctx, tx, id)
		return err
	})
	return sim, err
}

// Start implements simulation.Simulations.
func (s *Store) Start(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return s.change(ctx, id, func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.Start(simulation.Stamp(now))
	})
}

// End implements simulation.Simulations. What cannot be read any more can be
// ended all the same, or it would be in the way for ever.
func (s *Store) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (simulation.Simulation, error) {
	end := func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.End(state, reason, simulation.Stamp(now))
	}
	after, err := s.change(ctx, id, end)
	if fault.CodeOf(err) == fault.CodeDamaged {
		return s.changeLoaded(ctx, id, loadState, end)
	}
	return after, err
}

// Abandon implements simulation.Simulations.
func (s *Store) Abandon(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return s.change(ctx, id, func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.Abandon(simulation.Stamp(now))
	})
}

// Settle implements simulation.Simulations.
func (s *Store) Settle(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return s.change(ctx, id, func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.Settle(simulation.Stamp(now)), nil
	})
}

// Delete implements simulation.Simulations.
func (s *Store) Delete(ctx context.Context, id string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		state, err := stateOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if !state.Ended() {
			return fault.Errorf(fault.CodeConflict, "the simulation is %s; only an ended one can be deleted", state)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM simulations WHERE id = ?`, id) // its shards go with it
		return err
	})
}

// change applies a pure method to a whole simulation.
func (s *Store) change(ctx context.Context, id string, f func(simulation.Simulation) (simulation.Simulation, error)) (after simulation.Simulation, err error) {
	return s.changeLoaded(ctx, id, loadSimulation, f)
}

func (s *Store) changeLoaded(ctx context.Context, id string, load func(context.Context, *sql.Tx, string) (simulation.Simulation, error),
	f func(simulation.Simulation) (simulation.Simulation, error)) (after simulation.Simulation, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		before, err := load(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = f(before); err != nil {
			return err
		}
		return saveSimulation(ctx, tx, before, after)
	})
	if err != nil {
		return simulation.Simulation{}, err
	}
	return after, nil
}

// stateOf is the state of a simulation; CodeNotFound if there is none.
func stateOf(ctx context.Context, tx *sql.Tx, id string) (state simulation.State, err error) {
	err = one(ctx, tx, noSimulation(id), `SELECT state FROM simulations WHERE id = ?`, []any{id}, &state)
	return state, err
}

// isActive reports whether a simulation exists and has not ended.
func isActive(ctx context.Context, tx *sql.Tx, id string) (bool, error) {
	state, err := stateOf(ctx, tx, id)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return false, nil
	}
	return err == nil && !state.Ended(), err
}
