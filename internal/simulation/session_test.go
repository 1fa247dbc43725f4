package simulation_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"alertsim/internal/simulation"
)

func TestSessionHas(t *testing.T) {
	s := simulation.Session{Members: []string{"a", "b"}}
	for token, want := range map[string]bool{"a": true, "b": true, "c": false, "": false, "A": false} {
		if s.Has(token) != want {
			t.Errorf("%q: %v", token, !want)
		}
	}
}

func TestKeyTries(t *testing.T) {
	var tries simulation.KeyTries
	take := func(at time.Duration, why string, wait time.Duration) {
		t.Helper()
		next, err := tries.Take(3, noon.Add(at))
		if wait == 0 {
			if err != nil {
				t.Fatalf("%s: %v", why, err)
			}
			tries = next
			return
		}
		e, ok := errors.AsType[*simulation.Error](err)
		if !ok || e.Code != simulation.CodeTooMany || e.RetryAfter != wait {
			t.Errorf("%s: %#v, want CodeTooMany for %s", why, err, wait)
		}
	}
	take(0, "the first", 0)
	take(time.Minute, "the second", 0)
	take(2*time.Minute, "the last", 0)
	take(2*time.Minute, "one too many", 3*time.Minute)
	take(simulation.KeyWindow-1, "the window's last instant", 1)
	take(simulation.KeyWindow, "the next window", 0)
	if tries.Count != 1 || !tries.Since.Equal(noon.Add(simulation.KeyWindow)) {
		t.Errorf("the next window is %+v", tries)
	}
	if _, err := tries.Take(0, noon.Add(time.Hour)); simulation.CodeOf(err) != simulation.CodeTooMany {
		t.Errorf("no tries at all: %v", err)
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("cause")
	err := simulation.Errorf(simulation.CodeConflict, "no: %w", cause)
	wrapped := fmt.Errorf("more: %w", err)
	if simulation.CodeOf(wrapped) != simulation.CodeConflict || !errors.Is(wrapped, cause) || err.Error() != "no: cause" {
		t.Errorf("%v has code %q", wrapped, simulation.CodeOf(wrapped))
	}
	if simulation.CodeOf(nil) != "" || simulation.CodeOf(cause) != simulation.CodeInternal {
		t.Error("nil has no code, an unknown error is internal")
	}
	fields := &simulation.Error{Code: simulation.CodeInvalid, Message: "wrong", Fields: []simulation.FieldError{{Path: "a", Message: "is b"}}}
	if got := fields.Error(); got != "wrong; a: is b" {
		t.Error(got)
	}
}
