package study

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"alertsim/internal/settings"
)

// The scales of a range.
const (
	linear      = "linear"
	logarithmic = "logarithmic"
)

// span reads a range of levels: {"from": 10, "to": 1000, "count": 20, "scale": "logarithmic"}.
func (r *reader) span(o object, place settings.Place) []Level {
	o.refuseOthers("from", "to", "count", "scale")
	for _, name := range []string{"from", "to", "count"} {
		if !o.has(name) {
			r.add(o.at(name), "is needed")
			return nil
		}
	}
	from, ok := o.number("from", 0)
	if !ok {
		r.add(o.at("from"), "must be a number")
	}
	to, ok2 := o.number("to", 0)
	if !ok2 {
		r.add(o.at("to"), "must be a number")
	}
	scale := o.choice("scale", []string{linear, logarithmic}, linear)
	count := o.whole("count", 2, MaxPoints, 2)
	if !ok || !ok2 {
		return nil
	}
	levels, err := Range(place, from, to, count, scale == logarithmic)
	if err != nil {
		r.add(o.path, "%s", err)
	}
	return levels
}

// Range are so many levels of a field from one number to another, both among them, with equal steps or, on a logarithmic
// scale, equal ratios between them. Each is rounded to 6 digits, and to whole numbers where the field has these: so there
// may be fewer levels than were asked for.
func Range(place settings.Place, from, to float64, count int, logarithmic bool) ([]Level, error) {
	kind := place.Field().Kind
	whole := kind == settings.KindInteger
	if !whole && kind != settings.KindNumber && kind != settings.KindJitter {
		return nil, fmt.Errorf("%s is no number; give values instead of a range", place)
	}
	switch {
	case math.IsNaN(from) || math.IsInf(from, 0) || math.IsNaN(to) || math.IsInf(to, 0):
		return nil, fmt.Errorf("must go from a number to a number")
	case logarithmic && (from <= 0 || to <= 0):
		return nil, fmt.Errorf("a logarithmic range must begin and end above 0; use a linear one, or values")
	case count < 2:
		return nil, fmt.Errorf("a range has at least 2 levels")
	case from == to:
		return nil, fmt.Errorf("from and to are the same; leave the factor out, or give values")
	}
	var levels []Level
	for i := range count {
		share := float64(i) / float64(count-1)
		x := from + share*(to-from)
		if logarithmic {
			x = from * math.Pow(to/from, share)
		}
		if i == count-1 {
			x = to
		}
		text := rounded(x, whole)
		if n := len(levels); n > 0 && levels[n-1].Name == text {
			continue
		}
		levels = append(levels, Level{Name: text, Value: json.Number(text)})
	}
	return levels, nil
}

// rounded writes a number with 6 digits, or as a whole one, as JSON has it. So it is the same on every machine, though
// powers are not to the last bit.
func rounded(x float64, whole bool) string {
	if whole {
		return strconv.FormatFloat(math.Round(x), 'f', -1, 64)
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	return strconv.FormatFloat(x, 'f', -1, 64)
}
