package settings

import (
	"fmt"
	"slices"
	"strings"
)

// refuseOthers reports every name in the object that is no field, with a hint
// where there is a likely meaning.
func (o object) refuseOthers() {
	parent := pattern(o.path)
	for _, name := range o.tree.names() {
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
	for _, name := range o.tree.names() {
		if IsParameter(name) && !IsParameter(name, d) {
			o.r.add(join(o.path, name), "is no parameter of a distribution of kind %s, which has %s; leave it out", d, strings.Join(parameters(d), " and "))
		}
	}
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

// IsParameter reports whether a name in a send time is a parameter of one of
// these distributions, or of any if none is given.
func IsParameter(name string, of ...Distribution) bool {
	d := fieldByPath[join(sendTimePath, name)].Distributions
	return len(d) > 0 && (len(of) == 0 || slices.ContainsFunc(of, func(one Distribution) bool { return slices.Contains(d, one) }))
}

const sendTimePath = "senderGroups[].sendTime"

// parameters are the fields that a send time of a kind has besides it.
func parameters(d Distribution) []string {
	return slices.DeleteFunc(fieldsOf(sendTimePath), func(name string) bool { return !IsParameter(name, d) })
}
