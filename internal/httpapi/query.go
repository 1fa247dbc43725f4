package httpapi

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// checkQuery refuses what would be lost without a word: parameters that a call
// does not have, those without a value, and those given twice.
func checkQuery(humaAPI huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		address := ctx.URL()
		if wrong := queryErrors(ctx.Operation(), address.RawQuery); len(wrong) > 0 {
			_ = huma.WriteErr(humaAPI, ctx, http.StatusUnprocessableEntity, "", wrong...) // the client may have gone
			return
		}
		next(ctx)
	}
}

// maxQueryErrors bounds how many parameters one answer names.
const maxQueryErrors = 20

// renamed are the names that parameters had.
var renamed = map[string]string{"cursor": "after"}

// plainNumber is a JSON number: no NaN and no infinity.
var plainNumber = regexp.MustCompile(`^-?\d+(\.\d+)?([eE][+-]?\d+)?$`)

func queryErrors(op *huma.Operation, raw string) (wrong []error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return []error{&huma.ErrorDetail{Location: "query", Message: "cannot be read; write special characters as %XX"}}
	}
	known := map[string]*huma.Schema{}
	for _, p := range op.Parameters {
		if p.In == "query" {
			known[p.Name] = p.Schema
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if len(wrong) == maxQueryErrors {
			break
		}
		if message := parameterError(known, name, values[name]); message != "" {
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + shortName(name), Message: message})
		}
	}
	return wrong
}

func parameterError(known map[string]*huma.Schema, name string, given []string) string {
	schema, ok := known[name]
	switch {
	case !ok:
		return "is no parameter of this call" + suggestion(known, name)
	case len(given) > 1 && schema.Type != huma.TypeArray:
		return "is given twice; keep one of the two"
	case slices.Contains(given, ""):
		return "must not be empty; leave it out for the default"
	case !utf8.ValidString(strings.Join(given, "")):
		return "is not UTF-8"
	case schema.Type == huma.TypeNumber && !plainNumber.MatchString(given[0]):
		return "must be a number"
	}
	return ""
}

func suggestion(known map[string]*huma.Schema, name string) string {
	if now, was := renamed[name]; was && known[now] != nil {
		return "; it is called " + now
	}
	names := slices.Sorted(maps.Keys(known))
	for _, other := range names {
		if strings.EqualFold(other, name) {
			return fmt.Sprintf("; write it %q", other)
		}
	}
	if len(names) == 0 {
		return ", which has none"
	}
	return ", which has " + strings.Join(names, ", ")
}

// shortName is the name of a parameter, cut off where it is longer than any.
func shortName(name string) string {
	const limit = 40
	name = strings.ToValidUTF8(name, "?")
	if runes := []rune(name); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return name
}
