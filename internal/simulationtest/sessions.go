package simulationtest

import (
	"errors"
	"fmt"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// sessionTests: who is in charge, and guesses of the management key.
var sessionTests = []storeTest{
	{"None", func(e *env) {
		_, err := e.store.CurrentSession(e.ctx)
		e.wants(fault.CodeNotFound, err, "current session of an empty store")
		e.wants(fault.CodeNotFound, e.store.JoinSession(e.ctx, sessionID, "x", e.now), "join")
		e.wants(fault.CodeNotFound, e.store.TouchSession(e.ctx, sessionID, e.now), "touch")
		e.wants(fault.CodeNotFound, e.store.EndSession(e.ctx, sessionID, ""), "end")
	}},
	{"OneAtATime", func(e *env) {
		first := e.openSession()
		e.same(e.session(), first, "the session as stored")
		second := first
		second.ID = "session-2"
		e.wait(24 * time.Hour) // stores do not judge by themselves whether a session is over
		e.wants(fault.CodeConflict, e.store.OpenSession(e.ctx, second, nil), "open while one is stored")
		e.same(e.session(), first, "the session after a refused open")
	}},
	{"OpenOverOneThatIsOver", func(e *env) {
		old := e.openSession()
		next := simulation.Session{ID: "session-2", Members: []string{"a", "b"}, OpenedAt: e.now.Add(time.Hour), LastUsedAt: e.now.Add(time.Hour)}
		for what, change := range map[string]func(*simulation.Session){
			"another session":     func(s *simulation.Session) { s.ID = "session-0" },
			"another simulation":  func(s *simulation.Session) { s.SimulationID = "sim-1" },
			"one used since":      func(s *simulation.Session) { s.LastUsedAt = s.LastUsedAt.Add(-time.Microsecond) },
			"one used before now": func(s *simulation.Session) { s.LastUsedAt = s.LastUsedAt.Add(time.Microsecond) },
		} {
			over := old
			change(&over)
			e.wants(fault.CodeConflict, e.store.OpenSession(e.ctx, next, &over), "open over %s", what)
			e.same(e.session(), old, "the session after a refused open")
		}
		e.must(e.store.TouchSession(e.ctx, old.ID, e.now.Add(time.Second)))
		e.wants(fault.CodeConflict, e.store.OpenSession(e.ctx, next, &old), "open over a session that was used in between")
		e.must(e.store.TouchSession(e.ctx, old.ID, e.now))
		other := old
		other.Members, other.OpenedAt = nil, time.Time{} // not looked at
		e.must(e.store.OpenSession(e.ctx, next, &other))
		e.same(e.session(), next, "the session in play")
		e.wants(fault.CodeConflict, e.store.OpenSession(e.ctx, old, &old), "open over one that is gone")
	}},
	{"OpenOverOneThatHasEnded", func(e *env) {
		old := e.openSession()
		e.must(e.store.EndSession(e.ctx, old.ID, ""))
		next := old
		next.ID = "session-2"
		e.must(e.store.OpenSession(e.ctx, next, &old)) // none is in play
	}},
	{"OpenOverOneThatCreatedInBetween", func(e *env) {
		old := e.openSession()
		e.create(1)
		next := old
		next.ID = "session-2"
		e.wants(fault.CodeConflict, e.store.OpenSession(e.ctx, next, &old), "open over a session that runs something by now")
	}},
	{"JoinAndTouch", func(e *env) {
		want := e.openSession()
		e.wait(time.Minute)
		e.must(e.store.JoinSession(e.ctx, want.ID, "second", e.now))
		want.Members, want.LastUsedAt = []string{tokenHash, "second"}, e.now
		e.same(e.session(), want, "the session after a join")
		e.wait(time.Minute)
		e.must(e.store.TouchSession(e.ctx, want.ID, e.now))
		want.LastUsedAt = e.now
		e.same(e.session(), want, "the session after a touch")
		e.wants(fault.CodeNotFound, e.store.JoinSession(e.ctx, "another", "x", e.now), "join of another")
		e.wants(fault.CodeNotFound, e.store.TouchSession(e.ctx, "another", e.now), "touch of another")
		e.same(e.session(), want, "the session after refused calls")
	}},
	{"CreateKeepsTheSession", func(e *env) {
		want := e.openSession()
		e.wait(time.Minute)
		want.SimulationID = e.create(1).ID
		e.same(e.session(), want, "the session after a create")
	}},
	{"Watch", func(e *env) {
		e.wants(fault.CodeNotFound, errOf(e.store.WatchSession(e.ctx, sessionID, nil, e.now)), "watch of none")
		want := e.openSession()
		look := func(sim *simulation.Simulation, now time.Time) {
			e.Helper()
			want = want.Watched(sim, simulation.Stamp(now))
			got, err := e.store.WatchSession(e.ctx, want.ID, sim, now)
			e.must(err)
			e.same(got, want, "what the watch answered")
			e.same(e.session(), want, "the session after a look")
		}
		look(nil, e.now.Add(999*time.Nanosecond))
		s := e.create(3)
		want = e.session()
		for _, later := range []time.Duration{0, 59 * time.Second, time.Hour, -24 * time.Hour, time.Minute} {
			e.wait(later)
			look(&s, e.now)
		}
		e.must(e.store.TouchSession(e.ctx, want.ID, e.now))
		want.LastUsedAt = e.now
		e.same(e.session(), want, "the session after a touch")
		e.must(e.store.JoinSession(e.ctx, want.ID, "second", e.now))
		want = e.session()
		ended, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		look(&ended, e.now)
		e.wants(fault.CodeNotFound, errOf(e.store.WatchSession(e.ctx, "another", nil, e.now)), "watch of another")
		e.same(e.session(), want, "the session after a refused look")
		e.must(e.store.OpenSession(e.ctx, simulation.Session{ID: "next", Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, &want))
		e.same(e.session().Watch, simulation.Watch{}, "what was seen of a new session")
	}},
	{"LooksAndUsesAtTheSameTime", func(e *env) {
		s := e.create(64)
		errs := together(20, func(i int) error {
			if i%2 == 0 {
				return e.store.JoinSession(e.ctx, sessionID, fmt.Sprintf("joiner-%d", i), e.now)
			}
			return errOf(e.store.WatchSession(e.ctx, sessionID, &s, e.now))
		})
		e.winners(errs, 20)
		got := e.session()
		e.same(len(got.Members), 11, "members")
		e.same(len(got.Watch.Shards), 64, "shards that were seen")
	}},
	{"JoinedTwice", func(e *env) {
		s := e.openSession()
		for range 2 {
			e.must(e.store.JoinSession(e.ctx, s.ID, "another", e.now))
		}
		e.same(e.session().Members, []string{tokenHash, "another"}, "members")
	}},
	{"MostMembers", func(e *env) {
		s := e.openSession()
		for i := 1; i < simulation.MaxMembers; i++ {
			e.must(e.store.JoinSession(e.ctx, s.ID, tokenHash[:62]+string(rune('A'+i%26))+string(rune('a'+i/26)), e.now))
		}
		e.must(e.store.JoinSession(e.ctx, s.ID, tokenHash, e.now)) // again, as a client does whose answer was lost
		e.wants(fault.CodeConflict, e.store.JoinSession(e.ctx, s.ID, "one too many", e.now.Add(time.Second)), "join of a full session")
		got := e.session()
		e.same(len(got.Members), simulation.MaxMembers, "members")
		e.same(got.Members[0], tokenHash, "the first member")
		e.same(got.LastUsedAt, e.now, "last use after a refused join")
	}},
	{"EndOnlyAsKnown", func(e *env) {
		s := e.create(1)
		want := e.session()
		e.wants(fault.CodeConflict, e.store.EndSession(e.ctx, sessionID, ""), "end of a session that has created since")
		e.wants(fault.CodeConflict, e.store.EndSession(e.ctx, sessionID, "sim-999"), "end with another simulation")
		e.wants(fault.CodeNotFound, e.store.EndSession(e.ctx, "another", s.ID), "end of another session")
		e.same(e.session(), want, "the session after refused calls")
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		e.must(e.store.EndSession(e.ctx, sessionID, s.ID))
		_, err = e.store.CurrentSession(e.ctx)
		e.wants(fault.CodeNotFound, err, "current session after its end")
		e.wants(fault.CodeNotFound, e.store.EndSession(e.ctx, sessionID, s.ID), "a second end")
		e.same(e.read(s.ID).State, simulation.Cancelled, "its simulation is kept")
	}},
	{"KeyTries", func(e *env) {
		try := func(scope string, want fault.Code, what string) {
			e.Helper()
			e.wants(want, e.store.TakeKeyTry(e.ctx, scope, e.now), "%s", what)
		}
		for range simulation.FreeKeyTries {
			try("a", "", "a try that costs nothing")
		}
		for _, delay := range []time.Duration{0, 1, 2, 4, 8, 16, 30, 30} {
			e.wait(max(0, delay*time.Second-time.Microsecond))
			if delay > 0 {
				for range 3 { // and is not the longer for it
					err := e.store.TakeKeyTry(e.ctx, "a", e.now)
					e.wants(fault.CodeTooMany, err, "a try too early")
					if refused, ok := errors.AsType[*fault.Error](err); !ok || refused.RetryAfter != time.Microsecond {
						e.Errorf("refused with %#v, want RetryAfter 1µs", err)
					}
				}
				e.wait(time.Microsecond)
			}
			try("a", "", "a try after the delay")
		}
		try("a", fault.CodeTooMany, "one at once")
		try("b", "", "another scope")
		e.now = e.now.Add(-time.Second)
		try("a", fault.CodeTooMany, "one by a clock that is a second behind")
		e.now = e.now.Add(-24 * time.Hour)
		try("a", "", "one after the clock was set back a day")
		try("a", fault.CodeTooMany, "and one more")
		e.wait(simulation.KeyMemory)
		for range simulation.FreeKeyTries + 1 {
			try("a", "", "a try when all is forgotten")
		}
		try("a", fault.CodeTooMany, "one more")
	}},
	{"ForgetKeyTries", func(e *env) {
		e.must(e.store.ForgetKeyTries(e.ctx, "never used"))
		for range simulation.FreeKeyTries + 1 {
			e.must(e.store.TakeKeyTry(e.ctx, "a", e.now))
			e.must(e.store.TakeKeyTry(e.ctx, "b", e.now))
		}
		e.must(e.store.ForgetKeyTries(e.ctx, "a"))
		e.must(e.store.TakeKeyTry(e.ctx, "a", e.now))
		e.wants(fault.CodeTooMany, e.store.TakeKeyTry(e.ctx, "b", e.now), "the scope that was not forgotten")
	}},
}
