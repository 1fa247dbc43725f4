package cli

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"alertsim/internal/settings"
	"alertsim/internal/study"
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

// Whatever --vary and --alternative say is read or refused, and what is read is a factor of a study or refused by it.
func FuzzVary(f *testing.F) {
	for _, text := range []string{"a: messages=1..5:3,log", `x: senderGroups["a: b"].senders=1,2`, "timeToLive=none,15m", "messages=1..2..3:4", "p: retry.maxAttempts=5; timeToLive=2h", "=", ":=", "[=", `["`, "messages=1..:"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, v := range [][2][]string{{{text}, nil}, {nil, {text}}} {
			varied, err := readVaried(v[0], v[1])
			if err != nil {
				continue
			}
			raw, err := json.Marshal(map[string]any{"vary": varied.factors})
			if err != nil {
				t.Fatal(err)
			}
			_, _ = study.Decode(raw)
		}
	})
}
