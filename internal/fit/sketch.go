package fit

import (
	"math"
	"math/bits"
)

const (
	// fineBits and coarseBits are how many bits of a value its slot keeps: slots are at most 1/1024 or 1/64 of their
	// value wide, and values below 1024 or 64 have slots of their own.
	fineBits   = 10
	coarseBits = 6
	// blocks is into how many parts the recipients are divided for resampling.
	blocks = 128
)

// slotOf is the number of a value's slot; its order is that of the values.
func slotOf(x int64, precision int) int {
	shift := max(0, bits.Len64(uint64(x))-1-precision)
	return shift<<precision + int(x>>shift)
}

// slotRange is the smallest value of a slot and how many values it has.
func slotRange(slot, precision int) (lowest, width int64) {
	if slot < 2<<precision {
		return int64(slot), 1
	}
	shift := slot>>precision - 1
	return int64(slot-shift<<precision) << shift, 1 << shift
}

// tally counts values by their slots.
type tally []uint32

func (t *tally) add(slot int) {
	for slot >= len(*t) {
		*t = append(*t, 0)
	}
	(*t)[slot]++
}

// sketch is a distribution of times in µs: exact in its moments, its least and largest value, to 0.1 % in between, and
// again for each block of recipients, to 1.6 %.
type sketch struct {
	n          int64
	least, top int64
	resolution int64 // µs of which the values are multiples; 0: of anything
	fine       counts
	parts      [blocks]part
}

// part is what one block of recipients adds to a sketch.
type part struct {
	n                         float64
	sum, squares              float64 // of seconds
	logs, logSquares, logsOf0 float64 // of the logarithms of seconds; logsOf0: values of which there is none
	coarse                    counts
}

// add counts a value, in µs and not negative, of a recipient of that block.
func (s *sketch) add(x int64, block uint8) {
	if s.n == 0 || x < s.least {
		s.least = x
	}
	s.top = max(s.top, x)
	s.n++
	s.fine.add(slotOf(x, fineBits))
	p := &s.parts[block]
	seconds := float64(x) / 1e6
	p.n++
	p.sum += seconds
	p.squares += seconds * seconds
	if x == 0 {
		p.logsOf0++
	} else {
		l := math.Log(seconds)
		p.logs += l
		p.logSquares += l * l
	}
	p.coarse.add(slotOf(x, coarseBits))
}

// merge adds another sketch.
func (s *sketch) merge(o *sketch) {
	if o.n == 0 {
		return
	}
	if s.n == 0 || o.least < s.least {
		s.least = o.least
	}
	s.top = max(s.top, o.top)
	s.n += o.n
	s.fine.merge(&o.fine)
	for i := range s.parts {
		p, q := &s.parts[i], &o.parts[i]
		p.n += q.n
		p.sum, p.squares = p.sum+q.sum, p.squares+q.squares
		p.logs, p.logSquares, p.logsOf0 = p.logs+q.logs, p.logSquares+q.logSquares, p.logsOf0+q.logsOf0
		p.coarse.merge(&q.coarse)
	}
}

func (t *tally) merge(o tally) {
	for len(*t) < len(o) {
		*t = append(*t, 0)
	}
	for i, n := range o {
		(*t)[i] += n
	}
}

// quantile is the value below which a share of the values lies, in µs.
func (s *sketch) quantile(share float64) float64 {
	if s.n == 0 {
		return 0
	}
	fine := s.fine.dense()
	weights := make([]float64, len(fine))
	for i, n := range fine {
		weights[i] = float64(n)
	}
	x := quantileOf(weights, fineBits, share)
	if r := float64(s.resolution); r > 1 { // the values are multiples of it
		x = math.Round(x/r) * r
	}
	return min(max(x, float64(s.least)), float64(s.top))
}

// quantileOf takes weights by slots, and the values of a slot for evenly spread over it.
func quantileOf(weights []float64, precision int, share float64) float64 {
	return quantilesOf(weights, precision, []float64{share})[0]
}

// quantilesOf is quantileOf for shares that do not fall.
func quantilesOf(weights []float64, precision int, shares []float64) []float64 {
	all := 0.0
	for _, w := range weights {
		all += w
	}
	out := make([]float64, len(shares))
	found, sum, last := 0, 0.0, 0.0
	for slot, w := range weights {
		if w == 0 {
			continue
		}
		lowest, width := slotRange(slot, precision)
		last = float64(lowest + width - 1)
		for ; found < len(shares) && sum+w >= shares[found]*all; found++ {
			out[found] = float64(lowest) + float64(width-1)*max(0, shares[found]*all-sum)/w
		}
		if found == len(shares) {
			return out
		}
		sum += w
	}
	for ; found < len(shares); found++ {
		out[found] = last
	}
	return out
}

// moments are sums over the blocks with weights.
func (s *sketch) moments(weights []float64) (m part) {
	for i, w := range weights {
		p := &s.parts[i]
		m.n += w * p.n
		m.sum, m.squares = m.sum+w*p.sum, m.squares+w*p.squares
		m.logs, m.logSquares, m.logsOf0 = m.logs+w*p.logs, m.logSquares+w*p.logSquares, m.logsOf0+w*p.logsOf0
	}
	return m
}

func (m part) mean() float64 { return m.sum / max(1, m.n) }

func (m part) deviation() float64 {
	mean := m.mean()
	return math.Sqrt(max(0, m.squares/max(1, m.n)-mean*mean))
}

// distance is the largest difference of the shares at or below a value, between what was counted and a distribution
// function of µs: the Kolmogorov distance, to what a slot holds. Values that are known to a resolution only (in µs) stand
// for all that are rounded to them.
func (s *sketch) distance(below func(x float64) float64, resolution int64) float64 {
	worst, sum := 0.0, 0.0
	for slot, n := range s.fine.dense() {
		if n == 0 {
			continue
		}
		lowest, width := slotRange(slot, fineBits)
		half := 0.5
		if resolution > width {
			lowest, width, half = (lowest+width-1)/resolution*resolution, 1, float64(resolution)/2
		}
		before := sum / float64(s.n)
		sum += float64(n)
		after := sum / float64(s.n)
		worst = max(worst, math.Abs(after-below(float64(lowest+width-1)+half)), math.Abs(before-below(float64(lowest)-half)))
	}
	return worst
}

// apart is the Kolmogorov distance of two samples.
func (s *sketch) apart(o *sketch) float64 {
	worst, a, b := 0.0, 0.0, 0.0
	mine, other := s.fine.dense(), o.fine.dense()
	for slot := range max(len(mine), len(other)) {
		if slot < len(mine) {
			a += float64(mine[slot]) / float64(s.n)
		}
		if slot < len(other) {
			b += float64(other[slot]) / float64(o.n)
		}
		worst = max(worst, math.Abs(a-b))
	}
	return worst
}
