package engine

import (
	"slices"
	"testing"
)

// Each case is small enough to check by hand.
func TestBoundaries(t *testing.T) {
	oneSecond := Group{Senders: 1, SendTime: Constant(1)}
	failing := Group{Senders: 1, SendTime: Constant(1), FailureRate: 1}
	twice := Retry{MaxAttempts: 2, InitialBackoff: Second, Multiplier: 1, MaxBackoff: Second}
	for _, c := range []struct {
		why      string
		config   Config
		attempts []Attempt
		final    Counts
		makespan Time
	}{
		{
			why:    "an attempt that ends at the deadline is delivered; what would start then expires",
			config: Config{Messages: 3, Groups: []Group{oneSecond}, Retry: Retry{MaxAttempts: 1}, TimeToLive: 2 * Second},
			attempts: []Attempt{
				{0, 1, 0, 0, Second, Delivered},
				{1, 1, 0, Second, Second, Delivered},
			},
			final:    Counts{Delivered: 2, Expired: 1, Attempts: 2, SendTime: 2 * Second},
			makespan: 2 * Second,
		},
		{
			why:      "a temporary failure at the deadline expires at its end",
			config:   Config{Messages: 1, Groups: []Group{failing}, Retry: twice, TimeToLive: Second},
			attempts: []Attempt{{0, 1, 0, 0, Second, Expired}},
			final:    Counts{Expired: 1, Attempts: 1, SendTime: Second},
			makespan: Second,
		},
		{
			why:      "a retry that is due at the deadline expires there",
			config:   Config{Messages: 1, Groups: []Group{failing}, Retry: twice, TimeToLive: 2 * Second},
			attempts: []Attempt{{0, 1, 0, 0, Second, Retried}},
			final:    Counts{Expired: 1, Attempts: 1, SendTime: Second},
			makespan: 2 * Second,
		},
		{
			why:    "the last attempt, in flight at the deadline, fails",
			config: Config{Messages: 1, Groups: []Group{failing}, Retry: twice, TimeToLive: 2*Second + 1},
			attempts: []Attempt{
				{0, 1, 0, 0, Second, Retried},
				{0, 2, 0, 2 * Second, Second, Failed},
			},
			final:    Counts{Failed: 1, Attempts: 2, SendTime: 2 * Second},
			makespan: 3 * Second,
		},
		{
			why: "a permanent failure has no second attempt",
			config: Config{
				Messages: 1, Groups: []Group{{Senders: 1, SendTime: Constant(1), FailureRate: 1, PermanentShare: 1}}, Retry: twice,
			},
			attempts: []Attempt{{0, 1, 0, 0, Second, Failed}},
			final:    Counts{Failed: 1, Attempts: 1, SendTime: Second},
			makespan: Second,
		},
		{
			why: "a closed slot keeps the group's other sender waiting; a slot lasts a third of a second, in whole µs",
			config: Config{
				Messages: 3, Groups: []Group{{Senders: 2, SendTime: Constant(1), RatePerSecond: 3}}, Retry: Retry{MaxAttempts: 1},
			},
			attempts: []Attempt{
				{0, 1, 0, 0, Second, Delivered},
				{1, 1, 1, 333_334, Second, Delivered},
				{2, 1, 0, Second, Second, Delivered},
			},
			final:    Counts{Delivered: 3, Attempts: 3, SendTime: 3 * Second},
			makespan: 2 * Second,
		},
		{
			why: "slots of 1.4 µs open at 0, 1.4, 2.8, 4.2, 5.6 and 7.0 µs: no part of a microsecond is lost",
			config: Config{
				Messages: 6, Groups: []Group{{Senders: 6, SendTime: Constant(1), RatePerSecond: 1e6 / 1.4}}, Retry: Retry{MaxAttempts: 1},
			},
			attempts: []Attempt{
				{0, 1, 0, 0, Second, Delivered},
				{1, 1, 1, 2, Second, Delivered},
				{2, 1, 2, 3, Second, Delivered},
				{3, 1, 3, 5, Second, Delivered},
				{4, 1, 4, 6, Second, Delivered},
				{5, 1, 5, 7, Second, Delivered},
			},
			final:    Counts{Delivered: 6, Attempts: 6, SendTime: 6 * Second},
			makespan: Second + 7,
		},
		{
			why: "a start 1 µs or more after its slot counts from itself: slots at 0 and 1.4 µs, then at 4 + 1.4 µs",
			config: Config{
				Messages: 4, Groups: []Group{{Senders: 2, SendTime: Constant(4e-6), RatePerSecond: 1e6 / 1.4}}, Retry: Retry{MaxAttempts: 1},
			},
			attempts: []Attempt{
				{0, 1, 0, 0, 4, Delivered},
				{1, 1, 1, 2, 4, Delivered},
				{2, 1, 0, 4, 4, Delivered},
				{3, 1, 1, 6, 4, Delivered},
			},
			final:    Counts{Delivered: 4, Attempts: 4, SendTime: 16},
			makespan: 10,
		},
		{
			why: "a message that fails and is due in the same instant goes before the next fresh one, to the lower sender",
			config: Config{
				Messages: 3, Groups: []Group{{Senders: 1, SendTime: Constant(1)}, failing},
				Retry: Retry{MaxAttempts: 2, Multiplier: 1},
			},
			attempts: []Attempt{
				{0, 1, 0, 0, Second, Delivered},
				{1, 1, 1, 0, Second, Retried},
				{1, 2, 0, Second, Second, Delivered},
				{2, 1, 1, Second, Second, Retried},
				{2, 2, 0, 2 * Second, Second, Delivered},
			},
			final:    Counts{Delivered: 3, Attempts: 5, SendTime: 5 * Second},
			makespan: 3 * Second,
		},
	} {
		s := compile(t, c.config)
		if got := slices.Collect(s.Attempts()); !slices.Equal(got, c.attempts) {
			t.Errorf("%s: attempts %+v, want %+v", c.why, got, c.attempts)
		}
		r := s.Run(SenderRange{0, s.Senders()})
		r.Advance(never, 0)
		if r.Counts() != c.final || r.Makespan() != c.makespan {
			t.Errorf("%s: %+v at %d, want %+v at %d", c.why, r.Counts(), r.Makespan(), c.final, c.makespan)
		}
	}
}
