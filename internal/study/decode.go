package study

import (
	"encoding/json"
	"fmt"

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
