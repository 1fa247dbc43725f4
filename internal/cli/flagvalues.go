package cli

import (
	"encoding/json"
	"errors"
	"strings"

	"alertsim/internal/quantity"
	"alertsim/internal/settings"
)

func readText(s string) any { return s }

// reading is how a flag for a figure of that kind is read: into a json.Number, or
// a settings.Misread.
func reading(kind quantity.Kind) func(string) any {
	return func(s string) any {
		number, err := quantity.Read(kind, s)
		if err != nil {
			return settings.Misread{Text: s, Why: err}
		}
		return json.Number(number)
	}
}

var (
	readNumber  = reading(quantity.Number)
	readCount   = reading(quantity.Whole)
	readShare   = reading(quantity.Share)
	readSeconds = reading(quantity.Seconds)
)

func orNone(read func(string) any) func(string) any {
	return func(s string) any {
		if s == "none" {
			return nil
		}
		return read(s)
	}
}

// readObjectives takes share:time pairs. One that is no pair goes on as a text.
func readObjectives(texts []string) []any {
	out := []any{}
	for _, text := range texts {
		share, within, pair := strings.Cut(text, ":")
		if !pair {
			out = append(out, text)
			continue
		}
		out = append(out, &settings.Tree{Members: []settings.Member{{Name: "share", Value: readShare(share)}, {Name: "within", Value: readSeconds(within)}}})
	}
	return out
}

// numberFlag is a number of which a flag's own parser would speak in words of Go.
type numberFlag struct {
	text, kind, must string
	read             func(string) any
	put              func(float64) bool // false: not within what must be
}

func (f *numberFlag) String() string { return f.text }
func (f *numberFlag) Type() string   { return f.kind }

func (f *numberFlag) Set(s string) error {
	n, ok := f.read(s).(json.Number)
	if ok {
		x, err := n.Float64()
		ok = err == nil && f.put(x)
	}
	if !ok {
		return errors.New("it must be " + f.must)
	}
	f.text = s
	return nil
}
