package simulation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// parseTree reads one JSON value into maps, slices, strings, bools, nil and
// json.Number. Unlike encoding/json it takes no name twice; every repeated one
// is reported, its first value kept.
func parseTree(raw []byte) (any, []FieldError, error) {
	p := treeParser{dec: json.NewDecoder(bytes.NewReader(raw))}
	p.dec.UseNumber()
	v, err := p.value("")
	if err != nil {
		return nil, nil, syntaxError(err)
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, Errorf(CodeInvalid, "the body goes on after its JSON value ends (byte %d)", p.dec.InputOffset())
	}
	return v, p.repeated, nil
}

type treeParser struct {
	dec      *json.Decoder
	repeated []FieldError
}

func (p *treeParser) value(path string) (any, error) {
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return p.object(path)
	case json.Delim('['):
		return p.list(path)
	}
	return token, nil
}

func (p *treeParser) object(path string) (any, error) {
	object := map[string]any{}
	for p.dec.More() {
		token, err := p.dec.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string) // the decoder lets nothing else be a name
		at := join(path, name)
		v, err := p.value(at)
		if err != nil {
			return nil, err
		}
		if _, again := object[name]; again {
			p.repeated = append(p.repeated, FieldError{at, "is given twice; keep one of the two"})
			continue
		}
		object[name] = v
	}
	_, err := p.dec.Token()
	return object, err
}

func (p *treeParser) list(path string) (any, error) {
	list := []any{}
	for p.dec.More() {
		v, err := p.value(fmt.Sprintf("%s[%d]", path, len(list)))
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

// join appends a name to a path, in brackets and quotes if it could be taken for
// something else.
func join(path, name string) string {
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
		return Errorf(CodeInvalid, "the body is not JSON: %v (byte %d)", syntax, syntax.Offset)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return Errorf(CodeInvalid, "the body is not JSON: it ends too early")
	}
	return Errorf(CodeInvalid, "the body is not JSON: %v", err)
}
