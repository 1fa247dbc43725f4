package study

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// reader collects what is wrong.
type reader struct{ fields []fault.FieldError }

const maxFieldErrors = 20

func (r *reader) add(path, format string, args ...any) {
	if len(r.fields) < maxFieldErrors {
		r.fields = append(r.fields, fault.FieldError{Path: path, Message: fmt.Sprintf(format, args...)})
	}
}

// object is an object of the body at a path.
type object struct {
	r       *reader
	path    string
	members *settings.Tree
}

func (o object) at(name string) string { return strings.TrimPrefix(o.path+"."+name, ".") }

func (o object) has(name string) bool {
	_, ok := o.members.Get(name)
	return ok
}

func (o object) refuseOthers(names ...string) {
	seen := map[string]bool{}
	for _, m := range o.members.Members {
		switch {
		case !slices.Contains(names, m.Name):
			o.r.add(o.at(m.Name), "is not a field; there are %s", strings.Join(names, ", "))
		case seen[m.Name]:
			o.r.add(o.at(m.Name), "is given twice; keep one of the two")
		}
		seen[m.Name] = true
	}
}

func (o object) text(name string, most int) string {
	v, given := o.members.Get(name)
	text, ok := v.(string)
	if n := utf8.RuneCountInString(text); given && !ok {
		o.r.add(o.at(name), "must be a text")
	} else if n > most {
		o.r.add(o.at(name), "must be at most %d characters long (got %d)", most, n)
	}
	return text
}

func (o object) tree(name string) *settings.Tree {
	v, given := o.members.Get(name)
	t, ok := v.(*settings.Tree)
	if given && !ok {
		o.r.add(o.at(name), "must be an object")
	}
	return t
}

func (o object) object(name string) object {
	t := o.tree(name)
	if t == nil {
		t = &settings.Tree{}
	}
	return object{o.r, o.at(name), t}
}

func (o object) list(name string) (items []object) {
	v, given := o.members.Get(name)
	list, ok := v.([]any)
	if given && !ok {
		o.r.add(o.at(name), "must be a list")
	}
	for i, item := range list {
		t, ok := item.(*settings.Tree)
		path := fmt.Sprintf("%s[%d]", o.at(name), i)
		if !ok {
			o.r.add(path, "must be an object")
			t = &settings.Tree{}
		}
		items = append(items, object{o.r, path, t})
	}
	return items
}

// number is a number of the object, or other if it is not there. ok is false where it is not one.
func (o object) number(name string, other float64) (x float64, ok bool) {
	v, given := o.members.Get(name)
	if !given {
		return other, true
	}
	if n, is := v.(json.Number); is {
		if x, err := n.Float64(); err == nil {
			return x, true
		}
	}
	return 0, false
}

func (o object) whole(name string, least, most, other int) int {
	x, ok := o.number(name, float64(other))
	if !ok || x != float64(int(x)) || x < float64(least) || x > float64(most) {
		o.r.add(o.at(name), "must be a whole number from %s to %s", words.Count(int64(least)), words.Count(int64(most)))
		return other
	}
	return int(x)
}

func (o object) share(name string, other float64) float64 {
	x, ok := o.number(name, other)
	if !ok || !(x > 0 && x <= 1) {
		o.r.add(o.at(name), "must be above 0 and at most 1, as a share of the seeds")
	}
	return x
}

func (o object) choice(name string, choices []string, other string) string {
	if !o.has(name) {
		return other
	}
	v, _ := o.members.Get(name)
	text, _ := v.(string)
	if !slices.Contains(choices, text) {
		o.r.add(o.at(name), "must be one of %s", strings.Join(choices, ", "))
	}
	return text
}
