package fit

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// clock reads the times of one column, in µs. The first one says how they are written; others must be written like it.
type clock struct {
	zone  *time.Location // of what says none
	known bool
	unit  float64 // µs of a number's unit; 0: dates
	local bool    // dates without an offset were met
}

// bound keeps differences of times and their sums within an int64.
const bound = 1 << 58

var errNotATime = errors.New("is not a time; 2026-01-31 08:00:00, 2026-01-31T08:00:00Z, seconds or milliseconds are")

func (c *clock) read(text string) (int64, error) {
	if text == "" {
		return 0, errors.New("is empty")
	}
	if c.known && c.unit == 0 || !c.known && strings.ContainsAny(text[min(1, len(text)):], "-:/ ,") && !strings.ContainsAny(text, "eE") || !c.known && strings.Contains(text, ", ") {
		at, err := c.date(text)
		if err == nil {
			c.known = true
		}
		return at, err
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, errNotATime
	}
	if !c.known {
		c.known, c.unit = true, unitOf(x)
	}
	x = math.Round(x * c.unit)
	if math.Abs(x) > bound {
		return 0, errors.New("is too large for a time")
	}
	return int64(x), nil
}

// unitOf tells by its size what a number counts: seconds from a start of one's own, or seconds, ms, µs or ns since 1970.
func unitOf(x float64) float64 {
	switch x = math.Abs(x); {
	case x >= 1e17:
		return 1e-3
	case x >= 1e14:
		return 1
	case x >= 1e11:
		return 1e3
	}
	return 1e6
}

// calendar reports whether times are on the calendar.
func (c *clock) calendar(first int64) bool {
	return c.known && (c.unit == 0 || c.unit < 1e6 || first > 1e8*1e6)
}

// says is how the times are written, in words.
func (c *clock) says(first int64) string {
	switch {
	case !c.known:
		return "nothing in it"
	case c.unit == 0 && c.local:
		return "dates, in the zone " + c.zone.String()
	case c.unit == 0:
		return "dates"
	case c.unit == 1e-3:
		return "nanoseconds since 1970"
	case c.unit == 1:
		return "microseconds since 1970"
	case c.unit == 1e3:
		return "milliseconds since 1970"
	case first > 1e8*1e6:
		return "seconds since 1970"
	}
	return "seconds"
}

// date reads 2006-01-02 15:04:05[.000] with T or a blank, and with Z, an offset or nothing behind it; and what Twilio's
// API has, Mon, 02 Jan 2006 15:04:05 +0000.
func (c *clock) date(text string) (int64, error) {
	if text = strings.TrimSpace(text); strings.HasSuffix(text, " UTC") {
		text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(text, " UTC"), "+0000")) + "Z"
	}
	if len(text) < 10 || text[4] != '-' && text[4] != '/' {
		for _, layout := range []string{time.RFC1123Z, time.RFC1123} {
			if at, err := time.Parse(layout, text); err == nil {
				return at.UnixMicro(), nil
			}
		}
		if strings.Count(text, "/") == 2 {
			return 0, errors.New("is a date in which the day and the month cannot be told apart; write 2026-01-31 08:00:00")
		}
		return 0, errNotATime
	}
	digits := func(from, to int) int {
		n := 0
		for i := from; i < to; i++ {
			if i >= len(text) || text[i] < '0' || text[i] > '9' {
				return -1
			}
			n = 10*n + int(text[i]-'0')
		}
		return n
	}
	year, month, day := digits(0, 4), digits(5, 7), digits(8, 10)
	hour, minute, second, rest := 0, 0, 0, text[10:]
	if len(text) >= 16 {
		hour, minute, rest = digits(11, 13), digits(14, 16), text[16:]
		if strings.HasPrefix(rest, ":") {
			second, rest = digits(17, 19), rest[min(3, len(rest)):]
		}
	}
	if year < 1 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0, errNotATime
	}
	micros := 0
	if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') {
		i, scale := 1, 100_000
		for ; i < len(rest) && rest[i] >= '0' && rest[i] <= '9'; i++ {
			micros += int(rest[i]-'0') * scale
			scale /= 10
		}
		rest = rest[i:]
	}
	offset, given, err := offsetOf(strings.TrimSpace(rest))
	if err != nil {
		return 0, err
	}
	zone := time.UTC
	if !given {
		zone, c.local = c.zone, true
	}
	at := time.Date(year, time.Month(month), day, hour, minute, second, 1000*micros, zone)
	if at.Day() != day {
		return 0, fmt.Errorf("is no day: month %d has no %d", month, day)
	}
	return at.UnixMicro() - int64(offset)*1e6, nil
}

// offsetOf reads Z, +02:00, +0200 or +02, in seconds.
func offsetOf(text string) (seconds int, given bool, err error) {
	if text == "" {
		return 0, false, nil
	}
	if text == "Z" || text == "z" {
		return 0, true, nil
	}
	d := strings.ReplaceAll(text[1:], ":", "")
	n, wrong := strconv.Atoi(d)
	if text[0] != '+' && text[0] != '-' || wrong != nil || n < 0 || len(d) != 2 && len(d) != 4 {
		return 0, false, errNotATime
	}
	if len(d) == 2 {
		n *= 100
	}
	seconds = n/100*3600 + n%100*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, true, nil
}

// readSpan reads a duration in µs, in seconds or ms by the name of its column.
func readSpan(text string, unit float64) (int64, error) {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(x):
		return 0, errors.New("is not a number of seconds")
	case x < 0:
		return 0, errors.New("is negative")
	case x*unit > bound:
		return 0, errors.New("is too large for a duration")
	}
	return int64(math.Round(x * unit)), nil
}

func spanUnit(column string) float64 {
	name := plain(column)
	if strings.HasSuffix(name, "ms") || strings.HasSuffix(name, "millis") || strings.HasSuffix(name, "milliseconds") {
		return 1e3
	}
	return 1e6
}
