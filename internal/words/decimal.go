package words

import (
	"math"
	"strconv"
	"strings"
)

// decimal is a number that is not negative, as it is written: 0.digits × 10^point.
// Figures are rounded on it and not on the binary form, so that every program
// that writes them rounds a tie the same way.
type decimal struct {
	digits string // without zeros at either end; none: 0
	point  int
}

// decimalOf has the fewest digits that read back as x, which is how somebody
// wrote it.
func decimalOf(x float64) decimal {
	mantissa, power, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'e', -1, 64), "e")
	exponent, _ := strconv.Atoi(power) // FormatFloat writes one
	return trimmed(strings.Replace(mantissa, ".", "", 1), exponent+1)
}

func trimmed(digits string, point int) decimal {
	short := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(short)
	short = strings.TrimRight(short, "0")
	if short == "" {
		return decimal{}
	}
	return decimal{short, point}
}

// shifted is d × 10^n.
func (d decimal) shifted(n int) decimal {
	if d.digits == "" {
		return d
	}
	return decimal{d.digits, d.point + n}
}

// rounded has at most so many places after the point; a half goes up.
func (d decimal) rounded(places int) decimal {
	keep := d.point + places
	switch {
	case keep >= len(d.digits):
		return d
	case keep < 0:
		return decimal{}
	}
	up := d.digits[keep] >= '5'
	head := []byte("0" + d.digits[:keep])
	for i := len(head) - 1; up; i-- {
		if up = head[i] == '9'; up {
			head[i] = '0'
		} else {
			head[i]++
		}
	}
	return trimmed(string(head), d.point+1)
}

// significant has at most so many digits, and at least all before the point.
func (d decimal) significant(n int) decimal { return d.rounded(max(0, n-d.point)) }

// below reports whether d < other.
func (d decimal) below(other decimal) bool {
	if d.digits == "" || other.digits == "" || d.point == other.point {
		return d.digits < other.digits
	}
	return d.point < other.point
}

// sameSides reports whether what is shown of d lies on the same side of everything,
// or on it, as d.
func (d decimal) sameSides(shown decimal, against []float64) bool {
	for _, x := range against {
		limit := decimalOf(x)
		if d.below(limit) != shown.below(limit) || limit.below(d) != limit.below(shown) {
			return false
		}
	}
	return true
}

// split is the digits before the point, "0" if there are none, and after it.
func (d decimal) split() (whole, fraction string) {
	switch {
	case d.point <= 0:
		if d.digits == "" {
			return "0", ""
		}
		return "0", strings.Repeat("0", -d.point) + d.digits
	case d.point >= len(d.digits):
		return d.digits + strings.Repeat("0", d.point-len(d.digits)), ""
	}
	return d.digits[:d.point], d.digits[d.point:]
}

// String has commas between thousands and every digit.
func (d decimal) String() string { return d.fixed(0) }

// fixed has at least so many places after the point.
func (d decimal) fixed(places int) string {
	whole, fraction := d.split()
	fraction += strings.Repeat("0", max(0, places-len(fraction)))
	if fraction != "" {
		return grouped(whole) + "." + fraction
	}
	return grouped(whole)
}

func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
