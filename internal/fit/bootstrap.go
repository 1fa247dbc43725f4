package fit

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a figure with the interval that the log leaves open: with it made anew, 95 % of such intervals would
// hold the true figure.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Resamples is how often blocks of recipients are drawn anew.
const Resamples = 500

// ResampleSeed is where the draws begin, so that a log always gives the same intervals.
const ResampleSeed = 1

// outside is the share of the resamples on either side of an interval.
const outside = 0.025

// exactly is a figure that is not a matter of chance.
func exactly(x float64) Estimate { return Estimate{x, x, x} }

// widened reaches so far on both sides at least.
func (e Estimate) widened(below, above float64) Estimate {
	return Estimate{e.Value, min(e.Low, e.Value-below), max(e.High, e.Value+above)}
}

// upTo keeps a figure that is not negative from 0 to the most that it can be.
func (e Estimate) upTo(most float64) Estimate {
	clamp := func(x float64) float64 { return min(max(x, 0), most) }
	return Estimate{clamp(e.Value), clamp(e.Low), clamp(e.High)}
}

// holds reports whether a figure is in the interval.
func (e Estimate) holds(x float64) bool { return e.Low <= x && x <= e.High }

// bootstrap has the draws: how often each block is in each resample.
type bootstrap struct{ draws [][]float64 }

func newBootstrap() *bootstrap {
	b := &bootstrap{}
	random := rand.New(rand.NewPCG(ResampleSeed, 0))
	for range Resamples {
		weights := make([]float64, blocks)
		for range blocks {
			weights[random.IntN(blocks)]++
		}
		b.draws = append(b.draws, weights)
	}
	return b
}

// once is every block once.
var once = slices.Repeat([]float64{1}, blocks)

// interval is what a figure is over all blocks, and over the resamples. Where a figure is not a number nothing is known
// of it in that resample.
func (b *bootstrap) interval(figure func(weights []float64) float64) Estimate {
	all := make([]float64, 0, len(b.draws))
	for _, w := range b.draws {
		if x := figure(w); !math.IsNaN(x) && !math.IsInf(x, 0) {
			all = append(all, x)
		}
	}
	return between(figure(once), all)
}

func between(value float64, all []float64) Estimate {
	if len(all) == 0 {
		return exactly(value)
	}
	slices.Sort(all)
	at := func(share float64) float64 { return all[int(math.Round(share*float64(len(all)-1)))] }
	return Estimate{value, min(value, at(outside)), max(value, at(1-outside))}
}

// quantiles are the values below which shares of a sketch lie, in seconds, for shares that do not fall. The fine slots say
// where, the coarse ones of the blocks how far off it may be.
func (b *bootstrap) quantiles(s *sketch, shares []float64) []Estimate {
	type counted struct {
		slot int
		n    float64
	}
	var parts [blocks][]counted
	length := 0
	for i := range s.parts {
		for slot, n := range s.parts[i].coarse.dense() {
			if n > 0 {
				parts[i] = append(parts[i], counted{slot, float64(n)})
				length = max(length, slot+1)
			}
		}
	}
	weights := make([]float64, length)
	resampled := func(draw []float64) []float64 {
		clear(weights)
		for i, w := range draw {
			if w == 0 {
				continue
			}
			for _, c := range parts[i] {
				weights[c.slot] += w * c.n
			}
		}
		return quantilesOf(weights, coarseBits, shares)
	}
	middle := resampled(once)
	all := make([][]float64, len(shares))
	for _, draw := range b.draws {
		for i, x := range resampled(draw) {
			all[i] = append(all[i], x)
		}
	}
	out := make([]Estimate, len(shares))
	for i, share := range shares {
		value := s.quantile(share)
		e := between(middle[i], all[i])
		factor := 1.0
		if middle[i] > 0 {
			factor = value / middle[i]
		}
		out[i] = Estimate{value / 1e6, e.Low * factor / 1e6, e.High * factor / 1e6}
	}
	return out
}

// share is a part of a whole, by block. Where one of the two sides is rare, resampling knows too little of it, and the
// interval reaches to that of Clopper and Pearson.
func (b *bootstrap) share(part, whole func(block int) float64) Estimate {
	ratio := func(weights []float64) float64 {
		p, n := 0.0, 0.0
		for i, w := range weights {
			p, n = p+w*part(i), n+w*whole(i)
		}
		return p / n
	}
	hits, n := 0.0, 0.0
	for i := range blocks {
		hits, n = hits+part(i), n+whole(i)
	}
	if n == 0 {
		return Estimate{0, 0, 1}
	}
	e := b.interval(ratio)
	if min(hits, n-hits) < 30 {
		low, high := clopperPearson(hits, n)
		e = Estimate{e.Value, min(e.Low, low), max(e.High, high)}
	}
	return e.upTo(1)
}

// clopperPearson is the exact interval of a share, from the quantiles of the beta distribution.
func clopperPearson(hits, n float64) (low, high float64) {
	high = 1
	if hits > 0 {
		low = distuv.Beta{Alpha: hits, Beta: n - hits + 1}.Quantile(outside)
	}
	if hits < n {
		high = distuv.Beta{Alpha: hits + 1, Beta: n - hits}.Quantile(1 - outside)
	}
	return low, high
}
