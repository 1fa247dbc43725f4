package statistics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Estimate is what several runs say of one figure.
type Estimate struct {
	N        int
	Mean     float64
	Min, Max float64
	// Median is what half of the runs do not exceed.
	Median float64
	// Interval is where the median of all seeds lies. It holds whatever the
	// distribution, skewed, with rare outliers or in whole numbers, as an interval
	// of the mean would not. Nil if there are too few runs for one.
	Interval *Interval
}

// Interval is where something lies with the probability Confidence or more.
type Interval struct{ Low, High float64 }

// Confidence is that of every interval.
const Confidence = 0.95

// MinIntervalRuns is how many runs an interval takes: that all of five are above
// the median, or all below, happens once in 16 times.
const MinIntervalRuns = 6

// Of says what observations tell. It needs at least one.
func Of(observations []float64) Estimate { return Missing(observations, 1-Confidence) }

// Missing is Of with an interval that misses the true median with a probability of at most miss.
func Missing(observations []float64, miss float64) Estimate {
	sorted := slices.Sorted(slices.Values(observations))
	n := len(sorted)
	e := Estimate{N: n, Min: sorted[0], Max: sorted[n-1]}
	for _, x := range sorted {
		e.Mean += x / float64(n)
	}
	e.Mean = min(max(e.Mean, e.Min), e.Max) // which rounding may leave
	e.Median = sorted[(n-1)/2]/2 + sorted[n/2]/2
	if k := medianRank(n, miss); k > 0 {
		e.Interval = &Interval{sorted[k-1], sorted[n-k]}
	}
	return e
}

// medianRank is the largest k for which the k-th smallest and the k-th largest of
// n observations enclose the median but with a probability of miss: fewer than k
// are on one side of it by the binomial distribution with ½. 0 if there is none.
func medianRank(n int, miss float64) int {
	k := 0
	for k < n/2 && 2*fewerHeads(n, k+1) <= miss {
		k++
	}
	return k
}

// fewerHeads is the probability of fewer than k heads in n throws of a coin.
func fewerHeads(n, k int) float64 {
	return mathext.RegIncBeta(float64(n-k+1), float64(k), 0.5)
}

// Precision is half the width of the interval as a share of the median: +Inf
// where that is 0 or there is no interval.
func (e Estimate) Precision() float64 {
	switch {
	case e.Interval == nil:
		return math.Inf(1)
	case e.Interval.High == e.Interval.Low:
		return 0
	default:
		return (e.Interval.High - e.Interval.Low) / 2 / math.Abs(e.Median)
	}
}
