package cli

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"alertsim/internal/quantity"
	"alertsim/internal/settings"
)

// varied is what --vary and --alternative say, in the words of a study.
type varied struct {
	factors []any    // as in the vary of a study
	flags   []string // where each comes from
}

// readVaried reads the flags that say what varies.
func readVaried(vary, alternatives []string) (varied, error) {
	var v varied
	for _, text := range vary {
		factor, err := readVary(text)
		if err != nil {
			return v, fmt.Errorf("--vary %q: %w", text, err)
		}
		v.factors, v.flags = append(v.factors, factor), append(v.flags, "--vary "+quoted(text))
	}
	if len(alternatives) == 0 {
		return v, nil
	}
	list := []any{}
	for _, text := range alternatives {
		alternative, err := readAlternative(text)
		if err != nil {
			return v, fmt.Errorf("--alternative %q: %w", text, err)
		}
		list = append(list, alternative)
	}
	v.factors = append(v.factors, &settings.Tree{Members: []settings.Member{{Name: "alternatives", Value: list}}})
	v.flags = append(v.flags, "--alternative")
	return v, nil
}

// outside finds the first of some signs that does not stand within brackets or quotes; −1 if there is none.
func outside(text, signs string) int {
	depth, quote := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote && c == '\\':
			i++
		case c == '"' && depth > 0:
			quote = !quote
		case quote:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth <= 0 && strings.IndexByte(signs, c) >= 0:
			return i
		}
	}
	return -1
}

const varyForm = "write it as path=10,20,40 or path=10..1000:20 or path=10..1000:20,log, with a name before it if you like, as senders: senderGroups[sms].senders=10..1000:20"

// readVary reads "name: path=values", "path=from..to:count" or that with ",log".
func readVary(text string) (*settings.Tree, error) {
	name, rest := "", text
	if i := outside(text, ":="); i >= 0 && text[i] == ':' {
		name, rest = strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:])
	}
	i := outside(rest, "=")
	if i < 0 {
		return nil, fmt.Errorf("has no =; %s", varyForm)
	}
	path, values := strings.TrimSpace(rest[:i]), strings.TrimSpace(rest[i+1:])
	place, err := settings.ParsePlace(path)
	if err != nil {
		return nil, err
	}
	if values == "" {
		return nil, fmt.Errorf("has no values; %s", varyForm)
	}
	out := &settings.Tree{}
	if name != "" {
		out.Set("name", name)
	}
	out.Set("path", path)
	if ends := strings.SplitN(values, "..", 2); len(ends) == 2 && isFigure(place) {
		span, err := readSpan(place, ends[0], ends[1])
		out.Set("range", span)
		return out, err
	}
	list := []any{}
	for _, value := range strings.Split(values, ",") {
		x, err := readLevel(place, strings.TrimSpace(value))
		if err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	out.Set("values", list)
	return out, nil
}

func isFigure(p settings.Place) bool {
	_, is := kinds[p.Field().Path]
	return is
}

var spanEnd = regexp.MustCompile(`^(.*):\s*([^:,]*?)\s*(?:,\s*([a-z]+))?$`)

func readSpan(place settings.Place, from, rest string) (*settings.Tree, error) {
	parts := spanEnd.FindStringSubmatch(rest)
	if parts == nil {
		return nil, fmt.Errorf("does not say how many levels the range has; write %s..%s:20 for 20 of them", from, rest)
	}
	out := &settings.Tree{}
	for _, end := range []struct{ name, text string }{{"from", from}, {"to", parts[1]}} {
		x, err := readLevel(place, strings.TrimSpace(end.text))
		if err != nil {
			return nil, err
		}
		if _, is := x.(json.Number); !is {
			return nil, fmt.Errorf("a range goes from a number to a number (got %s)", end.text)
		}
		out.Set(end.name, x)
	}
	count, err := quantity.Read(quantity.Whole, parts[2])
	if err != nil {
		return nil, fmt.Errorf("the number of levels: %w", err)
	}
	out.Set("count", json.Number(count))
	switch parts[3] {
	case "", "linear":
	case "log", "logarithmic":
		out.Set("scale", "logarithmic")
	default:
		return nil, fmt.Errorf("%q is no scale; leave it out for equal steps, or write log for equal ratios", parts[3])
	}
	return out, nil
}

// readLevel reads a value as people write it, by the kind of its field.
func readLevel(place settings.Place, text string) (any, error) {
	f := place.Field()
	switch {
	case text == "none" && f.Nullable:
		return nil, nil
	case (f.Kind == settings.KindFlag || f.Kind == settings.KindJitter) && (text == "true" || text == "false"):
		return text == "true", nil
	case f.Kind == settings.KindList || f.Kind == settings.KindObject:
		return nil, fmt.Errorf("%s is no single value; give alternatives in a study file", place)
	case f.Kind == settings.KindFlag:
		return nil, fmt.Errorf("%s is true or false (got %s)", place, text)
	}
	kind, is := kinds[f.Path]
	if !is {
		return text, nil
	}
	number, err := quantity.Read(kind, text)
	if err != nil {
		return nil, err
	}
	return json.Number(number), nil
}

const alternativeForm = "write it as name: path=value; path=value"

// readAlternative reads "name: path=value; path=value"; a name alone changes nothing.
func readAlternative(text string) (*settings.Tree, error) {
	name, rest, _ := strings.Cut(text, ":")
	set := &settings.Tree{}
	for rest = strings.TrimSpace(rest); rest != ""; {
		part := rest
		rest = ""
		if i := outside(part, ";"); i >= 0 {
			part, rest = part[:i], strings.TrimSpace(part[i+1:])
		}
		i := outside(part, "=")
		if i < 0 {
			return nil, fmt.Errorf("%q has no =; %s", strings.TrimSpace(part), alternativeForm)
		}
		path := strings.TrimSpace(part[:i])
		place, err := settings.ParsePlace(path)
		if err != nil {
			return nil, err
		}
		x, err := readLevel(place, strings.TrimSpace(part[i+1:]))
		if err != nil {
			return nil, err
		}
		if _, twice := set.Get(path); twice {
			return nil, fmt.Errorf("sets %s twice", path)
		}
		set.Set(path, x)
	}
	if name = strings.TrimSpace(name); name == "" {
		return nil, fmt.Errorf("has no name; %s", alternativeForm)
	}
	return &settings.Tree{Members: []settings.Member{{Name: "name", Value: name}, {Name: "set", Value: set}}}, nil
}
