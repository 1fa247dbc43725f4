package settings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Tree is an object of settings before they are read, whatever syntax it is
// written in. Numbers keep their digits, and names their order and repetitions.
//
// A value is nil, a bool, a string, a json.Number, a Misread, a []any or a *Tree.
type Tree struct{ Members []Member }

// Member is a name in a Tree, and what it stands for.
type Member struct {
	Name  string
	Value any
	Line  int // of the name in its source, from 1; 0 if it has none
}

// Misread is a text where a figure belongs, and why it is none.
type Misread struct {
	Text string
	Why  error
}

// MarshalJSON writes the text.
func (m Misread) MarshalJSON() ([]byte, error) { return json.Marshal(m.Text) }

// Get returns the first member of a name.
func (t *Tree) Get(name string) (value any, ok bool) {
	for _, m := range t.Members {
		if m.Name == name {
			return m.Value, true
		}
	}
	return nil, false
}

// Set puts a value in place of all members of a name.
func (t *Tree) Set(name string, value any) {
	t.Remove(func(other string) bool { return other == name })
	t.Members = append(t.Members, Member{Name: name, Value: value})
}

// Remove takes members out by their names.
func (t *Tree) Remove(unwanted func(name string) bool) {
	t.Members = slices.DeleteFunc(t.Members, func(m Member) bool { return unwanted(m.Name) })
}

// ChooseMode makes settings instant that are too large for a live run, unless they say a mode.
func (t *Tree) ChooseMode() {
	if _, chosen := t.Get("mode"); chosen {
		return
	}
	messages, _ := t.Get("messages")
	n, ok := messages.(json.Number)
	if !ok {
		return
	}
	if x, err := n.Float64(); err == nil && x > MaxLiveMessages {
		t.Set("mode", string(Instant))
	}
}

// names are the tree's names in alphabetical order, each once.
func (t *Tree) names() []string {
	if t == nil {
		return nil
	}
	names := make([]string, len(t.Members))
	for i, m := range t.Members {
		names[i] = m.Name
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// MarshalJSON writes every member, repeated ones too.
func (t *Tree) MarshalJSON() ([]byte, error) {
	members := make([]string, len(t.Members))
	for i, m := range t.Members {
		value, err := json.Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		name, _ := json.Marshal(m.Name) // a string always can
		members[i] = string(name) + ":" + string(value)
	}
	return []byte("{" + strings.Join(members, ",") + "}"), nil
}

// step is a place in the tree. Its path is written out only where something is
// wrong: for all of a deep tree they would be far longer than the body.
type step struct {
	parent *step
	name   string
	index  int // of an element, whose name is ""; else -1
}

func (s *step) path() string {
	switch {
	case s == nil:
		return ""
	case s.index >= 0:
		return fmt.Sprintf("%s[%d]", s.parent.path(), s.index)
	}
	return join(s.parent.path(), s.name)
}

// refuseRepeated reports every name that an object has more than once.
func (r *reader) refuseRepeated(value any, at *step) {
	switch value := value.(type) {
	case *Tree:
		times := make(map[string]int, len(value.Members))
		for _, m := range value.Members {
			here := &step{at, m.Name, -1}
			if times[m.Name]++; times[m.Name] == 2 {
				r.addName(here.path, func() string { return "is given twice; keep one of the two" })
			}
			r.refuseRepeated(m.Value, here)
		}
	case []any:
		for i, element := range value {
			r.refuseRepeated(element, &step{at, "", i})
		}
	}
}

// simpleName is what can stand in a path as it is.
var simpleName = regexp.MustCompile(`^[\pL\pN_$-]+$`)

// itself is the name by which an element that is no object is read.
const itself = "\x00"

// maxPathName is how many bytes of a name a path shows.
const maxPathName = 64

// join appends a name to a path, in brackets and quotes if it could be taken for
// something else, cut off if it is longer than any field's.
func join(path, name string) string {
	if len(name) > maxPathName {
		cut := maxPathName
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut] + "…"
	}
	switch {
	case name == itself:
		return path
	case !simpleName.MatchString(name):
		return fmt.Sprintf("%s[%q]", path, name)
	case path == "":
		return name
	}
	return path + "." + name
}
