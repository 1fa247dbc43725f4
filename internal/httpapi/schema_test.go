package httpapi_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/settings"
)

// The form takes its bounds from GET /limits, clients theirs from the schema,
// the decoder its own from settings.Fields: all are the same.
func TestSchemaOfSettingsHasTheBoundsOfTheDomain(t *testing.T) {
	e := newEnv(t)
	for _, f := range settings.Fields {
		s := e.fieldSchema(f.Path)
		if s == nil {
			t.Errorf("the schema has no %s", f.Path)
			continue
		}
		types := map[settings.Kind]string{
			settings.KindInteger: "integer", settings.KindNumber: "number", settings.KindText: "string", settings.KindFlag: "boolean",
			settings.KindChoice: "string", settings.KindList: "array", settings.KindObject: "object",
		}
		want := map[string]any{"type": types[f.Kind], "description": f.Description}
		if f.Nullable {
			want["type"] = []any{types[f.Kind], "null"}
		}
		if f.Default != nil {
			want["default"] = asJSON(t, f.Default)
		}
		switch f.Kind {
		case settings.KindInteger, settings.KindNumber:
			want["minimum"], want["maximum"] = f.Minimum, f.Maximum
		case settings.KindText:
			want["maxLength"] = f.Maximum
			if f.Minimum > 0 {
				want["minLength"] = f.Minimum
			}
		case settings.KindJitter:
			delete(want, "type")
			want["anyOf"] = []any{map[string]any{"type": "boolean"}, map[string]any{"type": "number", "minimum": f.Minimum, "maximum": f.Maximum}}
		case settings.KindList:
			want["minItems"], want["maxItems"] = f.Minimum, f.Maximum
		case settings.KindChoice:
			want["enum"] = asJSON(t, f.Choices)
		case settings.KindObject:
			want["additionalProperties"] = false
		}
		got := map[string]any{}
		for keyword, value := range s {
			if keyword != "properties" && keyword != "items" {
				got[keyword] = value
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the schema says %v, want %v", f.Path, got, want)
		}
	}
	if n := countSchemas(e.contract.at("components", "schemas", "SettingsInput").(map[string]any)); n != len(settings.Fields) {
		t.Errorf("the schema has %d fields, the domain %d", n, len(settings.Fields))
	}
}

// fieldSchema is the schema of a path as in settings.Fields; nil if there is
// none.
func (e *env) fieldSchema(path string) map[string]any {
	s, _ := e.contract.at("components", "schemas", "SettingsInput").(map[string]any)
	for _, name := range strings.Split(strings.ReplaceAll(path, "[]", ".[]"), ".") {
		if name == "[]" {
			s, _ = s["items"].(map[string]any)
			continue
		}
		properties, _ := s["properties"].(map[string]any)
		s, _ = properties[name].(map[string]any)
	}
	return s
}

func countSchemas(s map[string]any) (n int) {
	if items, ok := s["items"].(map[string]any); ok {
		n += 1 + countSchemas(items)
	}
	properties, _ := s["properties"].(map[string]any)
	for _, p := range properties {
		n += 1 + countSchemas(p.(map[string]any))
	}
	return n
}

func asJSON(t *testing.T, v any) (out any) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// What the domain takes and refuses for one field alone, the schema does too.
func TestSchemaAgreesWithTheDecoder(t *testing.T) {
	e := newEnv(t)
	schema := map[string]any{"$ref": "#/components/schemas/SettingsInput"}
	for _, body := range []string{
		`{}`, `{"messages":1}`, `{"messages":0}`, `{"messages":1.5}`, `{"messages":"1"}`, `{"messages":null}`, `{"x":1}`, `{"timeToLive":null}`,
		`{"timeToLive":0.5}`, `{"mode":"instant"}`, `{"mode":"fast"}`, `{"speed":1000}`, `{"speed":1001}`, `{"autoStart":1}`, `{"senderGroups":[]}`,
		`{"senderGroups":[{"senders":10001}]}`, `{"senderGroups":[{"ratePerSecond":null,"senders":9}]}`, `{"senderGroups":[{"sendTime":{"distribution":"weibull"}}]}`,
		`{"objectives":[]}`, `{"objectives":[{"share":0}]}`, `{"retry":{"jitter":null}}`, `{"name":"` + strings.Repeat("é", 80) + `"}`, `{"name":"` + strings.Repeat("é", 81) + `"}`,
		`{"seed":9007199254740991}`, `{"seed":-1}`, `[]`, `5`,
	} {
		var v any
		e.must(json.Unmarshal([]byte(body), &v))
		_, err := settings.Decode([]byte(body))
		if wrong := e.contract.validate(schema, v, "$"); (err == nil) != (len(wrong) == 0) {
			t.Errorf("%s: the decoder says %v, the schema %q", body, err, wrong)
		}
	}
}

// The check itself must be able to fail.
func TestContractFindsWhatIsWrong(t *testing.T) {
	c := contract{"components": map[string]any{"schemas": map[string]any{"T": map[string]any{
		"type": "object", "additionalProperties": false, "required": []any{"n"},
		"properties": map[string]any{
			"n": map[string]any{"type": "integer", "minimum": 1.0},
			"l": map[string]any{"type": []any{"array", "null"}, "items": map[string]any{"type": "string", "format": "date-time"}},
		},
	}}}}
	for body, want := range map[string]int{
		`{"n":1}`: 0, `{"n":1,"l":null}`: 0, `{"n":1,"l":["2026-11-23T08:30:00Z"]}`: 0,
		`{}`: 1, `{"n":0}`: 1, `{"n":1.5}`: 1, `{"n":null}`: 1, `{"n":1,"x":1}`: 1, `{"n":1,"l":[5]}`: 1, `{"n":1,"l":["today"]}`: 1, `[]`: 1,
	} {
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Fatal(err)
		}
		if got := c.validate(map[string]any{"$ref": "#/components/schemas/T"}, v, "$"); len(got) != want {
			t.Errorf("%s: %q, want %d", body, got, want)
		}
	}
	if isType("integer", math.Pi) {
		t.Error("π is no integer")
	}
}
