package settings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"alertsim/internal/calendar"
	"alertsim/internal/words"
)

// neededText reads a text that must be there.
func (o object) neededText(name string) string {
	s := o.text(name)
	if path := join(o.path, name); s == "" && !o.r.failed(path) {
		o.r.add(path, "is needed: %s", lowerFirst(fieldByPath[pattern(path)].Description))
	}
	return s
}

// neededObject reads an object that must be there; ok is false if it is not.
func (o object) neededObject(name string) (v object, ok bool) {
	if v = o.object(name); v.tree == nil && !o.r.failed(v.path) {
		o.r.add(v.path, "is needed: %s", lowerFirst(fieldByPath[pattern(v.path)].Description))
	}
	return v, v.tree != nil
}

// neededSendTime reads a distribution that must be there.
func (o object) neededSendTime(name string) SendTime {
	v, ok := o.neededObject(name)
	if !ok {
		return SendTime{}
	}
	return o.r.sendTime(v)
}

// values reads a list of values that are no objects: each is the member itself of an object.
func (o object) values(name string, read func(element object)) {
	v, path, f, ok := o.get(name)
	if !ok {
		return
	}
	list, isList := v.([]any)
	if !isList {
		o.r.add(path, "must be a list in brackets (got %s)", show(v))
		return
	}
	if n := float64(len(list)); n < f.Minimum || n > f.Maximum {
		o.r.add(path, "must have %s to %s %s (has %s)", words.Number(f.Minimum), words.Number(f.Maximum), f.Unit, words.Number(n))
		return
	}
	for i, v := range list {
		read(object{o.r, at(path, i), &Tree{Members: []Member{{Name: itself, Value: v}}}})
	}
}

// texts reads a list of texts; of one that is refused nothing.
func (o object) texts(name string) (out []string) {
	o.values(name, func(e object) { out = append(out, e.neededText(itself)) })
	return out
}

// numbers reads a list of numbers.
func (o object) numbers(name string) (out []float64) {
	o.values(name, func(e object) { out = append(out, e.number(itself)) })
	return out
}

// jitter reads true, false or a share.
func (o object) jitter(name string) Jitter {
	v, path, f, ok := o.get(name)
	if !ok {
		return 1
	}
	switch v := v.(type) {
	case bool:
		if v {
			return 1
		}
		return 0
	case json.Number, Misread:
		return Jitter(o.r.bounded(v, path, f))
	}
	o.r.add(path, "must be true, false or a share between 0 and 1 (got %s)", show(v))
	return 1
}

// instant reads a moment on the calendar.
func (o object) instant(name string) string {
	text := o.text(name)
	if text == "" {
		return ""
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err != nil || t.Year() < 1900 || t.Year() > 2999 {
		o.r.add(join(o.path, name), "must be a moment with its offset from UTC, as 2026-03-28T20:00:00+01:00, from 1900 to 2999 (got %s)", show(text))
		return ""
	}
	return text
}

// zone reads the name of a time zone.
func (o object) zone(name string) string {
	text := o.text(name)
	if text == "" {
		return ""
	}
	if _, err := calendar.Zone(text); err != nil {
		o.r.add(join(o.path, name), "must be a time zone of the IANA database, as Europe/Berlin or UTC (got %s)", show(text))
		return ""
	}
	return text
}

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// timeOfDay reads what a clock shows, to the minute.
func (o object) timeOfDay(name string, endOfDay bool) string {
	if !o.has(name) {
		return ""
	}
	text, _ := o.value(name)
	s, _ := text.(string)
	if !timeOfDay.MatchString(s) && (!endOfDay || s != "24:00") {
		o.r.add(join(o.path, name), `must be a time of day in quotes, as "08:00" (got %s)`, show(text))
		return ""
	}
	return s
}

// at is the path of an element.
func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// quoted lists names.
func quoted(n int, name func(int) string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Quote(name(i))
	}
	return strings.Join(out, ", ")
}

// checkNames refuses a name that two of a list have.
func (r *reader) checkNames(path string, n int, name func(int) string) {
	first := map[string]int{}
	for i := range n {
		of := name(i)
		if j, again := first[of]; again && of != "" {
			r.add(at(path, i)+".name", "is %q, as that of %s; give each a name of its own", of, at(path, j))
			continue
		}
		first[of] = i
	}
}

// checkRising refuses a timetable whose instants do not rise.
func (r *reader) checkRising(path string, n int, instant func(int) float64) {
	for i := 1; i < n; i++ {
		if MicrosOf(instant(i)) <= MicrosOf(instant(i-1)) && !r.failed(at(path, i)+".at", at(path, i-1)+".at") {
			r.add(at(path, i)+".at", "must be later than the one before it, at %s s (got %s)", words.Number(instant(i-1)), words.Number(instant(i)))
		}
	}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + strings.TrimSuffix(s[1:], ".") }
