package settings

import (
	"fmt"
	"slices"
	"strings"
)

// parameters are the fields that a send time of each kind has besides its
// distribution.
var parameters = map[Distribution][]string{
	Normal:      {"mean", "standardDeviation"},
	Lognormal:   {"mean", "standardDeviation"},
	Exponential: {"mean"},
	Uniform:     {"minimum", "maximum"},
	Constant:    {"mean"},
	Empirical:   {"percentiles"},
}

// refuseOthers reports every name in the object that is no field, with a hint
// where there is a likely meaning.
func (o object) refuseOthers() {
	parent := pattern(o.path)
	for _, name := range o.names() {
		if _, known := fieldByPath[join(parent, name)]; known {
			continue
		}
		o.r.addName(func() string { return join(o.path, name) }, func() string { return "is not a field" + o.hint(name) })
	}
}

// refuseOtherParameters reports every parameter of a send time that its kind of
// distribution does not have: it would be lost without a word. It says nothing
// if the kind is wrong.
func (o object) refuseOtherParameters(d Distribution) {
	if o.r.failed(join(o.path, "distribution")) {
		return
	}
	parent := pattern(o.path)
	for _, name := range o.names() {
		path := join(o.path, name)
		if _, known := fieldByPath[join(parent, name)]; known && name != "distribution" && !slices.Contains(parameters[d], name) {
			o.r.add(path, "is no parameter of a distribution of kind %s, which has %s; leave it out", d, strings.Join(parameters[d], " and "))
		}
	}
}

// names are the object's names in alphabetical order.
func (o object) names() []string {
	names := make([]string, 0, len(o.values))
	for name := range o.values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// hint finds where a name belongs: here in another letter case, or elsewhere. Of
// any other it says what there is.
func (o object) hint(name string) string {
	for _, f := range Fields {
		parent, last := "", f.Path
		if i := strings.LastIndex(f.Path, "."); i >= 0 {
			parent, last = f.Path[:i], f.Path[i+1:]
		}
		if !strings.EqualFold(last, name) || strings.HasSuffix(last, "[]") {
			continue
		}
		if parent == pattern(o.path) {
			return fmt.Sprintf("; write it %q", last)
		}
		return fmt.Sprintf(" here; it belongs into %s", f.Path)
	}
	return "; there are " + strings.Join(fieldsOf(pattern(o.path)), ", ")
}

// fieldsOf are the names of an object's fields, in their order.
func fieldsOf(parent string) (names []string) {
	if parent != "" {
		parent += "."
	}
	for _, f := range Fields {
		if name, within := strings.CutPrefix(f.Path, parent); within && !strings.ContainsAny(name, ".[") {
			names = append(names, name)
		}
	}
	return names
}
