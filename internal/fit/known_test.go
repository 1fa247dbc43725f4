package fit

import (
	"encoding/json"
	"maps"
	"os"
	"testing"
)

// Columns are recognised by the rules that the browser has, too (web/src/features/fit/recognise.ts): one table of cases
// holds both.
func TestColumnsAreRecognised(t *testing.T) {
	raw, err := os.ReadFile("testdata/columns.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Header         []string
		Given, Columns map[Role]string
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 10 {
		t.Fatal(err, len(cases))
	}
	for _, c := range cases {
		found, err := recognise(c.Header, c.Given)
		if err != nil {
			t.Errorf("%q: %v", c.Header, err)
			continue
		}
		got := map[Role]string{}
		for _, taken := range found.Taken {
			got[taken.Role] = taken.Name
		}
		if !maps.Equal(got, c.Columns) {
			t.Errorf("%q: got %v, want %v", c.Header, got, c.Columns)
		}
	}
}

// Of every role and kind there is something to tell.
func TestEverythingThatIsKnownHasWords(t *testing.T) {
	needed := 0
	for _, k := range KnownRoles() {
		if k.What == "" || len(k.Names) == 0 && k.Role != Result {
			t.Errorf("%+v", k)
		}
		if k.Needed {
			needed++
		}
	}
	for _, k := range KnownKinds() {
		if k.What == "" || len(k.Words) == 0 {
			t.Errorf("%+v", k)
		}
	}
	if needed != len(Needs) {
		t.Errorf("%d roles are needed", needed)
	}
}
