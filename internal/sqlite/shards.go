package sqlite

import (
	"context"
	"database/sql"
	"time"

	"alertsim/internal/simulation"
)

// ClaimShard implements simulation.Shards.
func (s *Store) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (sim simulation.Simulation, shard simulation.Shard, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if sim, err = loadSimulation(ctx, tx, job.Simulation); err != nil {
			return err
		}
		if sim, shard, err = sim.Claim(job.Shard, job.Turn, engine, simulation.Stamp(now)); err != nil {
			return err
		}
		return saveShard(ctx, tx, sim.ID, shard)
	})
	if err != nil {
		return simulation.Simulation{}, simulation.Shard{}, err
	}
	return sim, shard, nil
}

// Beat implements simulation.Shards.
func (s *Store) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	return s.writeShard(ctx, c, nil, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Beat(c.Token, simulation.Stamp(now))
	})
}

// MarkReady implements simulation.Shards.
func (s *Store) MarkReady(ctx context.Context, c simulation.Claim, plan *simulation.Plan, now time.Time) error {
	return s.writeShard(ctx, c, plan, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.MarkReady(c.Token, simulation.Stamp(now))
	})
}

// Advance implements simulation.Shards.
func (s *Store) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	return s.writeShard(ctx, c, nil, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Advance(c.Token, p, simulation.Stamp(now))
	})
}

// Finish implements simulation.Shards.
func (s *Store) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	return s.writeShard(ctx, c, plan, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Finish(c.Token, p, simulation.Stamp(now))
	})
}

// HandOver implements simulation.Shards.
func (s *Store) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (simulation.Job, error) {
	return s.newTurn(ctx, c.Simulation, c.Shard, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.HandOver(c.Token, p, simulation.Stamp(now))
	})
}

// Resend implements simulation.Shards.
func (s *Store) Resend(ctx context.Context, id string, shard int, turn int64, seen, now time.Time) (simulation.Job, error) {
	return s.newTurn(ctx, id, shard, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Resend(turn, simulation.Stamp(seen), simulation.Stamp(now))
	})
}

// writeShard applies a pure method to a shard and stores a plan, if there is
// one.
func (s *Store) writeShard(ctx context.Context, c simulation.Claim, plan *simulation.Plan, f shardMethod) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := changeShard(ctx, tx, c.Simulation, c.Shard, f); err != nil {
			return err
		}
		return savePlan(ctx, tx, c.Simulation, plan)
	})
}

// newTurn applies a pure method that frees a shard and returns its next job.
func (s *Store) newTurn(ctx context.Context, id string, index int, f shardMethod) (job simulation.Job, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		shard, err := changeShard(ctx, tx, id, index, f)
		if err != nil {
			return err
		}
		job = simulation.Simulation{ID: id, Shards: []simulation.Shard{shard}}.Jobs()[0] // a freed shard is open
		return nil
	})
	if err != nil {
		return simulation.Job{}, err
	}
	return job, nil
}

type shardMethod func(simulation.Shard) (simulation.Shard, error)

func changeShard(ctx context.Context, tx *sql.Tx, id string, index int, f shardMethod) (simulation.Shard, error) {
	shard, err := loadShard(ctx, tx, id, index)
	if err != nil {
		return shard, err
	}
	if shard, err = f(shard); err != nil {
		return shard, err
	}
	return shard, saveShard(ctx, tx, id, shard)
}
