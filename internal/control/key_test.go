package control_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"alertsim/internal/control"
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
		e.wants(simulation.CodeRefused, e.join("wrong", address), "a guess from "+address)
	}
}

func TestWrongKeysAreLimitedByAddress(t *testing.T) {
	e := newEnv(t)
	e.open()
	e.guess(1, "a")
	e.clock.wait(2 * time.Minute)
	e.guess(simulation.MaxKeyTries-1, "a")

	err := e.join(key, "a")
	e.wants(simulation.CodeTooMany, err, "the sixth try, with the right key")
	if coded, _ := errors.AsType[*simulation.Error](err); coded == nil || coded.RetryAfter != 3*time.Minute {
		t.Errorf("retry after %v, want the 3 minutes until the window ends", coded)
	}
	for range simulation.MaxKeyTriesOverall { // costs others nothing
		e.wants(simulation.CodeTooMany, e.join("wrong", "a"), "more tries")
	}
	e.must(e.join(key, "b"))

	e.clock.wait(3*time.Minute - time.Microsecond)
	e.wants(simulation.CodeTooMany, e.join(key, "a"), "just before the window ends")
	e.clock.wait(time.Microsecond)
	e.must(e.join(key, "a"))
}

func TestWrongKeysAreLimitedOverall(t *testing.T) {
	e := newEnv(t)
	e.open()
	for i := range simulation.MaxKeyTriesOverall / 4 {
		e.guess(4, fmt.Sprint("address ", i))
	}
	err := e.join(key, "another")
	e.wants(simulation.CodeTooMany, err, "one more than all have together")
	if coded, _ := errors.AsType[*simulation.Error](err); coded == nil || coded.RetryAfter != simulation.KeyWindow {
		t.Errorf("retry after %v, want %s", coded, simulation.KeyWindow)
	}
	e.clock.wait(simulation.KeyWindow)
	e.must(e.join(key, "another"))
}

func TestRightKeyGivesTriesBack(t *testing.T) {
	e := newEnv(t)
	e.open()
	for range 3 {
		e.guess(simulation.MaxKeyTries-1, "a")
		e.must(e.join(key, "a"))
	}
	e.guess(simulation.MaxKeyTries, "a")
	e.wants(simulation.CodeTooMany, e.join(key, "a"), "the try after that")
}

func TestRightKeyGivesTriesBackOverall(t *testing.T) {
	e := newEnv(t)
	e.open()
	for i := range 30 { // 120 guesses, more than all have together without the right keys between
		e.guess(4, fmt.Sprint("address ", i))
		if i%10 == 9 {
			e.must(e.join(key, "another"))
		}
	}
}

func TestConcurrentTriesAreNotMore(t *testing.T) {
	e := newEnv(t)
	e.open()
	n := codes(together(40, func(int) error { return e.join("wrong", "a") }))
	if n[simulation.CodeRefused] != simulation.MaxKeyTries || n[simulation.CodeTooMany] != 40-simulation.MaxKeyTries {
		t.Errorf("answers by code: %v, want %d refused and the others too many", n, simulation.MaxKeyTries)
	}
}

func TestEmptyKeyLetsNobodyJoin(t *testing.T) {
	for name, o := range map[string]control.Options{"empty": {Key: always("")}, "none": {}} {
		t.Run(name, func(t *testing.T) {
			e := newEnvWith(t, o)
			e.open()
			e.wants(simulation.CodeRefused, e.join("", "a"), "the empty key")
			e.wants(simulation.CodeRefused, e.join("x", "a"), "any key")
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
	for range simulation.MaxKeyTries + 1 {
		e.wants(simulation.CodeUnavailable, e.join(key, "a"), "while the key cannot be read")
	}
	broken = false
	e.must(e.join(key, "a"))
}
