package sqlite

import (
	"context"
	"database/sql"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

const (
	stateColumns      = `id, session_id, state, reason, engine, created_at, ready_at, started_at, finished_at`
	simulationColumns = stateColumns + `, settings, plan`
)

// stateTargets are where the stateColumns go.
func stateTargets(s *simulation.Simulation) []any {
	return []any{&s.ID, &s.SessionID, &s.State, &s.Reason, &s.Engine,
		moment{&s.CreatedAt}, moment{&s.ReadyAt}, moment{&s.StartedAt}, moment{&s.FinishedAt}}
}

// simulationTargets are where the simulationColumns go.
func simulationTargets(s *simulation.Simulation) []any {
	return append(stateTargets(s), record{&s.Settings}, record{&s.Plan})
}

func noSimulation(id string) *fault.Error {
	return fault.Errorf(fault.CodeNotFound, "there is no simulation %s", id)
}

func loadSimulation(ctx context.Context, tx *sql.Tx, id string) (simulation.Simulation, error) {
	var s simulation.Simulation
	err := one(ctx, tx, noSimulation(id), `SELECT `+simulationColumns+` FROM simulations WHERE id = ?`, []any{id}, simulationTargets(&s)...)
	if err != nil {
		return simulation.Simulation{}, err
	}
	s.Shards, err = loadShards(ctx, tx, id)
	return s, err
}

// loadState is loadSimulation without settings and plan, which are long and may
// be damaged: enough to end it.
func loadState(ctx context.Context, tx *sql.Tx, id string) (simulation.Simulation, error) {
	var s simulation.Simulation
	err := one(ctx, tx, noSimulation(id), `SELECT `+stateColumns+` FROM simulations WHERE id = ?`, []any{id}, stateTargets(&s)...)
	if err != nil {
		return simulation.Simulation{}, err
	}
	s.Shards, err = loadShards(ctx, tx, id)
	return s, err
}

func insertSimulation(ctx context.Context, tx *sql.Tx, s simulation.Simulation) error {
	given, err := encode(s.Settings)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO simulations (id, session_id, settings, state, reason, engine, created_at, ready_at, started_at, finished_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID, s.SessionID, given, s.State, s.Reason, s.Engine, micros(s.CreatedAt), micros(s.ReadyAt), micros(s.StartedAt), micros(s.FinishedAt))
	if err != nil {
		return err
	}
	if err := savePlan(ctx, tx, s.ID, s.Plan); err != nil {
		return err
	}
	for _, shard := range s.Shards {
		if err := saveShard(ctx, tx, s.ID, shard); err != nil {
			return err
		}
	}
	return nil
}

// saveSimulation writes what has changed; settings never do, and the plan is
// written by savePlan.
func saveSimulation(ctx context.Context, tx *sql.Tx, before, after simulation.Simulation) error {
	_, err := tx.ExecContext(ctx, `UPDATE simulations SET state = ?, reason = ?, ready_at = ?, started_at = ?, finished_at = ? WHERE id = ?`,
		after.State, after.Reason, micros(after.ReadyAt), micros(after.StartedAt), micros(after.FinishedAt), after.ID)
	if err != nil {
		return err
	}
	for i, shard := range after.Shards {
		if shard == before.Shards[i] {
			continue
		}
		if err := saveShard(ctx, tx, after.ID, shard); err != nil {
			return err
		}
	}
	return nil
}

// savePlan stores a plan, if there is one.
func savePlan(ctx context.Context, tx *sql.Tx, id string, plan *simulation.Plan) error {
	if plan == nil {
		return nil
	}
	raw, err := encode(plan)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE simulations SET plan = ? WHERE id = ?`, raw, id)
	return err
}
