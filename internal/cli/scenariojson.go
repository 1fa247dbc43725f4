package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"alertsim/internal/settings"
)

// parseJSON reads one JSON value; errors tell line and column.
func parseJSON(raw []byte) (any, error) {
	if fault := settings.CheckJSON(raw); fault != nil {
		return nil, fmt.Errorf("%s: %s", position(raw, int64(fault.Offset+1)), fault.Message)
	}
	var all json.RawMessage
	err := json.Unmarshal(raw, &all)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, fmt.Errorf("%s: not JSON: %w", position(raw, syntax.Offset), err)
	}
	if err != nil {
		return nil, err
	}
	p := &jsonParser{Decoder: json.NewDecoder(bytes.NewReader(raw)), raw: raw, line: 1}
	p.UseNumber()
	return p.value()
}

type jsonParser struct {
	*json.Decoder
	raw  []byte
	seen int // bytes of which the line ends are counted
	line int
}

// lineNow is the line of the last token.
func (p *jsonParser) lineNow() int {
	now := int(p.InputOffset())
	p.line += bytes.Count(p.raw[p.seen:now], []byte{'\n'})
	p.seen = now
	return p.line
}

func (p *jsonParser) value() (any, error) {
	value, err := p.Token()
	if err != nil {
		return nil, err
	}
	switch value {
	case json.Delim('{'):
		t := &tree{}
		for p.More() {
			name, err := p.Token()
			if err != nil {
				return nil, err
			}
			line := p.lineNow()
			value, err := p.value()
			if err != nil {
				return nil, err
			}
			t.members = append(t.members, member{name.(string), value, line}) // the decoder lets nothing else be a name
		}
		_, err := p.Token()
		return t, err
	case json.Delim('['):
		list := []any{}
		for p.More() {
			value, err := p.value()
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := p.Token()
		return list, err
	}
	return value, nil
}

// position is where a byte, counted from 1, is in a text, as line 3, column 7.
func position(raw []byte, offset int64) string {
	before := raw[:min(max(offset, 1)-1, int64(len(raw)))]
	line := bytes.Count(before, []byte{'\n'}) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}
