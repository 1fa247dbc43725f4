package dynamodb

import (
	"context"
	"errors"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// ClaimShard implements simulation.Shards.
func (s *Store) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (simulation.Simulation, simulation.Shard, error) {
	var claimed simulation.Shard
	now = simulation.Stamp(now)
	sim, err := s.change(ctx, job.Simulation, func(before loaded) (simulation.Simulation, error) {
		sim, shard, err := before.Claim(job.Shard, job.Turn, engine, now)
		if err != nil {
			return sim, err
		}
		claimed = shard
		place := slices.IndexFunc(before.shards, func(s loadedShard) bool { return s.Index == shard.Index })
		stored := before.shards[place]
		stored.Shard = shard
		_, err = s.put(ctx, stored.record(), unchanged, seen(stored.version))
		return sim, err
	})
	if err != nil {
		return simulation.Simulation{}, simulation.Shard{}, err
	}
	return sim, claimed, nil
}

// MarkReady implements simulation.Shards.
func (s *Store) MarkReady(ctx context.Context, c simulation.Claim, plan *simulation.Plan, now time.Time) error {
	_, err := s.changeShard(ctx, c.Simulation, c.Shard, plan, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.MarkReady(c.Token, now)
	})
	return err
}

// HandOver implements simulation.Shards.
func (s *Store) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (simulation.Job, error) {
	after, err := s.changeShard(ctx, c.Simulation, c.Shard, nil, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.HandOver(c.Token, p, now)
	})
	if err != nil {
		return simulation.Job{}, err
	}
	return jobOf(c.Simulation, after), nil
}

// Finish implements simulation.Shards.
func (s *Store) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	_, err := s.changeShard(ctx, c.Simulation, c.Shard, plan, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Finish(c.Token, p, now)
	})
	return err
}

// Resend implements simulation.Shards.
func (s *Store) Resend(ctx context.Context, id string, index int, turn int64, seen, now time.Time) (simulation.Job, error) {
	after, err := s.changeShard(ctx, id, index, nil, func(shard simulation.Shard) (simulation.Shard, error) {
		return shard.Resend(turn, simulation.Stamp(seen), simulation.Stamp(now))
	})
	if err != nil {
		return simulation.Job{}, err
	}
	return jobOf(id, after), nil
}

// rule is a method of the domain's shard.
type rule = func(simulation.Shard) (simulation.Shard, error)

// changeShard applies a rule to a shard as it is stored and, if plan is not nil,
// stores that with it.
func (s *Store) changeShard(ctx context.Context, id string, index int, plan *simulation.Plan, apply rule) (simulation.Shard, error) {
	old, err := s.get(ctx, shardKey(id, index))
	if err != nil {
		return simulation.Shard{}, err
	}
	return s.changeShardFrom(ctx, id, index, old, plan, apply)
}

// changeShardFrom does so for a shard that has just been read.
func (s *Store) changeShardFrom(ctx context.Context, id string, index int, old item, plan *simulation.Plan, apply rule) (simulation.Shard, error) {
	for r := newRace(); ; {
		shard, err := shardOf(id, index, old)
		if err != nil {
			return shard.Shard, err
		}
		if shard.Shard, err = apply(shard.Shard); err != nil {
			return shard.Shard, err
		}
		if err := s.putShard(ctx, shard, plan); !errors.Is(err, errLost) {
			return shard.Shard, err
		}
		if err := r.again(ctx); err != nil {
			return shard.Shard, err
		}
		if old, err = s.get(ctx, shardKey(id, index)); err != nil {
			return shard.Shard, err
		}
	}
}

// putShard writes a shard, on condition that it is unchanged, and its
// simulation's plan if there is one. That the shard is unchanged implies that
// the simulation has not ended.
func (s *Store) putShard(ctx context.Context, shard loadedShard, plan *simulation.Plan) error {
	if plan == nil {
		_, err := s.put(ctx, shard.record(), unchanged, seen(shard.version))
		return err
	}
	raw, err := planJSON(plan)
	if err != nil {
		return err
	}
	t := s.begin()
	t.put(shard.record(), unchanged, seen(shard.version))
	t.update(metaKey(shard.simulation), "#plan = :plan", "attribute_exists(#pk) AND NOT "+ended, merged(states, values{"plan": raw}))
	return t.commit(ctx, "store the plan of simulation "+shard.simulation)
}

func noShard(id string, index int) *fault.Error {
	return fault.Errorf(fault.CodeNotFound, "there is no shard %d of simulation %s", index, id)
}

// jobOf is the job of a shard's present turn.
func jobOf(id string, shard simulation.Shard) simulation.Job {
	jobs := simulation.Simulation{ID: id, Shards: []simulation.Shard{shard}}.Jobs()
	if len(jobs) == 0 {
		return simulation.Job{} // never: only open shards get a new turn
	}
	return jobs[0]
}
