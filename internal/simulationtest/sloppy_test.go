package simulationtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"alertsim/internal/simulation"
)

// sloppy is a store with a defect: before a method of the model it runs what
// makes it forget a rule.
type sloppy struct {
	*Model
	onWrite func(m *Model, c simulation.Claim)
	onClaim func(m *Model, job simulation.Job)
	afterHO func(m *Model, job *simulation.Job)
	onEnd   func(m *Model, id string)
	onOpen  func(m *Model)
	onStart func(m *Model, id string)

	anyEngine bool
}

func (s sloppy) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	if s.onWrite != nil {
		s.onWrite(s.Model, c)
	}
	return s.Model.Advance(ctx, c, p, now)
}

func (s sloppy) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (simulation.Simulation, simulation.Shard, error) {
	if sim, ok := s.simulations[job.Simulation]; ok && s.anyEngine {
		engine = sim.Engine
	}
	if s.onClaim != nil {
		s.onClaim(s.Model, job)
	}
	return s.Model.ClaimShard(ctx, job, engine, now)
}

func (s sloppy) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (simulation.Job, error) {
	job, err := s.Model.HandOver(ctx, c, p, now)
	if s.afterHO != nil && err == nil {
		s.afterHO(s.Model, &job)
	}
	return job, err
}

func (s sloppy) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (simulation.Simulation, error) {
	before, _ := s.Simulation(ctx, id)
	sim, err := s.Model.End(ctx, id, state, reason, now)
	if s.onEnd != nil && err == nil {
		s.simulations[id] = withShards(s.simulations[id], before.Shards)
	}
	return sim, err
}

func (s sloppy) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	if s.onOpen != nil {
		s.onOpen(s.Model)
	}
	return s.Model.OpenSession(ctx, session, over)
}

func (s sloppy) Start(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	if s.onStart != nil {
		s.onStart(s.Model, id)
	}
	return s.Model.Start(ctx, id, now)
}

func withShards(sim simulation.Simulation, shards []simulation.Shard) simulation.Simulation {
	sim.Shards = shards
	return sim
}

// edit changes a shard behind the protocol's back.
func (m *Model) edit(id string, shard int, f func(*simulation.Shard)) {
	if sim, ok := m.simulations[id]; ok && shard < len(sim.Shards) {
		sim = clone(sim)
		f(&sim.Shards[shard])
		m.simulations[id] = sim
	}
}

var defects = []struct {
	name   string
	defect func(m *Model) sloppy
	// unseen says that nobody is harmed, so that only the comparison with the
	// model finds it.
	unseen bool
}{
	{"checkpoints are taken from any token", func(m *Model) sloppy {
		return sloppy{Model: m, onWrite: func(m *Model, c simulation.Claim) {
			m.edit(c.Simulation, c.Shard, func(s *simulation.Shard) {
				if s.State == simulation.ShardRunning {
					s.Held, s.Token = true, c.Token
				}
			})
		}}
	}, false},
	{"a living worker's shard can be claimed", func(m *Model) sloppy {
		return sloppy{Model: m, onClaim: func(m *Model, job simulation.Job) {
			m.edit(job.Simulation, job.Shard, func(s *simulation.Shard) {
				if s.Turn == job.Turn {
					s.Held = false
				}
			})
		}}
	}, true},
	{"jobs of any turn can claim", func(m *Model) sloppy {
		return sloppy{Model: m, onClaim: func(m *Model, job simulation.Job) {
			m.edit(job.Simulation, job.Shard, func(s *simulation.Shard) { s.Turn = job.Turn })
		}}
	}, false},
	{"a hand-over does not raise the turn", func(m *Model) sloppy {
		return sloppy{Model: m, afterHO: func(m *Model, job *simulation.Job) {
			job.Turn--
			m.edit(job.Simulation, job.Shard, func(s *simulation.Shard) { s.Turn-- })
		}}
	}, true},
	{"a hand-over does not free the shard", func(m *Model) sloppy {
		return sloppy{Model: m, afterHO: func(m *Model, job *simulation.Job) {
			m.edit(job.Simulation, job.Shard, func(s *simulation.Shard) { s.Held = true })
		}}
	}, false},
	{"End leaves shards open", func(m *Model) sloppy {
		return sloppy{Model: m, onEnd: func(*Model, string) {}}
	}, false},
	{"a worker of any version gets on with it", func(m *Model) sloppy { return sloppy{Model: m, anyEngine: true} }, false},
	{"a session can be opened over one in play", func(m *Model) sloppy {
		return sloppy{Model: m, onOpen: func(m *Model) { m.session = nil }}
	}, false},
	{"what runs can be started again", func(m *Model) sloppy {
		return sloppy{Model: m, onStart: func(m *Model, id string) {
			if sim, ok := m.simulations[id]; ok && sim.State == simulation.Running {
				sim.State = simulation.Ready
				m.simulations[id] = sim
			}
		}}
	}, false},
}

// A store with a defect is found out, by what must always hold (unless the
// defect harms nobody) and by the comparison with the model.
func TestDefectsAreFound(t *testing.T) {
	for _, d := range defects {
		t.Run(d.name, func(t *testing.T) {
			alone := func(_ *world) simulation.Store { return d.defect(NewModel()) }
			beside := func(w *world) simulation.Store { return newTwin(d.defect(NewModel()), w.fail) }
			if found := firstFailure(50, alone); found == "" && !d.unseen {
				t.Error("it breaks nothing that must always hold")
			}
			if found := firstFailure(50, beside); found == "" {
				t.Error("the comparison with the model does not find it")
			}
		})
	}
}

// failed is what a caught failure panics with.
type failed string

type catcher struct{}

func (catcher) Helper() {}
func (catcher) Fatalf(format string, args ...any) {
	panic(failed(fmt.Sprintf(format, args...)))
}

// firstFailure runs schedules against a store until one fails.
func firstFailure(schedules int, store func(w *world) simulation.Store) (found string) {
	return firstOf(schedules, func(seed uint64) {
		w := newWorld(catcher{}, rand.New(rand.NewPCG(seed, 0)).IntN, nil)
		w.store = store(w)
		for range *scheduleSteps {
			w.step()
		}
	})
}

// firstOf runs something with one seed after the other until it fails.
func firstOf(seeds int, run func(seed uint64)) (found string) {
	defer func() {
		if r := recover(); r != nil {
			text, ok := r.(failed)
			if !ok {
				panic(r)
			}
			found = string(text)
		}
	}()
	for i := range seeds {
		run(uint64(i) + 1)
	}
	return ""
}
