package dynamodb

import (
	"context"
	"errors"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// Create implements simulation.Simulations: one transaction of the session, the
// check that its latest simulation has ended, and the new items.
func (s *Store) Create(ctx context.Context, sim simulation.Simulation) error {
	for r := newRace(); ; {
		session, err := s.CurrentSession(ctx)
		if err != nil {
			return err
		}
		if session.ID != sim.SessionID {
			return errNoSession
		}
		if err := s.tryCreate(ctx, sim, session.SimulationID); !errors.Is(err, errLost) {
			return err
		}
		if err := s.explainCreate(ctx, sim.ID, session.SimulationID); err != nil {
			return err
		}
		if err := r.again(ctx); err != nil {
			return err
		}
	}
}

func (s *Store) tryCreate(ctx context.Context, sim simulation.Simulation, latest string) error {
	meta, err := metaRecordOf(sim)
	if err != nil {
		return err
	}
	t := s.begin()
	t.update(sessionKey(), "#simulation = :new", "#id = :id AND #simulation = :latest",
		values{"id": sim.SessionID, "latest": latest, "new": sim.ID})
	if latest != "" && latest != sim.ID {
		t.check(metaKey(latest), absent+" OR "+ended, states)
	}
	t.put(meta, absent, nil)
	for _, shard := range newShards(sim) {
		t.put(shard.record(), absent, nil)
	}
	t.put(historyRecord{
		key: historyKey(sim.ID, sim.CreatedAt), ID: sim.ID, Name: sim.Settings.Name, Expires: expiry(sim.CreatedAt, simulation.Retention),
	}, absent, nil)
	return t.commit(ctx, "create simulation "+sim.ID)
}

// explainCreate tells why a creation was refused; nil if it may be tried again.
func (s *Store) explainCreate(ctx context.Context, id, latest string) error {
	for _, other := range []string{id, latest} {
		if other == "" {
			continue
		}
		it, err := s.get(ctx, metaKey(other))
		if err != nil {
			return err
		}
		state := simulation.State(text(it, "state"))
		switch {
		case it == nil:
		case other == id:
			return fault.Errorf(fault.CodeConflict, "there is a simulation %s already", id)
		case !state.Ended():
			return fault.Errorf(fault.CodeConflict, "the session's simulation %s is %s", other, state)
		}
	}
	return nil
}

// ended is the condition that a simulation has ended.
const ended = "#state IN (:completed, :cancelled, :failed)"

// states are the values that conditions on states compare with.
var states = values{
	"completed": simulation.Completed,
	"cancelled": simulation.Cancelled,
	"failed":    simulation.Failed,
}

// Simulation implements simulation.Simulations.
func (s *Store) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	all, err := s.load(ctx, id)
	return all.Simulation, err
}

// Start implements simulation.Simulations: one transaction of META and shards.
func (s *Store) Start(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	now = simulation.Stamp(now)
	return s.change(ctx, id, func(before loaded) (simulation.Simulation, error) {
		after, err := before.Start(now)
		if err != nil {
			return after, err
		}
		t := s.begin()
		for i, shard := range before.shards {
			shard.Shard = after.Shards[i]
			t.put(shard.record(), unchanged, seen(shard.version))
		}
		return after, s.commitMeta(ctx, t, after, before.version)
	})
}

// Settle implements simulation.Simulations: one write of META. It need not look
// at the shards again: a ready or done shard changes only together with META.
func (s *Store) Settle(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return s.change(ctx, id, func(before loaded) (simulation.Simulation, error) {
		after := before.Settle(simulation.Stamp(now))
		if after.State == before.State {
			return after, nil
		}
		meta, err := metaRecordOf(after)
		if err != nil {
			return after, err
		}
		_, err = s.put(ctx, meta, unchanged, seen(before.version))
		return after, err
	})
}

// change applies a change until it loses no race.
func (s *Store) change(ctx context.Context, id string, try func(loaded) (simulation.Simulation, error)) (simulation.Simulation, error) {
	for r := newRace(); ; {
		before, err := s.load(ctx, id)
		if err != nil {
			return simulation.Simulation{}, err
		}
		after, err := try(before)
		if err == nil {
			return after, nil
		}
		if !errors.Is(err, errLost) {
			return simulation.Simulation{}, err
		}
		if err := r.again(ctx); err != nil {
			return simulation.Simulation{}, err
		}
	}
}

// commitMeta completes a transaction with the simulation's META.
func (s *Store) commitMeta(ctx context.Context, t *transaction, after simulation.Simulation, version string) error {
	meta, err := metaRecordOf(after)
	if err != nil {
		return err
	}
	t.put(meta, unchanged, seen(version))
	return t.commit(ctx, string(after.State)+" simulation "+after.ID)
}
