package httpapi

import (
	"encoding/json"
	"math"
	"slices"
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
		if s.Type, s.MaxLength = huma.TypeString, &maximum; minimum > 0 {
			s.MinLength = &minimum
		}
	case settings.KindFlag:
		s.Type = huma.TypeBoolean
	case settings.KindChoice:
		s.Type = huma.TypeString
		for _, choice := range f.Choices {
			s.Enum = append(s.Enum, choice)
		}
	case settings.KindList:
		s.Type, s.MinItems, s.MaxItems = huma.TypeArray, &minimum, &maximum
	case settings.KindJitter:
		s.AnyOf = []*huma.Schema{{Type: huma.TypeBoolean}, {Type: huma.TypeNumber, Minimum: &f.Minimum, Maximum: &f.Maximum}}
	case settings.KindObject:
		s = closedObject(f.Description)
	}
	return s
}

// describeSettings gives the schemas of settings as they are answered, which
// come from the Go types, what only settings.Fields knows.
func describeSettings(registry huma.Registry) {
	described := map[*huma.Schema]bool{}
	for _, f := range settings.Fields {
		parent, name := split(f.Path)
		object := answered(registry, parent)
		if name == "[]" {
			continue
		}
		s := object.Properties[name]
		if f.Kind == settings.KindJitter || f.Path == "senderGroups[].timetable[].ratePerSecond" { // whose JSON is their own
			s = fieldSchema(f)
			object.Properties[name] = s
		}
		if s.Ref != "" { // which other fields may have too
			continue
		}
		if described[s] { // of a type that is at several places
			continue
		}
		described[s] = true
		s.Description = f.Description
		if f.Kind == settings.KindChoice {
			s.Enum = fieldSchema(f).Enum
		}
		if f.Kind == settings.KindList {
			s.Nullable = false
			if elements, ok := fieldByPath(f.Path + "[]"); ok && s.Items != nil && s.Items.Ref == "" {
				s.Items = fieldSchema(elements)
			}
		}
	}
	delete(registry.Map(), "Limit")
	retry := registry.Map()["Retry"] // with delays there is no backoff
	retry.Required = slices.DeleteFunc(retry.Required, func(name string) bool {
		return slices.Contains([]string{"initialBackoff", "multiplier", "maxBackoff"}, name)
	})
}

func fieldByPath(path string) (settings.Field, bool) {
	i := slices.IndexFunc(settings.Fields, func(f settings.Field) bool { return f.Path == path })
	if i < 0 {
		return settings.Field{}, false
	}
	return settings.Fields[i], true
}

// answered is the schema of what is at a path in settings as they are answered.
func answered(registry huma.Registry, path string) *huma.Schema {
	s := registry.Map()["Settings"]
	if path != "" {
		parent, name := split(path)
		if s = answered(registry, parent); name == "[]" {
			s = s.Items
		} else {
			s = s.Properties[name]
		}
	}
	for s != nil && s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	return s
}
