package simulationtest

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// timid is a store that trusts the clocks of its callers: it takes no write that
// is older than the last.
type timid struct{ *Model }

func (s timid) older(c simulation.Claim, now time.Time) error {
	sim, err := s.Simulation(context.Background(), c.Simulation)
	if err == nil && now.Before(sim.Shards[c.Shard].HeartbeatAt) {
		return fault.Errorf(fault.CodeStale, "an old packet")
	}
	return nil
}

func (s timid) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	if err := s.older(c, now); err != nil {
		return err
	}
	return s.Model.Beat(ctx, c, now)
}

// trusting is a store that takes the writes of whoever says that he is alive
// while the shard is, without a look at the token.
type trusting struct{ *Model }

func (s trusting) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	s.edit(c.Simulation, c.Shard, func(shard *simulation.Shard) {
		if shard.Held && now.Sub(shard.HeartbeatAt) <= simulation.HeartbeatTimeout {
			shard.Token = c.Token
		}
	})
	return s.Model.Advance(ctx, c, p, now)
}

// forgetful is a store that takes a last checkpoint again.
type forgetful struct{ *Model }

func (s forgetful) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	s.edit(c.Simulation, c.Shard, func(shard *simulation.Shard) {
		if shard.State == simulation.ShardDone && shard.Token == c.Token {
			shard.State, shard.Held = simulation.ShardRunning, true
		}
	})
	return s.Model.Finish(ctx, c, p, plan, now)
}

// Each kind of fault finds a defect that nothing else finds.
func TestEveryKindOfFaultFindsSomething(t *testing.T) {
	for _, test := range []struct {
		fault   faults
		name    string
		steps   int // random ones before everybody does their work
		defect  func(m *Model) simulation.Store
		byAge   bool
		disturb func(w *world, round int)
	}{
		{faults{clocks: true}, "clocks: heartbeats must not go back", 0, func(m *Model) simulation.Store { return timid{m} }, false,
			func(w *world, _ int) { w.setClock() }},
		{faults{clocks: true}, "clocks: the sweeper believes them", 0, func(m *Model) simulation.Store { return m }, true,
			func(w *world, round int) {
				if round < 10 {
					w.setClock()
					w.crash()
				}
			}},
		{faults{freezes: true}, "freezes: whoever is alive may write", 0, func(m *Model) simulation.Store { return trusting{m} }, false,
			func(w *world, _ int) {
				if w.pick(8) == 0 {
					w.freeze()
				}
			}},
		{faults{away: 15}, "away: a last checkpoint is taken twice", 150, func(m *Model) simulation.Store { return forgetful{m} }, false, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			run := func(on faults, store func(*Model) simulation.Store, byAge bool) (found string) {
				return firstOf(120, func(seed uint64) {
					w := newWorld(catcher{}, rand.New(rand.NewPCG(seed, 2)).IntN, store(NewModel()))
					w.faults, w.byAge = on, byAge
					for range test.steps {
						w.step()
					}
					w.faults = faults{}
					if w.active() == "" {
						w.create()
						w.observe()
					}
					round := 0
					sim, took := w.fairTime(time.Hour, func() {
						w.faults = on
						if round++; test.disturb != nil {
							test.disturb(w, round)
						}
					})
					if !sim.State.Ended() || test.disturb != nil && sim.State != simulation.Completed {
						w.fail("%s is %s (%s) after %s", sim.ID, sim.State, sim.Reason, took)
					}
				})
			}
			sound := func(m *Model) simulation.Store { return m }
			if found := run(test.fault, test.defect, test.byAge); found == "" {
				t.Error("the defect is not found")
			}
			if found := run(faults{}, test.defect, test.byAge); found != "" {
				t.Errorf("the defect is found without the fault: %s", found)
			}
			if found := run(test.fault, sound, false); found != "" {
				t.Errorf("something is found without the defect: %s", found)
			}
		})
	}
}
