package simulation_test

import (
	"errors"
	"fmt"
	"testing"

	"alertsim/internal/fault"
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

func TestErrors(t *testing.T) {
	cause := errors.New("cause")
	err := fault.Errorf(fault.CodeConflict, "no: %w", cause)
	wrapped := fmt.Errorf("more: %w", err)
	if fault.CodeOf(wrapped) != fault.CodeConflict || !errors.Is(wrapped, cause) || err.Error() != "no: cause" {
		t.Errorf("%v has code %q", wrapped, fault.CodeOf(wrapped))
	}
	if fault.CodeOf(nil) != "" || fault.CodeOf(cause) != fault.CodeInternal {
		t.Error("nil has no code, an unknown error is internal")
	}
	fields := &fault.Error{Code: fault.CodeInvalid, Message: "wrong", Fields: []fault.FieldError{{Path: "a", Message: "is b"}}}
	if got := fields.Error(); got != "wrong; a: is b" {
		t.Error(got)
	}
}
