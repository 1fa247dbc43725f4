package fit

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSlotsHoldTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Int64Range(0, 1<<60).Draw(t, "x") >> rapid.IntRange(0, 60).Draw(t, "shift")
		for _, precision := range []int{fineBits, coarseBits} {
			slot := slotOf(x, precision)
			lowest, width := slotRange(slot, precision)
			if x < lowest || x >= lowest+width {
				t.Fatalf("%d is in slot %d, which holds %d and %d more", x, slot, lowest, width-1)
			}
			if width > 1 && width<<precision > lowest {
				t.Fatalf("the slot of %d is %d wide, more than 2^-%d of %d", x, width, precision, lowest)
			}
			if next := slotOf(lowest+width, precision); next != slot+1 {
				t.Fatalf("%d is in slot %d, and the value after its slot in %d", x, slot, next)
			}
		}
	})
}

// Quantiles of a sketch against those of the sorted values.
func TestQuantilesAreThoseOfTheValues(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	s, values := &sketch{}, []float64{}
	for range 20_000 {
		x := int64(math.Exp(2+0.7*random.NormFloat64()) * 1e6)
		s.add(x, uint8(random.IntN(blocks)))
		values = append(values, float64(x))
	}
	slices.Sort(values)
	for _, share := range []float64{0.01, 0.25, 0.5, 0.9, 0.99} {
		want := values[int(share*20_000)]
		if got := s.quantile(share); math.Abs(got-want) > 0.002*want {
			t.Errorf("the quantile %v is %v, want %v", share, got, want)
		}
	}
	if got := newBootstrap().quantiles(s, []float64{0.5})[0]; !got.holds(math.Exp(2)) || got.High-got.Low > 0.3 {
		t.Errorf("the median is %+v, and was drawn as %v", got, math.Exp(2))
	}
}

// The distance of four values from the uniform distribution on 0..4 s, by hand: at 1, 1, 2 and 4 s the shares are 0.5,
// 0.5, 0.75 and 1, against 0.25, 0.25, 0.5 and 1; so it is 0.25, and 0.25 just before 4 s too.
func TestDistanceByHand(t *testing.T) {
	s := &sketch{}
	for _, x := range []int64{1e6, 1e6, 2e6, 4e6} {
		s.add(x, 0)
	}
	got := s.distance(func(µs float64) float64 { return min(1, µs/4e6) }, 1)
	if math.Abs(got-0.25) > 0.001 {
		t.Errorf("the distance is %v, want 0.25", got)
	}
	other := &sketch{}
	for _, x := range []int64{1e6, 2e6, 2e6, 4e6} {
		other.add(x, 0)
	}
	if got := s.apart(other); math.Abs(got-0.25) > 1e-12 {
		t.Errorf("the samples are %v apart, want 0.25", got)
	}
}

// Resampling blocks of recipients that are all of one kind is far wider than resampling rows would be.
func TestIntervalsRespectWhatBelongsTogether(t *testing.T) {
	var hits, all [blocks]float64
	for i := range blocks {
		all[i] = 100
		if i%2 == 0 {
			hits[i] = 100 // the rows of a recipient are all the same
		}
	}
	e := newBootstrap().share(func(b int) float64 { return hits[b] }, func(b int) float64 { return all[b] })
	// 128 recipients: ± 1.96 √(0.25/128) = 0.087; 12,800 rows would be ± 0.009.
	if half := (e.High - e.Low) / 2; math.Abs(half-0.087) > 0.02 {
		t.Errorf("the interval is %+v, want ± 0.087", e)
	}
}

// Nothing of 100: Clopper and Pearson's bound is 1 − 0.025^(1/100).
func TestSharesOfNothing(t *testing.T) {
	e := newBootstrap().share(func(int) float64 { return 0 }, func(b int) float64 {
		if b < 100 {
			return 1
		}
		return 0
	})
	if want := 1 - math.Pow(0.025, 0.01); e.Low != 0 || math.Abs(e.High-want) > 1e-6 {
		t.Errorf("0 of 100 is %+v, want up to %v", e, want)
	}
}

func TestTruncatedNormalIsFoundByItsMoments(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, of := range [][2]float64{{10, 2}, {5, 4}, {3, 3}} {
		m := part{}
		for m.n < 400_000 {
			if x := of[0] + of[1]*random.NormFloat64(); x >= 0 {
				m.n, m.sum, m.squares = m.n+1, m.sum+x, m.squares+x*x
			}
		}
		mean, deviation := truncated(m)
		if math.Abs(mean-of[0]) > 0.1 || math.Abs(deviation-of[1]) > 0.1 {
			t.Errorf("%v come back as %v ± %v", of, mean, deviation)
		}
	}
}
