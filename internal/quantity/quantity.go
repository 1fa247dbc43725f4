// Package quantity reads figures as people write them: 250,000 and 5 % and
// 2h 30min. The command line, scenario files and the browser's form take them by
// these rules; testdata/cases.json holds Go and TypeScript to the same ones. The
// API takes JSON numbers only.
//
// A point is the decimal point; a comma, an underscore, an apostrophe or a space
// groups thousands. What could be read in two ways is refused with both of them:
// 250.000 where a whole number belongs, and 1.500 for a time or a rate, as nobody
// who means 1.5 writes its zeros. A decimal comma is refused, too.
package quantity

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what a figure is of.
type Kind string

// The kinds.
const (
	Whole   Kind = "whole"   // a count
	Number  Kind = "number"  // anything else without a unit
	Share   Kind = "share"   // of 1; 5% is 0.05
	Percent Kind = "percent" // a share of which a bare number is a percentage, as in the form
	Seconds Kind = "seconds" // a time; a bare number is in seconds
)

// Read returns the figure that a text stands for as a JSON number: a share of 1,
// or seconds, to the microsecond where there was a unit. Whether it is whole and
// within its bounds is for others to say. The error is a sentence with the text
// and what to write instead.
func Read(kind Kind, text string) (string, error) {
	s := strings.TrimSpace(spaces.Replace(text))
	var number string
	var err error
	switch kind {
	case Share, Percent:
		number, err = readShare(kind, s)
	case Seconds:
		number, err = readSeconds(s)
	case Whole, Number:
		number, err = readNumber(kind, s)
	default:
		err = errNone
	}
	if errors.Is(err, errNone) {
		return "", fmt.Errorf("%s is no %s", quote(s), wanted[kind])
	}
	return number, err
}

// spaces are those that stand between digits, or between a figure and its unit.
var spaces = strings.NewReplacer("\u00a0", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ")

// errNone says that a text is nothing of the kind.
var errNone = errors.New("nothing of the kind")

var wanted = map[Kind]string{
	Whole:   "whole number; write it as 250000 or 250,000",
	Number:  "number; write it as 1000, 1,000 or 0.5",
	Share:   "share; write it as 0.05 or 5%",
	Percent: "percentage; write it as 5 or 5 %",
	Seconds: "time; write it as 90 (seconds), 90 s, 15m or 2h 30min",
}

func quote(s string) string {
	const limit = 40
	if runes := []rune(s); len(runes) > limit {
		s = string(runes[:limit]) + "…"
	}
	return `"` + s + `"`
}
