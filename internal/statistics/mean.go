package statistics

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean is the mean of several runs, and where the mean of all seeds lies.
type Mean struct {
	Value float64
	// Interval is Student's at Confidence: the mean ± t(n−1) s/√n. Nil of a single run, and where all runs are alike,
	// of which it would be ± 0.
	Interval *Interval
	// Doubt says why the interval cannot be trusted; "" if nothing speaks against it. Even then it knows nothing of
	// what is so rare that no run had it.
	Doubt string
}

// What speaks against an interval of a mean.
const (
	DoubtSingle = "a single run tells nothing of others"
	DoubtAlike  = "all runs are alike"
	DoubtFew    = "fewer than 13 runs"
	DoubtSkewed = "the runs are too skewed for so few"
)

// skewnessRule is Cochran's: the mean of n is about normal if n is more than 25 times the square of the skewness (W. G.
// Cochran, Sampling Techniques, 3rd edition, section 2.15). The skewness is only known from the same runs, to √(6/n) where
// they are normal, which is added to it: else a sample that misses what is rare would be the one that is trusted.
const skewnessRule = 25

// minMeanRuns is from how many runs on an interval of the mean may be trusted by that rule: n > 25 × 6/n.
const minMeanRuns = 13

// MeanOf needs at least one observation.
func MeanOf(observations []float64) Mean { return meanMissing(observations, 1-Confidence) }

func meanMissing(observations []float64, miss float64) Mean {
	n := float64(len(observations))
	sum := 0.0
	for _, x := range observations {
		sum += x
	}
	m := Mean{Value: sum / n}
	second, third := 0.0, 0.0
	for _, x := range observations {
		d := x - m.Value
		second += d * d
		third += d * d * d
	}
	switch {
	case len(observations) < 2:
		m.Doubt = DoubtSingle
		return m
	case alike(observations):
		m.Value, m.Doubt = observations[0], DoubtAlike
		return m
	}
	width := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1-miss/2) * math.Sqrt(second/(n-1)/n)
	m.Interval = &Interval{m.Value - width, m.Value + width}
	skewness := third / n / math.Pow(second/n, 1.5)
	switch {
	case len(observations) < minMeanRuns:
		m.Doubt = DoubtFew
	case n <= skewnessRule*math.Pow(math.Abs(skewness)+math.Sqrt(6/n), 2):
		m.Doubt = DoubtSkewed
	}
	return m
}

func alike(observations []float64) bool {
	for _, x := range observations {
		if x != observations[0] {
			return false
		}
	}
	return true
}
