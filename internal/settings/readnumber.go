package settings

import (
	"encoding/json"
	"strconv"

	"alertsim/internal/words"
)

func (o object) number(name string) float64 {
	v, path, f, ok := o.get(name)
	if !ok {
		return o.fallback(f, path)
	}
	return o.r.bounded(v, path, f)
}

func (o object) integer(name string) int64 {
	v, path, f, ok := o.get(name)
	if !ok {
		return int64(o.fallback(f, path))
	}
	before := len(o.r.errs)
	x := o.r.bounded(v, path, f)
	if len(o.r.errs) == before && !isWhole(v.(json.Number).String()) {
		o.r.add(path, "must be a whole number (got %s)", show(v))
	}
	return int64(x)
}

func (o object) optional(name string) *float64 {
	v, path, f, ok := o.get(name)
	if !ok {
		return nil
	}
	return new(o.r.bounded(v, path, f))
}

// fallback is the default of an absent number; one without a default that is
// read all the same was needed.
func (o object) fallback(f Field, path string) float64 {
	switch d := f.Default.(type) {
	case float64:
		return d
	case int:
		return float64(d)
	}
	if !o.r.failed(path) {
		o.r.add(path, "is needed: %s", lowerFirst(f.Description))
	}
	return f.Minimum
}

// bounded reads a number and checks its bounds. Numbers too large for a
// float64 count as beyond every bound.
func (r *reader) bounded(v any, path string, f Field) float64 {
	n, ok := v.(json.Number)
	if misread, is := v.(Misread); is {
		r.add(path, "%s", misread.Why.Error())
		return f.Minimum
	}
	if !ok {
		r.add(path, "must be %s between %s and %s%s (got %s)", numberKind(f), words.Number(f.Minimum), words.Number(f.Maximum), bareNumber(f, v), show(v))
		return f.Minimum
	}
	x, err := strconv.ParseFloat(n.String(), 64)
	if err != nil || !(x >= f.Minimum && x <= f.Maximum) {
		r.add(path, "must be between %s and %s%s (got %s)", words.Number(f.Minimum), words.Number(f.Maximum), unit(f), show(v))
		return f.Minimum
	}
	return x + 0 // -0 becomes 0
}

func numberKind(f Field) string {
	switch {
	case f.Kind == KindInteger:
		return "a whole number"
	case f.Unit == "seconds":
		return "a number of seconds"
	}
	return "a number"
}

// bareNumber says that a text is no number, whatever it says.
func bareNumber(f Field, v any) string {
	if _, isText := v.(string); !isText {
		return ""
	}
	switch {
	case f.Unit == "seconds":
		return ", without quotes or unit"
	case f.IsShare():
		return ", without quotes or %"
	}
	return ", without quotes"
}
