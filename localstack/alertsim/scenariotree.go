package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A tree is a scenario before it is settings: JSON or YAML with the flags worked
// in. Numbers keep their digits, and names their order and repetitions, so that
// the decoder sees all that the user wrote.
//
// A value is nil, a bool, a string, a json.Number, a []any or a *tree.
type tree struct{ members []member }

type member struct {
	name  string
	value any
}

// get returns the first member of that name.
func (t *tree) get(name string) (any, bool) {
	for _, m := range t.members {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

// set puts a value in place of all members of that name.
func (t *tree) set(name string, value any) {
	t.remove(name)
	t.members = append(t.members, member{name, value})
}

func (t *tree) remove(name string) {
	kept := t.members[:0]
	for _, m := range t.members {
		if m.name != name {
			kept = append(kept, m)
		}
	}
	t.members = kept
}

// MarshalJSON writes every member, repeated ones too.
func (t *tree) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range t.members {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

// parseJSON reads one JSON value; errors tell line and column.
func parseJSON(raw []byte) (any, error) {
	var all json.RawMessage
	err := json.Unmarshal(raw, &all)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, fmt.Errorf("%s: not JSON: %w", position(raw, syntax.Offset), err)
	}
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return jsonValue(d)
}

func jsonValue(d *json.Decoder) (any, error) {
	value, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch value {
	case json.Delim('{'):
		t := &tree{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := jsonValue(d)
			if err != nil {
				return nil, err
			}
			t.members = append(t.members, member{name.(string), value}) // the decoder lets nothing else be a name
		}
		_, err := d.Token()
		return t, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := jsonValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := d.Token()
		return list, err
	}
	return value, nil
}

// position is where a byte is in a text, as line 3, column 7.
func position(raw []byte, offset int64) string {
	before := raw[:min(max(offset, 1)-1, int64(len(raw)))]
	line := bytes.Count(before, []byte{'\n'}) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}

// parseYAML reads one YAML document; errors tell line and column.
func parseYAML(raw []byte) (any, error) {
	parsed, err := parser.ParseBytes(raw, 0)
	var v any
	if err == nil && len(parsed.Docs) > 0 && parsed.Docs[0].Body != nil {
		body := parsed.Docs[0].Body
		ast.Walk(exponents{}, body)
		err = yaml.NodeToValue(body, &v, yaml.UseOrderedMap())
	}
	if err == nil && len(parsed.Docs) > 1 {
		return nil, errors.New("holds several YAML documents; a scenario is one")
	}
	if y, ok := errors.AsType[yaml.Error](err); ok && y.GetToken() != nil {
		at := y.GetToken().Position
		return nil, fmt.Errorf("line %d, column %d: not YAML: %s", at.Line, at.Column, y.GetMessage())
	}
	if err != nil {
		return nil, fmt.Errorf("not YAML: %w", err)
	}
	return yamlValue(v)
}

// exponents marks numbers as 1e-3, which the parser takes for texts as they have
// no decimal point. YAML's core schema and JSON have them as numbers.
type exponents struct{}

const numberMark = "\x00number "

func (e exponents) Visit(node ast.Node) ast.Visitor {
	if s, ok := node.(*ast.StringNode); ok && s.Token.Type == token.StringType && decimalNumber.MatchString(s.Value) {
		s.Value = numberMark + s.Value
	}
	return e
}

func yamlValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool:
		return v, nil
	case string:
		if number, is := strings.CutPrefix(v, numberMark); is {
			return json.Number(number), nil
		}
		return v, nil
	case yaml.MapSlice:
		t := &tree{}
		for _, item := range v {
			value, err := yamlValue(item.Value)
			if err != nil {
				return nil, err
			}
			t.members = append(t.members, member{fmt.Sprint(item.Key), value})
		}
		return t, nil
	case []any:
		list := make([]any, len(v))
		for i := range v {
			value, err := yamlValue(v[i])
			if err != nil {
				return nil, err
			}
			list[i] = value
		}
		return list, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, errors.New("not a scenario: a number in it is not finite")
		}
		return json.Number(strconv.FormatFloat(v, 'g', -1, 64)), nil
	case int, int64, uint64:
		return json.Number(fmt.Sprint(v)), nil
	}
	return nil, fmt.Errorf("not a scenario: it holds a %T", v)
}
