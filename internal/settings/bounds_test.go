package settings_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

// Every bound of Fields is enforced, just at it and just past it.
func TestBounds(t *testing.T) {
	for _, f := range settings.Fields {
		t.Run(f.Path, func(t *testing.T) {
			switch f.Kind {
			case settings.KindNumber:
				accepts(t, f, lowest, f.Minimum)
				accepts(t, f, highest, f.Maximum)
				refuses(t, f, lowest, math.Nextafter(f.Minimum, -1e300), "a hair below the minimum")
				refuses(t, f, highest, math.Nextafter(f.Maximum, 1e300), "a hair above the maximum")
				refuses(t, f, lowest, "1", "a text")
			case settings.KindInteger:
				accepts(t, f, lowest, f.Minimum)
				accepts(t, f, highest, f.Maximum)
				refuses(t, f, lowest, f.Minimum-1, "one below the minimum")
				refuses(t, f, highest, f.Maximum+1, "one above the maximum")
				refuses(t, f, highest, json.RawMessage("1.5"), "a fraction")
				refuses(t, f, lowest, true, "a flag")
			case settings.KindText:
				accepts(t, f, lowest, "")
				accepts(t, f, lowest, strings.Repeat("ü", int(f.Maximum)))
				refuses(t, f, lowest, strings.Repeat("ü", int(f.Maximum)+1), "one character too many")
			case settings.KindChoice:
				for _, choice := range f.Choices {
					refuses(t, f, lowest, strings.ToUpper(choice), "another letter case")
				}
				refuses(t, f, lowest, "", "nothing")
			case settings.KindFlag:
				accepts(t, f, lowest, true)
				accepts(t, f, lowest, false)
				refuses(t, f, lowest, 1, "a number")
			case settings.KindList:
				accepts(t, f, lowest, elements(f, int(f.Minimum)))
				accepts(t, f, lowest, elements(f, int(f.Maximum)))
				if f.Minimum > 0 {
					refuses(t, f, lowest, elements(f, int(f.Minimum)-1), "an element too few")
				}
				refuses(t, f, lowest, elements(f, int(f.Maximum)+1), "an element too many")
				refuses(t, f, lowest, map[string]any{}, "an object")
			case settings.KindObject:
				refuses(t, f, lowest, []any{}, "a list")
			}
			if strings.HasSuffix(f.Path, "[]") {
				return // see the rows about null in TestRefused
			}
			if f.Nullable {
				accepts(t, f, lowest, nil)
			} else {
				refuses(t, f, lowest, nil, "null")
			}
		})
	}
}

// elements are so many valid elements of a list.
func elements(f settings.Field, n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = map[string]any{}
		if strings.HasSuffix(f.Path, "percentiles") {
			list[i] = map[string]any{"share": float64(i+1) / 32, "seconds": i}
		}
	}
	return list
}

// end says which element of a list takes the value, so that the others leave
// it room.
type end int

const (
	lowest end = iota
	highest
)

// document returns settings in which a field may reach each of its bounds, with
// the field set.
func document(f settings.Field, at end, value any) []byte {
	sendTime := map[string]any{}
	switch f.Path[strings.LastIndex(f.Path, ".")+1:] {
	case "standardDeviation":
		sendTime["mean"] = 3600
	case "mean":
		sendTime["distribution"] = "exponential"
	case "minimum", "maximum":
		sendTime["distribution"] = "uniform"
		sendTime["minimum"], sendTime["maximum"] = 0, 3600
	case "percentiles", "percentiles[]", "share", "seconds":
		sendTime["distribution"] = "empirical"
		sendTime["percentiles"] = []any{map[string]any{"share": 0, "seconds": 0}, map[string]any{"share": 1, "seconds": 36_000}}
	}
	root := map[string]any{
		"mode": "instant", "messages": 1, "retry": map[string]any{}, "objectives": []any{map[string]any{}},
		"senderGroups": []any{map[string]any{"sendTime": sendTime}},
	}
	if f.Path == "mode" {
		root["messages"] = 10
	}
	set(root, strings.Split(f.Path, "."), at, value)
	raw, err := json.Marshal(root)
	if err != nil {
		panic(err)
	}
	return raw
}

// set puts a value at a path; of a list it takes the first or the last element.
func set(o map[string]any, path []string, at end, value any) {
	name, isElement := strings.CutSuffix(path[0], "[]")
	if !isElement {
		if len(path) == 1 {
			o[name] = value
			return
		}
		set(o[name].(map[string]any), path[1:], at, value)
		return
	}
	list := o[name].([]any)
	i := 0
	if at == highest {
		i = len(list) - 1
	}
	if len(path) == 1 {
		list[i] = value
		return
	}
	set(list[i].(map[string]any), path[1:], at, value)
}

func accepts(t *testing.T, f settings.Field, at end, value any) {
	t.Helper()
	raw := document(f, at, value)
	s, err := settings.Decode(raw)
	if err != nil {
		t.Errorf("%v was refused: %v\n%s", value, err, raw)
		return
	}
	again, err := settingstest.Valid(s)
	if err != nil {
		t.Errorf("%v was accepted, but not again: %v", value, err)
	}
	equal(t, "accepted again", again, s)
}

func refuses(t *testing.T, f settings.Field, at end, value any, what string) {
	t.Helper()
	raw := document(f, at, value)
	_, err := settings.Decode(raw)
	e, ok := errors.AsType[*fault.Error](err)
	if !ok || e.Code != fault.CodeInvalid {
		t.Errorf("%s (%v) was accepted: %v\n%s", what, value, err, raw)
		return
	}
	for _, field := range e.Fields {
		if index.ReplaceAllString(field.Path, "[]") == f.Path {
			return
		}
	}
	t.Errorf("%s (%v) was refused, but not for %s: %v", what, value, f.Path, err)
}

// Fields and the settings' JSON form name the same fields.
func TestFieldsAreThoseOfTheSettings(t *testing.T) {
	want := map[string]bool{}
	paths(reflect.TypeFor[settings.Settings](), "", want)
	for _, f := range settings.Fields {
		if !want[f.Path] {
			t.Errorf("%s is listed twice or is no field of the settings", f.Path)
		}
		delete(want, f.Path)
		if f.Minimum > f.Maximum || f.Description == "" || !strings.HasSuffix(f.Description, ".") {
			t.Errorf("%s: %+v", f.Path, f)
		}
		if (f.Kind == settings.KindChoice) != (len(f.Choices) > 0) {
			t.Errorf("%s has kind %s and choices %q", f.Path, f.Kind, f.Choices)
		}
	}
	for path := range want {
		t.Errorf("%s is not listed", path)
	}
}

func paths(of reflect.Type, prefix string, found map[string]bool) {
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		path, t := prefix+name, of.Field(i).Type
		found[path] = true
		if t.Kind() == reflect.Slice {
			t, path = t.Elem(), path+"[]"
			found[path] = true
		}
		if t.Kind() == reflect.Struct {
			paths(t, path+".", found)
		}
	}
}

// The bounds that are promised to users. A wider one may break what the engine
// counts on, a narrower one old scenarios.
func TestPromisedBounds(t *testing.T) {
	want := map[string][2]float64{
		"name":                         {0, 80},
		"messages":                     {1, 100_000_000},
		"seed":                         {0, 1<<53 - 1},
		"senderGroups":                 {1, 8},
		"senderGroups[].senders":       {1, 10_000},
		"senderGroups[].sendTime.mean": {0.001, 3600},
		"senderGroups[].sendTime.standardDeviation":   {0, 36_000},
		"senderGroups[].sendTime.minimum":             {0, 3600},
		"senderGroups[].sendTime.maximum":             {0.001, 3600},
		"senderGroups[].sendTime.percentiles":         {2, 20},
		"senderGroups[].sendTime.percentiles[].share": {0, 1},
		"senderGroups[].failureRate":                  {0, 1},
		"senderGroups[].permanentShare":               {0, 1},
		"senderGroups[].ratePerSecond":                {0.01, 10_000},
		"retry.maxAttempts":                           {1, 10},
		"retry.initialBackoff":                        {0, 86_400},
		"retry.multiplier":                            {1, 10},
		"retry.maxBackoff":                            {0, 86_400},
		"timeToLive":                                  {1, 604_800},
		"speed":                                       {1, 1000},
		"monitoringInterval":                          {0.5, 60},
	}
	for _, f := range settings.Fields {
		if bounds, promised := want[f.Path]; promised {
			equal(t, f.Path, [2]float64{f.Minimum, f.Maximum}, bounds)
			delete(want, f.Path)
		}
	}
	equal(t, "fields that are missing", want, map[string][2]float64{})
}
