// Package words is how figures are written for people: counts, shares, times,
// money, verdicts. The console writes them the same (web/src/components/format.ts);
// both are held by testdata/cases.json.
//
// What somebody chose is written as it was chosen: Number, Share, Time. What was
// measured or computed is rounded: Count, Figure, Part, Portion, Duration, Money,
// Bytes. Beside something that it is measured against, a figure has as many digits
// as tell on which side it lies.
package words

import (
	"math"
	"strconv"
)

// None stands where there is no figure.
const None = "–"

// Count writes 1500000 as 1,500,000.
func Count(n int64) string {
	if n < 0 {
		return "-" + grouped(strconv.FormatUint(-uint64(n), 10))
	}
	return grouped(strconv.FormatInt(n, 10))
}

// Counted is a number with its noun: "1 sender", "1,200 senders".
func Counted(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// Number is a number that somebody chose, with every digit of it.
func Number(x float64) string {
	return signed(x, func(d decimal) string { return d.String() })
}

// Figure is a mean or a rate: three significant digits, and at least the whole
// ones; more where the rounding would move it over, or onto, one of the figures it
// is measured against.
func Figure(x float64, against ...float64) string {
	return signed(x, func(d decimal) string {
		shown := d.significant(3)
		for n := 4; shown != d && !d.sameSides(shown, against); n++ {
			shown = d.significant(n)
		}
		return shown.String()
	})
}

// Bytes is an amount of memory or disk in decimal units.
func Bytes(n int64) string {
	d, units := decimalOf(float64(n)), []string{"B", "kB", "MB", "GB", "TB", "PB"}
	unit := 0
	for ; d.significant(3).point > 3 && unit < len(units)-1; unit++ {
		d = d.shifted(-3)
	}
	return d.significant(3).String() + " " + units[unit]
}

// Money is an amount: amounts below a hundredth keep two digits.
func Money(amount float64, currency string) string {
	switch d := decimalOf(max(0, amount)); {
	case d.digits == "":
		return "0 " + currency
	case d.point < -5:
		return "under 0.000001 " + currency
	case d.point < -1:
		return d.rounded(2-d.point).fixed(2-d.point) + " " + currency
	default:
		return d.rounded(2).fixed(2) + " " + currency
	}
}

// signed writes the amount of x with its sign in front.
func signed(x float64, write func(decimal) string) string {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return None
	case x < 0:
		return "-" + write(decimalOf(x))
	}
	return write(decimalOf(x))
}
