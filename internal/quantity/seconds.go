package quantity

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// units in seconds, under every name.
var units = map[string]float64{
	"us": 1e-6, "µs": 1e-6, "μs": 1e-6,
	"ms": 1e-3,
	"s":  1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
	"d": 86_400, "day": 86_400, "days": 86_400,
	"w": 604_800, "week": 604_800, "weeks": 604_800,
}

var (
	component = regexp.MustCompile(`^([0-9.][0-9.,_'’ ]*?) *(\pL+) *`)
	clock     = regexp.MustCompile(`^(\d+):(\d\d)(:\d\d)?$`)
	onlyHead  = regexp.MustCompile(`^[0-9][0-9.,_'’ ]*$`)
)

// readSeconds reads a bare number, or parts with units, the largest first.
func readSeconds(s string) (string, error) {
	if number, err := readNumber(Seconds, s); err == nil || err != errNone { //nolint:errorlint // it is never wrapped
		return number, err
	}
	if m := clock.FindStringSubmatch(s); m != nil {
		return "", fmt.Errorf("%s could be hours or minutes; write it with units, as %sh %sm or %sm %ss", quote(s), m[1], m[2], m[1], m[2])
	}
	if s == "" {
		return "", errNone
	}
	total, last := 0.0, math.Inf(1)
	for rest := s; rest != ""; {
		m := component.FindStringSubmatch(rest)
		if m == nil {
			if rest != s && onlyHead.MatchString(rest) {
				return "", fmt.Errorf("say of what %s is in %s, as %sm or %ss", rest, quote(s), rest, rest)
			}
			return "", errNone
		}
		number, err := readNumber(Seconds, m[1])
		if err != nil {
			return "", err
		}
		unit, known := units[strings.ToLower(m[2])]
		if !known || m[2] == "M" { // which others take for months or millions
			return "", fmt.Errorf("%s is no unit of time; there are ms, s, min, h, d and w", quote(m[2]))
		}
		if unit >= last {
			return "", fmt.Errorf("write the larger unit first, and each once, in %s", quote(s))
		}
		x, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return "", errNone
		}
		total, last, rest = total+float64(x*unit), unit, rest[len(m[0]):]
	}
	return format(math.Round(total*1e6) / 1e6), nil
}
