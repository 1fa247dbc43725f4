package engine

import (
	"math"
	"math/bits"
)

// waitRule is a retry rule.
type waitRule struct {
	attempts uint8
	waits    []wait // after each attempt; the last one repeats
}

// wait is one of the whole numbers from base on, in so many microseconds, with equal chances.
type wait struct{ base, width Time }

// rule compiles a retry rule.
func (r Retry) rule() *waitRule {
	out := &waitRule{attempts: uint8(r.MaxAttempts)}
	delays := r.Delays
	if len(delays) == 0 {
		delays = r.geometric()
	}
	for _, b := range delays {
		out.waits = append(out.waits, r.around(b))
	}
	return out
}

// geometric is the wait after each attempt but the last, by the rule, in whole microseconds.
func (r Retry) geometric() (waits []Time) {
	exact := float64(r.InitialBackoff)
	for range r.MaxAttempts - 1 {
		if exact >= float64(r.MaxBackoff) {
			waits = append(waits, r.MaxBackoff)
		} else {
			waits = append(waits, Time(exact+0.5))
		}
		exact = float64(exact * r.Multiplier)
	}
	return waits
}

// around is what jitter or spread make of a wait.
func (r Retry) around(b Time) wait {
	part := func(share float64) Time { return Time(math.Floor(float64(share*float64(b)) + 0.5)) }
	if width := part(r.Spread); width > 0 {
		return wait{b - width, 2*width + 1}
	}
	share := r.JitterShare
	if share == 0 && r.Jitter {
		share = 1
	}
	if width := part(share); width > 0 {
		return wait{b - width + 1, width}
	}
	return wait{b, 1}
}

// varies reports whether not all wait for the same time after an attempt.
func (r *waitRule) varies(attempt uint8) bool { return r.of(attempt).width > 1 }

func (r *waitRule) of(attempt uint8) *wait { return &r.waits[min(int(attempt), len(r.waits))-1] }

// after is the wait after an attempt.
func (r *waitRule) after(attempt uint8, h uint64) Time {
	w := r.of(attempt)
	part, _ := bits.Mul64(uint64(w.width), h&fractionMask)
	return w.base + Time(part)
}
