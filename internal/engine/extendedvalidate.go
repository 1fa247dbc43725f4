package engine

import (
	"errors"
	"fmt"
	"math"
)

const (
	// maxExtendedMessages is MaxMessages where anything of the model's second version is on.
	maxExtendedMessages = 10_000_000
	// maxExtendedTries bounds messages × cycles × the attempts of all steps.
	maxExtendedTries = 100_000_000
	// maxInstant bounds what timetables, caps and audiences say of time: 100 years.
	maxInstant = 100 * 366 * 86_400 * Second
	maxFactor  = 1_000_000_000 // millionths
	// maxRolling bounds the starts that rolling caps hold together.
	maxRolling = 4_000_000
)

// validateExtended reports the first field of the model's second version that is out of bounds.
func (c Config) validateExtended() error {
	if c.Messages > maxExtendedMessages {
		return fmt.Errorf("messages %d is not within 1..%d", c.Messages, maxExtendedMessages)
	}
	if len(c.Channels) > MaxChannels || len(c.Steps) > MaxSteps || len(c.Audiences) > MaxAudiences || len(c.Caps) > MaxCaps {
		return errors.New("too many channels, steps, audiences or caps")
	}
	if c.Cycles < 0 || c.Cycles > MaxCycles {
		return fmt.Errorf("cycles %d is not within 0..%d", c.Cycles, MaxCycles)
	}
	if err := c.Retry.validateExtended(); err != nil {
		return err
	}
	for _, part := range []func() error{c.validateChannels, c.validateSteps, c.validateAudiences, c.validateGroups, c.validateCaps} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (r Retry) validateExtended() error {
	if err := r.validate(MaxTries); err != nil {
		return err
	}
	for _, d := range r.Delays {
		if d < 0 || d > maxBackoff {
			return fmt.Errorf("delay %d is not within 0..%d µs", d, maxBackoff)
		}
	}
	if !isShare(r.JitterShare) || !isShare(r.Spread) {
		return fmt.Errorf("jitter %v or spread %v is not within 0..1", r.JitterShare, r.Spread)
	}
	return nil
}

func isShare(x float64) bool { return x >= 0 && x <= 1 } // false for NaN

func isInstant(t Time) bool { return t >= 0 && t <= maxInstant }

func (c Config) channels() int { return max(1, len(c.Channels)) }

func (c Config) validateChannels() error {
	for i, ch := range c.Channels {
		if !isShare(ch.NeverReached) || !isShare(ch.Confirms) {
			return fmt.Errorf("channel %d: shares %v and %v are not within 0..1", i, ch.NeverReached, ch.Confirms)
		}
		if ch.Confirms > 0 {
			if err := ch.After.validate(); err != nil {
				return fmt.Errorf("channel %d: acknowledgement: %w", i, err)
			}
		}
	}
	return nil
}

func (c Config) validateSteps() error {
	for i, s := range c.Steps {
		if s.Channel < 0 || s.Channel >= c.channels() {
			return fmt.Errorf("step %d: there is no channel %d", i, s.Channel)
		}
		if s.Wait < 0 || s.Wait > maxBackoff {
			return fmt.Errorf("step %d: wait %d is not within 0..%d µs", i, s.Wait, maxBackoff)
		}
		if s.Retry != nil {
			if err := s.Retry.validateExtended(); err != nil {
				return fmt.Errorf("step %d: %w", i, err)
			}
		}
	}
	if tries := c.maxTries(); tries > maxExtendedTries {
		return fmt.Errorf("%d attempts are possible, more than %d", tries, maxExtendedTries)
	}
	return nil
}

func (c Config) validateAudiences() error {
	sum := int64(0)
	for i, a := range c.Audiences {
		if a.Messages < 0 || a.Messages > c.Messages || a.Priority < 0 || a.Priority > 9 || !isInstant(a.At) {
			return fmt.Errorf("audience %d: messages %d, priority %d or instant %d is out of bounds", i, a.Messages, a.Priority, a.At)
		}
		if a.Channels != nil && len(a.Channels) != c.channels() {
			return fmt.Errorf("audience %d has %d channels of %d", i, len(a.Channels), c.channels())
		}
		sum += a.Messages
	}
	if len(c.Audiences) > 0 && sum != c.Messages {
		return fmt.Errorf("the audiences have %d messages, not %d", sum, c.Messages)
	}
	return nil
}

func (c Config) validateGroups() error {
	for i, g := range c.Groups {
		if g.Channel < 0 || g.Channel >= c.channels() {
			return fmt.Errorf("group %d: there is no channel %d", i, g.Channel)
		}
		if err := g.validateExtended(); err != nil {
			return fmt.Errorf("group %d: %w", i, err)
		}
	}
	return nil
}

func (g Group) validateExtended() error {
	if g.Burst < 0 || g.Burst > MaxBurst {
		return fmt.Errorf("burst %d is not within 0..%d", g.Burst, MaxBurst)
	}
	if g.Increment < 0 {
		return fmt.Errorf("increment %d is below 0", g.Increment)
	}
	if len(g.Endings) > MaxEndings || len(g.Timetable) > MaxChanges {
		return errors.New("too many endings or changes")
	}
	total := 0.0
	for i, e := range g.Endings {
		if !isShare(e.Share) || e.Result < Reached || e.Result > Permanent {
			return fmt.Errorf("ending %d: share %v or result %d is out of bounds", i, e.Share, e.Result)
		}
		if err := e.SendTime.validate(); err != nil {
			return fmt.Errorf("ending %d: send time: %w", i, err)
		}
		total += e.Share
	}
	if len(g.Endings) > 0 && math.Abs(total-1) > 1e-6 {
		return fmt.Errorf("the shares of the endings are %v together, not 1", total)
	}
	if !rising(g.Hours) {
		return errors.New("opening hours do not rise")
	}
	at := Time(-1)
	for i, t := range g.Timetable {
		if t.At <= at || !isInstant(t.At) {
			return fmt.Errorf("change %d: instant %d does not rise", i, t.At)
		}
		if err := t.validate(); err != nil {
			return fmt.Errorf("change %d: %w", i, err)
		}
		at = t.At
	}
	return nil
}

func (t Change) validate() error {
	switch {
	case t.RatePerSecond != nil && *t.RatePerSecond != 0 && !(*t.RatePerSecond >= minRate && *t.RatePerSecond <= maxRate):
		return fmt.Errorf("rate %v is not within %v..%v per second", *t.RatePerSecond, minRate, maxRate)
	case t.Senders != nil && (*t.Senders < 0 || *t.Senders > MaxSenders):
		return fmt.Errorf("senders %d is not within 0..%d", *t.Senders, MaxSenders)
	case t.FailureRate != nil && !isShare(*t.FailureRate):
		return fmt.Errorf("failure rate %v is not within 0..1", *t.FailureRate)
	case t.Factor != nil && (*t.Factor < 0 || *t.Factor > maxFactor):
		return fmt.Errorf("factor %d is not within 0..%d millionths", *t.Factor, maxFactor)
	case t.Abort && (t.Open == nil || *t.Open):
		return errors.New("attempts are ended only where the group closes")
	}
	return nil
}

func rising(times []Time) bool {
	at := Time(-1)
	for _, t := range times {
		if t <= at || !isInstant(t) {
			return false
		}
		at = t
	}
	return true
}

func (c Config) validateCaps() error {
	held := int64(0)
	for i, cap := range c.Caps {
		if cap.Count < 0 || cap.Weight < 1 || cap.Window < 0 || cap.Window > maxInstant || !rising(cap.Turns) {
			return fmt.Errorf("cap %d: count %d, weight %d, window %d or turns are out of bounds", i, cap.Count, cap.Weight, cap.Window)
		}
		if cap.Groups != nil && len(cap.Groups) != len(c.Groups) || cap.Audiences != nil && len(cap.Audiences) != max(1, len(c.Audiences)) {
			return fmt.Errorf("cap %d is for other groups or audiences than there are", i)
		}
		at := Time(-1)
		for _, t := range cap.Timetable {
			if t.At <= at || !isInstant(t.At) || t.Count < 0 {
				return fmt.Errorf("cap %d: a change is out of bounds", i)
			}
			at = t.At
		}
		held += cap.held(c.maxTries())
	}
	if held > maxRolling {
		return fmt.Errorf("rolling caps would hold %d starts, more than %d", held, maxRolling)
	}
	return nil
}
