package main

import (
	"context"
	"errors"
	"testing"
)

func TestKeyIsLongEnough(t *testing.T) {
	failed := errors.New("no such secret")
	for _, test := range []struct {
		value string
		err   error
		ok    bool
	}{{"twelve chars", nil, true}, {"short", nil, false}, {"", nil, false}, {"twelve chars", failed, false}} {
		key := longEnough(func(context.Context) (string, error) { return test.value, test.err })
		if value, err := key(t.Context()); value != test.value || (err == nil) != test.ok {
			t.Errorf("%q, %v: %q, %v", test.value, test.err, value, err)
		}
	}
}
