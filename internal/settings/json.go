package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"alertsim/internal/fault"
)

// ParseJSON reads one JSON value into *Tree, []any, string, bool, nil and
// json.Number. Unlike encoding/json it takes no half of a character, nothing that
// is not UTF-8, and no nesting beyond MaxDepth.
func ParseJSON(raw []byte) (any, *ByteFault) {
	raw, wrong := UTF8(raw)
	if wrong == nil {
		wrong = CheckJSON(raw)
	}
	if wrong == nil {
		wrong = checkSyntax(raw)
	}
	if wrong != nil {
		return nil, wrong
	}
	p := &jsonParser{Decoder: json.NewDecoder(bytes.NewReader(raw)), raw: raw, line: 1}
	p.UseNumber()
	return p.value(), nil
}

// checkSyntax finds where bytes are no JSON value.
func checkSyntax(raw []byte) *ByteFault {
	var all json.RawMessage
	err := json.Unmarshal(raw, &all)
	if err == nil {
		return nil
	}
	message, offset := "not JSON: "+err.Error(), 0
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = max(0, int(syntax.Offset)-1)
	}
	switch {
	case strings.HasSuffix(message, "after top-level value"):
		message = "it goes on after its JSON value ends"
	case strings.HasSuffix(message, "unexpected end of JSON input"):
		message = "not JSON: it ends too early"
	}
	return &ByteFault{offset, message}
}

// jsonParser builds the tree of what has been checked: no token is wrong.
type jsonParser struct {
	*json.Decoder
	raw  []byte
	seen int // bytes of which the line ends are counted
	line int
}

func (p *jsonParser) value() any {
	switch token := p.next(); token {
	case json.Delim('{'):
		return p.object()
	case json.Delim('['):
		return p.list()
	default:
		return token
	}
}

func (p *jsonParser) object() *Tree {
	t := &Tree{}
	for p.More() {
		name, _ := p.next().(string)
		line := p.lineNow()
		t.Members = append(t.Members, Member{name, p.value(), line})
	}
	p.next()
	return t
}

func (p *jsonParser) list() []any {
	list := []any{}
	for p.More() {
		list = append(list, p.value())
	}
	p.next()
	return list
}

func (p *jsonParser) next() json.Token {
	token, err := p.Token()
	if err != nil && !errors.Is(err, io.EOF) {
		panic("settings: what is JSON is not: " + err.Error()) // a defect in checkSyntax
	}
	return token
}

// lineNow is the line of the last token.
func (p *jsonParser) lineNow() int {
	now := int(p.InputOffset())
	p.line += bytes.Count(p.raw[p.seen:now], []byte{'\n'})
	p.seen = now
	return p.line
}

// Readable makes sure that JSON is such as Decode reads, whatever it says, and
// takes a byte order mark off.
func Readable(raw []byte) ([]byte, error) {
	tree, err := parseBody(raw)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	r.refuseRepeated(tree, nil)
	if len(r.errs) > 0 {
		return nil, fault.Errorf(fault.CodeInvalid, "the body is not clear: %s %s", r.errs[0].Path, r.errs[0].Message)
	}
	readable, _ := UTF8(raw) // parseBody has checked it
	return readable, nil
}

// parseBody is ParseJSON with a CodeInvalid error.
func parseBody(raw []byte) (any, error) {
	tree, wrong := ParseJSON(raw)
	if wrong != nil {
		return nil, fault.Errorf(fault.CodeInvalid, "the body cannot be read: %s", wrong.Error())
	}
	return tree, nil
}
