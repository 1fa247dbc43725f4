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

// Decode reads a query from JSON. Absent settings, replications, find and probability have their defaults, an absent seed
// of the settings is drawn. It refuses unknown and repeated fields, wrong types and everything beyond the limits, and
// names every wrong field in one CodeInvalid error. Whether all points can be is for Prepare to say.
func Decode(raw []byte) (Query, error) {
	if len(raw) > MaxBodyBytes {
		return Query{}, fault.Errorf(fault.CodeInvalid, "the study is %s bytes long; at most %s are allowed", words.Count(int64(len(raw))), words.Count(MaxBodyBytes))
	}
	return decode(raw)
}

// UnmarshalJSON reads what MarshalJSON has written, which may be longer than what Decode takes: every level is in it.
func (q *Query) UnmarshalJSON(raw []byte) (err error) {
	*q, err = decode(raw)
	return err
}

func decode(raw []byte) (Query, error) {
	value, wrong := settings.ParseJSON(raw)
	if wrong != nil {
		return Query{}, fault.Errorf(fault.CodeInvalid, "the body cannot be read: %s", wrong.Message)
	}
	root, ok := value.(*settings.Tree)
	if !ok {
		return Query{}, fault.Errorf(fault.CodeInvalid, `a study must be a JSON object, as {"settings": {"messages": 1000}, "vary": []}`)
	}
	r := &reader{}
	q := r.query(object{r, "", root})
	if len(r.fields) > 0 {
		return Query{}, &fault.Error{Code: fault.CodeInvalid, Message: "the study is not possible", Fields: r.fields}
	}
	return q, nil
}

func (r *reader) query(o object) Query {
	o.refuseOthers("name", "settings", "vary", "replications", "find", "probability")
	q := Query{
		Name:         o.text("name", MaxNameLength),
		Settings:     o.tree("settings"),
		Replications: o.whole("replications", 1, MaxReplications, DefaultReplications),
		Find:         Find(o.choice("find", finds(), string(Grid))),
		Probability:  o.share("probability", DefaultProbability),
	}
	if q.Settings == nil {
		q.Settings = &settings.Tree{}
	}
	if seed, given := q.Settings.Get("seed"); !given || seed == nil {
		q.Settings.Set("seed", json.Number(fmt.Sprint(settings.RandomSeed())))
	}
	items := o.list("vary")
	if len(items) > MaxFactors {
		r.add("vary", "must have at most %d factors (got %d); fix the others, or join them as alternatives", MaxFactors, len(items))
		return q
	}
	for _, item := range items {
		q.Vary = append(q.Vary, r.factor(item))
	}
	r.checkFactors(q)
	return q
}

func finds() []string {
	names := make([]string, len(Finds))
	for i, f := range Finds {
		names[i] = string(f)
	}
	return names
}

func (r *reader) factor(o object) Factor {
	f := Factor{Name: o.text("name", MaxNameLength)}
	kinds := 0
	for _, kind := range []string{"values", "range", "alternatives"} {
		if o.has(kind) {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		r.add(o.path, "must have either values, a range or alternatives")
		return f
	case o.has("alternatives"):
		o.refuseOthers("name", "alternatives")
		f.Levels = r.alternatives(o)
		if f.Name == "" {
			f.Name = "alternative"
		}
		return f
	}
	o.refuseOthers("name", "path", "values", "range")
	text := o.text("path", 200)
	place, err := settings.ParsePlace(text)
	switch {
	case err != nil:
		r.add(o.path+".path", "%s", err)
		return f
	case text == "seed":
		r.add(o.path+".path", "seeds vary with the replications; leave this factor out")
		return f
	}
	f.Place = place
	if f.Name == "" {
		f.Name = text
	}
	if o.has("range") {
		f.Levels = r.span(o.object("range"), place)
	} else {
		f.Levels = r.values(o)
	}
	return f
}

func (r *reader) values(o object) []Level {
	v, _ := o.members.Get("values")
	items, ok := v.([]any)
	path := o.path + ".values"
	if !ok || len(items) == 0 {
		r.add(path, "must be a list of values, as [10, 20, 40]")
		return nil
	}
	levels := make([]Level, 0, len(items))
	for i, item := range items {
		switch item.(type) {
		case *settings.Tree, []any:
			r.add(fmt.Sprintf("%s[%d]", path, i), "must be a number, a text, true, false or null; let alternatives set whole objects and lists")
			continue
		}
		levels = append(levels, Level{Name: nameOf(item), Value: item})
	}
	r.refuseTwice(path, levels)
	return levels
}

// nameOf is how a value is read.
func nameOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "none"
	case string:
		return v
	}
	raw, _ := json.Marshal(value) // a scalar always can
	return string(raw)
}

func (r *reader) refuseTwice(path string, levels []Level) {
	seen := map[string]bool{}
	for _, l := range levels {
		if seen[l.Name] {
			r.add(path, "has %s twice; keep one of the two", l.Name)
		}
		seen[l.Name] = true
	}
}

func (r *reader) alternatives(o object) []Level {
	items := o.list("alternatives")
	if len(items) == 0 {
		r.add(o.path+".alternatives", `must have at least one, as [{"name": "SMS only", "set": {"cycles": 2}}]`)
	}
	if len(items) > MaxAlternatives {
		r.add(o.path+".alternatives", "must be at most %s", words.Count(MaxAlternatives))
		return nil
	}
	levels := make([]Level, len(items))
	for i, a := range items {
		a.refuseOthers("name", "set")
		levels[i] = Level{Name: a.text("name", MaxNameLength)}
		if levels[i].Name == "" {
			r.add(a.path+".name", "is needed: it is what the alternative is told by")
		}
		set := a.object("set")
		if len(set.members.Members) > maxAlternativeSettings {
			r.add(set.path, "must set at most %d places", maxAlternativeSettings)
			continue
		}
		for _, m := range set.members.Members {
			place, err := settings.ParsePlace(m.Name)
			switch {
			case err != nil:
				r.add(set.path, "%s", err)
			case m.Name == "seed":
				r.add(set.path, "seeds vary with the replications; leave seed out")
			default:
				levels[i].Set = append(levels[i].Set, Setting{place, m.Value})
			}
		}
	}
	r.refuseTwice(o.path+".alternatives", levels)
	return levels
}

func (r *reader) checkFactors(q Query) {
	points, names := 1, map[string]bool{}
	for i, f := range q.Vary {
		if names[f.Name] {
			r.add(fmt.Sprintf("vary[%d].name", i), "is the name of another factor too: %s", f.Name)
		}
		names[f.Name] = true
		points *= max(1, len(f.Levels))
		if points > MaxPoints {
			r.add("vary", "must make at most %s points, all levels with all others; use fewer levels", words.Count(MaxPoints))
			return
		}
	}
	if runs := points * q.Replications; runs > MaxRuns {
		r.add("replications", "must make at most %s runs in all; with %s points at most %s each",
			words.Count(MaxRuns), words.Count(int64(points)), words.Count(int64(MaxRuns/points)))
	}
}

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
