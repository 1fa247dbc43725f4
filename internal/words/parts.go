package words

import (
	"math/big"
	"slices"
	"strings"
)

// Parts are counts as parts of their sum, which are shown together and therefore add up: to a tenth of a percent by the
// largest remainder, finer where the first one would move over, or onto, one of the shares it is measured against. Only
// nothing is 0 % and only everything 100 %.
func Parts(counts []int64, against ...float64) []string {
	whole := int64(0)
	for _, n := range counts {
		whole += n
	}
	out := make([]string, len(counts))
	if whole <= 0 {
		for i := range out {
			out[i] = None
		}
		return out
	}
	for places := 1; ; places++ {
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+2)), nil)
		units := apportioned(counts, whole, scale)
		for i, n := range counts {
			out[i] = share(n, whole, units[i], scale, places)
		}
		if places == finest || len(counts) == 0 || keepsSides(big.NewRat(counts[0], whole), new(big.Rat).SetFrac(units[0], scale), inside(against)) {
			return out
		}
	}
}

// inside are the shares but for nothing and everything, which are told by their words.
func inside(against []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(against), func(x float64) bool { return x <= 0 || x >= 1 })
}

// share is what so many units of a scale are called.
func share(count, whole int64, units, scale *big.Int, places int) string {
	switch {
	case count == 0:
		return "0 %"
	case count == whole:
		return "100 %"
	case units.Sign() == 0:
		return "<0." + strings.Repeat("0", places-1) + "1 %"
	case units.Cmp(scale) == 0:
		return ">99." + strings.Repeat("9", places) + " %"
	}
	digits := units.String()
	digits = strings.Repeat("0", max(0, places+1-len(digits))) + digits
	return digits[:len(digits)-places] + "." + digits[len(digits)-places:] + " %"
}

// apportioned divides the units of a scale among counts, by the largest remainder; of equals the first one gets it.
func apportioned(counts []int64, whole int64, scale *big.Int) []*big.Int {
	units, rests := make([]*big.Int, len(counts)), make([]*big.Int, len(counts))
	left := new(big.Int).Set(scale)
	for i, n := range counts {
		units[i], rests[i] = new(big.Int).DivMod(new(big.Int).Mul(big.NewInt(n), scale), big.NewInt(whole), new(big.Int))
		left.Sub(left, units[i])
	}
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		most := 0
		for i, rest := range rests {
			if rest.Cmp(rests[most]) > 0 {
				most = i
			}
		}
		units[most].Add(units[most], big.NewInt(1))
		rests[most] = big.NewInt(-1)
	}
	return units
}
