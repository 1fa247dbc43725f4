package cli

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A tree is a scenario before it is settings: JSON or YAML with the flags worked
// in. Numbers keep their digits, and names their order and repetitions, so that
// the decoder sees all that the user wrote.
//
// A value is nil, a bool, a string, a json.Number, a figure, a misread, a []any
// or a *tree.
type tree struct{ members []member }

type member struct {
	name  string
	value any
	line  int // where it is in the file; 0 if it is in none
}

// figure is a scalar that YAML takes for a number, as it is written.
type figure string

func (f figure) MarshalJSON() ([]byte, error) {
	if json.Valid([]byte(f)) {
		return []byte(f), nil
	}
	return json.Marshal(string(f))
}

// misread is a text where a figure belongs, and why it is none. The decoder
// refuses it as a text; what is told is the reason.
type misread struct {
	text string
	why  error
}

func (m misread) MarshalJSON() ([]byte, error) { return json.Marshal(m.text) }

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
	t.members = append(t.members, member{name: name, value: value})
}

func (t *tree) remove(name string) {
	t.removeAll(func(other string) bool { return other == name })
}

func (t *tree) removeAll(unwanted func(name string) bool) {
	kept := t.members[:0]
	for _, m := range t.members {
		if !unwanted(m.name) {
			kept = append(kept, m)
		}
	}
	t.members = kept
}

// removeExtensions drops what is there for people and anchors only: the members
// of the whole scenario whose names begin with x-.
func (t *tree) removeExtensions() {
	t.removeAll(func(name string) bool { return strings.HasPrefix(name, "x-") })
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

// below is the path of a member, as the decoder has it in its errors.
func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func element(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
