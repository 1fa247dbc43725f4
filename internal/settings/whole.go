package settings

import (
	"strconv"
	"strings"
)

// isWhole reports whether a JSON number has no fraction, as 20, 2e1, 20.00 and
// 200e-1 have none. It reads the digits, since a float64 would round 1.9…9 up.
func isWhole(number string) bool {
	mantissa, power, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(number, "-")), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return true // zero
	}
	exponent, err := strconv.Atoi(power)
	if power != "" && err != nil {
		return !strings.HasPrefix(power, "-") // beyond every int
	}
	return exponent-len(fraction)+len(digits)-len(significant) >= 0
}
