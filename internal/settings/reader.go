package settings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"alertsim/internal/fault"
	"alertsim/internal/words"
)

// reader turns a Tree into values, checks each against its Field, and
// gathers what is wrong. A wrong field reads as its default.
type reader struct {
	errs     []fault.FieldError
	unlisted int // unknown and repeated names beyond those in errs
}

// maxFieldErrors bounds how many wrong fields one answer names.
const maxFieldErrors = 40

// object is a Tree at a path; a nil one reads as all absent.
type object struct {
	r    *reader
	path string
	tree *Tree
}

func (r *reader) add(path, format string, args ...any) {
	r.errs = append(r.errs, fault.FieldError{Path: path, Message: fmt.Sprintf(format, args...)})
}

// addName reports a name of which a body may hold thousands: beyond what an
// answer names they are counted only, and nothing is worded.
func (r *reader) addName(path, message func() string) {
	if len(r.errs) >= maxFieldErrors {
		r.unlisted++
		return
	}
	r.errs = append(r.errs, fault.FieldError{Path: path(), Message: message()})
}

// error is what all that is wrong comes to; nil if nothing is.
func (r *reader) error() error {
	n := len(r.errs) + r.unlisted
	if n == 0 {
		return nil
	}
	message := problemTitle(n)
	if n > maxFieldErrors {
		message += fmt.Sprintf("; %d are named here, and there are %s more", maxFieldErrors, words.Number(float64(n-maxFieldErrors)))
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: message, Fields: r.errs[:min(len(r.errs), maxFieldErrors)]}
}

// failed reports whether anything at or below one of the paths is wrong.
func (r *reader) failed(paths ...string) bool {
	return slices.ContainsFunc(r.errs, func(e fault.FieldError) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(e.Path, p) })
	})
}

var index = regexp.MustCompile(`\[\d+\]`)

// pattern is the path by which Fields lists it: [3] becomes [].
func pattern(path string) string { return index.ReplaceAllString(path, "[]") }

func (o object) has(name string) bool {
	_, ok := o.value(name)
	return ok
}

func (o object) value(name string) (any, bool) {
	if o.tree == nil {
		return nil, false
	}
	return o.tree.Get(name)
}

// get returns a present, non-null value; a null where none may be is reported.
func (o object) get(name string) (v any, path string, f Field, ok bool) {
	path = join(o.path, name)
	f, known := fieldByPath[pattern(path)]
	if !known {
		panic("settings: no limits for " + path) // a defect in limits.go
	}
	v, ok = o.value(name)
	if ok && v == nil {
		if !f.Nullable {
			o.r.add(path, "must not be null; leave it out for the default")
		}
		ok = false
	}
	return v, path, f, ok
}

func (o object) text(name string) string {
	v, path, f, ok := o.get(name)
	if !ok {
		d, _ := f.Default.(string)
		return d
	}
	given, isText := v.(string)
	s, wrong := plainText(given, f.Lines)
	switch length := utf8.RuneCountInString(s); {
	case !isText:
		o.r.add(path, "must be a text in quotes (got %s)", show(v))
	case isText && length < int(f.Minimum):
		o.r.add(path, "must not be empty")
	case length > int(f.Maximum):
		o.r.add(path, "must be at most %s characters long (has %s)", words.Number(f.Maximum), words.Number(float64(length)))
	case wrong != "":
		o.r.add(path, "%s", wrong)
	}
	return strings.TrimSpace(s)
}

func (o object) flag(name string) bool {
	v, path, f, ok := o.get(name)
	if !ok {
		return f.Default.(bool)
	}
	b, isFlag := v.(bool)
	if !isFlag {
		o.r.add(path, "must be true or false (got %s)", show(v))
	}
	return b
}

func (o object) choice(name string) string {
	v, path, f, ok := o.get(name)
	fallback, _ := f.Default.(string)
	if !ok {
		if f.Default == nil && !o.r.failed(path) {
			o.r.add(path, "is needed, one of %s", strings.Join(f.Choices, ", "))
		}
		return fallback
	}
	s, _ := v.(string)
	if s = aliasOf(pattern(path), s); !slices.Contains(f.Choices, s) {
		o.r.add(path, "must be one of %s (got %s)", strings.Join(f.Choices, ", "), show(v))
		return fallback
	}
	return s
}

// aliasOf is the choice that another word stands for.
func aliasOf(path, word string) string {
	if path == "retry.order" && word == "retriesFirst" {
		return string(DueFirst)
	}
	return word
}

func (o object) object(name string) object {
	v, path, _, ok := o.get(name)
	if !ok {
		return object{o.r, path, nil}
	}
	return o.r.asObject(v, path)
}

func (r *reader) asObject(v any, path string) object {
	tree, ok := v.(*Tree)
	if !ok {
		r.add(path, "must be an object in braces (got %s)", show(v))
	}
	return object{r, path, tree}
}

// list reads a list of objects; given is false if it is absent.
func (o object) list(name string) (items []object, given bool) {
	v, path, f, ok := o.get(name)
	if !ok {
		return nil, o.has(name)
	}
	list, isList := v.([]any)
	if !isList {
		o.r.add(path, "must be a list in brackets (got %s)", show(v))
		return nil, true
	}
	if n := float64(len(list)); n < f.Minimum || n > f.Maximum {
		o.r.add(path, "must have %s to %s %s (has %s)", words.Number(f.Minimum), words.Number(f.Maximum), f.Unit, words.Number(n))
		return nil, true
	}
	for i, v := range list {
		items = append(items, o.r.asObject(v, fmt.Sprintf("%s[%d]", path, i)))
	}
	return items, true
}

func unit(f Field) string {
	if f.Unit == "" {
		return ""
	}
	return " " + f.Unit
}

// show quotes a wrong value, shortened.
func show(v any) string {
	const limit = 40 // characters
	raw, err := json.Marshal(v)
	if err != nil {
		return "something else"
	}
	if runes := []rune(string(raw)); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return string(raw)
}
