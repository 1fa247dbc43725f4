package main

import (
	"errors"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

func TestPutBack(t *testing.T) {
	for _, c := range []struct {
		why  string
		err  error
		wait time.Duration
		ok   bool
	}{
		{"done", nil, 0, false},
		{"held: the worker has put it back itself", fault.Errorf(fault.CodeHeld, "x"), 0, false},
		{"no job at all", fault.Errorf(fault.CodeInvalid, "x"), 0, true},
		{"the store is away", fault.Errorf(fault.CodeUnavailable, "x"), simulation.HeartbeatTimeout, true},
		{"a defect", errors.New("x"), simulation.HeartbeatTimeout, true},
	} {
		if wait, ok := putBack(c.err); wait != c.wait || ok != c.ok {
			t.Errorf("%s: %s, %t; want %s, %t", c.why, wait, ok, c.wait, c.ok)
		}
	}
}
