package words

import (
	"strings"
	"unicode"
)

// Name is a name within a sentence. One that is written from right to left keeps that to itself, by signs that are not seen.
func Name(name string) string {
	const isolate, end = "\u2068", "\u2069"
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, rightToLeft...) }) {
		return isolate + name + end
	}
	return name
}

var rightToLeft = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko}
