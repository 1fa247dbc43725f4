package httpapi

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/settings"
)

// settingsInput is the name of the schema of settings as they may be sent: all
// fields optional, none unknown. It is made from settings.Fields, so bounds
// stand in one place; the domain's own decoder enforces them.
const settingsInput = "SettingsInput"

// takesSettings describes the body of a call. Huma only serves the schema: what
// it found by itself would keep the decoder from naming everything at once.
func takesSettings(humaAPI huma.API, op huma.Operation) huma.Operation {
	op = takesBody(humaAPI, op)
	op.SkipValidateBody = true
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {
		Schema:  &huma.Schema{Ref: "#/components/schemas/" + settingsInput},
		Example: json.RawMessage(`{"messages": 1000}`),
	}}}
	return op
}

func addSettingsSchema(registry huma.Registry) {
	root := closedObject("Settings of a simulation. Every field may be left out.")
	at := map[string]*huma.Schema{"": root}
	for _, f := range settings.Fields {
		s := fieldSchema(f)
		at[f.Path] = s
		if parent, name := split(f.Path); name == "[]" {
			at[parent].Items = s
		} else {
			at[parent].Properties[name] = s
		}
	}
	registry.Map()[settingsInput] = root
}

// split separates a path into its parent's and its own name, which is [] for
// an element.
func split(path string) (parent, name string) {
	if list, ok := strings.CutSuffix(path, "[]"); ok {
		return list, "[]"
	}
	if i := strings.LastIndex(path, "."); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

func closedObject(description string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, Description: description, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
}

func fieldSchema(f settings.Field) *huma.Schema {
	s := &huma.Schema{Description: f.Description, Default: f.Default, Nullable: f.Nullable}
	minimum, maximum := int(f.Minimum), int(math.Min(f.Maximum, math.MaxInt32))
	switch f.Kind {
	case settings.KindInteger:
		s.Type, s.Minimum, s.Maximum = huma.TypeInteger, &f.Minimum, &f.Maximum
	case settings.KindNumber:
		s.Type, s.Minimum, s.Maximum = huma.TypeNumber, &f.Minimum, &f.Maximum
	case settings.KindText:
		s.Type, s.MaxLength = huma.TypeString, &maximum
	case settings.KindFlag:
		s.Type = huma.TypeBoolean
	case settings.KindChoice:
		s.Type = huma.TypeString
		for _, choice := range f.Choices {
			s.Enum = append(s.Enum, choice)
		}
	case settings.KindList:
		s.Type, s.MinItems, s.MaxItems = huma.TypeArray, &minimum, &maximum
	case settings.KindObject:
		s = closedObject(f.Description)
	}
	return s
}

// describeSettings gives the schemas of settings as they are answered, which
// come from the Go types, what only settings.Fields knows.
func describeSettings(registry huma.Registry) {
	names := map[string]string{
		"": "Settings", "senderGroups[]": "SenderGroup", "senderGroups[].sendTime": "SendTime",
		"senderGroups[].sendTime.percentiles[]": "Percentile", "retry": "Retry", "objectives[]": "Objective",
	}
	for _, f := range settings.Fields {
		parent, name := split(f.Path)
		if name == "[]" {
			continue
		}
		s := registry.Map()[names[parent]].Properties[name]
		s.Description = f.Description
		if f.Kind == settings.KindChoice {
			s.Enum = fieldSchema(f).Enum
		}
		if f.Kind == settings.KindList {
			s.Nullable = false
		}
	}
}
