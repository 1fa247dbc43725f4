package cli

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzScenario: no file makes a reader panic, and what it reads can be written as
// JSON, which is what the decoder gets.
func FuzzScenario(f *testing.F) {
	for _, seed := range []string{asJSON, asYAML, withAnchors, "a: &a [*a]", "<<: {a: 1}", "? x\n: y", "%YAML 1.2\n---\na: 1", "a: !!str 5", "a: |\n  b\n", "\"\\ud800\": [", "- - - 1", "{a: {b: [c]}}", "a: 'b", "a:\r\n\tb"} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, yaml bool) {
		if !utf8.Valid(raw) {
			return
		}
		parse := parseJSON
		if yaml {
			parse = parseYAML
		}
		v, err := parse(raw)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("no words")
			}
			return
		}
		root, ok := v.(*tree)
		if !ok {
			return
		}
		readFigures(root)
		if _, err := json.Marshal(root); err != nil {
			t.Fatal(err)
		}
	})
}
