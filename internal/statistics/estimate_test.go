package statistics

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestEstimateAgainstAKnownCase(t *testing.T) {
	// Of 20 observations the 6th smallest and largest are the interval of the
	// median at 95 % (published tables; 95.9 %), of 10 the 2nd (97.9 %), of 6 the
	// first (96.9 %).
	for n, k := range map[int]int{1: 0, 5: 0, 6: 1, 8: 1, 9: 2, 10: 2, 11: 2, 12: 3, 20: 6, 30: 10, 100: 40} {
		if got := medianRank(n, 1-Confidence); got != k {
			t.Errorf("of %d observations the %d., want the %d.", n, got, k)
		}
	}
	e := Of([]float64{3, 1, 2, 10, 5, 4})
	if e.Mean != 25.0/6 || e.Median != 3.5 || e.Min != 1 || e.Max != 10 || e.N != 6 || *e.Interval != (Interval{1, 10}) {
		t.Errorf("%+v %+v", e, e.Interval)
	}
	if e := Of([]float64{7}); e.Median != 7 || e.Interval != nil || !math.IsInf(e.Precision(), 1) {
		t.Errorf("%+v", e)
	}
	if e := Of(make([]float64, 30)); e.Precision() != 0 {
		t.Errorf("%+v", e)
	}
}

// Intervals of every size that can be asked for cover the true median 95 times
// in 100 or more, of distributions that an interval of the mean does not: with
// rare outliers, skewed, of few whole numbers.
func TestIntervalsOfMediansCover(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	poisson := func(mean float64) float64 {
		n, p := 0.0, math.Exp(-mean)
		for u := random.Float64(); u > p; n++ {
			u -= p
			p *= mean / (n + 1)
		}
		return n
	}
	for name, d := range map[string]struct {
		draw   func() float64
		median float64
	}{
		"normal":            {random.NormFloat64, 0},
		"exponential":       {random.ExpFloat64, math.Ln2},
		"lognormal, σ 2.15": {func() float64 { return math.Exp(2.15 * random.NormFloat64()) }, 1},
		"2 % outliers": {func() float64 {
			if random.Float64() < 0.02 {
				return 3600
			}
			return random.Float64()
		}, 0.5 / 0.98},
		"none or one":  {func() float64 { return poisson(0.1) }, 0},
		"some":         {func() float64 { return poisson(3) }, 3},
		"always alike": {func() float64 { return 1000 }, 1000},
	} {
		for _, n := range []int{MinIntervalRuns, 7, 10, 30, 100, 1000} {
			intervals := min(2000, 100_000/n)
			covered := 0
			sample := make([]float64, n)
			for range intervals {
				for i := range sample {
					sample[i] = d.draw()
				}
				if e := Of(sample); e.Interval.Low <= d.median && d.median <= e.Interval.High {
					covered++
				}
			}
			// Four deviations of a share of 0.95 in so many intervals.
			if share := float64(covered) / float64(intervals); share < Confidence-4*math.Sqrt(Confidence*(1-Confidence)/float64(intervals)) {
				t.Errorf("%s, %d runs: covered %.3f of the time (seed %d)", name, n, share, seed)
			}
		}
	}
}
