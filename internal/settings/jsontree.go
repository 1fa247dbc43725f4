package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"alertsim/internal/fault"
)

// Readable makes sure that JSON is such as Decode reads, whatever it says, and
// takes a byte order mark off.
func Readable(raw []byte) ([]byte, error) {
	r := &reader{}
	if _, err := r.parse(raw); err != nil {
		return nil, err
	}
	if len(r.errs) > 0 {
		return nil, fault.Errorf(fault.CodeInvalid, "the body is not clear: %s %s", r.errs[0].Path, r.errs[0].Message)
	}
	readable, _ := UTF8(raw) // parse has checked it
	return readable, nil
}

// parse reads one JSON value into maps, slices, strings, bools, nil and
// json.Number. Unlike encoding/json it takes no name twice (every repeated one
// is reported, its first value kept), no half of a character, nothing that is
// not UTF-8, and no nesting beyond MaxDepth.
func (r *reader) parse(raw []byte) (any, error) {
	raw, wrong := UTF8(raw)
	if wrong == nil {
		wrong = CheckJSON(raw)
	}
	if wrong != nil {
		return nil, fault.Errorf(fault.CodeInvalid, "the body cannot be read: %s", wrong.Error())
	}
	p := treeParser{r, json.NewDecoder(bytes.NewReader(raw))}
	p.dec.UseNumber()
	v, err := p.value(nil)
	if err != nil {
		return nil, syntaxError(err)
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fault.Errorf(fault.CodeInvalid, "the body goes on after its JSON value ends (byte %d)", p.dec.InputOffset())
	}
	return v, nil
}

type treeParser struct {
	r   *reader
	dec *json.Decoder
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

func (p *treeParser) value(at *step) (any, error) {
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return p.object(at)
	case json.Delim('['):
		return p.list(at)
	}
	return token, nil
}

func (p *treeParser) object(at *step) (any, error) {
	values := map[string]any{}
	told := map[string]bool{}
	for p.dec.More() {
		token, err := p.dec.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string) // the decoder lets nothing else be a name
		v, err := p.value(&step{at, name, -1})
		if err != nil {
			return nil, err
		}
		if _, again := values[name]; again {
			if told[name] {
				continue
			}
			told[name] = true
			p.r.addName((&step{at, name, -1}).path, func() string { return "is given twice; keep one of the two" })
			continue
		}
		values[name] = v
	}
	_, err := p.dec.Token()
	return values, err
}

func (p *treeParser) list(at *step) (any, error) {
	list := []any{}
	for p.dec.More() {
		v, err := p.value(&step{at, "", len(list)})
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := p.dec.Token()
	return list, err
}

// plain names can stand in a path as they are.
var plain = regexp.MustCompile(`^[\pL\pN_$-]+$`)

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
	case !plain.MatchString(name):
		return fmt.Sprintf("%s[%q]", path, name)
	case path == "":
		return name
	}
	return path + "." + name
}

func syntaxError(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fault.Errorf(fault.CodeInvalid, "the body is not JSON: %v (byte %d)", syntax, syntax.Offset)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fault.Errorf(fault.CodeInvalid, "the body is not JSON: it ends too early")
	}
	return fault.Errorf(fault.CodeInvalid, "the body is not JSON: %v", err)
}
