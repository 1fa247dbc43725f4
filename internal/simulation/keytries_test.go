package simulation

import (
	"errors"
	"testing"
	"time"

	"alertsim/internal/fault"
)

// The delays by hand: three for nothing, then 1, 2, 4, 8 and 16 s, then 30 s for
// ever.
func TestKeyDelays(t *testing.T) {
	var tries KeyTries
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	var err error
	for i, want := range []time.Duration{0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30} {
		want *= time.Second
		if got := tries.Delay(); got != want {
			t.Fatalf("try %d comes %s after the one before, want %s", i+1, got, want)
		}
		if want > 0 {
			_, err := tries.Take(now.Add(want - time.Microsecond))
			if e, ok := errors.AsType[*fault.Error](err); !ok || e.Code != fault.CodeTooMany || e.RetryAfter != time.Microsecond {
				t.Fatalf("try %d a microsecond too early: %#v", i+1, err)
			}
		}
		now = now.Add(want)
		if tries, err = tries.Take(now); err != nil {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	tries.Count = 1 << 40
	if got := tries.Delay(); got != MaxKeyDelay {
		t.Errorf("after very many: %s", got)
	}
}

func TestKeyTriesAreForgotten(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	for after, want := range map[time.Duration]int{MaxKeyDelay: 101, KeyMemory - 1: 101, KeyMemory: 1, 24 * time.Hour: 1} {
		got, err := KeyTries{Count: 100, Last: now}.Take(now.Add(after))
		if err != nil || got.Count != want {
			t.Errorf("%s later: %+v, %v; want %d", after, got, err, want)
		}
	}
}

// After a step of the clock nobody is told to wait for longer than the longest
// delay, nor less than nothing, and whoever waits that long twice is let in.
func TestKeyTriesAndSteppedClocks(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	for _, count := range []int{1, 4, 9, 1000} {
		for _, step := range []time.Duration{-365 * 24 * time.Hour, -24 * time.Hour, -time.Hour, -time.Minute, -31 * time.Second, -30 * time.Second,
			-29 * time.Second, -time.Second, -time.Microsecond, 0, time.Microsecond, time.Second, time.Hour, 24 * time.Hour} {
			tries := KeyTries{Count: count, Last: now}
			_, err := tries.Take(now.Add(step))
			if e, ok := errors.AsType[*fault.Error](err); err != nil && (!ok || e.RetryAfter <= 0 || e.RetryAfter > MaxKeyDelay) {
				t.Errorf("%d tries, a step of %s: %#v", count, step, err)
			}
			if count == 1 && err != nil {
				t.Errorf("one wrong key, a step of %s: %v", step, err)
			}
			if err == nil {
				continue
			}
			if _, err := tries.Take(now.Add(step + 2*MaxKeyDelay)); err != nil {
				t.Errorf("%d tries, a step of %s, and a minute: %v", count, step, err)
			}
		}
	}
	// A server whose clock is a little behind lets nobody guess faster.
	if _, err := (KeyTries{Count: 9, Last: now}).Take(now.Add(-time.Second)); fault.CodeOf(err) != fault.CodeTooMany {
		t.Errorf("a clock that is a second behind: %v", err)
	}
}
