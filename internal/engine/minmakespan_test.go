package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// The bound is never above the makespan, whatever of it is drawn.
func TestMinMakespanOfASeed(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		r := s.Run(SenderRange{})
		r.Advance(never, 0)
		all := s.MinMakespan(1 << 30)
		if some := s.MinMakespan(rapid.IntRange(0, 500).Draw(t, "draws")); some > all || all > r.Makespan() || some < 0 {
			t.Fatalf("at least %d by some draws, %d by all; the makespan is %d", some, all, r.Makespan())
		}
	})
}

// It is close where one group works without a limit: nothing but the last round is missing.
func TestMinMakespanOfASeedIsClose(t *testing.T) {
	c := simpleConfig(40)
	c.Retry = Retry{MaxAttempts: 3, InitialBackoff: Second, Multiplier: 2, MaxBackoff: 8 * Second, Jitter: true}
	s := compile(t, c)
	r := s.Run(SenderRange{})
	r.Advance(never, 0)
	if least := s.MinMakespan(1 << 30); least > r.Makespan() || least < r.Makespan()-60*Second {
		t.Errorf("at least %d, the makespan is %d", least, r.Makespan())
	}
	// One message, all of whose attempts fail, is known to the microsecond.
	c.Messages, c.Groups[0].FailureRate, c.Retry.MaxAttempts = 1, 1, 10
	s = compile(t, c)
	r = s.Run(SenderRange{})
	r.Advance(never, 0)
	if least := s.MinMakespan(1 << 30); least != r.Makespan() {
		t.Errorf("at least %d, the makespan is %d", least, r.Makespan())
	}
}
