package engine

import (
	"math"
	"math/bits"
)

// What is known of a makespan without compiling, in about a microsecond.

// MaxMakespan is how far the clock of a run with so many senders goes: of the 63 bits of its keys one is the outcome and
// as many as number the senders are the sender, and an attempt must be able to take as long as all before it.
func MaxMakespan(senders int) Time { return 1<<(61-bits.Len(uint(senders-1))) - 2 }

// MinMakespan is a lower bound of the makespan of a valid Config in seconds, whatever the seed.
//
// Each message has one attempt, or all that it may have if every attempt fails and none permanently, with its backoffs in
// between. By a time t a group has ended no more attempts than its senders can make, each as short as can be, and than
// its rate limit lets start.
//
// Of the model's second version it knows nothing: rates change, groups close, and what is never reached ends at once.
func (c Config) MinMakespan() float64 {
	if c.extended() {
		return 0
	}
	attempts, backoffs := 1, 0.0
	if c.alwaysRetried() {
		attempts = c.Retry.MaxAttempts
		if !c.Retry.Jitter {
			backoffs = c.Retry.sum()
		}
	}
	shortest := make([]float64, len(c.Groups))
	first := math.Inf(1)
	for i, g := range c.Groups {
		shortest[i] = g.SendTime.shortest()
		first = min(first, shortest[i])
	}
	bound := max(float64(attempts)*first+backoffs, c.minToSend(float64(c.Messages)*float64(attempts), shortest))
	if c.TimeToLive > 0 {
		bound = min(bound, c.TimeToLive.Seconds())
	}
	return bound * (1 - 1e-5) // intervals are rounded to nanoseconds
}

// alwaysRetried reports whether a message is tried as often as it may be, whatever chance holds.
func (c Config) alwaysRetried() bool {
	for _, g := range c.Groups {
		if g.FailureRate < 1 || g.PermanentShare > 0 {
			return false
		}
	}
	return true
}

// sum is how long a message is in backoff, in seconds, that has all its attempts and no jitter.
func (r Retry) sum() (seconds float64) {
	wait := r.InitialBackoff.Seconds()
	for range r.MaxAttempts - 1 {
		seconds += min(wait, r.MaxBackoff.Seconds())
		wait *= r.Multiplier
	}
	return seconds
}

// minToSend is the shortest time in seconds in which so many attempts can be made, by bisection.
func (c Config) minToSend(attempts float64, shortest []float64) float64 {
	possible := func(t float64) (n float64) {
		for i, g := range c.Groups {
			limit := float64(g.Senders) * t / shortest[i]
			if g.RatePerSecond > 0 {
				limit = min(limit, 1+t*g.RatePerSecond)
			}
			n += limit
		}
		return n
	}
	low, high := 0.0, 1.0
	for possible(high) < attempts {
		low, high = high, 2*high
	}
	for range 60 {
		if middle := (low + high) / 2; possible(middle) < attempts {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// shortest is a lower bound of one sample in seconds, at least a microsecond: the table's first value, less what rounding
// can make of it.
func (d Distribution) shortest() float64 {
	return max(1e-6, d.quantile()(firstShare, 1-firstShare)-1e-6)
}
