package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"alertsim/internal/settings"
)

// maxYAMLTokens bounds what the parser gets: its time grows faster than the number
// of names in an object. The largest scenario that there can be has some 2,000.
const maxYAMLTokens = 20_000

// maxYAMLValues bounds what aliases may grow a scenario to: the largest one that
// there can be has some hundred values.
const maxYAMLValues = 10_000

// parseYAML reads one YAML document; errors tell the line. Numbers stay as they
// are written. Names may be merged in by <<, where what stands beside it counts.
func parseYAML(raw []byte) (any, error) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw))
	tokens := lexer.Tokenize(text)
	if len(tokens) > maxYAMLTokens {
		return nil, fmt.Errorf("not a scenario: it has %d parts; at most %d are read", len(tokens), maxYAMLTokens)
	}
	if err := checkDepth(tokens); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0)
	if y, ok := errors.AsType[yaml.Error](err); ok && y.GetToken() != nil {
		at := y.GetToken().Position
		return nil, fmt.Errorf("line %d, column %d: not YAML: %s", at.Line, at.Column, y.GetMessage())
	}
	if err != nil {
		return nil, fmt.Errorf("not YAML: %w", err)
	}
	if len(file.Docs) > 1 {
		return nil, errors.New("holds several YAML documents; a scenario is one")
	}
	p := yamlParser{anchors: map[string]any{}}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	return p.value(file.Docs[0].Body)
}

// checkDepth bounds the nesting before the parser sees it: its cost grows faster
// than with the square of the depth.
func checkDepth(tokens token.Tokens) error {
	flow, columns := 0, []int{} // of the blocks that are open
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			if flow > 0 {
				continue // brackets alone nest there
			}
			column := t.Position.Column
			if t.Type == token.MappingValueType && t.Prev != nil {
				column = t.Prev.Position.Column // of the name
			}
			for len(columns) > 0 && columns[len(columns)-1] >= column {
				columns = columns[:len(columns)-1]
			}
			columns = append(columns, column)
		default:
			continue
		}
		if flow+len(columns) > 2*settings.MaxDepth { // an entry and its name are two columns
			return fmt.Errorf("line %d, column %d: objects and lists nest too deep", t.Position.Line, t.Position.Column)
		}
	}
	return nil
}

// figure is a scalar that YAML takes for a number, as it is written.
type figure string

type yamlParser struct {
	anchors map[string]any
	values  int
}

func wrongAt(node ast.Node, format string, args ...any) error {
	return fmt.Errorf("line %d: %s", node.GetToken().Position.Line, fmt.Sprintf(format, args...))
}

func (p *yamlParser) value(node ast.Node) (any, error) {
	if p.values++; p.values > maxYAMLValues {
		return nil, wrongAt(node, "not a scenario: there are more than %d values", maxYAMLValues)
	}
	switch node := node.(type) {
	case *ast.NullNode:
		return nil, nil
	case *ast.BoolNode:
		return node.Value, nil
	case *ast.StringNode:
		return node.Value, nil
	case *ast.LiteralNode:
		return node.Value.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return figure(node.GetToken().Value), nil
	case *ast.TagNode:
		return p.tagged(node)
	case *ast.AnchorNode:
		v, err := p.value(node.Value)
		p.anchors[node.Name.GetToken().Value] = v
		return v, err
	case *ast.AliasNode:
		return p.alias(node)
	case *ast.SequenceNode:
		list := make([]any, len(node.Values))
		for i, element := range node.Values {
			v, err := p.value(element)
			if err != nil {
				return nil, err
			}
			list[i] = v
		}
		return list, nil
	case *ast.MappingNode:
		return p.mapping(node.Values)
	case *ast.MappingValueNode:
		return p.mapping([]*ast.MappingValueNode{node})
	}
	return nil, wrongAt(node, "not a scenario: it holds a %s", strings.ToLower(node.Type().String()))
}

// tagged takes the tags that say what JSON could say, too.
func (p *yamlParser) tagged(node *ast.TagNode) (any, error) {
	v, err := p.value(node.Value)
	if err != nil {
		return nil, err
	}
	f, isFigure := v.(figure)
	switch tag := node.Start.Value; {
	case tag == "!!str" && isFigure:
		return string(f), nil
	case slices.Contains([]string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"}, tag):
		return v, nil
	default:
		return nil, wrongAt(node, "not a scenario: the tag %s means nothing here", tag)
	}
}

// alias is a copy of what its anchor marks, so that flags change the one only.
// An anchor is known when its value is complete: it cannot hold itself.
func (p *yamlParser) alias(node *ast.AliasNode) (any, error) {
	name := node.Value.GetToken().Value
	v, known := p.anchors[name]
	if !known {
		return nil, wrongAt(node, "not YAML: no anchor %s stands before", name)
	}
	c, ok := p.copy(v)
	if !ok {
		return nil, wrongAt(node, "not a scenario: with its aliases it has more than %d values", maxYAMLValues)
	}
	return c, nil
}

func (p *yamlParser) copy(v any) (any, bool) {
	if p.values++; p.values > maxYAMLValues {
		return nil, false
	}
	switch v := v.(type) {
	case *settings.Tree:
		t := &settings.Tree{Members: make([]settings.Member, len(v.Members))}
		for i, m := range v.Members {
			value, ok := p.copy(m.Value)
			if !ok {
				return nil, false
			}
			t.Members[i] = settings.Member{Name: m.Name, Value: value, Line: m.Line}
		}
		return t, true
	case []any:
		list := make([]any, len(v))
		for i := range v {
			value, ok := p.copy(v[i])
			if !ok {
				return nil, false
			}
			list[i] = value
		}
		return list, true
	}
	return v, true
}

func (p *yamlParser) mapping(values []*ast.MappingValueNode) (any, error) {
	t := &settings.Tree{}
	var merged []*settings.Tree
	for _, pair := range values {
		v, err := p.value(pair.Value)
		if err != nil {
			return nil, err
		}
		if pair.Key.IsMergeKey() {
			trees, ok := mergeable(v)
			if !ok {
				return nil, wrongAt(pair.Key, "<< merges an object or a list of objects, as <<: *anchor")
			}
			merged = append(merged, trees...)
			continue
		}
		name, err := p.value(pair.Key)
		if err != nil {
			return nil, err
		}
		if name == nil {
			name = pair.Key.GetToken().Value
		}
		t.Members = append(t.Members, settings.Member{Name: fmt.Sprint(name), Value: v, Line: pair.Key.GetToken().Position.Line})
	}
	for _, other := range merged { // the first that has a name gives it
		for _, m := range other.Members {
			if _, own := t.Get(m.Name); !own {
				t.Members = append(t.Members, m)
			}
		}
	}
	return t, nil
}

func mergeable(v any) ([]*settings.Tree, bool) {
	list, isList := v.([]any)
	if !isList {
		list = []any{v}
	}
	var trees []*settings.Tree
	for _, element := range list {
		t, is := element.(*settings.Tree)
		if !is {
			return nil, false
		}
		trees = append(trees, t)
	}
	return trees, true
}
