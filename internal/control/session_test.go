package control_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

func TestOneOfManyOpensWins(t *testing.T) {
	e := newEnv(t)
	var tokens [50]string
	errs := together(len(tokens), func(i int) error {
		m, err := e.OpenSession(e.ctx)
		tokens[i] = m.Token
		return err
	})
	if n := codes(errs); n[""] != 1 || n[fault.CodeConflict] != 49 {
		t.Fatalf("answers by code: %v, want 1 success and 49 conflicts", n)
	}
	for i, err := range errs {
		if err == nil {
			e.session(tokens[i])
			continue
		}
		if inPlay, ok := errors.AsType[*control.InPlayError](err); !ok || !inPlay.OpenedAt.Equal(e.clock.now()) || inPlay.Simulation != nil {
			t.Errorf("a loser got %#v, want since when the session is in play", err)
		}
	}
}

func TestSessionInPlayTellsItsSimulation(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s := e.create(session)
	_, err := e.OpenSession(e.ctx)
	inPlay, ok := errors.AsType[*control.InPlayError](err)
	if !ok || inPlay.Simulation == nil || inPlay.Simulation.ID != s.ID {
		t.Fatalf("got %#v, want the simulation %s", err, s.ID)
	}
}

func TestIdleSessionIsReplaced(t *testing.T) {
	tests := []struct {
		name     string
		use      func(e *env, session simulation.Session, token string)
		idle     time.Duration
		replaced bool
	}{
		{"not yet", nil, simulation.SessionIdle - time.Microsecond, false},
		{"after 15 minutes", nil, simulation.SessionIdle, true},
		{"a use counts from then", func(e *env, _ simulation.Session, token string) {
			e.unused(14 * time.Minute)
			e.session(token)
		}, 14 * time.Minute, false},
		{"a use does not count for ever", func(e *env, _ simulation.Session, token string) {
			e.unused(14 * time.Minute)
			e.session(token)
		}, simulation.SessionIdle, true},
		{"a new member counts as a use", func(e *env, _ simulation.Session, _ string) {
			e.unused(14 * time.Minute)
			_, err := e.Join(e.ctx, key, "a")
			e.must(err)
		}, 14 * time.Minute, false},
		{"something is being prepared", func(e *env, session simulation.Session, _ string) { e.create(session) }, 24 * time.Hour, false},
		{"something is running", func(e *env, session simulation.Session, _ string) { e.run(e.create(session)) }, 24 * time.Hour, false},
		{"something is ready", func(e *env, session simulation.Session, _ string) { e.prepare(e.create(session)) }, simulation.SessionIdle, true},
		{"the machine slept", func(e *env, _ simulation.Session, _ string) {
			e.unused(10 * time.Minute)
			e.clock.wait(8 * time.Hour)
		}, 3 * time.Minute, false},
		{"the clock was set back", func(e *env, _ simulation.Session, token string) {
			e.unused(10 * time.Minute)
			e.clock.wait(-24 * time.Hour)
			e.session(token)
		}, 14 * time.Minute, false},
		{"what ran has ended", func(e *env, session simulation.Session, _ string) {
			_, err := e.Cancel(e.ctx, e.create(session).ID)
			e.must(err)
		}, simulation.SessionIdle, true},
		{"what ran was forgotten", func(e *env, session simulation.Session, _ string) {
			s := e.create(session)
			_, err := e.Cancel(e.ctx, s.ID)
			e.must(err)
			e.must(e.Delete(e.ctx, s.ID))
		}, simulation.SessionIdle, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := newEnv(t)
			session, token := e.open()
			if test.use != nil {
				test.use(e, session, token)
			}
			e.unused(test.idle)
			_, err := e.OpenSession(e.ctx)
			if !test.replaced {
				e.wants(fault.CodeConflict, err, "open")
				e.session(token)
				return
			}
			e.must(err)
			_, err = e.Authenticate(e.ctx, token)
			e.wants(fault.CodeUnauthorized, err, "the old token")
		})
	}
}

// What was ready ends with its session, and the next one may create at once.
func TestWhatWasReadyEndsWithItsSession(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s := e.create(session)
	e.prepare(s)
	e.unused(simulation.SessionIdle)
	next, _ := e.open()
	if got := e.state(s.ID); got != simulation.Cancelled {
		t.Errorf("it is %s", got)
	}
	e.create(next)
}

// A start that comes between finding the session over and replacing it wins.
func TestStartAgainstReplacement(t *testing.T) {
	e := newEnv(t)
	session, token := e.open()
	s := e.create(session)
	e.prepare(s)
	e.unused(simulation.SessionIdle)
	e.store.beforeAbandon = func() {
		_, err := e.Start(e.ctx, s.ID)
		e.must(err)
	}
	_, err := e.OpenSession(e.ctx)
	e.wants(fault.CodeConflict, err, "open")
	if got := e.state(s.ID); got != simulation.Running {
		t.Errorf("it is %s", got)
	}
	e.session(token)
}

// A use that cannot be recorded, on a full disk say, keeps nobody from reading.
func TestUseThatIsNotRecorded(t *testing.T) {
	e := newEnv(t)
	_, token := e.open()
	e.clock.wait(simulation.SessionTouch)
	full := fault.Errorf(fault.CodeUnavailable, "the disk is full")
	c := control.New(untouched{e.store, full}, e.queue, e.Options)
	before := e.session(token).LastUsedAt
	e.clock.wait(simulation.SessionTouch)
	session, err := c.Authenticate(e.ctx, token)
	if err != nil || !session.LastUsedAt.Equal(before) {
		t.Errorf("%+v, %v; want the session as it is stored", session, err)
	}
	c = control.New(untouched{e.store, fault.Errorf(fault.CodeNotFound, "gone")}, e.queue, e.Options)
	_, err = c.Authenticate(e.ctx, token)
	e.wants(fault.CodeUnauthorized, err, "a session that has just ended")
}

// untouched answers every record of a use with an error.
type untouched struct {
	simulation.Store
	err error
}

func (s untouched) TouchSession(context.Context, string, time.Time) error { return s.err }

// A session whose simulation cannot be read any more can be used and reset, and
// is not in the way of the next one.
func TestSessionWithADamagedSimulation(t *testing.T) {
	e := newEnv(t)
	session, token := e.open()
	s := e.create(session)
	raw, err := sql.Open("sqlite", filepath.Join(e.folder, "alertsim.db"))
	e.must(err)
	_, err = raw.Exec("UPDATE simulations SET settings = '{'")
	e.must(err)
	e.must(raw.Close())
	_, err = e.Simulation(e.ctx, s.ID)
	e.wants(fault.CodeDamaged, err, "the simulation")
	e.must(e.Reset(e.ctx, e.session(token)))
	session, _ = e.open()
	e.create(session)
}

func TestIdleSessionIsOverForItsMembers(t *testing.T) {
	e := newEnv(t)
	_, token := e.open()
	e.unused(simulation.SessionIdle)
	_, err := e.Authenticate(e.ctx, token)
	e.wants(fault.CodeUnauthorized, err, "the token")
	_, err = e.Join(e.ctx, key, "a")
	e.wants(fault.CodeNotFound, err, "join")
}

func TestIdleSessionIsReplacedOnce(t *testing.T) {
	e := newEnv(t)
	e.open()
	e.unused(simulation.SessionIdle)
	errs := together(50, func(int) error {
		_, err := e.OpenSession(e.ctx)
		return err
	})
	if n := codes(errs); n[""] != 1 || n[fault.CodeConflict] != 49 {
		t.Errorf("answers by code: %v, want 1 success and 49 conflicts", n)
	}
}

func TestJoin(t *testing.T) {
	e := newEnv(t)
	_, err := e.Join(e.ctx, key, "a")
	e.wants(fault.CodeNotFound, err, "join while no session is in play")

	session, opener := e.open()
	s := e.create(session)
	m, err := e.Join(e.ctx, key, "a")
	e.must(err)
	if m.Session.ID != session.ID || m.Session.SimulationID != s.ID || m.Token == opener {
		t.Errorf("joined %+v", m)
	}
	if n := len(e.session(opener).Members); n != 2 {
		t.Errorf("%d members, want 2", n)
	}
	if got := e.session(m.Token).ID; got != session.ID {
		t.Errorf("the joiner's token is of session %s, want %s", got, session.ID)
	}
	_, err = e.Join(e.ctx, key+" ", "a")
	e.wants(fault.CodeRefused, err, "join with another key")
}

func TestJoinAFullSession(t *testing.T) {
	e := newEnv(t)
	e.open()
	for range simulation.MaxMembers - 1 {
		_, err := e.Join(e.ctx, key, "a")
		e.must(err)
	}
	_, err := e.Join(e.ctx, key, "a")
	e.wants(fault.CodeConflict, err, "one member too many")
}

func TestTokensThatAreNone(t *testing.T) {
	e := newEnv(t)
	_, err := e.Authenticate(e.ctx, "")
	e.wants(fault.CodeUnauthorized, err, "no session, no token")
	session, token := e.open()
	for _, wrong := range []string{"", " ", token[:42], token + "A", session.ID, session.Members[0]} {
		_, err := e.Authenticate(e.ctx, wrong)
		e.wants(fault.CodeUnauthorized, err, "token "+wrong)
	}
}

func TestTokenOfAnEndedSession(t *testing.T) {
	e := newEnv(t)
	session, token := e.open()
	e.must(e.Reset(e.ctx, session))
	_, err := e.Authenticate(e.ctx, token)
	e.wants(fault.CodeUnauthorized, err, "after the reset")
	e.open()
	_, err = e.Authenticate(e.ctx, token)
	e.wants(fault.CodeUnauthorized, err, "in the next session")
	_, err = e.Create(e.ctx, session, settings.DefaultSettings())
	e.wants(fault.CodeUnauthorized, err, "create by a member whose session ended during the call")
}

func TestTokensAreStoredAsHashes(t *testing.T) {
	e := newEnv(t)
	_, opener := e.open()
	m, err := e.Join(e.ctx, key, "a")
	e.must(err)
	e.session(opener)

	var stored []byte
	files, err := filepath.Glob(filepath.Join(e.folder, "*"))
	e.must(err)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		e.must(err)
		stored = append(stored, raw...)
	}
	for _, token := range []string{opener, m.Token} {
		secret, err := base64.RawURLEncoding.DecodeString(token)
		e.must(err)
		if len(secret) != 32 {
			t.Errorf("the token has %d bytes, want 32", len(secret))
		}
		if bytes.Contains(stored, []byte(token)) || bytes.Contains(stored, secret) || bytes.Contains(stored, []byte(hex.EncodeToString(secret))) {
			t.Error("the token itself is stored")
		}
		sum := sha256.Sum256([]byte(token))
		if !bytes.Contains(stored, []byte(hex.EncodeToString(sum[:]))) {
			t.Error("the token's hash is not where this test looks")
		}
	}
	if bytes.Contains(stored, []byte(key)) {
		t.Error("the management key is stored")
	}
}
