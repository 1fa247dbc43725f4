package words

import (
	"math/big"
	"strconv"
	"strings"
)

// Share is a share that somebody chose: 0.9996 is 99.96 %.
func Share(x float64) string {
	return signed(x, func(d decimal) string { return d.shifted(2).String() }) + " %"
}

// Part is a part of a whole to a tenth of a percent, finer where the rounding
// would move it over, or onto, one of the shares it is measured against. Only
// nothing is 0 % and only everything 100 %.
func Part(part, whole int64, against ...float64) string {
	if whole <= 0 {
		return None
	}
	if part <= 0 {
		return "0 %"
	}
	return ratio(big.NewRat(part, whole), against)
}

// Portion is Part for a measured share that is not kept as two counts.
func Portion(x float64, against ...float64) string {
	r := new(big.Rat)
	if r.SetFloat64(x) == nil {
		return None
	}
	if x <= 0 {
		return "0 %"
	}
	return ratio(chosen(x), against)
}

// chosen is the number as it is written, not its binary form.
func chosen(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

// finest is enough to tell any ratio of counts from any share that has at most
// nine digits.
const finest = 20

func ratio(r *big.Rat, against []float64) string {
	if r.Cmp(big.NewRat(1, 1)) >= 0 {
		return "100 %"
	}
	least, most := 1.0, 0.0 // of the shares it is measured against
	for _, x := range against {
		least, most = min(least, x), max(most, x)
	}
	for places := 1; ; places++ {
		shown := percentOf(r, places)
		percent, _ := new(big.Rat).SetString(shown) // digits and a point
		share := percent.Quo(percent, big.NewRat(100, 1))
		none, all := share.Sign() == 0, share.Cmp(big.NewRat(1, 1)) == 0
		switch {
		case places == 1 && none && least >= 0.001:
			return "<0.1 %"
		case places == 1 && all && most <= 0.999:
			return ">99.9 %"
		case places == finest || !none && !all && keepsSides(r, share, against):
			return shown + " %"
		}
	}
}

// percentOf rounds half up.
func percentOf(r *big.Rat, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+2)), nil)
	doubled := new(big.Int).Mul(r.Num(), scale.Lsh(scale, 1))
	doubled.Add(doubled, r.Denom())
	digits := doubled.Quo(doubled, new(big.Int).Lsh(r.Denom(), 1)).String()
	digits = strings.Repeat("0", max(0, places+1-len(digits))) + digits
	return digits[:len(digits)-places] + "." + digits[len(digits)-places:]
}

// keepsSides reports whether what is shown lies on the same side of everything, or
// on it, as what is meant.
func keepsSides(meant, shown *big.Rat, against []float64) bool {
	for _, x := range against {
		if limit := chosen(x); meant.Cmp(limit) != shown.Cmp(limit) {
			return false
		}
	}
	return true
}
