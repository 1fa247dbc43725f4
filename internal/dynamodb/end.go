package dynamodb

import (
	"context"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// End implements simulation.Simulations: one transaction of META and at most 64
// shards. Checkpoints may come between the read and the transaction, once a
// second for each shard; so the condition on a shard is not that it is unchanged
// but that it is not done, and the answer is read afterwards, when nothing
// changes any more.
func (s *Store) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (simulation.Simulation, error) {
	return s.end(ctx, id, func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.End(state, reason, simulation.Stamp(now))
	})
}

// Abandon implements simulation.Simulations.
func (s *Store) Abandon(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return s.end(ctx, id, func(sim simulation.Simulation) (simulation.Simulation, error) {
		return sim.Abandon(simulation.Stamp(now))
	})
}

func (s *Store) end(ctx context.Context, id string, apply func(simulation.Simulation) (simulation.Simulation, error)) (simulation.Simulation, error) {
	_, err := s.change(ctx, id, func(before loaded) (simulation.Simulation, error) {
		after, err := apply(before.Simulation)
		if err != nil {
			return after, err
		}
		t := s.begin()
		for i, shard := range before.shards {
			if shard.State == simulation.ShardDone {
				continue // for ever
			}
			t.update(shardKey(id, shard.Index), "#state = :state, #held = :held",
				"attribute_exists(#pk) AND #state <> :done", values{
					"state": after.Shards[i].State,
					"held":  after.Shards[i].Held,
					"done":  simulation.ShardDone,
				})
		}
		return after, s.commitMeta(ctx, t, after, before.version)
	})
	if err != nil {
		return simulation.Simulation{}, err
	}
	return s.Simulation(ctx, id)
}

// Delete implements simulation.Simulations: one transaction of everything that
// belongs to the simulation.
func (s *Store) Delete(ctx context.Context, id string) error {
	_, err := s.change(ctx, id, func(before loaded) (simulation.Simulation, error) {
		if !before.State.Ended() {
			return before.Simulation, fault.Errorf(fault.CodeConflict,
				"the simulation is %s; only an ended one can be deleted", before.State)
		}
		t := s.begin()
		t.remove(metaKey(id), unchanged, seen(before.version))
		t.remove(historyKey(id, before.CreatedAt), always, nil)
		for _, shard := range before.shards {
			t.remove(shardKey(id, shard.Index), always, nil)
		}
		return before.Simulation, t.commit(ctx, "delete simulation "+id)
	})
	return err
}
