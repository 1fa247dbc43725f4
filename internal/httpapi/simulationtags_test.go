package httpapi_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/simulation"
)

// history is what the list of simulations answers to a query.
func history(t *testing.T, e *env, query string) []string {
	t.Helper()
	var found []string
	for _, s := range read[httpapi.Page](t, e.call("GET", "/api/simulations"+query, "", 200)).Items {
		found = append(found, s.Settings.Name)
	}
	return found
}

func tag(t *testing.T, e *env, id, body string) simulation.Tags {
	t.Helper()
	return read[httpapi.TagList](t, e.call("POST", "/api/simulations/"+id+"/tags", body, 200)).Tags
}

func TestTagsAndSearch(t *testing.T) {
	e := newEnv(t)
	e.open()
	var ids []string
	for _, name := range []string{"Flood, county A", "Flood, county B", "Outage"} {
		e.clock = e.clock.Add(time.Second)
		body := fmt.Sprintf(`{"name": %q, "messages": 40, "mode": "instant"}`, name)
		s := read[httpapi.Simulation](t, e.call("POST", "/api/simulations", body, 202))
		e.call("POST", "/api/simulations/"+s.ID+"/cancel", "", 200)
		ids = append(ids, s.ID)
	}
	if got := tag(t, e, ids[0], `{"add": [" q3 ", "drill"]}`); !reflect.DeepEqual(got, simulation.Tags{"drill", "q3"}) {
		t.Errorf("tags %v", got)
	}
	tag(t, e, ids[2], `{"add": ["q3"]}`)
	for query, want := range map[string][]string{
		"":                          {"Outage", "Flood, county B", "Flood, county A"},
		"?find=FLOOD":               {"Flood, county B", "Flood, county A"},
		"?find=dri":                 {"Flood, county A"},
		"?tag=q3":                   {"Outage", "Flood, county A"},
		"?tag=q3&find=flood":        {"Flood, county A"},
		"?tag=q":                    nil,
		"?state=cancelled&find=out": {"Outage"},
		"?state=completed":          nil,
	} {
		if got := history(t, e, query); !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	items := read[httpapi.Page](t, e.call("GET", "/api/simulations", "", 200)).Items
	if !reflect.DeepEqual(items[2].Tags, simulation.Tags{"drill", "q3"}) || !strings.HasPrefix(items[2].Answer, "It was cancelled") {
		t.Errorf("%+v", items[2])
	}
	if raw := e.call("GET", "/api/simulations?find=county+B", "", 200).body; !strings.Contains(string(raw), `"tags":[]`) {
		t.Errorf("no tags are %s", raw)
	}
	if got := tag(t, e, ids[0], `{"remove": ["q3", "drill", "none"]}`); len(got) != 0 {
		t.Errorf("tags %v are left", got)
	}
	if got := history(t, e, "?tag=q3"); !reflect.DeepEqual(got, []string{"Outage"}) {
		t.Errorf("found %q", got)
	}
	// The next page goes on in what is found.
	first := read[httpapi.Page](t, e.call("GET", "/api/simulations?find=flood&limit=1", "", 200))
	second := read[httpapi.Page](t, e.call("GET", "/api/simulations?find=flood&limit=1&after="+first.Next, "", 200))
	if first.Items[0].ID != ids[1] || second.Items[0].ID != ids[0] {
		t.Errorf("pages %+v, %+v", first, second)
	}
}

func TestTagRefusals(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	path := "/api/simulations/" + s.ID + "/tags"
	long, _ := json.Marshal(strings.Repeat("x", 31))
	for body, says := range map[string]string{
		`{"add": [""]}`:                   "must not be empty",
		`{"add": ["a", "  "]}`:            "must not be empty",
		`{"add": [` + string(long) + `]}`: "at most 30 characters",
		`{"add": ["a\u0007"]}`:            "control characters",
		`{"remove": ["a\nb"]}`:            "one line",
		`{"add": "a"}`:                    "",
		`{"put": ["a"]}`:                  "is not a field",
		`{"add": ["` + strings.Repeat(`a","`, 10) + `b"]}`: "",
	} {
		if got := e.call("POST", path, body, 422).body; !strings.Contains(string(got), says) {
			t.Errorf("%s: %s", body, got)
		}
	}
	tag(t, e, s.ID, `{"add": ["0","1","2","3","4","5","6","7","8","9"]}`)
	e.call("POST", path, `{"add": ["10"]}`, 409)
	e.call("POST", "/api/simulations/nothing/tags", `{"add": ["a"]}`, 404)
	e.call("DELETE", "/api/session", "", 204)
	e.call("POST", path, `{"add": ["a"]}`, 401)
}
