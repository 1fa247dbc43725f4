package cli

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"alertsim/internal/settings"
)

// Figures in a scenario, YAML or JSON, are read as those of flags.
func TestFiguresInScenarios(t *testing.T) {
	yaml := `
messages: 250,000
timeToLive: 1d
mode: instant
senderGroups:
  - senders: 1_000
    failureRate: 5 %
    sendTime: {mean: 1.5 s, standardDeviation: 250ms}
  - ratePerSecond: none
retry: {maxAttempts: 2, initialBackoff: 1 min, maxBackoff: 1h 30min}
objectives:
  - {share: 99.9%, within: 2h 30min}
`
	json := `{"messages": "250 000", "timeToLive": "24 h", "mode": "instant",
		"senderGroups": [{"senders": "1,000", "failureRate": ".05", "sendTime": {"mean": "1,500 ms", "standardDeviation": 0.25}}, {"ratePerSecond": "none"}],
		"retry": {"maxAttempts": 2, "initialBackoff": "60", "maxBackoff": 5400}, "objectives": [{"share": 0.999, "within": "9000 s"}]}`
	for name, text := range map[string]string{"YAML": yaml, "JSON": json} {
		s := understood(t, text, "-", "--seed", "1")
		g := s.SenderGroups[0]
		if s.Messages != 250_000 || *s.TimeToLive != 86_400 || g.Senders != 1000 || g.FailureRate != 0.05 || *g.SendTime.Mean != 1.5 || *g.SendTime.StandardDeviation != 0.25 ||
			s.SenderGroups[1].RatePerSecond != nil || s.Retry.InitialBackoff != 60 || s.Retry.MaxBackoff != 5400 || !reflect.DeepEqual(s.Objectives, []settings.Objective{{Share: 0.999, Within: 9000}}) {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if s := understood(t, `{"messages": 20.000}`, "-"); s.Messages != 20 {
		t.Errorf("JSON says what 20.000 is, and it became %d", s.Messages)
	}
	if s := understood(t, "name: 2e3\nmessages: 1e2\n", "-"); s.Name != "2e3" || s.Messages != 100 {
		t.Errorf("%q, %d", s.Name, s.Messages)
	}
}

const withAnchors = `
x-times: &times {distribution: lognormal, mean: 8, standardDeviation: 4}
x-defaults:
  group: &group
    senders: 20
    failureRate: 2%
    sendTime: *times
  rated: &rated {ratePerSecond: 40, senders: 7}
messages: 500
seed: 1
senderGroups:
  - <<: *group
    name: a
  - name: b
    senders: 30
    <<: *group
  - <<: [*rated, *group]
    name: c
    sendTime: {<<: *times, mean: 16}
`

// What stands beside << counts, before or after it; of several the first.
func TestYAMLMergesAndAnchors(t *testing.T) {
	s := understood(t, withAnchors, "-")
	for i, want := range []struct {
		name    string
		senders int
		mean    float64
		rate    float64
	}{{"a", 20, 8, 0}, {"b", 30, 8, 0}, {"c", 7, 16, 40}} {
		g := s.SenderGroups[i]
		rate := 0.0
		if g.RatePerSecond != nil {
			rate = *g.RatePerSecond
		}
		if g.Name != want.name || g.Senders != want.senders || *g.SendTime.Mean != want.mean || *g.SendTime.StandardDeviation != 4 || rate != want.rate || g.FailureRate != 0.02 {
			t.Errorf("group %d is %+v, want %+v", i, g, want)
		}
	}
	// A flag changes the one group, not its anchor's other copies.
	s = understood(t, withAnchors, "-", "--group", "a", "--mean", "3")
	if *s.SenderGroups[0].SendTime.Mean != 3 || *s.SenderGroups[1].SendTime.Mean != 8 {
		t.Errorf("%v and %v", *s.SenderGroups[0].SendTime.Mean, *s.SenderGroups[1].SendTime.Mean)
	}
}

func TestWrongScenariosAreRefusedByTheirLine(t *testing.T) {
	bomb := "x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
	for i := range 9 {
		bomb += strings.ReplaceAll(strings.ReplaceAll("x-Y: &aY [*aX, *aX, *aX, *aX, *aX, *aX, *aX, *aX, *aX, *aX]\n", "X", string(rune('0'+i))), "Y", string(rune('1'+i)))
	}
	var unknown strings.Builder
	for i := range 900 {
		fmt.Fprintf(&unknown, "f%d: 1\n", i)
	}
	for _, test := range []struct {
		name, stdin, want string
	}{
		{"a point that may group", "seed: 1\nmessages: 250.000\n", `line 2: messages: "250.000" could be 250 or 250,000; write 250 or 250000`},
		{"and for a time", "timeToLive: 3.600", `timeToLive: "3.600" could be 3.6 or 3,600; write 3.6 or 3600`},
		{"a decimal comma", "senderGroups:\n- sendTime:\n    mean: 1,5\n", `line 3: senderGroups[0].sendTime.mean: a comma groups thousands; write 1.5 for "1,5"`},
		{"a percentage for a time", `{"timeToLive": "5 %"}`, `timeToLive: "5 %" is no time; write it as 90 (seconds), 90 s, 15m or 2h 30min`},
		{"an octal number", "messages: 010", `messages: leave out the zeros before "10"`},
		{"a clock", "timeToLive: 1:30", `timeToLive: "1:30" could be hours or minutes`},
		{"a number for a name", "name: 2026\n", "name: must be a text in quotes (got 2026)"},
		{"an x- field inside", "retry:\n  x-note: 1\n", `line 2: retry.x-note: is not a field`},
		{"a field in a second line of JSON", "{\n\"sendrs\": 1}", "line 2: sendrs: is not a field"},
		{"aliases without end", bomb, "line 4: not a scenario: with its aliases it has more than 10000 values"},
		{"an alias of itself", "x-a: &a\n  b: *a\n", "line 2: not YAML: no anchor a stands before"},
		{"an alias of nothing", "messages: *n\n", "line 1: not YAML: no anchor n stands before"},
		{"a merge of no object", "retry:\n  <<: 5\n", "line 2: << merges an object or a list of objects, as <<: *anchor"},
		{"a name twice", "messages: 1\nseed: 1\nmessages: 2\n", `line 3, column 1: not YAML: mapping key "messages" already defined at [1:1]`},
		{"a tag", "messages: !count 5\n", "line 1: not a scenario: the tag !count means nothing here"},
		{"Latin-1", "seed: 1\nname: Stra\xdfe\n", "line 2, column 11: it is not UTF-8: 0xDF stands where no character can; save it as UTF-8"},
		{"Latin-1 in JSON", "{\n\"name\": \"\xe9\"}", "line 2, column 10: it is not UTF-8"},
		{"UTF-16", "\xff\xfem\x00", "line 1, column 1: it is in UTF-16; save it as UTF-8"},
		{"half of a character", "{\n\"text\": \"\\ud83c\"}", `line 2, column 10: \ud83c is half of a character (a lone surrogate)`},
		{"and in YAML", "name: \"\\udc00\"\n", "name: holds U+FFFD"},
		{"a control character", "name: \"a\\x07\"\n", "name: must not hold control characters (character 2 is U+0007)"},
		{"brackets in JSON", "{\"x\":" + strings.Repeat("[", 60_000), "line 1, column 21: objects and lists nest deeper than 16 levels"},
		{"brackets in YAML", "messages: " + strings.Repeat("[", 15_000), "objects and lists nest too deep"},
		{"dashes in YAML", strings.Repeat("- ", 15_000), "objects and lists nest too deep"},
		{"names in YAML", "x: " + strings.Repeat("{a: ", 5_000), "objects and lists nest too deep"},
		{"names without end in YAML", strings.ReplaceAll(unknown.String(), "\n", "\n  # more\n") + strings.Repeat("- 1\n", 20_000), "not a scenario: it has 4"},
		{"many unknown names", unknown.String(), "900 fields of the settings are wrong; 40 are named here, and there are 860 more"},
	} {
		start := time.Now()
		a := ask(t, test.stdin, "simulate", "-")
		if a.status != 1 || !strings.Contains(a.err, test.want) || len(a.err) > 10_000 {
			t.Errorf("%s: status %d, said\n%.600s\nwant\n%s", test.name, a.status, a.err, test.want)
		}
		t.Logf("%s: %v", test.name, time.Since(start))
	}
}

func TestFlagsOfAnotherEncodingAreRefused(t *testing.T) {
	for want, args := range map[string][]string{
		"--name: it is not UTF-8: 0xE9 stands":      {"simulate", "--name", "caf\xe9"},
		"--objective: it is not UTF-8: 0xA0 stands": {"simulate", "--objective", "95\xa0%:15m"},
		"--group: it is not UTF-8":                  {"senders", "--group", "\xff"},
	} {
		if a := ask(t, "", args...); a.status != 1 || !strings.Contains(a.err, want) {
			t.Errorf("%q: %+v", args, a)
		}
	}
	if s := understood(t, "", "--text", "Leave now.\r\n\tTake\u2028nothing"); s.Text != "Leave now.\n Take\nnothing" {
		t.Errorf("%q", s.Text)
	}
}

func TestMultilineTextsOfYAMLHaveOneKindOfLineEnd(t *testing.T) {
	unix := "text: |\n  Leave now.\n  Take nothing.\nname: >-\n  one\n  line\n"
	for _, ends := range []string{"\n", "\r\n", "\r"} {
		if s := understood(t, strings.ReplaceAll(unix, "\n", ends), "-"); s.Text != "Leave now.\nTake nothing." || s.Name != "one line" {
			t.Errorf("%q: %q, %q", ends, s.Text, s.Name)
		}
	}
}
