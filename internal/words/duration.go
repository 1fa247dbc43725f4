package words

import (
	"math"
	"strconv"
	"strings"
)

// Time is a time in seconds that somebody chose, to its last digit:
// 2 h 0 min 29 s, 9.5 s, 350 ms.
func Time(seconds float64) string { return signed(seconds, decimal.time) }

// Duration is a measured time in seconds: three digits below a minute, whole
// seconds below a day, whole minutes from there on; finer where the rounding would
// move it over, or onto, one of the times it is measured against.
func Duration(seconds float64, against ...float64) string {
	return signed(seconds, func(d decimal) string {
		shown, places := d.sensible(), 0
		if d.below(decimalOf(60)) {
			places = 4 - d.point
		}
		for ; shown != d && !d.sameSides(shown, against); places++ {
			shown = d.rounded(places)
		}
		return shown.time()
	})
}

func (d decimal) sensible() decimal {
	switch {
	case d.below(decimalOf(60)):
		return d.rounded(3 - d.point)
	case d.rounded(0).below(decimalOf(86_400)):
		return d.rounded(0)
	}
	whole, _ := d.split()
	seconds, _ := strconv.ParseFloat(whole, 64) // digits only
	return decimalOf(60 * math.Floor((seconds+30)/60))
}

// Clock is a measured time that changes while it is looked at: the whole seconds
// that are over.
func Clock(seconds float64) string { return Time(math.Floor(max(0, seconds))) }

// time writes every digit. From a minute on there are units from the largest to
// the smallest that is not 0, those between included.
func (d decimal) time() string {
	switch {
	case d.digits == "":
		return "0 s"
	case d.point < -2:
		return d.shifted(6).String() + " µs"
	case d.point < 1:
		return d.shifted(3).String() + " ms"
	case d.below(decimalOf(60)):
		return d.String() + " s"
	}
	whole, fraction := d.split()
	rest, _ := strconv.ParseInt(whole, 10, 64) // digits only
	var parts []string
	for _, unit := range []struct {
		name string
		size int64
	}{{"d", 86_400}, {"h", 3600}, {"min", 60}} {
		if n := rest / unit.size; n > 0 || parts != nil {
			parts = append(parts, Count(n)+" "+unit.name)
		}
		rest %= unit.size
		if rest == 0 && fraction == "" {
			return strings.Join(parts, " ")
		}
	}
	seconds := strconv.FormatInt(rest, 10)
	if fraction != "" {
		seconds += "." + fraction
	}
	return strings.Join(append(parts, seconds+" s"), " ")
}
