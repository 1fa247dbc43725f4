package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Place is where a value is in settings, as senderGroups[sms].senders: names, and after a list's name which of its
// elements, by its own name or by its number from 0.
type Place struct {
	text  string
	parts []placePart
}

type placePart struct {
	name    string
	element string // of the list of this name
	list    bool   // whether an element is named
}

// ParsePlace reads a place and reports an error if the settings have no field there.
func ParsePlace(text string) (Place, error) {
	p := Place{text: text}
	rest := text
	for rest != "" || len(p.parts) == 0 {
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		part := placePart{name: rest[:end]}
		rest = rest[end:]
		if strings.HasPrefix(rest, "[") {
			end := strings.Index(rest, "]")
			if quoted, err := strconv.QuotedPrefix(rest[1:]); err == nil { // a name may hold any character
				part.element, _ = strconv.Unquote(quoted)
				end = 1 + len(quoted)
			} else if end > 0 {
				part.element = rest[1:end]
			}
			if end < 0 || end >= len(rest) || rest[end] != ']' {
				return Place{}, fmt.Errorf("%q lacks a closing bracket", text)
			}
			part.list, rest = true, rest[end+1:]
		}
		p.parts = append(p.parts, part)
		if rest != "" {
			if rest[0] != '.' || len(rest) == 1 {
				return Place{}, fmt.Errorf("%q is no place in the settings; write one as senderGroups[sms].senders or retry.maxAttempts", text)
			}
			rest = rest[1:]
		}
	}
	return p, p.known()
}

// known is an error unless there is a field of that place.
func (p Place) known() error {
	if _, ok := fieldByPath[p.pattern()]; ok {
		return nil
	}
	path := ""
	for _, part := range p.parts {
		at := join(path, part.name)
		f, ok := fieldByPath[at]
		switch {
		case !ok:
			return fmt.Errorf("%q: %s is not a field; there are %s", p.text, quoteName(part.name), strings.Join(fieldsOf(path), ", "))
		case part.list && f.Kind != KindList:
			return fmt.Errorf("%q: %s is no list; leave the brackets out", p.text, part.name)
		case !part.list && f.Kind == KindList:
			return fmt.Errorf("%q: %s is a list; say which of it, by name or by number from 0, as %s[0]", p.text, part.name, part.name)
		}
		if path = at; part.list {
			path += "[]"
		}
	}
	return fmt.Errorf("%q is no place in the settings", p.text)
}

func quoteName(name string) string {
	if simpleName.MatchString(name) {
		return name
	}
	return strconv.Quote(name)
}

// String is the place as it was written.
func (p Place) String() string { return p.text }

// Field is the field at the place.
func (p Place) Field() Field { return fieldByPath[p.pattern()] }

func (p Place) pattern() string {
	path := ""
	for _, part := range p.parts {
		if path = join(path, part.name); part.list {
			path += "[]"
		}
	}
	return path
}

// Clone is a copy that shares nothing with the tree.
func (t *Tree) Clone() *Tree {
	if t == nil {
		return nil
	}
	out := &Tree{Members: slices.Clone(t.Members)}
	for i := range out.Members {
		out.Members[i].Value = cloneValue(out.Members[i].Value)
	}
	return out
}

func cloneValue(v any) any {
	switch v := v.(type) {
	case *Tree:
		return v.Clone()
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = cloneValue(v[i])
		}
		return out
	}
	return v
}

// Put sets the value of a place. Objects on the way to it that are not there are made; so is the first element of a
// list that is not there at all, as it would be by default. An error says which element is not there.
func (t *Tree) Put(p Place, value any) error {
	at := t
	for i, part := range p.parts {
		last := i == len(p.parts)-1
		switch {
		case part.list:
			list, j, err := at.element(p, part)
			if err != nil {
				return err
			}
			if last {
				list[j] = cloneValue(value)
				return nil
			}
			next, ok := list[j].(*Tree)
			if !ok { // which reading the settings refuses
				next = &Tree{}
				list[j] = next
			}
			at = next
		case last:
			at.Set(part.name, cloneValue(value))
		default:
			v, _ := at.Get(part.name)
			next, ok := v.(*Tree)
			if !ok {
				next = &Tree{}
				at.Set(part.name, next)
			}
			at = next
		}
	}
	return nil
}

// element finds an element of a list of the tree.
func (t *Tree) element(p Place, part placePart) (list []any, i int, err error) {
	v, given := t.Get(part.name)
	list, _ = v.([]any)
	if !given || v == nil {
		list = []any{&Tree{}}
		t.Set(part.name, list)
	}
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = nameOf(part.name, e)
	}
	if i = slices.Index(names, part.element); part.element != "" && i >= 0 {
		if slices.Contains(names[i+1:], part.element) {
			return nil, 0, fmt.Errorf("%q: several of %s are called %q; say which by its number from 0", p.text, part.name, part.element)
		}
		return list, i, nil
	}
	if i, err = strconv.Atoi(part.element); err == nil && i >= 0 && i < len(list) {
		return list, i, nil
	}
	there := make([]string, len(list))
	for i := range list {
		if there[i] = strconv.Itoa(i); names[i] != "" {
			there[i] += " (" + names[i] + ")"
		}
	}
	if len(list) == 0 {
		return nil, 0, fmt.Errorf("%q: %s is empty", p.text, part.name)
	}
	return nil, 0, fmt.Errorf("%q: %s has no %q; there are %s", p.text, part.name, part.element, strings.Join(there, ", "))
}

// nameOf is the name of a list's element: its own, or the one that it has by default.
func nameOf(list string, element any) string {
	t, ok := element.(*Tree)
	if !ok {
		return ""
	}
	if name, ok := t.Get("name"); ok {
		text, _ := name.(string)
		return text
	}
	name, _ := fieldByPath[list+"[].name"].Default.(string)
	return name
}
