package engine

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestCompileRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	sendTime := func(d Distribution) func(*Config) { return func(c *Config) { c.Groups[0].SendTime = d } }
	for _, c := range []struct {
		want   string
		change func(*Config)
	}{
		{"messages", func(c *Config) { c.Messages = 0 }},
		{"messages", func(c *Config) { c.Messages = MaxMessages + 1 }},
		{"0 groups", func(c *Config) { c.Groups = nil }},
		{"9 groups", func(c *Config) { c.Groups = make([]Group, 9) }},
		{"group 0: senders", func(c *Config) { c.Groups[0].Senders = 0 }},
		{"senders in all groups", func(c *Config) { c.Groups[0].Senders = MaxSenders }},
		{"failure rate", func(c *Config) { c.Groups[0].FailureRate = nan }},
		{"failure rate", func(c *Config) { c.Groups[0].FailureRate = 1.01 }},
		{"group 1: permanent share", func(c *Config) { c.Groups[1].PermanentShare = -0.1 }},
		{"rate", func(c *Config) { c.Groups[0].RatePerSecond = -1 }},
		{"rate", func(c *Config) { c.Groups[0].RatePerSecond = inf }},
		{"rate", func(c *Config) { c.Groups[0].RatePerSecond = 1e-7 }},
		{"attempts", func(c *Config) { c.Retry.MaxAttempts = 0 }},
		{"attempts", func(c *Config) { c.Retry.MaxAttempts = 21 }},
		{"initial backoff", func(c *Config) { c.Retry.InitialBackoff = -1 }},
		{"maximum backoff", func(c *Config) { c.Retry.MaxBackoff = never }},
		{"multiplier", func(c *Config) { c.Retry.Multiplier = 0.5 }},
		{"multiplier", func(c *Config) { c.Retry.Multiplier = nan }},
		{"time to live", func(c *Config) { c.TimeToLive = -1 }},
		{"time to live", func(c *Config) { c.TimeToLive = never }},
		{"no distribution", sendTime(Distribution{})},
		{"mean", sendTime(Normal(-1, 1))},
		{"both 0", sendTime(Normal(0, 0))},
		{"standard deviation", sendTime(Normal(1, nan))},
		{"standard deviation", sendTime(Lognormal(1, -1))},
		{"mean is 0", sendTime(Lognormal(0, 1))},
		{"mean", sendTime(Exponential(inf))},
		{"above", sendTime(Uniform(2, 1))},
		{"minimum", sendTime(Uniform(-2, 1))},
		{"value", sendTime(Constant(1e10))},
		{"no points", sendTime(Empirical())},
		{"point 0: share", sendTime(Empirical(Point{-0.1, 1}))},
		{"point 1: seconds", sendTime(Empirical(Point{0.1, 1}, Point{0.2, inf}))},
		{"point 1: shares must rise", sendTime(Empirical(Point{0.1, 1}, Point{0.1, 2}))},
		{"must not fall", sendTime(Empirical(Point{0.1, 2}, Point{0.2, 1}))},
		{"285 years", sendTime(Lognormal(1e9, 1e9))},
		{"285 years", sendTime(Lognormal(1e-300, 1e9))},
	} {
		config := Config{
			Messages: 10,
			Groups:   []Group{{Senders: 1, SendTime: Constant(1)}, {Senders: 1, SendTime: Constant(1)}},
			Retry:    Retry{MaxAttempts: 2, InitialBackoff: Second, Multiplier: 1, MaxBackoff: Second},
		}
		c.change(&config)
		if _, err := Compile(config); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want an error with %q", err, c.want)
		}
	}
}

// Only what no run has to tell is refused at once.
func TestCompileRefusesWhatLastsTooLong(t *testing.T) {
	for _, c := range []struct {
		config Config
		fits   bool
		why    string
	}{
		{Config{
			Messages: MaxMessages, Groups: []Group{{Senders: 1, SendTime: Normal(10, 2)}}, Retry: Retry{MaxAttempts: 1},
		}, true, "a hundred million on one sender"},
		{Config{
			Messages: 80_000, Groups: []Group{{Senders: 4000, SendTime: Lognormal(9, 90)}}, Retry: Retry{MaxAttempts: 1},
		}, true, "a far tail that is rare"},
		{Config{
			Messages: MaxMessages, Groups: []Group{{Senders: MaxSenders, SendTime: Lognormal(3600, 36_000)}}, Retry: Retry{MaxAttempts: 10, Multiplier: 1},
		}, true, "a farther one"},
		{Config{
			Messages: 1, Groups: []Group{{Senders: MaxSenders, SendTime: Constant(1e9)}}, Retry: Retry{MaxAttempts: 1},
		}, false, "30 years with 10,000 senders"},
		{Config{
			Messages: 1, Groups: []Group{{Senders: 1, SendTime: Constant(1e9)}}, Retry: Retry{MaxAttempts: 1},
		}, true, "30 years with one sender"},
	} {
		_, err := Compile(c.config)
		if c.fits && err != nil || !c.fits && !errors.Is(err, ErrTooLong) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
