package httpapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// contract is the OpenAPI document as it is served. It checks answers against
// it; a keyword it does not know is an error, so that none goes unchecked.
type contract map[string]any

// at walks down the document; nil if there is nothing.
func (c contract) at(names ...string) any {
	var v any = map[string]any(c)
	for _, name := range names {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

// operations are "METHOD /path" of all there are.
func (c contract) operations() []string {
	var all []string
	paths, _ := c.at("paths").(map[string]any)
	for path, methods := range paths {
		for method := range methods.(map[string]any) {
			all = append(all, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(all)
	return all
}

// operation finds the one a request is for; "" if there is none.
func (c contract) operation(method, path string) string {
	for _, op := range c.operations() {
		m, template, _ := strings.Cut(op, " ")
		if m == method && matches(template, path) {
			return op
		}
	}
	return ""
}

func matches(template, path string) bool {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !strings.HasPrefix(a[i], "{") {
			return false
		}
	}
	return true
}

// check tells what about an answer the document does not say.
func (c contract) check(operation string, status int, contentType string, body []byte) []string {
	method, path, _ := strings.Cut(operation, " ")
	answers := []string{"paths", path, strings.ToLower(method), "responses"}
	answer := c.at(append(answers, fmt.Sprint(status))...)
	if answer == nil {
		answer = c.at(append(answers, "default")...)
	}
	documented, ok := answer.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: status %d is not documented", operation, status)}
	}
	content, _ := documented["content"].(map[string]any)
	if content == nil {
		if len(body) > 0 {
			return []string{fmt.Sprintf("%s: %d has a body", operation, status)}
		}
		return nil
	}
	mediaType, _, _ := strings.Cut(contentType, ";")
	media, ok := content[mediaType].(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %d is %q, documented are %q", operation, status, contentType, slices.Collect(maps.Keys(content)))}
	}
	if !strings.HasSuffix(mediaType, "json") {
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return []string{fmt.Sprintf("%s: %d: %v", operation, status, err)}
	}
	return c.validate(media["schema"], v, fmt.Sprintf("%s: %d: $", operation, status))
}

func (c contract) validate(schema, v any, at string) (wrong []string) {
	s, ok := schema.(map[string]any)
	if !ok {
		return []string{at + ": no schema"}
	}
	report := func(format string, args ...any) {
		wrong = append(wrong, at+": "+fmt.Sprintf(format, args...))
	}
	for keyword, want := range s {
		switch keyword {
		case "$ref":
			name, _ := strings.CutPrefix(want.(string), "#/components/schemas/")
			wrong = append(wrong, c.validate(c.at("components", "schemas", name), v, at)...)
		case "type":
			types, isList := want.([]any)
			if !isList {
				types = []any{want}
			}
			if !slices.ContainsFunc(types, func(t any) bool { return isType(t, v) }) {
				report("is %v, want %v", v, want)
			}
		case "enum":
			if !slices.Contains(want.([]any), v) {
				report("is %v, want one of %v", v, want)
			}
		case "minimum":
			if x, ok := v.(float64); ok && x < want.(float64) {
				report("is %v, want at least %v", v, want)
			}
		case "maximum":
			if x, ok := v.(float64); ok && x > want.(float64) {
				report("is %v, want at most %v", v, want)
			}
		case "maxLength":
			if text, ok := v.(string); ok && float64(len([]rune(text))) > want.(float64) {
				report("has %d characters, want at most %v", len([]rune(text)), want)
			}
		case "minLength":
			if text, ok := v.(string); ok && float64(len([]rune(text))) < want.(float64) {
				report("has %d characters, want at least %v", len([]rune(text)), want)
			}
		case "anyOf":
			if !slices.ContainsFunc(want.([]any), func(one any) bool { return len(c.validate(one, v, at)) == 0 }) {
				report("is %v, want one of %v", v, want)
			}
		case "minItems":
			if list, ok := v.([]any); ok && float64(len(list)) < want.(float64) {
				report("has %d elements, want at least %v", len(list), want)
			}
		case "maxItems":
			if list, ok := v.([]any); ok && float64(len(list)) > want.(float64) {
				report("has %d elements, want at most %v", len(list), want)
			}
		case "required":
			if object, ok := v.(map[string]any); ok {
				for _, name := range want.([]any) {
					if _, there := object[name.(string)]; !there {
						report("has no %s", name)
					}
				}
			}
		case "properties", "additionalProperties":
		case "items":
			list, _ := v.([]any)
			for i, element := range list {
				wrong = append(wrong, c.validate(want, element, fmt.Sprintf("%s[%d]", at, i))...)
			}
		case "format":
			text, isText := v.(string)
			if _, err := time.Parse(time.RFC3339Nano, text); want == "date-time" && isText && err != nil {
				report("is %q, want a date-time", text)
			}
		case "default", "description", "examples":
		default:
			report("this test does not know the keyword %s", keyword)
		}
	}
	return append(wrong, c.validateProperties(s, v, at)...)
}

func (c contract) validateProperties(s map[string]any, v any, at string) (wrong []string) {
	object, isObject := v.(map[string]any)
	properties, _ := s["properties"].(map[string]any)
	if !isObject {
		return nil
	}
	for name, value := range object {
		if property, known := properties[name]; known {
			wrong = append(wrong, c.validate(property, value, at+"."+name)...)
		} else if s["additionalProperties"] == false {
			wrong = append(wrong, at+": has "+name+", which is not documented")
		}
	}
	return wrong
}

func isType(t, v any) bool {
	switch v := v.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case []any:
		return t == "array"
	case map[string]any:
		return t == "object"
	case float64:
		return t == "number" || t == "integer" && v == math.Trunc(v)
	}
	return false
}
