package engine

import "math/bits"

// backoffs is the wait after each attempt but the last, before jitter, in whole microseconds.
func backoffs(r Retry) (waits [MaxAttempts]Time) {
	wait := float64(r.InitialBackoff)
	for a := 1; a < r.MaxAttempts; a++ {
		if wait >= float64(r.MaxBackoff) {
			waits[a] = r.MaxBackoff
		} else {
			waits[a] = Time(wait + 0.5)
		}
		wait = float64(wait * r.Multiplier)
	}
	return waits
}

// jittered is a uniform whole number of microseconds from 1 to wait, chosen by the upper 40 bits of a draw.
func jittered(wait Time, draw uint64) Time {
	if wait == 0 {
		return 0
	}
	high, _ := bits.Mul64(uint64(wait), draw&fractionMask)
	return Time(high) + 1
}

// A retry is a message in backoff, or waiting after it: the attempt that comes next, and when it is due.
type retry struct {
	due Time
	try try
}

func (r retry) before(o retry) bool { return r.due < o.due || r.due == o.due && r.try < o.try }
