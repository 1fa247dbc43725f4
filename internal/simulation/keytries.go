package simulation

import (
	"time"

	"alertsim/internal/fault"
)

// KeyTries slows down guesses of the management key from one scope, which is a
// client's network. A try that is let through counts as wrong until it is
// forgotten because the key was right, so that many tries at once are not more
// than one after the other.
//
// There is no limit over all scopes: whoever has made no mistake never waits for
// strangers. The key is long enough for that.
type KeyTries struct {
	Count int
	Last  time.Time // of the latest try that was let through
}

const (
	// FreeKeyTries is how many wrong keys in a row cost nothing.
	FreeKeyTries = 3
	// FirstKeyDelay follows the next one; each one after it doubles the delay.
	FirstKeyDelay = time.Second
	// MaxKeyDelay is where the delay stops growing.
	MaxKeyDelay = 30 * time.Second
	// KeyMemory is how long after the latest try they are forgotten.
	KeyMemory = 15 * time.Minute
)

// Delay is how long after the latest try the next one may come.
func (t KeyTries) Delay() time.Duration {
	delay := time.Duration(0)
	for wrong := FreeKeyTries + 1; wrong <= t.Count && delay < MaxKeyDelay; wrong++ {
		delay = max(FirstKeyDelay, 2*delay)
	}
	return min(delay, MaxKeyDelay)
}

// Take counts one try, or answers CodeTooMany with the time that is left, at
// most MaxKeyDelay.
//
// Clocks of several servers differ, and a clock may be set back. A latest try in
// the near future is taken for one of now, so that a server whose clock is
// behind is no way around the delay; one further ahead than any delay can only
// be the work of a clock that was set, and holds nobody up.
func (t KeyTries) Take(now time.Time) (KeyTries, error) {
	since := now.Sub(t.Last)
	switch {
	case since >= KeyMemory:
		t.Count = 0
	case since < -MaxKeyDelay:
	case t.Delay() > 0 && since < t.Delay():
		err := fault.Errorf(fault.CodeTooMany, "too many wrong management keys from this address; wait some seconds and try again")
		err.RetryAfter = min(t.Delay()-since, MaxKeyDelay)
		return t, err
	}
	return KeyTries{Count: t.Count + 1, Last: now}, nil
}
