package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// What becomes of a file before it is settings: what stands there, figures read,
// anchors merged, x- names gone. The browser's import is tested by the same table.
func TestImports(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "imports.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Why, File, Text string
		Document        map[string]any
		Refused         *string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	for _, test := range cases {
		root, err := readScenario(t.Context(), nil, file(t, test.File, test.Text))
		if test.Refused != nil {
			if err == nil || !strings.Contains(err.Error(), *test.Refused) {
				t.Errorf("%s: %v, want %q", test.Why, err, *test.Refused)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.Why, err)
			continue
		}
		readFigures(root)
		written, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(written, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, test.Document) {
			t.Errorf("%s: %s, want %v", test.Why, written, test.Document)
		}
	}
}
