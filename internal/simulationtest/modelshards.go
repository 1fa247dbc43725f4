package simulationtest

import (
	"context"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// ClaimShard implements simulation.Shards.
func (m *Model) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (simulation.Simulation, simulation.Shard, error) {
	var shard simulation.Shard
	sim, err := m.change(ctx, job.Simulation, func(s simulation.Simulation) (claimed simulation.Simulation, err error) {
		claimed, shard, err = s.Claim(job.Shard, job.Turn, engine, simulation.Stamp(now))
		return claimed, err
	})
	if err != nil {
		return simulation.Simulation{}, simulation.Shard{}, err
	}
	return sim, shard, nil
}

// Beat implements simulation.Shards.
func (m *Model) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	_, err := m.changeShard(ctx, c.Simulation, c.Shard, nil, func(s simulation.Shard) (simulation.Shard, error) {
		return s.Beat(c.Token, simulation.Stamp(now))
	})
	return err
}

// MarkReady implements simulation.Shards.
func (m *Model) MarkReady(ctx context.Context, c simulation.Claim, plan *simulation.Plan, now time.Time) error {
	_, err := m.changeShard(ctx, c.Simulation, c.Shard, plan, func(s simulation.Shard) (simulation.Shard, error) {
		return s.MarkReady(c.Token, simulation.Stamp(now))
	})
	return err
}

// Advance implements simulation.Shards.
func (m *Model) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	_, err := m.changeShard(ctx, c.Simulation, c.Shard, nil, func(s simulation.Shard) (simulation.Shard, error) {
		return s.Advance(c.Token, p, simulation.Stamp(now))
	})
	return err
}

// HandOver implements simulation.Shards.
func (m *Model) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (simulation.Job, error) {
	return m.newTurn(ctx, c.Simulation, c.Shard, func(s simulation.Shard) (simulation.Shard, error) {
		return s.HandOver(c.Token, p, simulation.Stamp(now))
	})
}

// Finish implements simulation.Shards.
func (m *Model) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	_, err := m.changeShard(ctx, c.Simulation, c.Shard, plan, func(s simulation.Shard) (simulation.Shard, error) {
		return s.Finish(c.Token, p, simulation.Stamp(now))
	})
	return err
}

// Resend implements simulation.Shards.
func (m *Model) Resend(ctx context.Context, id string, shard int, turn int64, seen, now time.Time) (simulation.Job, error) {
	return m.newTurn(ctx, id, shard, func(s simulation.Shard) (simulation.Shard, error) {
		return s.Resend(turn, simulation.Stamp(seen), simulation.Stamp(now))
	})
}

// newTurn applies a pure method that frees a shard and returns its next job.
func (m *Model) newTurn(ctx context.Context, id string, index int, f shardMethod) (simulation.Job, error) {
	sim, err := m.changeShard(ctx, id, index, nil, f)
	if err != nil {
		return simulation.Job{}, err
	}
	for _, job := range sim.Jobs() {
		if job.Shard == index {
			return job, nil
		}
	}
	return simulation.Job{}, fault.Errorf(fault.CodeInternal, "shard %d was freed but is not open", index)
}

type shardMethod func(simulation.Shard) (simulation.Shard, error)

func (m *Model) changeShard(ctx context.Context, id string, index int, plan *simulation.Plan, f shardMethod) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) {
		if index < 0 || index >= len(s.Shards) {
			return s, fault.Errorf(fault.CodeNotFound, "no shard %d", index)
		}
		shard, err := f(s.Shards[index])
		if err != nil {
			return s, err
		}
		s.Shards[index] = shard
		if plan != nil {
			s.Plan = plan
		}
		return s, nil
	})
}
