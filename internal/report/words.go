package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"alertsim/internal/simulation"
)

// Count writes 1500000 as 1,500,000.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Counted is a number with its noun: "1 sender", "1,200 senders".
func Counted(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// Percent is a part of a whole to a tenth of a percent. Only nothing is 0 % and
// only everything 100 %.
func Percent(part, whole int64) string {
	tenths := int64(math.Round(1000 * float64(part) / float64(whole)))
	switch {
	case part <= 0:
		return "0 %"
	case part >= whole:
		return "100 %"
	case tenths == 0:
		return "<0.1 %"
	case tenths == 1000:
		return ">99.9 %"
	}
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

// Share is a share that somebody chose, as it was written: 0.999 is 99.9 %.
func Share(x float64) string { return significant(100*x) + " %" }

// significant drops what the binary form of a decimal number adds.
func significant(x float64) string {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 10, 64), 64)
	whole, fraction, cut := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	if n, err := strconv.ParseInt(whole, 10, 64); err == nil && n != 0 {
		whole = Count(n)
	}
	if cut {
		return whole + "." + fraction
	}
	return whole
}

// Duration is a simulated time in words: 41 min 40 s, 9.5 s, 3 d 2 h.
func Duration(m simulation.Micros) string {
	const (
		second = 1_000_000
		minute = 60 * second
	)
	switch {
	case m < 0:
		return "-" + Duration(-m)
	case m < 1000:
		return fmt.Sprintf("%d µs", m)
	case m < second-500:
		return trimmed(float64(m)/1000, 0) + " ms"
	case m < minute-5000:
		return trimmed(m.Seconds(), 2) + " s"
	}
	seconds := (int64(m) + second/2) / second
	units := []struct {
		name string
		size int64
	}{{"d", 86_400}, {"h", 3600}, {"min", 60}, {"s", 1}}
	var parts []string
	for _, u := range units {
		if n := seconds / u.size; n > 0 {
			parts = append(parts, Count(n)+" "+u.name)
		}
		seconds %= u.size
	}
	return strings.Join(parts, " ")
}

// Seconds is a span of so many seconds in words.
func Seconds(s float64) string { return Duration(simulation.MicrosOf(s)) }

func wallTime(d time.Duration) string { return Duration(simulation.Micros(d.Microseconds())) }

// trimmed has at most so many decimals.
func trimmed(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Money is an amount of US dollars; amounts below a cent keep two digits.
func Money(dollars float64) string {
	switch {
	case dollars <= 0:
		return "$0"
	case dollars < 0.000001:
		return "under $0.000001"
	case dollars < 0.01:
		digits := 1 - int(math.Floor(math.Log10(dollars)))
		return "$" + strconv.FormatFloat(dollars, 'f', digits, 64)
	}
	cents := int64(math.Round(100 * dollars))
	return fmt.Sprintf("$%s.%02d", Count(cents/100), cents%100)
}
