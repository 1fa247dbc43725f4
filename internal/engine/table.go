package engine

import (
	"errors"
	"math/bits"
)

// A table is the quantile function of a distribution in fixed point, so that a sample of any distribution is one
// look-up and one integer interpolation. Its argument is the upper 40 bits of a draw.
//
// The middle is cut into cells of equal probability, 1/4096 each. The outermost 16 cells of either side are the
// business of the tails: their nodes are as dense as floating-point numbers with 6 bits of mantissa, 64 in each halving
// of the distance to the end, down to the last of the 2⁴⁰ arguments, so far tails are right as well.
type table struct {
	middle [middleCells + 1]uint64
	lower  [tailNodes]uint64 // by distance from the smallest argument; rising
	upper  [tailNodes]uint64 // by distance from the largest; falling
	limit  Time              // larger samples are cut to this
}

const (
	argumentBits  = 40
	firstShare    = 0.5 / (1 << argumentBits) // the lower tail of the smallest argument
	middleBits    = 12
	middleCells   = 1 << middleBits
	tailCells     = 16
	mantissaBits  = 6
	tailReach     = tailCells << (argumentBits - middleBits) // a tail's arguments are below this distance
	tailNodes     = (33-mantissaBits-1)<<mantissaBits + 1<<mantissaBits + 1
	fractionMask  = ^uint64(1<<(64-argumentBits) - 1) // the bits of a draw that are the argument
	valueBits     = 8                                 // binary places of a value, which is in microseconds
	maxSampleTime = Time(1) << 53                     // 285 years
)

// newTable builds the table of a valid distribution. Values are at least 1 µs, and carry one half for rounding.
func newTable(q quantiler) (*table, error) {
	t := table{limit: maxSampleTime}
	const arguments = 1 << argumentBits
	node := func(lower, upper float64) (uint64, error) {
		micros := float64(q(lower, upper) * 1e6)
		if !(micros <= float64(maxSampleTime)) {
			return 0, errors.New("the longest sample is beyond 285 years")
		}
		return uint64(float64(max(micros, 1)*(1<<valueBits))+0.5) + 1<<(valueBits-1), nil
	}
	var err, failed error
	for i := range tailNodes {
		p := (float64(nodeDistance(i)) + 0.5) / arguments
		if t.lower[i], err = node(p, 1-p); err != nil {
			failed = err
		}
		if t.upper[i], err = node(1-p, p); err != nil {
			failed = err
		}
	}
	for c := tailCells; c <= middleCells-tailCells; c++ {
		p := float64(c) / middleCells
		if t.middle[c], err = node(p, 1-p); err != nil {
			failed = err
		}
	}
	t.straighten()
	return &t, failed
}

// straighten removes steps back by the last bit of a quantile, which would turn a difference negative.
func (t *table) straighten() {
	for i := 1; i < tailNodes; i++ {
		t.lower[i] = max(t.lower[i], t.lower[i-1])
	}
	for c := tailCells + 1; c <= middleCells-tailCells; c++ {
		t.middle[c] = max(t.middle[c], t.middle[c-1])
	}
	for i := tailNodes - 2; i >= 0; i-- {
		t.upper[i] = max(t.upper[i], t.upper[i+1])
	}
}

// sample is the duration that belongs to a draw.
func (t *table) sample(draw uint64) Time {
	cell := draw >> (64 - middleBits)
	if cell-tailCells >= middleCells-2*tailCells {
		return t.tail(draw >> (64 - argumentBits))
	}
	low := t.middle[cell]
	more, _ := bits.Mul64(t.middle[cell+1]-low, (draw&fractionMask)<<middleBits)
	return Time((low + more) >> valueBits)
}

// tail is the duration that belongs to a 40-bit argument near either end.
func (t *table) tail(argument uint64) Time {
	if argument < tailReach {
		i, fraction := tailNode(argument)
		more, _ := bits.Mul64(t.lower[i+1]-t.lower[i], fraction)
		return min(Time((t.lower[i]+more)>>valueBits), t.limit)
	}
	i, fraction := tailNode(1<<argumentBits - 1 - argument)
	less, _ := bits.Mul64(t.upper[i]-t.upper[i+1], fraction)
	return min(Time((t.upper[i]-less)>>valueBits), t.limit)
}

// upTo is the same table with all samples cut to a time, which only those of the tails may need: else ok is false.
func (t *table) upTo(limit Time) (cut *table, ok bool) {
	if Time(t.middle[middleCells-tailCells]>>valueBits) >= limit {
		return nil, false
	}
	if Time(t.upper[0]>>valueBits) <= limit {
		limit = maxSampleTime
	}
	if limit == t.limit {
		return t, true
	}
	out := *t
	out.limit = limit
	return &out, true
}

// longest is the largest sample there can be.
func (t *table) longest() Time { return min(Time(t.upper[0]>>valueBits), t.limit) }

// median is the sample in the middle.
func (t *table) median() Time { return Time(t.middle[middleCells/2] >> valueBits) }

// tailNode is the last node at or before a distance from an end, and how far the distance is on the way to the next,
// in units of 2⁻⁶⁴.
func tailNode(distance uint64) (node int, fraction uint64) {
	exponent := max(bits.Len64(distance)-mantissaBits-1, 0)
	return exponent<<mantissaBits + int(distance>>exponent), distance << (64 - exponent)
}

// nodeDistance is the distance at which a node lies.
func nodeDistance(node int) uint64 {
	exponent := max(node>>mantissaBits-1, 0)
	return uint64(node-exponent<<mantissaBits) << exponent
}
