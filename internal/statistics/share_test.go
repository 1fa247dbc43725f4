package statistics

import (
	"math"
	"testing"
)

// By published tables of Clopper and Pearson's interval at 95 %, and where one
// end has a closed form by that: (0.025)^(1/n) is the lower end of n of n.
func TestShareAgainstKnownCases(t *testing.T) {
	for _, row := range []struct {
		held, runs int
		low, high  float64
	}{
		{0, 0, 0, 1},
		{1, 1, 0.025, 1},
		{0, 1, 0, 0.975},
		{0, 10, 0, 0.3085},
		{10, 10, 0.6915, 1},
		{5, 10, 0.1871, 0.8129},
		{1, 20, 0.0013, 0.2487},
		{29, 30, 0.8278, 0.9992},
		{30, 30, math.Pow(0.025, 1.0/30), 1},
		{52, 100, 0.4178, 0.6210},
		{1000, 1000, math.Pow(0.025, 1.0/1000), 1},
	} {
		got := ShareOf(row.held, row.runs)
		if math.Abs(got.Low-row.low) > 5e-5 || math.Abs(got.High-row.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", row.held, row.runs, got.Low, got.High, row.low, row.high)
		}
	}
}

// The ends are what they are defined as, by adding up the binomial tails: at the
// lower end as many hold or more with a chance of 2.5 %, at the upper as many or
// fewer.
func TestShareEndsAtTheTails(t *testing.T) {
	for _, runs := range []int{1, 2, 3, 7, 30, 100, 999, 1000, 20_000} {
		for _, held := range []int{0, 1, 2, runs / 3, runs / 2, runs * 95 / 100, runs - 2, runs - 1, runs} {
			if held < 0 || held > runs {
				continue
			}
			s := ShareOf(held, runs)
			if !(0 <= s.Low && s.Low <= s.Value() && s.Value() <= s.High && s.High <= 1) {
				t.Errorf("%d of %d: %v is not within %v to %v", held, runs, s.Value(), s.Low, s.High)
			}
			if held > 0 {
				if tail := binomialSum(runs, s.Low, held, runs); math.Abs(tail-0.025) > 1e-6 {
					t.Errorf("%d of %d: at %v the upper tail is %v", held, runs, s.Low, tail)
				}
			}
			if held < runs {
				if tail := binomialSum(runs, s.High, 0, held); math.Abs(tail-0.025) > 1e-6 {
					t.Errorf("%d of %d: at %v the lower tail is %v", held, runs, s.High, tail)
				}
			}
		}
	}
}

// Whatever the true probability, the intervals cover it at least 95 times in
// 100: exactly, by adding up over everything that may be seen.
func TestSharesCoverAnyProbability(t *testing.T) {
	for _, runs := range []int{1, 2, 3, 5, 10, 30, 100, 1000} {
		shares := make([]Share, runs+1)
		for held := range shares {
			shares[held] = ShareOf(held, runs)
		}
		for _, p := range []float64{1e-6, 0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.52, 0.77, 0.9, 0.95, 0.99, 0.9999} {
			covered := 0.0
			for held, s := range shares {
				if s.Low <= p && p <= s.High {
					covered += binomialSum(runs, p, held, held)
				}
			}
			if covered < Confidence-1e-9 {
				t.Errorf("%d runs at probability %v: covered with %.4f", runs, p, covered)
			}
		}
	}
}

// binomialSum is the chance that from..to of n hold at probability p.
func binomialSum(n int, p float64, from, to int) float64 {
	sum := 0.0
	gamma := func(x int) float64 { g, _ := math.Lgamma(float64(x) + 1); return g }
	for k := from; k <= to; k++ {
		sum += math.Exp(gamma(n) - gamma(k) - gamma(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	}
	return sum
}

// Of n runs as many are needed as make at least the share, counted in whole numbers.
func TestNeeded(t *testing.T) {
	for n := 1; n <= 1000; n++ {
		for percent := 1; percent <= 100; percent++ {
			want := 1
			for 100*want < percent*n {
				want++
			}
			if got := Needed(float64(percent)/100, n); got != want {
				t.Errorf("%d %% of %d are %d, not %d", percent, n, got, want)
			}
			for _, held := range []int{want - 1, want} {
				if got := ShareOf(held, n).Meets(float64(percent) / 100); n < 50 && got != (held == want) {
					t.Errorf("%d of %d is %d %%: %v", held, n, percent, got)
				}
			}
		}
	}
	if ShareOf(0, 0).Meets(0.5) {
		t.Error("no run meets anything")
	}
}
