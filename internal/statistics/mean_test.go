package statistics

import (
	"math"
	"math/rand/v2"
	"testing"
)

// By hand: 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the sum of squares 32; t at 97.5 % with 7 degrees of freedom is
// 2.3646 (any table), so 5 ± 2.3646 √(32/7/8).
func TestMeanAgainstAKnownCase(t *testing.T) {
	m := MeanOf([]float64{2, 4, 4, 4, 5, 5, 7, 9})
	half := 2.3646 * math.Sqrt(32.0/7/8)
	if m.Value != 5 || math.Abs(m.Interval.Low-(5-half)) > 1e-4 || math.Abs(m.Interval.High-(5+half)) > 1e-4 || m.Doubt == "" {
		t.Errorf("%+v %+v", m, m.Interval)
	}
	// 19 zeros and a 1: skewness 18/√19 = 4.13, so that 25 × 17.05 = 426 runs were needed.
	rare := make([]float64, 20)
	rare[3] = 1
	if m := MeanOf(rare); m.Value != 0.05 || m.Doubt != "the runs are too skewed for so few" {
		t.Errorf("%+v", m)
	}
	for _, same := range [][]float64{{7}, {7, 7, 7}} {
		if m := MeanOf(same); m.Value != 7 || m.Interval != nil || m.Doubt == "" {
			t.Errorf("%v: %+v", same, m)
		}
	}
	if m := MeanOf([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}); m.Doubt != "" {
		t.Errorf("thirteen of a line: %+v", m)
	}
}

// It happens at most 5 times in 100 that an interval of the mean misses the true one and is not doubted, also of skewed
// distributions, for which Student's interval alone misses far more often. And it is not doubted where it is exact.
func TestIntervalsOfMeansCover(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	for name, d := range map[string]struct {
		draw func() float64
		mean float64
	}{
		"normal":          {random.NormFloat64, 0},
		"uniform":         {random.Float64, 0.5},
		"exponential":     {random.ExpFloat64, 1},
		"lognormal, σ ½":  {func() float64 { return math.Exp(0.5 * random.NormFloat64()) }, math.Exp(0.125)},
		"lognormal, σ 2":  {func() float64 { return math.Exp(2 * random.NormFloat64()) }, math.Exp(2)},
		"one in ten is 1": {func() float64 { return math.Floor(random.Float64() + 0.1) }, 0.1},
	} {
		for _, n := range []int{10, 20, 30, 100, 1000} {
			samples := min(4000, 400_000/n)
			told, wrong := 0, 0
			sample := make([]float64, n)
			for range samples {
				for i := range sample {
					sample[i] = d.draw()
				}
				m := MeanOf(sample)
				if m.Doubt != "" {
					continue
				}
				told++
				if d.mean < m.Interval.Low || m.Interval.High < d.mean {
					wrong++
				}
			}
			if share := float64(wrong) / float64(samples); share > 0.05+4*math.Sqrt(0.05*0.95/float64(samples)) {
				t.Errorf("%s, %d runs: not doubted, but wrong %.3f of the time (seed %d)", name, n, share, seed)
			}
			if name == "normal" && n >= 30 && told < samples*8/10 {
				t.Errorf("%s, %d runs: doubted %d of %d times (seed %d)", name, n, samples-told, samples, seed)
			}
		}
	}
}
