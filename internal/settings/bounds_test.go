package settings_test

import (
	"encoding/json"
	"errors"
	"fmt"
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
				if !formatted[f.Path] {
					accepts(t, f, lowest, strings.Repeat("ü", int(f.Minimum)))
					accepts(t, f, lowest, strings.Repeat("ü", int(f.Maximum)))
				}
				if f.Minimum > 0 {
					refuses(t, f, lowest, "", "nothing")
				}
				refuses(t, f, lowest, strings.Repeat("ü", int(f.Maximum)+1), "one character too many")
			case settings.KindChoice:
				for _, choice := range f.Choices {
					if formatted[f.Path] {
						break
					}
					refuses(t, f, lowest, strings.ToUpper(choice), "another letter case")
				}
				refuses(t, f, lowest, "", "nothing")
			case settings.KindJitter:
				accepts(t, f, lowest, true)
				accepts(t, f, lowest, false)
				accepts(t, f, lowest, 0.25)
				refuses(t, f, lowest, math.Nextafter(1, 2), "a hair above all")
				refuses(t, f, lowest, "true", "a text")
			case settings.KindFlag:
				if !strings.HasSuffix(f.Path, "abort") { // see TestRefused
					accepts(t, f, lowest, true)
				}
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
		name, rising := fmt.Sprintf("%c%d", f.Path[0], i), map[string]any{"at": i}
		switch f.Path {
		case "channels":
			list[i] = map[string]any{"name": name}
		case "steps":
			list[i] = map[string]any{"channel": "c0"}
		case "audience":
			list[i] = map[string]any{"name": name, "share": 1 / float64(n)}
		case "audience[].channels":
			list[i] = fmt.Sprintf("c%d", i)
		case "caps[].groups":
			list[i] = fmt.Sprintf("g%d", i)
		case "caps[].audience":
			list[i] = fmt.Sprintf("a%d", i)
		case "caps":
			list[i] = map[string]any{"name": name, "count": 1, "window": map[string]any{"seconds": 60}}
		case "caps[].timetable":
			rising["count"] = 1
			list[i] = rising
		case "senderGroups[].timetable":
			list[i] = rising
		case "senderGroups[].outcomes":
			list[i] = outcome(1 / float64(max(n, 1)))
		case "senderGroups[].openHours":
			list[i] = map[string]any{"from": "08:00", "to": "21:00"}
		case "senderGroups[].openHours[].days":
			list[i] = "monday"
		case "retry.delays", "steps[].retry.delays":
			list[i] = 30
		default:
			list[i] = map[string]any{}
			if strings.HasSuffix(f.Path, "percentiles") {
				list[i] = map[string]any{"share": float64(i+1) / 32, "seconds": i}
			}
		}
	}
	return list
}

func outcome(share float64) map[string]any {
	return map[string]any{"name": "answered", "share": share, "result": "delivered", "sendTime": map[string]any{"distribution": "constant", "mean": 1}}
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
	sendTime := map[string]any{"distribution": "constant", "mean": 1}
	if strings.HasPrefix(f.Path, "senderGroups[].sendTime") {
		sendTime = map[string]any{}
	}
	switch f.Path[strings.LastIndex(f.Path, ".")+1:] {
	case "standardDeviation":
		sendTime["distribution"], sendTime["mean"] = "lognormal", f.Maximum/10
	case "mean":
		sendTime["distribution"] = "exponential"
	case "minimum", "maximum":
		sendTime = map[string]any{"distribution": "uniform", "minimum": 0, "maximum": f.Maximum}
	case "percentiles", "percentiles[]", "share", "seconds":
		if strings.Contains(f.Path, "percentiles") {
			sendTime = map[string]any{"distribution": "empirical", "percentiles": []any{map[string]any{"share": 0, "seconds": 0}, map[string]any{"share": 1, "seconds": max(f.Maximum, 36_000)}}}
		}
	}
	root := map[string]any{
		"mode": "instant", "messages": 1, "retry": map[string]any{}, "objectives": []any{map[string]any{}},
	}
	if f.Path == "mode" {
		root["messages"] = 10
	}
	addModel(root, f, value, sendTime)
	set(root, strings.Split(f.Path, "."), at, value)
	raw, err := json.Marshal(root)
	if err != nil {
		panic(err)
	}
	return raw
}

// addModel gives settings what a field of the model's second version stands in, and needs.
func addModel(root map[string]any, f settings.Field, value any, sendTime map[string]any) {
	within := func(path string) bool { return strings.HasPrefix(f.Path, path) }
	text, _ := value.(string)
	many := func(is bool, n int) int {
		if is {
			return n
		}
		return 1
	}
	group := map[string]any{"sendTime": sendTime}
	if within("channels") || within("steps") || within("cycles") || within("audience[].channels") || f.Path == "senderGroups[].channel" {
		var channels []any
		for i := range many(within("audience[].channels"), 8) {
			channels = append(channels, map[string]any{"name": fmt.Sprintf("c%d", i)})
		}
		group["channel"] = "c0"
		if text != "" && (f.Path == "channels[].name" || f.Path == "steps[].channel" || f.Path == "senderGroups[].channel") {
			channels[0].(map[string]any)["name"], group["channel"] = text, text
		}
		if text != "" && f.Path == "audience[].channels[]" {
			channels, group["channel"] = []any{map[string]any{"name": text}}, text
		}
		if within("channels[].acknowledgement") {
			group["sendTime"] = map[string]any{}
			channels[0].(map[string]any)["acknowledgement"] = map[string]any{"share": 0.5, "time": sendTime}
		}
		root["channels"] = channels
	}
	if within("steps") || within("cycles") {
		root["steps"] = []any{map[string]any{"channel": "c0", "retry": map[string]any{}}}
	}
	if within("audience") || within("caps[].audience") || f.Path == "objectives[].audience" {
		var audience []any
		n := many(within("caps[].audience"), 16)
		for i := range n {
			audience = append(audience, map[string]any{"name": fmt.Sprintf("a%d", i), "share": 1 / float64(n)})
		}
		first := audience[0].(map[string]any)
		if f.Path == "audience[].messages" {
			delete(first, "share")
			root["messages"] = 10_000_000
		}
		if text != "" && f.Path != "audience[].name" && !within("audience[].channels") {
			first["name"] = text
		}
		if within("audience[].channels[]") {
			first["channels"] = []any{"c0"}
		}
		root["audience"] = audience
	}
	if within("caps") || within("zone") || within("startAt") || within("senderGroups[].openHours") {
		root["startAt"], root["zone"] = "2026-03-28T20:00:00+01:00", "Europe/Berlin"
	}
	if within("senderGroups[].timetable") {
		group["timetable"] = []any{map[string]any{"at": 1, "open": false}}
	}
	if within("senderGroups[].openHours") {
		group["openHours"] = []any{map[string]any{"days": []any{"monday"}, "from": "08:00", "to": "21:00"}}
	}
	if within("senderGroups[].price") || f.Path == "objectives[].budget" {
		group["price"] = map[string]any{}
	}
	if f.Path == "senderGroups[].price.increment" {
		group["price"] = map[string]any{"perMinute": 1}
	}
	if within("senderGroups[].outcomes") {
		delete(group, "sendTime")
		first, other := outcome(0.5), outcome(0.5)
		if strings.HasPrefix(f.Path, "senderGroups[].outcomes[].sendTime.") {
			first["sendTime"], other["sendTime"] = sendTime, sendTime
		}
		if share, is := value.(float64); is && f.Path == "senderGroups[].outcomes[].share" {
			first["share"], other["share"] = 1-share, 1-share
		}
		group["outcomes"] = []any{first, other}
	}
	groups := []any{group}
	if within("caps[].groups") {
		groups = nil
		for i := range 8 {
			groups = append(groups, map[string]any{"name": fmt.Sprintf("g%d", i)})
		}
		if text != "" {
			groups[0].(map[string]any)["name"] = text
		}
	}
	root["senderGroups"] = groups
	if within("caps") {
		window := map[string]any{"daily": "America/New_York"}
		switch f.Path {
		case "caps[].window.seconds", "caps[].window.daily":
			window = map[string]any{}
		}
		quota := map[string]any{"name": "quota", "count": 5, "window": window, "timetable": []any{map[string]any{"at": 1, "count": 2}}}
		if within("caps[].groups") {
			quota["groups"] = []any{"g0"}
		}
		if within("caps[].audience") {
			quota["audience"] = []any{"a0"}
		}
		root["caps"] = []any{quota}
	}
	for path, name := range map[string]string{"retry.delays[]": "retry", "steps[].retry.delays[]": "steps"} {
		switch {
		case f.Path != path:
		case name == "retry":
			root["retry"] = map[string]any{"delays": []any{1}}
		default:
			root["steps"] = []any{map[string]any{"channel": "c0", "retry": map[string]any{"delays": []any{1}}}}
		}
	}
}

// formatted are texts of which only some mean anything; see TestFormats.
var formatted = map[string]bool{
	"startAt": true, "zone": true, "caps[].window.daily": true, "caps[].window.at": true,
	"senderGroups[].openHours[].from": true, "senderGroups[].openHours[].to": true, "senderGroups[].openHours[].days[]": true,
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
	delete(want, "steps[].retry.order") // which is the settings' alone
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
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() == reflect.Struct && t != reflect.TypeFor[settings.Limit]() {
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
		"retry.maxAttempts":                           {1, 20},
		"retry.initialBackoff":                        {0, 86_400},
		"retry.multiplier":                            {1, 10},
		"retry.maxBackoff":                            {0, 86_400},
		"timeToLive":                                  {1, 31_622_400},
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
