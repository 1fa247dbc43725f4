package main

import (
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

func readText(s string) any { return s }

var (
	decimalNumber = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$`)
	grouped       = regexp.MustCompile(`^\d{1,3}([,_]\d{3})+$`)
)

func readNumber(s string) any {
	if decimalNumber.MatchString(s) {
		return json.Number(s)
	}
	return s
}

// readCount also takes 10,000,000 and 10_000_000.
func readCount(s string) any {
	if grouped.MatchString(s) {
		s = strings.NewReplacer(",", "", "_", "").Replace(s)
	}
	return readNumber(s)
}

// readShare also takes 5%.
func readShare(s string) any {
	percent, is := strings.CutSuffix(s, "%")
	if !is {
		return readNumber(s)
	}
	percent = strings.TrimSpace(percent)
	if !decimalNumber.MatchString(percent) || strings.ContainsAny(percent, "eE") {
		return s
	}
	x, err := strconv.ParseFloat(percent+"e-2", 64) // rounds once, which a division might not
	if err != nil {
		return s
	}
	return json.Number(strconv.FormatFloat(x, 'g', -1, 64))
}

// readSeconds takes seconds, or a time with units as 15m or 1h30m.
func readSeconds(s string) any {
	if n, ok := readNumber(s).(json.Number); ok {
		return n
	}
	d, err := time.ParseDuration(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		return s
	}
	return json.Number(strconv.FormatFloat(d.Seconds(), 'g', -1, 64))
}

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
		out = append(out, &tree{[]member{{"share", readShare(share)}, {"within", readSeconds(within)}}})
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
