package simulationtest

import (
	"fmt"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// raceTests: of several at once as many succeed as may.
var raceTests = []storeTest{
	{"SessionOpens", func(e *env) {
		open := func(i int) error {
			return e.store.OpenSession(e.ctx, simulation.Session{ID: fmt.Sprintf("session-%d", i), Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, nil)
		}
		winner := e.winners(together(50, open), 1, fault.CodeConflict)
		e.same(e.session().ID, fmt.Sprintf("session-%d", winner), "the session in play")
	}},
	{"SessionOpensOverOneThatIsOver", func(e *env) {
		over := e.openSession()
		e.wait(simulation.SessionIdle)
		open := func(i int) error {
			return e.store.OpenSession(e.ctx, simulation.Session{ID: fmt.Sprintf("next-%d", i), Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, &over)
		}
		winner := e.winners(together(50, open), 1, fault.CodeConflict)
		e.same(e.session().ID, fmt.Sprintf("next-%d", winner), "the session in play")
	}},
	{"SessionOpenAgainstCreate", func(e *env) {
		for i := range 10 {
			over := simulation.Session{ID: sessionID, Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}
			e.must(e.store.OpenSession(e.ctx, over, nil))
			s := e.newSimulation(1)
			errs := together(2, func(i int) error {
				if i == 0 {
					return e.store.Create(e.ctx, s)
				}
				return e.store.OpenSession(e.ctx, simulation.Session{ID: "next", Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, &over)
			})
			e.winners(errs, 1, fault.CodeConflict, fault.CodeNotFound)
			e.consistent(fmt.Sprintf("round %d", i), s.ID)
			e.clear()
		}
	}},
	{"SessionEndAgainstCreate", func(e *env) {
		for i := range 10 {
			e.openSession()
			s := e.newSimulation(1)
			errs := together(2, func(i int) error {
				if i == 0 {
					return e.store.Create(e.ctx, s)
				}
				return e.store.EndSession(e.ctx, sessionID, "")
			})
			e.winners(errs, 1, fault.CodeConflict, fault.CodeNotFound)
			e.consistent(fmt.Sprintf("round %d", i), s.ID)
			e.clear()
		}
	}},
	{"Creates", func(e *env) {
		e.openSession()
		sims := make([]simulation.Simulation, 20)
		for i := range sims {
			sims[i] = e.newSimulation(2)
		}
		winner := e.winners(together(len(sims), func(i int) error { return e.store.Create(e.ctx, sims[i]) }), 1, fault.CodeConflict)
		e.same(e.session().SimulationID, sims[winner].ID, "the session's simulation")
		for i, s := range sims {
			if i != winner {
				_, err := e.store.Simulation(e.ctx, s.ID)
				e.wants(fault.CodeNotFound, err, "a simulation that lost the race")
			}
		}
	}},
	{"Starts", func(e *env) {
		s := e.createReady(3)
		e.winners(together(20, func(i int) error {
			_, err := e.store.Start(e.ctx, s.ID, e.now.Add(time.Duration(i)*time.Second))
			return err
		}), 1, fault.CodeConflict)
		for _, shard := range e.read(s.ID).Shards {
			e.same(shard.Turn, int64(2), "turn after one start")
		}
	}},
	{"Claims", func(e *env) {
		s := e.create(1)
		job := s.Jobs()[0]
		claim := func(int) error {
			_, _, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
			return err
		}
		e.winners(together(20, claim), 1, fault.CodeHeld)
		e.same(e.read(s.ID).Shards[0].Token, int64(1), "token after one claim")
		e.wait(simulation.HeartbeatTimeout + time.Microsecond)
		e.winners(together(20, claim), 1, fault.CodeHeld)
		e.same(e.read(s.ID).Shards[0].Token, int64(2), "token after one take-over")
		e.same(e.read(s.ID).Shards[0].TakeOvers, 1, "take-overs")
	}},
	{"HandOvers", func(e *env) {
		s, claims := e.createRunning(1)
		turn := s.Shards[0].Turn
		e.winners(together(20, func(int) error {
			_, err := e.store.HandOver(e.ctx, claims[0], At(1000), e.now)
			return err
		}), 1, fault.CodeStale)
		e.same(e.read(s.ID).Shards[0].Turn, turn+1, "turn after one hand-over")
	}},
	{"Resends", func(e *env) {
		s := e.create(1)
		seen := e.now
		e.wait(simulation.ResendAfter + time.Microsecond)
		e.winners(together(20, func(int) error {
			_, err := e.store.Resend(e.ctx, s.ID, 0, 1, seen, e.now)
			return err
		}), 1, fault.CodeStale)
		e.same(e.read(s.ID).Shards[0].Turn, int64(2), "turn after one resend")
	}},
	{"ResendAgainstTakeOver", func(e *env) {
		for range 10 {
			s, _ := e.createRunning(1)
			job, seen := e.job(s.ID, 0), e.now
			e.wait(simulation.ResendAfter + time.Microsecond)
			errs := together(2, func(i int) error {
				if i == 0 {
					_, err := e.store.Resend(e.ctx, s.ID, 0, job.Turn, seen, e.now)
					return err
				}
				_, _, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
				return err
			})
			e.winners(errs, 1, fault.CodeStale, fault.CodeHeld)
			e.clear()
		}
	}},
	{"Joins", func(e *env) {
		e.openSession()
		e.winners(together(simulation.MaxMembers+20, func(i int) error {
			return e.store.JoinSession(e.ctx, sessionID, fmt.Sprintf("joiner-%d", i), e.now)
		}), simulation.MaxMembers-1, fault.CodeConflict)
		e.same(len(e.session().Members), simulation.MaxMembers, "members")
	}},
	{"KeyTries", func(e *env) {
		limit := simulation.FreeKeyTries + 1 // the delay follows the first one that is not free
		e.winners(together(40, func(int) error { return e.store.TakeKeyTry(e.ctx, "192.0.2.7", e.now) }), limit, fault.CodeTooMany)
	}},
}

// consistent checks that a simulation that exists and has not ended is the
// latest of the session in play.
func (e *env) consistent(what, id string) {
	e.Helper()
	s, err := e.store.Simulation(e.ctx, id)
	if fault.CodeOf(err) == fault.CodeNotFound || (err == nil && s.State.Ended()) {
		return
	}
	e.must(err)
	session, err := e.store.CurrentSession(e.ctx)
	if err != nil || session.SimulationID != id {
		e.Fatalf("%s: simulation %s is %s but the session is %+v (%v)", what, id, s.State, session, err)
	}
}

// clear ends what is in play, if anything is.
func (e *env) clear() {
	e.Helper()
	session, err := e.store.CurrentSession(e.ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return
	}
	e.must(err)
	if session.SimulationID != "" {
		if _, err := e.store.End(e.ctx, session.SimulationID, simulation.Cancelled, "", e.now); fault.CodeOf(err) != fault.CodeConflict {
			e.must(err)
		}
	}
	e.must(e.store.EndSession(e.ctx, session.ID, session.SimulationID))
}
