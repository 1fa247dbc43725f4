package cli

import (
	"testing"
	"unicode/utf8"

	"alertsim/internal/settings"
)

// FuzzScenario: no file makes a reader panic, nor the settings' reader after it.
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
		root, ok := v.(*settings.Tree)
		if !ok {
			return
		}
		readFigures(root)
		if _, err := settings.ReadForecast(root); err != nil && err.Error() == "" {
			t.Fatal("no words")
		}
	})
}
