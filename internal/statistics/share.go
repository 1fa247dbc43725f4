package statistics

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Share is in how many of some independent runs something held, and what that
// says of the probability that it holds in any run.
type Share struct {
	Held, Runs int
	// Low and High are the exact interval of that probability at Confidence, by
	// Clopper and Pearson: it covers the probability at least that often, whatever
	// the probability and however few the runs, at the price of being wider than
	// need be. With no runs it is all from 0 to 1.
	Low, High float64
}

// ShareOf is the share of held in runs, 0 ≤ held ≤ runs.
func ShareOf(held, runs int) Share { return ShareMissing(held, runs, 1-Confidence) }

// ShareMissing is the share with an interval that misses with a probability of at
// most miss.
func ShareMissing(held, runs int, miss float64) Share {
	out := Share{Held: held, Runs: runs, Low: 0, High: 1}
	k, n := float64(held), float64(runs)
	if held > 0 {
		out.Low = mathext.InvRegIncBeta(k, n-k+1, miss/2)
	}
	if held < runs {
		out.High = mathext.InvRegIncBeta(k+1, n-k, 1-miss/2)
	}
	return out
}

// Value is the share itself, 0 of no runs.
func (s Share) Value() float64 {
	if s.Runs == 0 {
		return 0
	}
	return float64(s.Held) / float64(s.Runs)
}

// Meets reports whether something held in as many of the runs as are such a share of them. It is what every answer with a
// probability means by it; of no runs it is false.
func (s Share) Meets(probability float64) bool {
	return s.Runs > 0 && s.Held >= Needed(probability, s.Runs)
}

// Needed is how many of n runs are such a share of them: at least one, and what is within the error of the multiplication
// counts as whole.
func Needed(share float64, n int) int { return max(1, int(math.Ceil(share*float64(n)-1e-9))) }
