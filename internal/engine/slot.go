package engine

// An interval is the time between two slots of a group in whole nanoseconds: 0 ≤ nanos < 1000. The zero value is no
// limit.
type interval struct{ micros, nanos Time }

// intervalOf is 1/rate to the nearest nanosecond, at least 1 µs.
func intervalOf(rate float64) interval {
	if rate == 0 {
		return interval{}
	}
	nanos := Time(1e9/rate + 0.5)
	return interval{nanos / 1000, nanos % 1000}
}

// ceil is the interval in microseconds, rounded up.
func (i interval) ceil() Time { return i.micros + (i.nanos+999)/1000 }

// A slot is when a group may start its next attempt: it opens at the instant opens, which is early nanoseconds
// (0..999) after its exact time, for instants are whole microseconds.
type slot struct{ opens, early Time }

// take is a start at an instant at or after opens. One that comes as soon as the slot opens is reckoned to be at the
// slot's exact time.
func (s *slot) take(now Time, i interval) {
	nanos := i.nanos
	if now == s.opens {
		nanos -= s.early
	}
	s.opens, s.early = now+i.micros, -nanos
	if nanos > 0 {
		s.opens++
		s.early += 1000
	}
}
