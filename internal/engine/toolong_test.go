package engine

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// With 10,000 senders the last instant that can be counted is 2⁶³ / 2¹⁵ / 2 = 2⁴⁷ µs (less 2), 140,737,488 s. Sends of 1,000,000 s
// come in rounds of 10,000: 140 of them end by then, 1,400,000 messages, and the 141st would not.
func TestRunsThatLastTooLong(t *testing.T) {
	c := Config{
		Messages: 1_400_001, Groups: []Group{{Senders: 10_000, SendTime: Constant(1e6)}}, Retry: Retry{MaxAttempts: 1},
	}
	s := compile(t, c)
	r := s.Run(SenderRange{0, s.Senders()})
	if r.Advance(never, 1_000_000); r.Err() != nil {
		t.Errorf("on the way: %v", r.Err())
	}
	if !r.Advance(never, 0) || r.Done() || r.Clock() != 1<<47-2 {
		t.Errorf("stops at %d, done %v", r.Clock(), r.Done())
	}
	var tooLong *TooLongError
	if err := r.Err(); !errors.Is(err, ErrTooLong) || !errors.As(err, &tooLong) || tooLong.Ended != 1_400_000 {
		t.Errorf("%v", err)
	}
	if _, err := s.Plan(Goal{Share: 0.5}); !errors.Is(err, ErrTooLong) {
		t.Errorf("a plan: %v", err)
	}
	if c.Messages = s.Countable(); c.Messages != 1_400_000 {
		t.Errorf("%d messages can be counted", c.Messages)
	}
	if plan, err := compile(t, c).Plan(); err != nil || plan.Makespan != 140*1e6*Second {
		t.Errorf("%d messages: %d, %v", c.Messages, plan.Makespan, err)
	}
}

// One send in a thousand takes up to 30 years: with 10,000 senders the run stops, and the messages before the first one
// of more than 4.5 years come to their end.
func TestSamplesThatAreTooLong(t *testing.T) {
	c := Config{
		Messages: 50_000, Seed: 3, Groups: []Group{{Senders: 10_000, SendTime: Empirical(Point{0.999, 1}, Point{1, 1e9})}},
		Retry: Retry{MaxAttempts: 1},
	}
	s := compile(t, c)
	uncut, err := newTable(c.Groups[0].SendTime.quantile())
	if err != nil {
		t.Fatal(err)
	}
	first, long := int64(-1), int64(0)
	for m := range c.Messages {
		if uncut.sample(draw(s.attemptKey, firstTry(m))) > s.limit()-Time(c.Messages)*Second {
			if long++; first < 0 {
				first = m
			}
		}
	}
	var tooLong *TooLongError
	if _, err := s.Plan(); !errors.As(err, &tooLong) || tooLong.Ended != c.Messages-long || first < 1 {
		t.Errorf("%v, want all but %d", err, long)
	}
	if c.Messages = s.Countable(); c.Messages != first {
		t.Errorf("%d messages can be counted, want %d", c.Messages, first)
	}
	if _, err := compile(t, c).Plan(); err != nil {
		t.Error(err)
	}
	c.Messages++
	if _, err := compile(t, c).Plan(); !errors.Is(err, ErrTooLong) {
		t.Errorf("one more: %v", err)
	}
}

// Up to the last instant that can be counted, wherever that is, all is as it would be without it.
func TestAllUpToTheLimitIsRight(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		attempts, lapsed := naive(c)
		whole := s.Run(SenderRange{})
		whole.Advance(never, 0)
		s.bound = Time(rapid.Int64Range(1, int64(whole.Makespan())).Draw(t, "limit"))
		r := s.Run(SenderRange{0, s.Senders()})
		for !r.Advance(never, rapid.IntRange(1, 50).Draw(t, "events")) {
			if r.Err() != nil {
				t.Fatalf("at %d of %d: %v", r.Clock(), s.bound, r.Err())
			}
		}
		compareCounts(t, "all", r.Clock(), r.Counts(), countsAt(c, attempts, lapsed, SenderRange{0, s.Senders()}, s.bound))
		if stopped := s.bound < whole.Makespan(); (r.Err() != nil) != stopped || r.Done() == stopped {
			t.Fatalf("done %v at %d of %d: %v", r.Done(), r.Clock(), whole.Makespan(), r.Err())
		}
		p, err := s.Planner()
		if err != nil {
			t.Fatal(err)
		}
		for !p.Step(7) {
			if clock, _ := p.Progress(); clock > s.bound {
				t.Fatalf("the planner is at %d", clock)
			}
		}
		if (p.Err() == nil) != r.Done() {
			t.Fatalf("the planner's error is %v", p.Err())
		}
	})
}
