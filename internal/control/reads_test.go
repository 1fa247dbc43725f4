package control_test

import (
	"context"
	"testing"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// countingStore counts the reads of whole simulations.
type countingStore struct {
	simulation.Store
	reads int
}

func (s *countingStore) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	s.reads++
	return s.Store.Simulation(ctx, id)
}

// A member's call reads the session alone. Only when nobody has used it for so long
// that it may be over does it matter whether its simulation is at work.
func TestAMembersCallReadsNoSimulation(t *testing.T) {
	e := newEnv(t)
	store := &countingStore{Store: e.store}
	e.Control = control.New(store, e.queue, e.Options)
	session, token := e.open()
	s := e.create(session) // preparing, so it is at work
	store.reads = 0
	e.session(token)
	_, err := e.Join(e.ctx, key, "a")
	e.must(err)
	if store.reads != 0 {
		t.Errorf("%d reads of the simulation by calls of members", store.reads)
	}
	e.unused(simulation.SessionIdle)
	store.reads = 0
	if e.session(token); store.reads != 1 {
		t.Errorf("%d reads of a simulation on which it depends whether the session is over", store.reads)
	}
	_, err = e.Cancel(e.ctx, s.ID)
	e.must(err)
	e.unused(simulation.SessionIdle)
	_, err = e.Authenticate(e.ctx, token)
	e.wants(fault.CodeUnauthorized, err, "after the cancel")
}

// Whoever has the id may look. What cannot be one is not looked for.
func TestSnapshot(t *testing.T) {
	e := newEnv(t)
	store := &countingStore{Store: e.store}
	e.Control = control.New(store, e.queue, e.Options)
	session, _ := e.open()
	s := e.create(session)
	got, err := e.Snapshot(e.ctx, s.ID)
	e.must(err)
	if got.ID != s.ID || store.reads != 1 {
		t.Errorf("%d reads gave %s, want %s", store.reads, got.ID, s.ID)
	}
	for _, id := range []string{"", s.ID[:15], s.ID + "a", "ABCDEFGHIJKLMNOP", "aaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaa/a", "aaaaaaaaaaaaaaaé"} {
		_, err := e.Snapshot(e.ctx, id)
		e.wants(fault.CodeNotFound, err, "id "+id)
	}
	if store.reads != 1 {
		t.Errorf("%d reads for what cannot be an id", store.reads-1)
	}
	_, err = e.Snapshot(e.ctx, "aaaaaaaaaaaaaaaa")
	if e.wants(fault.CodeNotFound, err, "an id of nothing"); store.reads != 2 {
		t.Errorf("%d reads", store.reads)
	}
}
