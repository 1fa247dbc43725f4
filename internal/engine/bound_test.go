package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// What is said of senders is what is compiled with them.
func TestMaxMakespan(t *testing.T) {
	for _, senders := range []int{1, 2, 3, 4, 5, 1000, 1024, 1025, MaxSenders} {
		s, err := Compile(Config{
			Messages: MaxMessages, Groups: []Group{{Senders: senders, SendTime: Normal(3600, 1), RatePerSecond: 1e-6}},
			Retry: Retry{MaxAttempts: 10, MaxBackoff: 1e15, InitialBackoff: 1e15, Multiplier: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, limit := s.bound, MaxMakespan(senders); got > limit || got < limit && senders > 1000 {
			t.Errorf("%d senders: %d, want %d", senders, got, limit)
		}
	}
}

// It is below the makespan with any seed and any features.
func TestMinMakespan(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		r := compile(t, c).Run(SenderRange{})
		r.Advance(never, 0)
		if least := c.MinMakespan(); least > r.Makespan().Seconds() || least < 0 {
			t.Fatalf("at least %v s, the makespan is %v s", least, r.Makespan().Seconds())
		}
	})
}

// By hand: what is constant is known, but for rounding.
func TestMinMakespanIsClose(t *testing.T) {
	for _, test := range []struct {
		why    string
		change func(c *Config)
		want   float64 // seconds
	}{
		{"25 rounds of 4 senders", func(*Config) {}, 250},
		{"a start a second", func(c *Config) { c.Groups[0].RatePerSecond = 0.1 }, 990},
		{"three attempts each", func(c *Config) { c.Groups[0].FailureRate, c.Retry.MaxAttempts = 1, 3 }, 750},
		{"one message with its backoffs of 8, 16 and 20 s", func(c *Config) {
			c.Messages, c.Groups[0].FailureRate = 1, 1
			c.Retry = Retry{MaxAttempts: 4, InitialBackoff: 8 * Second, Multiplier: 2, MaxBackoff: 20 * Second}
		}, 84},
		{"a deadline", func(c *Config) { c.TimeToLive = 100 * Second }, 100},
		{"two groups, one twice as fast", func(c *Config) { c.Groups = append(c.Groups, Group{Senders: 4, SendTime: Constant(5)}) }, 1000. / 12},
		{"a normal one, 7.1436 deviations below its mean", func(c *Config) { c.Messages, c.Groups[0].SendTime = 1, Normal(10, 1) }, 2.85645},
	} {
		c := Config{Messages: 100, Groups: []Group{{Senders: 4, SendTime: Constant(10)}}, Retry: Retry{MaxAttempts: 1}}
		test.change(&c)
		if got := c.MinMakespan(); got > test.want || got < test.want*0.9999 {
			t.Errorf("%s: %v s, want %v s", test.why, got, test.want)
		}
	}
}
