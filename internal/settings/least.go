package settings

import "math"

// LeastMakespan is a lower bound of the makespan in simulated seconds that holds
// for every seed: what is refused by it cannot be done.
//
// Each message has one attempt, or all that it may have if every attempt fails
// and none permanently, with its backoffs in between. By a time t a group has
// ended no more attempts than its senders can make, each as short as can be, and
// than its rate limit lets start.
func (s Settings) LeastMakespan() float64 {
	attempts, backoffs := 1, 0.0
	if s.alwaysRetried() {
		attempts = s.Retry.MaxAttempts
		wait := s.Retry.InitialBackoff
		for range attempts - 1 {
			if !s.Retry.Jitter {
				backoffs += min(wait, s.Retry.MaxBackoff)
			}
			wait *= s.Retry.Multiplier
		}
	}
	shortest := math.Inf(1)
	for _, g := range s.SenderGroups {
		shortest = min(shortest, g.SendTime.shortest())
	}
	least := float64(attempts)*shortest + backoffs
	least = max(least, s.leastToSend(float64(s.Messages)*float64(attempts)))
	if s.TimeToLive != nil {
		least = min(least, *s.TimeToLive)
	}
	return least * (1 - 1e-5) // times are rounded to microseconds and intervals to nanoseconds
}

func (s Settings) alwaysRetried() bool {
	for _, g := range s.SenderGroups {
		if g.FailureRate < 1 || g.PermanentShare > 0 {
			return false
		}
	}
	return true
}

// leastToSend is the least time in which so many attempts can be made, by
// bisection.
func (s Settings) leastToSend(attempts float64) float64 {
	possible := func(t float64) (n float64) {
		for _, g := range s.SenderGroups {
			most := float64(g.Senders) * t / g.SendTime.shortest()
			if rate := s.AttemptRate(g); rate > 0 {
				most = min(most, 1+t*rate)
			}
			n += most
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

// shortest is a lower bound of one send time in seconds, at least a microsecond:
// a draw has 40 bits, so a normal one lies within 7.2 deviations.
func (t SendTime) shortest() float64 {
	least := 0.0
	switch t.Distribution {
	case Exponential: // as near to 0 as a microsecond is
	case Constant:
		least = *t.Mean
	case Uniform:
		least = *t.Minimum
	case Empirical:
		least = t.Percentiles[0].Seconds
	case Normal:
		least = *t.Mean - 8**t.StandardDeviation
	case Lognormal:
		mu, sigma := t.logParameters()
		least = math.Exp(mu - 8*sigma)
	}
	return max(1e-6, least-1e-6)
}
