package fit

import (
	"math"
	"testing"
)

// Exact expectations come back: 10,000 recipients of whom 20 % are never reached, attempts that deliver with 60 %, fail
// for good with 8 % and for now with 32 %, three attempts.
func TestChancesOfExactCounts(t *testing.T) {
	const n, never, d, p, q = 10_000.0, 0.2, 0.6, 0.08, 0.32
	for _, rule := range []outcomesRule{false, true} {
		var s sequences
		lost := 1.0 // what a failure to somebody never reached is for now, with
		if rule {
			lost = q / (p + q)
		}
		tm, lm := 1.0, 1.0
		for m := range 3 {
			s[byDelivery][m] = n * (1 - never) * tm * d
			s[byPermanent][m] = n*(1-never)*tm*p + n*never*lm*(1-lost)
			tm, lm = tm*q, lm*lost
		}
		s[byNothing][3] = n*(1-never)*tm + n*never*lm
		c, more := rule.estimate(&s, true)
		if math.Abs(c.never-never) > 1e-4 || math.Abs(c.delivers-d) > 1e-4 || math.Abs(c.permanent-p/(p+q)) > 1e-4 {
			t.Errorf("%v: %+v", rule, c)
		}
		if _, less := rule.estimate(&s, false); 2*(more-less) < likelier {
			t.Errorf("%v: never reached recipients are no likelier than none: %v, %v", rule, more, less)
		}
	}
}

// Failures of which nothing says whether they were for good are so before the last attempt, and open at it.
func TestWhatALastFailureWas(t *testing.T) {
	var s sequences
	s[byFailure][0], s[byFailure][2] = 5, 7
	got := known(s, 3)
	if got[byPermanent][0] != 5 || got[byFailure][0] != 0 || got[byPermanent][2] != 0 || got[byFailure][2] != 7 {
		t.Errorf("%v", got)
	}
}

func TestSequences(t *testing.T) {
	for _, c := range []struct {
		kinds          []Kind
		temporary, end int
	}{
		{[]Kind{Delivered}, 0, byDelivery},
		{[]Kind{Failed, Failed, Delivered}, 2, byDelivery},
		{[]Kind{Temporary, Failed}, 1, byFailure},
		{[]Kind{Temporary, Permanent, Delivered}, 1, byPermanent}, // what comes later is another round
		{[]Kind{Temporary, Open}, 1, byNothing},
		{[]Kind{Temporary, Temporary}, 2, byNothing},
	} {
		var s sequence
		for _, k := range c.kinds {
			s.follow(k)
		}
		if s.temporary != c.temporary || s.end() != c.end {
			t.Errorf("%v: %d temporary, end %d", c.kinds, s.temporary, s.end())
		}
	}
}
