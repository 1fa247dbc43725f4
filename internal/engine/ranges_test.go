package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// However many ranges the senders are cut into, and however their runs are cut into calls, the ranges add up to
// the whole at any clock.
func TestRangesAddUp(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		clock := Time(rapid.Int64Range(0, int64(s.bound)).Draw(t, "clock"))
		if rapid.Bool().Draw(t, "within") { // the bound is far above what happens
			whole := s.Run(SenderRange{})
			whole.Advance(s.bound, 0)
			clock %= whole.Makespan() + 1
		}
		whole := s.Run(SenderRange{0, s.Senders()})
		whole.Advance(clock, 0)
		for _, parts := range []int{1, 2, 7, 64} {
			var sum Counts
			for i := range parts {
				r := s.Run(SenderRange{i * s.Senders() / parts, (i + 1) * s.Senders() / parts})
				advanceAnyhow(t, r, clock)
				if r.Clock() != whole.Clock() || r.Done() != whole.Done() {
					t.Fatalf("range %d of %d is at %d, want %d", i, parts, r.Clock(), whole.Clock())
				}
				sum = sum.Add(r.Counts())
			}
			if sum != whole.Counts() {
				t.Fatalf("%d ranges at %d: %+v, want %+v", parts, clock, sum, whole.Counts())
			}
		}
	})
}

// A run that stopped early rests at a whole instant: a replay to its clock arrives at its counts.
func TestReplayArrives(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		of := SenderRange{0, rapid.IntRange(1, s.Senders()).Draw(t, "to")}
		r := s.Run(of)
		for !r.Done() {
			r.Advance(never, rapid.IntRange(1, 40).Draw(t, "events"))
			replay := s.Run(of)
			if !replay.Advance(r.Clock(), 0) || replay.Clock() != r.Clock() || replay.Counts() != r.Counts() {
				t.Fatalf("replay to %d: %+v at %d, want %+v", r.Clock(), replay.Counts(), replay.Clock(), r.Counts())
			}
		}
	})
}

// advanceAnyhow gets a run to a clock by random steps.
func advanceAnyhow(t *rapid.T, r *Run, clock Time) {
	if rapid.Bool().Draw(t, "stop on the way") {
		r.Advance(clock/3, 0)
	}
	most := rapid.IntRange(0, 30).Draw(t, "events")
	for !r.Advance(clock, most) {
		if r.Clock() > clock {
			t.Fatalf("the clock is at %d, beyond %d", r.Clock(), clock)
		}
	}
}

func TestAdvanceBackIsNothing(t *testing.T) {
	s := compile(t, Config{
		Messages: 10, Groups: []Group{{Senders: 2, SendTime: Constant(1)}}, Retry: Retry{MaxAttempts: 1},
	})
	r := s.Run(SenderRange{-5, 99})
	if c := r.Counts(); c.InFlight != 2 {
		t.Errorf("%d in flight at the start, want 2", c.InFlight)
	}
	r.Advance(2*Second, 0)
	if !r.Advance(-1, 0) || !r.Advance(Second, 1) || r.Clock() != 2*Second || r.Counts().Delivered != 4 {
		t.Errorf("went back to %d, %+v", r.Clock(), r.Counts())
	}
	if r.Advance(never, 0); r.Makespan() != 5*Second || r.Clock() != 5*Second {
		t.Errorf("ends at %d, clock %d, want %d", r.Makespan(), r.Clock(), 5*Second)
	}
}
