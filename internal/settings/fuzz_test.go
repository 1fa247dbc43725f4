package settings_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

var index = regexp.MustCompile(`\[\d+\]`)

// FuzzDecode: no body makes it panic; what it accepts is within every bound and
// is accepted again, unchanged; what it refuses has a code and words.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{}`, `{"messages":1e6,"mode":"instant"}`, `{"senderGroups":[{"sendTime":{"distribution":"empirical","percentiles":[{"share":0,"seconds":1},{"share":1,"seconds":2}]}}]}`,
		`{"messages":1,"messages":2}`, `{"name":"\ud800","x":{"y":[[]]}}`, `{"seed":-0.0e-5}`, `[`, "{\"name\":\"\xff\"}", "\ufeff{\"text\":\"a\r\nb\tc\"}", "\xff\xfe{\x00}\x00", `{"x":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}`, `{"name":"\ud83c\udf0a"}`, `{"retry":{"maxAttempts":2},"timeToLive":null,"objectives":[]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := settings.Decode(body)
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkBounds(t, s)
		for _, text := range []string{s.Name, s.Text} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\t\u2028\u202e\ufffd") {
				t.Fatalf("%q became %q", body, text)
			}
		}
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > settings.MaxBodyBytes {
			return // with all defaults written out it may be longer than a body
		}
		again, err := settings.Decode(raw)
		if err != nil {
			t.Fatalf("%s was accepted, but not as %s: %v", body, raw, err)
		}
		equal(t, string(body), again, s)
	})
}

func checkRefusal(t *testing.T, err error) {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok || e.Code != fault.CodeInvalid || e.Message == "" {
		t.Fatalf("refused with %#v", err)
	}
	for _, field := range e.Fields {
		if field.Path == "" || field.Message == "" {
			t.Fatalf("refused with %+v", e)
		}
	}
}

// checkBounds compares every number, text and list with its Field.
func checkBounds(t *testing.T, s settings.Settings) {
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	fields := map[string]settings.Field{}
	for _, f := range settings.Fields {
		fields[f.Path] = f
	}
	walk("", tree, func(path string, size float64) {
		if f := fields[path]; size < f.Minimum || size > f.Maximum {
			t.Fatalf("%s is %v, beyond %v to %v", path, size, f.Minimum, f.Maximum)
		}
	})
}

func walk(path string, v any, visit func(path string, size float64)) {
	switch v := v.(type) {
	case float64:
		visit(path, v)
	case []any:
		visit(path, float64(len(v)))
		for _, e := range v {
			walk(path+"[]", e, visit)
		}
	case map[string]any:
		for name, e := range v {
			at := name
			if path != "" {
				at = path + "." + name
			}
			walk(at, e, visit)
		}
	}
}

// Settings that are accepted survive being written and read.
func TestRoundTrip(t *testing.T) {
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		s, err := settingstest.Valid(anySettings(t))
		if err != nil {
			return
		}
		accepted++
		again, err := settingstest.Valid(s)
		if err != nil {
			t.Fatalf("accepted, but not again: %v", err)
		}
		equal(t, "accepted again", again, s)
		var plain settings.Settings // as stores read it
		raw, _ := json.Marshal(s)
		if err := json.Unmarshal(raw, &plain); err != nil {
			t.Fatal(err)
		}
		equal(t, "read without checks", plain, s)
	})
	if accepted < 10 {
		t.Errorf("%d settings were accepted: hardly anything was tested", accepted)
	}
}

// anySettings draws settings whose fields are within their own bounds.
func anySettings(t *rapid.T) settings.Settings {
	number := func(low, high float64) float64 { return rapid.Float64Range(low, high).Draw(t, "number") }
	s := settings.DefaultSettings()
	line := func(most int) string {
		return rapid.StringOfN(rapid.RuneFrom([]rune{' ', '"', '\\'}, unicode.L, unicode.N, unicode.S), 0, most, -1).Draw(t, "line")
	}
	s.Name, s.Text = line(80), line(200)+"\n"+line(200)
	s.Messages = rapid.OneOf(rapid.Int64Range(1, 5000), rapid.Int64Range(1, 20_000_000)).Draw(t, "messages")
	s.Seed = rapid.Int64Range(0, settings.MaxSeed).Draw(t, "seed")
	s.Retry = settings.Retry{MaxAttempts: rapid.IntRange(1, 10).Draw(t, "attempts"), InitialBackoff: number(0, 86_400), Multiplier: number(1, 10),
		MaxBackoff: number(0, 86_400), Jitter: settings.Jitter(rapid.IntRange(0, 1).Draw(t, "jitter"))}
	s.Mode, s.AutoStart = rapid.SampledFrom(settings.Modes).Draw(t, "mode"), rapid.Bool().Draw(t, "autoStart")
	s.Speed, s.MonitoringInterval = number(1, 1000), number(0.5, 60)
	s.Objectives = make([]settings.Objective, rapid.IntRange(0, 5).Draw(t, "objectives"))
	for i := range s.Objectives {
		s.Objectives[i] = settings.Objective{Share: number(0.0001, 1), Within: number(0.001, 31_536_000)}
	}
	if rapid.Bool().Draw(t, "limited") {
		s.TimeToLive = new(number(1, 604_800))
	}
	group := s.SenderGroups[0]
	s.SenderGroups = nil
	for range rapid.IntRange(1, 8).Draw(t, "groups") {
		g := group
		g.Name, g.Senders = line(20), rapid.IntRange(1, 1250).Draw(t, "senders")
		g.FailureRate, g.PermanentShare = number(0, 1), number(0, 1)
		g.RateUnit = rapid.SampledFrom(settings.RateUnits).Draw(t, "unit")
		g.SendTime = anySendTime(t, number)
		if rapid.Bool().Draw(t, "rated") {
			g.RatePerSecond = new(number(0.01, 10_000))
		}
		s.SenderGroups = append(s.SenderGroups, g)
	}
	return s
}

func anySendTime(t *rapid.T, number func(low, high float64) float64) settings.SendTime {
	d := settings.SendTime{Distribution: rapid.SampledFrom(settings.Distributions).Draw(t, "distribution")}
	switch d.Distribution {
	case settings.Normal, settings.Lognormal:
		d.Mean = new(number(0.001, 3600))
		d.StandardDeviation = new(*d.Mean * number(0, 9.99))
	case settings.Uniform:
		d.Minimum = new(number(0, 1800))
		d.Maximum = new(number(1800, 3600))
	case settings.Empirical:
		for i := range rapid.IntRange(2, 20).Draw(t, "points") {
			d.Percentiles = append(d.Percentiles, settings.Percentile{Share: (float64(i) + number(0, 0.99)) / 20, Seconds: float64(i) * 1800})
		}
	default:
		d.Mean = new(number(0.001, 3600))
	}
	return d
}
