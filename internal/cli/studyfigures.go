package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"alertsim/internal/quantity"
	"alertsim/internal/settings"
)

// readFactors reads the figures of a file's factors.
func readFactors(vary any) error {
	list, _ := vary.([]any)
	for i, item := range list {
		if factor, is := item.(*settings.Tree); is {
			if err := readFactor(factor); err != nil {
				return fmt.Errorf("vary[%d]: %w", i, err)
			}
		}
	}
	return nil
}

func readFactor(factor *settings.Tree) error {
	path, _ := factor.Get("path")
	text, _ := path.(string)
	place, wrong := settings.ParsePlace(text)
	for i := range factor.Members {
		m := &factor.Members[i]
		var err error
		switch values, _ := m.Value.([]any); {
		case m.Name == "values" && wrong == nil:
			for j := range values {
				if values[j], err = levelOf(place, values[j]); err != nil {
					return err
				}
			}
		case m.Name == "alternatives":
			for _, a := range values {
				if err := readSet(a); err != nil {
					return err
				}
			}
		case m.Name == "range" && wrong == nil:
			span, _ := m.Value.(*settings.Tree)
			for j := 0; span != nil && j < len(span.Members); j++ {
				end := &span.Members[j]
				switch end.Name {
				case "from", "to":
					end.Value, err = levelOf(place, end.Value)
				case "count":
					end.Value, err = plainFigure(quantity.Whole, end.Value)
				}
				if err != nil {
					return fmt.Errorf("%s: %w", end.Name, err)
				}
			}
		}
	}
	return nil
}

// readSet reads the figures that an alternative sets, whole objects too.
func readSet(alternative any) error {
	tree, _ := alternative.(*settings.Tree)
	if tree == nil {
		return nil
	}
	v, _ := tree.Get("set")
	set, _ := v.(*settings.Tree)
	for i := 0; set != nil && i < len(set.Members); i++ {
		m := &set.Members[i]
		place, err := settings.ParsePlace(m.Name)
		if err != nil {
			continue // which the study refuses
		}
		if m.Value, err = levelOf(place, m.Value); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return nil
}

// levelOf reads a value of a file by the field that it is for. JSON's own numbers, flags and null stay as they are.
func levelOf(place settings.Place, v any) (any, error) {
	switch v := v.(type) {
	case *settings.Tree, []any:
		f := figures{lines: map[string]int{}}
		return f.value(v, strings.ReplaceAll(place.Field().Path, "[]", "[0]")), nil
	case figure:
		return readLevel(place, string(v))
	case string:
		return readLevel(place, v)
	}
	return v, nil
}

func plainFigure(kind quantity.Kind, v any) (any, error) {
	var text string
	switch v := v.(type) {
	case figure:
		text = string(v)
	case string:
		text = v
	default:
		return v, nil
	}
	number, err := quantity.Read(kind, text)
	return json.Number(number), err
}
