package control_test

import (
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

func TestResetCancelsWhatRuns(t *testing.T) {
	tests := []struct {
		name  string
		reach func(e *env, s simulation.Simulation)
		want  simulation.State
	}{
		{"preparing", func(*env, simulation.Simulation) {}, simulation.Cancelled},
		{"ready", func(e *env, s simulation.Simulation) { e.prepare(s) }, simulation.Cancelled},
		{"running", func(e *env, s simulation.Simulation) { e.run(s) }, simulation.Cancelled},
		{"completed", func(e *env, s simulation.Simulation) {
			e.must(e.store.Finish(e.ctx, e.run(s), simulation.Checkpoint{Clock: 1}, nil, e.clock.now()))
			_, err := e.store.Settle(e.ctx, s.ID, e.clock.now())
			e.must(err)
		}, simulation.Completed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := newEnv(t)
			session, token := e.open()
			s := e.create(session)
			test.reach(e, s)
			e.must(e.Reset(e.ctx, e.session(token)))
			if got := e.state(s.ID); got != test.want {
				t.Errorf("the simulation is %s, want %s", got, test.want)
			}
			e.open()
		})
	}
}

func TestResetWithoutASimulation(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	e.must(e.Reset(e.ctx, session))
	e.must(e.Reset(e.ctx, session))
	e.open()
}

func TestNothingChangesAfterReset(t *testing.T) {
	e := newEnv(t)
	session, token := e.open()
	s := e.create(session)
	claim := e.run(s)
	e.must(e.store.Advance(e.ctx, claim, simulation.Checkpoint{Clock: 1}, e.clock.now()))
	e.must(e.Reset(e.ctx, e.session(token)))

	after := simulation.Checkpoint{Clock: 2}
	e.wants(fault.CodeStale, e.store.Advance(e.ctx, claim, after, e.clock.now()), "checkpoint")
	e.wants(fault.CodeStale, e.store.Finish(e.ctx, claim, after, nil, e.clock.now()), "finish")
	_, err := e.store.HandOver(e.ctx, claim, after, e.clock.now())
	e.wants(fault.CodeStale, err, "hand-over")
	_, err = e.Start(e.ctx, s.ID)
	e.wants(fault.CodeConflict, err, "start")
	got, err := e.Simulation(e.ctx, s.ID)
	e.must(err)
	if got.Shards[0].Clock != 1 || got.Reason != "the session was reset" {
		t.Errorf("the simulation is %+v", got)
	}
}

// A member that knows the session from before its latest simulation resets it
// all the same.
func TestResetByAMemberWhoIsBehind(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s := e.create(session)
	e.must(e.Reset(e.ctx, session))
	if got := e.state(s.ID); got != simulation.Cancelled {
		t.Errorf("the simulation is %s", got)
	}
}

func TestResetCancelsWhatIsCreatedMeanwhile(t *testing.T) {
	e := newEnv(t)
	session, token := e.open()
	_, err := e.Cancel(e.ctx, e.create(session).ID)
	e.must(err)
	var second simulation.Simulation
	e.store.beforeEndSession = func() { second = e.create(session) }
	e.must(e.Reset(e.ctx, e.session(token)))
	if got := e.state(second.ID); got != simulation.Cancelled {
		t.Errorf("what another member created is %s", got)
	}
	e.open()
}

// Between a reset's conflict and its second look another member may have reset
// the session, and somebody else opened the next one. That one is not its.
func TestResetSparesTheNextSession(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	var token string
	var theirs simulation.Simulation
	e.store.beforeEndSession = func() {
		e.create(session)
		e.store.beforeCurrentSession = func() {
			e.must(e.Reset(e.ctx, session))
			next, t := e.open()
			theirs, token = e.create(next), t
		}
	}
	e.must(e.Reset(e.ctx, session))
	e.session(token)
	if got := e.state(theirs.ID); got != simulation.Preparing {
		t.Errorf("the next session's simulation is %s", got)
	}
}

func TestResetRacesWithCreateAndReset(t *testing.T) {
	e := newEnv(t)
	for range 25 {
		session, token := e.open()
		e.create(session)
		session = e.session(token)
		errs := together(6, func(i int) error {
			if i < 3 {
				return e.Reset(e.ctx, session)
			}
			_, err := e.Create(e.ctx, session, settings.DefaultSettings())
			return err
		})
		for i, err := range errs {
			switch code := fault.CodeOf(err); {
			case err == nil:
			case i < 3:
				t.Errorf("reset: [%s] %v", code, err)
			case code != fault.CodeConflict && code != fault.CodeUnauthorized:
				t.Errorf("create: [%s] %v", code, err)
			}
		}
		_, err := e.store.CurrentSession(e.ctx)
		e.wants(fault.CodeNotFound, err, "the session after the resets")
		e.clock.wait(time.Second)
	}
	page, _, err := e.Simulations(e.ctx, simulation.Find{}, "", 1000)
	e.must(err)
	for _, s := range page {
		if !s.State.Ended() {
			t.Errorf("a simulation is %s although its session was reset", s.State)
		}
	}
}
