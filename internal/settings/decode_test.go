package settings_test

import (
	"errors"
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// The defaults that are promised: a change here changes what old scenarios mean.
func TestDefaults(t *testing.T) {
	got := settings.DefaultSettings()
	equal(t, "name, messages, mode, speed and interval", []any{got.Name, got.Messages, got.Mode, got.Speed, got.MonitoringInterval},
		[]any{"Unnamed alert", int64(1000), settings.Live, 1.0, 1.0})
	equal(t, "retry", got.Retry, settings.Retry{MaxAttempts: 1, InitialBackoff: 30, Multiplier: 2, MaxBackoff: 600, Jitter: 1})
	equal(t, "objectives", got.Objectives, []settings.Objective{{Share: 0.95, Within: 900}})
	equal(t, "groups", len(got.SenderGroups), 1)
	group := got.SenderGroups[0]
	equal(t, "send time", group.SendTime, settings.SendTime{Distribution: settings.Normal, Mean: new(10.0), StandardDeviation: new(2.0)})
	equal(t, "name, senders and failures of the group", []any{group.Name, group.Senders, group.FailureRate, group.PermanentShare}, []any{"sms", 4, 0.0, 0.0})
	if group.RatePerSecond != nil || got.TimeToLive != nil || got.AutoStart || got.Seed != 0 {
		t.Errorf("a rate limit, time-to-live or start nobody asked for: %+v", got)
	}
	for _, body := range []string{`{}`, `{"messages":1000}`, ` {"senderGroups":[{}]} `, `{"retry":{}}`, `{"objectives":[{}]}`,
		`{"senderGroups":[{"sendTime":{}}],"timeToLive":null}`, `{"name":"  "}`} {
		s, err := settings.Decode([]byte(body))
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		s.Seed = 0 // random
		equal(t, body, s, got)
	}
}

func TestAbsentSeedIsRandom(t *testing.T) {
	seen := map[int64]bool{}
	for range 20 {
		s, err := settings.Decode([]byte(`{}`))
		if err != nil || s.Seed < 0 || s.Seed > settings.MaxSeed {
			t.Fatalf("seed %d, %v", s.Seed, err)
		}
		seen[s.Seed] = true
	}
	if len(seen) < 20 {
		t.Errorf("20 absent seeds became %d different ones", len(seen))
	}
}

func TestAccepted(t *testing.T) {
	for _, test := range []struct {
		why, body string
		check     func(settings.Settings) bool
	}{
		{"a whole number may be written with an exponent", `{"messages":1e6,"mode":"instant"}`, func(s settings.Settings) bool { return s.Messages == 1_000_000 }},
		{"or with a fraction that is none", `{"messages":20.000,"seed":12.5e1}`, func(s settings.Settings) bool { return s.Messages == 20 && s.Seed == 125 }},
		{"the largest seed is exact", `{"seed":9007199254740991}`, func(s settings.Settings) bool { return s.Seed == settings.MaxSeed }},
		{"minus zero is zero", `{"seed":-0,"senderGroups":[{"failureRate":-0.0}]}`, func(s settings.Settings) bool {
			return s.Seed == 0 && 1/s.SenderGroups[0].FailureRate > 0
		}},
		{"no objectives are not the default ones", `{"objectives":[]}`, func(s settings.Settings) bool { return s.Objectives != nil && len(s.Objectives) == 0 }},
		{"names lose spaces around them", `{"name":"\u00a0 Sturm \t"}`, func(s settings.Settings) bool { return s.Name == "Sturm" }},
		{"a byte order mark goes before settings", "\ufeff{}", func(s settings.Settings) bool { return s.Messages == 1000 }},
		{"names may be in any script", `{"name":"洪水警報 🌊"}`, func(s settings.Settings) bool { return s.Name == "洪水警報 🌊" }},
		{"an absent deviation is a fifth of the mean", `{"senderGroups":[{"sendTime":{"distribution":"lognormal","mean":20}}]}`,
			func(s settings.Settings) bool { return *s.SenderGroups[0].SendTime.StandardDeviation == 4 }},
		{"a constant has no deviation", `{"senderGroups":[{"sendTime":{"distribution":"constant"}}]}`, func(s settings.Settings) bool {
			return *s.SenderGroups[0].SendTime.Mean == 10 && s.SenderGroups[0].SendTime.StandardDeviation == nil
		}},
		{"a uniform one has its own defaults", `{"senderGroups":[{"sendTime":{"distribution":"uniform"}}]}`, func(s settings.Settings) bool {
			t := s.SenderGroups[0].SendTime
			return t.Mean == nil && *t.Minimum == 5 && *t.Maximum == 15
		}},
		{"unnamed groups are told apart", `{"senderGroups":[{"name":"mail"},{"name":" "}]}`, func(s settings.Settings) bool {
			return s.SenderGroups[0].Name == "mail" && s.SenderGroups[1].Name == "group 2"
		}},
		{"percentiles may be equal in seconds", `{"senderGroups":[{"sendTime":{"distribution":"empirical","percentiles":[{"share":0.1,"seconds":3},{"share":0.2,"seconds":3}]}}]}`,
			func(s settings.Settings) bool { return len(s.SenderGroups[0].SendTime.Percentiles) == 2 }},
	} {
		s, err := settings.Decode([]byte(test.body))
		if test.check == nil {
			if err == nil {
				t.Errorf("%s: %s was accepted", test.why, test.body)
			}
			continue
		}
		if err != nil || !test.check(s) {
			t.Errorf("%s: %s became %+v, %v", test.why, test.body, s, err)
		}
	}
}

// Every row is refused with CodeInvalid; each want is "path: part of the
// message", and there are no other fields.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		why, body string
		want      []string
	}{
		{"a field of a group at the top says where it belongs", `{"senders":4}`, []string{"senders: belongs into senderGroups[].senders"}},
		{"so does a rate, and its value is not judged", `{"failureRate":2}`, []string{"failureRate: belongs into senderGroups[].failureRate"}},
		{"letter case counts, and the right one is shown", `{"Messages":5}`, []string{`Messages: write it "messages"`}},
		{"an unknown name is refused", `{"colour":"red"}`, []string{"colour: is not a field"}},
		{"so it is in a group", `{"senderGroups":[{},{"Senders":4,"x":1}]}`, []string{`senderGroups[1].Senders: write it "senders"`, "senderGroups[1].x: is not a field"}},
		{"and everywhere else", `{"retry":{"a":1},"objectives":[{"b":1}],"senderGroups":[{"sendTime":{"c":1}}]}`,
			[]string{"senderGroups[0].sendTime.c: is not a field", "retry.a: is not a field", "objectives[0].b: is not a field"}},
		{"a path is no name", `{"retry.jitter":false,"senderGroups[]":1,"senderGroups[0]":1,"retry":{}}`,
			[]string{`["retry.jitter"]: is not a field`, `["senderGroups[0]"]: is not a field`, `["senderGroups[]"]: is not a field; there are`}},
		{"nor is nothing", `{"":1}`, []string{`[""]: is not a field`}},
		{"a parameter of another distribution would be lost silently", `{"senderGroups":[{"sendTime":{"distribution":"constant","mean":5,"standardDeviation":1}}]}`,
			[]string{"senderGroups[0].sendTime.standardDeviation: constant"}},
		{"whatever its value is", `{"senderGroups":[{"sendTime":{"minimum":"x","percentiles":null}}]}`,
			[]string{"senderGroups[0].sendTime.minimum: normal", "senderGroups[0].sendTime.percentiles: normal"}},
		{"but not if the distribution is wrong anyway", `{"senderGroups":[{"sendTime":{"distribution":"gamma","minimum":1}}]}`,
			[]string{`senderGroups[0].sendTime.distribution: must be one of normal, lognormal, exponential, uniform, constant, empirical (got "gamma")`}},

		{"a name given twice", `{"messages":5,"messages":6}`, []string{"messages: is given twice"}},
		{"also deep inside", `{"senderGroups":[{},{"sendTime":{"mean":1,"mean":1}}]}`, []string{"senderGroups[1].sendTime.mean: is given twice"}},
		{"also if it is no field", `{"x":1,"x":2}`, []string{"x: is given twice", "x: is not a field"}},

		{"null is no number", `{"messages":null}`, []string{"messages: must not be null"}},
		{"nor a list, an object, a text, a choice, a flag", `{"senderGroups":null,"retry":null,"name":null,"mode":null,"autoStart":null,"objectives":null}`,
			[]string{"name: null", "senderGroups: null", "retry: null", "mode: null", "autoStart: null", "objectives: null"}},
		{"nor an element", `{"senderGroups":[null]}`, []string{"senderGroups[0]: must be an object in braces (got null)"}},

		{"words are no numbers", `{"messages":"many"}`, []string{`messages: must be a whole number between 1 and 100,000,000, without quotes (got "many")`}},
		{"not even digits in quotes", `{"messages":"5","speed":"2"}`, []string{`messages: (got "5")`, `speed: must be a number between 1 and 1,000, without quotes (got "2")`}},
		{"nor times with units and percentages", `{"timeToLive":"15m","senderGroups":[{"failureRate":"5%"}]}`,
			[]string{`senderGroups[0].failureRate: must be a number between 0 and 1, without quotes or % (got "5%")`, `timeToLive: must be a number of seconds between 1 and 31,622,400, without quotes or unit (got "15m")`}},
		{"nor flags, lists and objects", `{"messages":true,"speed":[],"timeToLive":{}}`, []string{"messages: (got true)", "timeToLive: (got {})", "speed: (got [])"}},
		{"numbers are no texts, choices and flags", `{"name":1,"mode":2,"autoStart":1}`,
			[]string{"name: text in quotes (got 1)", "mode: must be one of live, instant (got 2)", "autoStart: must be true or false (got 1)"}},
		{"nor objects and lists", `{"retry":1,"senderGroups":{},"objectives":"x"}`,
			[]string{"senderGroups: list in brackets (got {})", "retry: object in braces (got 1)", "objectives: list in brackets"}},
		{"long values are shortened", `{"mode":"` + strings.Repeat("é", 100) + `"}`, []string{"mode: " + strings.Repeat("é", 39) + "…"}},

		{"less than one message", `{"messages":0.5}`, []string{"messages: must be between 1 and 100,000,000 messages (got 0.5)"}},
		{"half a message", `{"messages":1.5}`, []string{"messages: whole number (got 1.5)"}},
		{"a fraction too fine for a float64", `{"messages":1.9999999999999999999999,"seed":9007199254740991.4}`, []string{"messages: whole number", "seed: whole number"}},
		{"a number too small for a float64", `{"seed":1e-999999999}`, []string{"seed: whole number"}},
		{"a number too large for a float64", `{"messages":1e999}`, []string{"messages: must be between 1 and 100,000,000 messages (got 1e999)"}},
		{"negative and too large", `{"seed":-1e999999999}`, []string{"seed: must be between"}},
		{"a whole number too large for an int64", `{"messages":123456789012345678901234567890}`, []string{"messages: must be between"}},
		{"the first seed beyond the exact ones", `{"seed":9007199254740992}`, []string{"seed: must be between 0 and 9,007,199,254,740,991"}},
		{"and the next, which a float64 rounds down to it", `{"seed":9007199254740993}`, []string{"seed: must be between"}},

		{"a text with a bell", `{"text":"a\u0007b"}`, []string{"text: must not hold control characters (character 2 is U+0007)"}},
		{"a name of two lines", `{"name":"a\nb"}`, []string{"name: must be one line (character 2 ends it)"}},
		{"a zero byte", `{"senderGroups":[{"name":"\u0000"}]}`, []string{"senderGroups[0].name: control characters"}},

		{"everything wrong is named at once, in the order of the form", `{"name":5,"messages":0,"messages":1,"senderGroups":[{"senders":0,"failureRate":1.1}],"retry":{"maxAttempts":21},"speed":0,"zzz":1}`,
			[]string{"messages: is given twice", "name: must be a text", "messages: must be between", "senderGroups[0].senders: must be between", "senderGroups[0].failureRate: must be between 0 and 1 (got 1.1)",
				"retry.maxAttempts: must be between 1 and 20 attempts (got 21)", "speed: must be between", "zzz: is not a field"}},
	} {
		t.Run(test.why, func(t *testing.T) { refused(t, test.body, test.want) })
	}
}

// refused checks that a body is refused for exactly the fields that are wanted.
func refused(t *testing.T, body string, want []string) {
	t.Helper()
	s, err := settings.Decode([]byte(body))
	e, ok := errors.AsType[*fault.Error](err)
	if !ok || e.Code != fault.CodeInvalid {
		t.Fatalf("%s became %+v, %v; want CodeInvalid", body, s, err)
	}
	if len(e.Fields) != len(want) {
		t.Fatalf("%s: %v; want %q", body, err, want)
	}
	for i, w := range want {
		path, message, _ := strings.Cut(w, ": ")
		if got := e.Fields[i]; got.Path != path || !strings.Contains(got.Message, message) {
			t.Errorf("field %d is %s: %s; want %s", i, got.Path, got.Message, w)
		}
	}
}

func TestNotSettingsAtAll(t *testing.T) {
	deep := strings.Repeat(`[`, 8000) + strings.Repeat(`]`, 8000)
	for _, test := range []struct{ why, body, message string }{
		{"nothing", ``, "ends too early"},
		{"white space", " \n", "ends too early"},
		{"cut off", `{"messages":1`, "ends too early"},
		{"cut off in a text", `{"name":"a`, "ends too early"},
		{"another value after it", `{} x`, "goes on after its JSON value ends"},
		{"another object after it", `{}{}`, "goes on after its JSON value ends (byte 3)"},
		{"a stray bracket after it", `{}]`, "goes on after its JSON value ends"},
		{"a comma too many", `{"messages":1,}`, "byte 15"},
		{"no quotes", `{messages:1}`, "not JSON"},
		{"a comment", `{} // defaults`, "goes on"},
		{"a leading zero", `{"messages":007}`, "not JSON"},
		{"a plus sign", `{"messages":+1}`, "not JSON"},
		{"not a number", `{"messages":NaN}`, "not JSON"},
		{"a list", `[{"messages":1}]`, "must be a JSON object"},
		{"null", `null`, "must be a JSON object"},
		{"a text", `"messages"`, "must be a JSON object"},
		{"a number", `3`, "must be a JSON object"},
		{"deep nesting", deep, "nest deeper than 16 levels (byte 17)"},
		{"deep nesting that is cut off", deep[:9000], "nest deeper than 16 levels (byte 17)"},
		{"more than 64 KiB", `{"name":"` + strings.Repeat(" ", 64<<10) + `"}`, "65,547 bytes long; at most 65,536"},
	} {
		_, err := settings.Decode([]byte(test.body))
		if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v; want CodeInvalid with %q", test.why, err, test.message)
		}
	}
	full := `{"messages":7` + strings.Repeat(" ", 64<<10-14) + `}`
	if _, err := settings.Decode([]byte(full)); err != nil || len(full) != settings.MaxBodyBytes {
		t.Errorf("%d bytes were refused: %v", len(full), err)
	}
	fits := strings.Repeat(`[`, settings.MaxDepth-1) + `"[[[\"{"` + strings.Repeat(`]`, settings.MaxDepth-1)
	if _, err := settings.Decode([]byte(`{"x":` + fits + `}`)); err == nil || !strings.Contains(err.Error(), "x: is not a field") {
		t.Errorf("as deep as is allowed, in an unknown field: %v", err)
	}
}
