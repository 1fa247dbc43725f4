package simulationtest

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// Model is a simulation.Store in memory: the pure methods of the domain behind
// one lock. What it answers is right by definition; adapters are compared with
// it.
type Model struct {
	mu          sync.Mutex
	session     *simulation.Session
	simulations map[string]simulation.Simulation
	tags        map[string]simulation.Tags
	tries       map[string]simulation.KeyTries
}

var _ simulation.Store = (*Model)(nil)

// NewModel returns an empty one.
func NewModel() *Model {
	return &Model{simulations: map[string]simulation.Simulation{}, tags: map[string]simulation.Tags{}, tries: map[string]simulation.KeyTries{}}
}

// lock begins an operation; its answer ends it.
func (m *Model) lock(ctx context.Context) (unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, fault.Errorf(fault.CodeUnavailable, "cancelled: %w", err)
	}
	m.mu.Lock()
	return m.mu.Unlock, nil
}

// Create implements simulation.Simulations.
func (m *Model) Create(ctx context.Context, s simulation.Simulation) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.isCurrent(s.SessionID); err != nil {
		return err
	}
	if latest, ok := m.simulations[m.session.SimulationID]; ok && !latest.State.Ended() {
		return fault.Errorf(fault.CodeConflict, "simulation %s has not ended", latest.ID)
	}
	if _, ok := m.simulations[s.ID]; ok {
		return fault.Errorf(fault.CodeConflict, "simulation %s exists", s.ID)
	}
	s.CreatedAt = simulation.Stamp(s.CreatedAt)
	s.Shards = slices.Clone(s.Shards)
	for i := range s.Shards {
		s.Shards[i].HeartbeatAt = simulation.Stamp(s.Shards[i].HeartbeatAt)
	}
	m.simulations[s.ID] = s
	m.session.SimulationID = s.ID
	return nil
}

// Simulation implements simulation.Simulations.
func (m *Model) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) { return s, nil })
}

// Simulations implements simulation.Simulations.
func (m *Model) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) (page []simulation.Listed, next string, err error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return nil, "", err
	}
	defer unlock()
	for _, s := range m.simulations {
		one := simulation.Listed{Simulation: clone(s), Tags: slices.Clone(m.tags[s.ID])}
		if (cursor == "" || historyKey(s) < cursor) && find.Meets(one) {
			page = append(page, one)
		}
	}
	sort.Slice(page, func(i, j int) bool { return historyKey(page[i].Simulation) > historyKey(page[j].Simulation) })
	if len(page) > limit {
		page = page[:limit]
		next = historyKey(page[limit-1].Simulation)
	}
	return page, next, nil
}

// Tag implements simulation.Simulations.
func (m *Model) Tag(ctx context.Context, id string, add, remove []string) (simulation.Tags, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if _, ok := m.simulations[id]; !ok {
		return nil, fault.Errorf(fault.CodeNotFound, "no simulation %s", id)
	}
	after, err := m.tags[id].Changed(add, remove)
	if err != nil {
		return nil, err
	}
	m.tags[id] = after
	return slices.Clone(after), nil
}

// historyKey is a simulation's place in the history.
func historyKey(s simulation.Simulation) string {
	return fmt.Sprintf("%020s.%s", strconv.FormatInt(s.CreatedAt.UnixMicro(), 10), s.ID)
}

// Start implements simulation.Simulations.
func (m *Model) Start(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) { return s.Start(simulation.Stamp(now)) })
}

// End implements simulation.Simulations.
func (m *Model) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) {
		return s.End(state, reason, simulation.Stamp(now))
	})
}

// Abandon implements simulation.Simulations.
func (m *Model) Abandon(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) { return s.Abandon(simulation.Stamp(now)) })
}

// Settle implements simulation.Simulations.
func (m *Model) Settle(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) {
		return s.Settle(simulation.Stamp(now)), nil
	})
}

// Delete implements simulation.Simulations.
func (m *Model) Delete(ctx context.Context, id string) error {
	_, err := m.change(ctx, id, func(s simulation.Simulation) (simulation.Simulation, error) {
		if !s.State.Ended() {
			return s, fault.Errorf(fault.CodeConflict, "simulation %s is %s", id, s.State)
		}
		s.ID = "" // change forgets it
		return s, nil
	})
	return err
}

// change applies a pure method to a whole simulation.
func (m *Model) change(ctx context.Context, id string, f func(simulation.Simulation) (simulation.Simulation, error)) (simulation.Simulation, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return simulation.Simulation{}, err
	}
	defer unlock()
	s, ok := m.simulations[id]
	if !ok {
		return simulation.Simulation{}, fault.Errorf(fault.CodeNotFound, "no simulation %s", id)
	}
	if s, err = f(clone(s)); err != nil {
		return simulation.Simulation{}, err
	}
	if s.ID == "" {
		delete(m.simulations, id)
		delete(m.tags, id)
		return s, nil
	}
	m.simulations[id] = s
	return clone(s), nil
}

func clone(s simulation.Simulation) simulation.Simulation {
	s.Shards = slices.Clone(s.Shards)
	return s
}

// String lists the simulations, for failed schedules.
func (m *Model) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	for id, s := range m.simulations {
		fmt.Fprintf(&b, "%s %s: %+v\n", id, s.State, s.Shards)
	}
	return b.String()
}
