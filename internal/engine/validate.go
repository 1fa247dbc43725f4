package engine

import (
	"fmt"
	"math"
)

const (
	minRate    = 1e-6
	maxRate    = 1e6             // one start in each microsecond
	maxBackoff = Time(1e6) * 1e9 // 30 years
	maxTTL     = Time(1) << 60
)

// validate reports the first field that is out of bounds.
func (c Config) validate() error {
	if c.Messages < 1 || c.Messages > MaxMessages {
		return fmt.Errorf("messages %d is not within 1..%d", c.Messages, MaxMessages)
	}
	if len(c.Groups) < 1 || len(c.Groups) > MaxGroups {
		return fmt.Errorf("%d groups is not within 1..%d", len(c.Groups), MaxGroups)
	}
	senders := 0
	for i, g := range c.Groups {
		if err := g.validate(); err != nil {
			return fmt.Errorf("group %d: %w", i, err)
		}
		senders += g.maxSenders()
	}
	if senders > MaxSenders {
		return fmt.Errorf("%d senders in all groups is above %d", senders, MaxSenders)
	}
	if c.TimeToLive < 0 || c.TimeToLive > maxTTL {
		return fmt.Errorf("time to live %d is not within 0..%d µs", c.TimeToLive, maxTTL)
	}
	if c.extended() {
		return c.validateExtended()
	}
	return c.Retry.validate(MaxAttempts)
}

func (g Group) validate() error {
	if g.Senders < 1 || g.Senders > MaxSenders {
		return fmt.Errorf("senders %d is not within 1..%d", g.Senders, MaxSenders)
	}
	if !(g.FailureRate >= 0 && g.FailureRate <= 1) {
		return fmt.Errorf("failure rate %v is not within 0..1", g.FailureRate)
	}
	if !(g.PermanentShare >= 0 && g.PermanentShare <= 1) {
		return fmt.Errorf("permanent share %v is not within 0..1", g.PermanentShare)
	}
	if g.RatePerSecond != 0 && !(g.RatePerSecond >= minRate && g.RatePerSecond <= maxRate) {
		return fmt.Errorf("rate %v is not within %v..%v per second", g.RatePerSecond, minRate, maxRate)
	}
	if err := g.sendTime().validate(); err != nil {
		return fmt.Errorf("send time: %w", err)
	}
	return nil
}

func (r Retry) validate(maxAttempts int) error {
	if r.MaxAttempts < 1 || r.MaxAttempts > maxAttempts {
		return fmt.Errorf("attempts %d is not within 1..%d", r.MaxAttempts, maxAttempts)
	}
	if r.MaxAttempts == 1 {
		return nil
	}
	if r.InitialBackoff < 0 || r.InitialBackoff > maxBackoff {
		return fmt.Errorf("initial backoff %d is not within 0..%d µs", r.InitialBackoff, maxBackoff)
	}
	if r.MaxBackoff < 0 || r.MaxBackoff > maxBackoff {
		return fmt.Errorf("maximum backoff %d is not within 0..%d µs", r.MaxBackoff, maxBackoff)
	}
	if len(r.Delays) > 0 {
		return nil
	}
	if !(r.Multiplier >= 1 && r.Multiplier <= math.MaxFloat64) {
		return fmt.Errorf("multiplier %v is not finite and at least 1", r.Multiplier)
	}
	return nil
}
