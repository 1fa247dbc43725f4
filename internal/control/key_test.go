package control_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// join tries a key and returns the error.
func (e *env) join(key, address string) error {
	_, err := e.Join(e.ctx, key, address)
	return err
}

func (e *env) guess(n int, address string) {
	e.Helper()
	for range n {
		e.wants(fault.CodeRefused, e.join("wrong", address), "a guess from "+address)
	}
}

// retry is how long an answer says to wait.
func (e *env) retry(err error, what string) time.Duration {
	e.Helper()
	e.wants(fault.CodeTooMany, err, what)
	coded, _ := errors.AsType[*fault.Error](err)
	if coded == nil {
		return 0
	}
	return coded.RetryAfter
}

// After many wrong keys the right one is let in within half a minute.
func TestWrongKeysSlowTheirAddressDown(t *testing.T) {
	e := newEnv(t)
	e.open()
	e.guess(simulation.FreeKeyTries+1, "a")
	for _, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30, 30} {
		want *= time.Second
		if got := e.retry(e.join("wrong", "a"), "a guess at once"); got != want {
			t.Errorf("retry after %s, want %s", got, want)
		}
		for range 100 { // costs nobody anything
			e.retry(e.join("wrong", "a"), "more guesses")
		}
		e.clock.wait(want)
		e.guess(1, "a")
	}
	e.must(e.join(key, "b"))
	e.clock.wait(30*time.Second - time.Microsecond)
	e.retry(e.join(key, "a"), "the right key, just too early")
	e.clock.wait(time.Microsecond)
	e.must(e.join(key, "a"))
}

// Whatever strangers do, an address that has made no mistake is let in at once.
func TestStrangersShutNobodyOut(t *testing.T) {
	e := newEnv(t)
	e.open()
	for i := range 150 {
		e.guess(simulation.FreeKeyTries+1, fmt.Sprint("address ", i))
	}
	e.must(e.join(key, "another"))
	e.guess(1, "a third") // and a slip costs nothing
	e.must(e.join(key, "a third"))
}

func TestRightKeyForgetsWrongOnes(t *testing.T) {
	e := newEnv(t)
	e.open()
	for range 5 {
		e.guess(simulation.FreeKeyTries, "a")
		e.must(e.join(key, "a"))
	}
	e.guess(simulation.FreeKeyTries+1, "a")
	e.retry(e.join(key, "a"), "the try after that")
}

// A clock that is set back, however far, shuts nobody out for longer than that.
func TestKeyAfterASteppedClock(t *testing.T) {
	for _, step := range []time.Duration{-24 * time.Hour, -time.Hour, -20 * time.Second, time.Hour, 24 * time.Hour} {
		e := newEnv(t)
		e.open()
		e.guess(simulation.FreeKeyTries+1, "a")
		e.clock.wait(step)
		err := e.join(key, "a")
		if fault.CodeOf(err) == fault.CodeTooMany {
			wait := e.retry(err, "the right key")
			if wait <= 0 || wait > simulation.MaxKeyDelay {
				t.Errorf("after a step of %s: retry after %s", step, wait)
			}
			e.clock.wait(wait)
			err = e.join(key, "a")
		}
		if code := fault.CodeOf(err); code != "" && code != fault.CodeNotFound { // the session may be over by then
			t.Errorf("after a step of %s: %v", step, err)
		}
	}
}

func TestConcurrentTriesAreNotMore(t *testing.T) {
	e := newEnv(t)
	e.open()
	most := simulation.FreeKeyTries + 1
	n := codes(together(40, func(int) error { return e.join("wrong", "a") }))
	if n[fault.CodeRefused] != most || n[fault.CodeTooMany] != 40-most {
		t.Errorf("answers by code: %v, want %d refused and the others too many", n, most)
	}
}

func TestEmptyKeyLetsNobodyJoin(t *testing.T) {
	for name, o := range map[string]control.Options{"empty": {Key: always("")}, "none": {}} {
		t.Run(name, func(t *testing.T) {
			e := newEnvWith(t, o)
			e.open()
			e.wants(fault.CodeRefused, e.join("", "a"), "the empty key")
			e.wants(fault.CodeRefused, e.join("x", "a"), "any key")
		})
	}
}

func TestUnreadableKeyCostsNoTry(t *testing.T) {
	broken := true
	e := newEnvWith(t, control.Options{Key: func(context.Context) (string, error) {
		if broken {
			return "", errors.New("no such secret")
		}
		return key, nil
	}})
	e.open()
	for range 2 * simulation.FreeKeyTries {
		e.wants(fault.CodeUnavailable, e.join(key, "a"), "while the key cannot be read")
	}
	broken = false
	e.must(e.join(key, "a"))
}
