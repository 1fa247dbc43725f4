package cli

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/result"
	"alertsim/internal/settings"
)

// understood are the settings that a command line comes to.
func understood(t *testing.T, stdin string, args ...string) settings.Settings {
	t.Helper()
	a := ask(t, stdin, append([]string{"simulate", "--json"}, args...)...)
	if a.status == 1 {
		t.Fatalf("%q: %s", args, a.err)
	}
	return answerOf(t, a).Settings
}

func answerOf(t *testing.T, a answered) (answer result.ForecastAnswer) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(a.out))
	d.DisallowUnknownFields()
	if err := d.Decode(&answer); err != nil {
		t.Fatalf("%v in %s", err, a.out)
	}
	return answer
}

const (
	asJSON = `{"name": "A \"b\" é", "messages": 12, "seed": 9007199254740991, "timeToLive": null, "autoStart": true,
		"senderGroups": [{"name": "x", "senders": 2, "sendTime": {"mean": 0.1, "standardDeviation": 1e-3}}, {"ratePerSecond": 0.5}],
		"objectives": []}`
	asYAML = `
# the same
---
name: 'A "b" é'
messages: 12
seed: 9007199254740991
timeToLive: ~
autoStart: true
senderGroups:
  - name: x
    senders: 2
    sendTime: {mean: 0.1, standardDeviation: 1e-3}
  - ratePerSecond: .5
objectives: []
`
)

func TestScenarioInEveryForm(t *testing.T) {
	want := ask(t, "", "simulate", file(t, "a.json", asJSON), "--json")
	if want.status != 0 || answerOf(t, want).Settings.Name != `A "b" é` {
		t.Fatalf("%+v", want)
	}
	for name, got := range map[string]answered{
		"JSON on standard input": ask(t, asJSON, "simulate", "-", "--json"),
		"YAML on standard input": ask(t, asYAML, "simulate", "--json", "-"),
		".yaml":                  ask(t, "", "simulate", file(t, "a.yaml", asYAML), "--json"),
		".YML":                   ask(t, "", "simulate", file(t, "a.YML", asYAML), "--json"),
		"JSON is YAML":           ask(t, "", "simulate", file(t, "a.yml", asJSON), "--json"),
		"another name":           ask(t, "", "simulate", file(t, "scenario", "\n "+asJSON), "--json"),
		"byte order mark":        ask(t, "", "simulate", file(t, "b.json", "\ufeff"+asJSON), "--json"),
	} {
		if got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestFlagsOverrideTheFile(t *testing.T) {
	base := `{"name": "base", "text": "old", "messages": 10, "seed": 1, "mode": "instant", "timeToLive": 99, "senderGroups": [{"ratePerSecond": 2, "sendTime": {"mean": 3, "standardDeviation": 1}}]}`
	s := understood(t, base, "-", "--messages", "1,234", "--seed", "7", "--name", "mine", "--senders", "40", "--mean", "250ms", "--deviation", "0.05",
		"--failure-rate", "7.3%", "--permanent-share", "0.25", "--rate", "none", "--rate-unit", "messages", "--text", "Leave now", "--attempts", "2", "--time-to-live", "1h30m",
		"--objective", "99.9%:15m", "--objective", "0.5:60", "--mode", "live", "--speed", "2")
	g := s.SenderGroups[0]
	if s.Name != "mine" || s.Messages != 1234 || s.Seed != 7 || g.Senders != 40 || *g.SendTime.Mean != 0.25 || *g.SendTime.StandardDeviation != 0.05 ||
		g.FailureRate != 0.073 || g.PermanentShare != 0.25 || g.RatePerSecond != nil || g.RateUnit != settings.Messages || s.Text != "Leave now" || s.Retry.MaxAttempts != 2 || *s.TimeToLive != 5400 ||
		!reflect.DeepEqual(s.Objectives, []settings.Objective{{Share: 0.999, Within: 900}, {Share: 0.5, Within: 60}}) || s.Mode != settings.Live || s.Speed != 2 {
		t.Errorf("%+v", s)
	}
	if s := understood(t, base, "-"); s.Messages != 10 || *s.SenderGroups[0].RatePerSecond != 2 || *s.TimeToLive != 99 {
		t.Errorf("without flags: %+v", s)
	}
	if s := understood(t, base, "-", "--objective", "none", "--time-to-live", "none", "--rate", "3"); len(s.Objectives) != 0 || s.TimeToLive != nil || *s.SenderGroups[0].RatePerSecond != 3 {
		t.Errorf("none: %+v", s)
	}
	if s := understood(t, "", "--seed", "1"); s.Messages != 1000 || s.TotalSenders() != 4 {
		t.Errorf("no file: %+v", s)
	}
	if s := understood(t, `{"messages": 5, "senderGroups": [{"name": "1"}, {}, {"name": "b"}]}`, "-", "--group", "b", "--senders", "9"); s.SenderGroups[2].Senders != 9 || s.SenderGroups[0].Senders != 4 {
		t.Errorf("--group b: %+v", s)
	}
}

func TestDistributionIsChangedByOneFlag(t *testing.T) {
	base := `{"messages": 3, "senderGroups": [{"sendTime": {"mean": 3, "standardDeviation": 1}}]}`
	for kind, want := range map[string]string{
		"lognormal":   `{"distribution":"lognormal","mean":3,"standardDeviation":1}`,
		"exponential": `{"distribution":"exponential","mean":3}`,
		"constant":    `{"distribution":"constant","mean":3}`,
		"uniform":     `{"distribution":"uniform","minimum":5,"maximum":15}`,
	} {
		got, err := json.Marshal(understood(t, base, "-", "--distribution", kind).SenderGroups[0].SendTime)
		if err != nil || string(got) != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

func TestLargeRunsAreInstantUnlessSaidOtherwise(t *testing.T) {
	args := []string{"forecast", "--senders", "5000", "--objective", "none", "--json", "--messages"}
	if mode := answerOf(t, ask(t, "", append(args, "10000000")...)).Settings.Mode; mode != settings.Live {
		t.Errorf("10,000,000 messages: %s", mode)
	}
	if mode := answerOf(t, ask(t, "", append(args, "10_000_001")...)).Settings.Mode; mode != settings.Instant {
		t.Errorf("10,000,001 messages: %s", mode)
	}
	if a := ask(t, "", append(args, "10000001", "--mode", "live")...); a.status != 1 || !strings.Contains(a.err, "--messages: must be at most 10,000,000 for a live simulation") {
		t.Errorf("%+v", a)
	}
}

func TestWrongInputIsToldInWords(t *testing.T) {
	three := `{"senderGroups": [{"name": "a"}, {}, {"name": "c"}]}`
	tests := []struct {
		name, stdin, args string
		want              string // the whole message
	}{
		{"no file", "", "simulate nowhere.json", "nowhere.json: there is no such file"},
		{"no file but a folder", "", "simulate testdata", "testdata: cannot be read: is a directory"},
		{"nothing", " \n", "simulate -", "standard input: is empty"},
		{"a list", "[]", "simulate -", `standard input: a scenario must be an object, as {"messages": 1000}`},
		{"a text", "hello", "forecast -", `standard input: a scenario must be an object, as {"messages": 1000}`},
		{"JSON that ends", `{"messages": 1`, "simulate -", "standard input: line 1, column 14: not JSON: it ends too early"},
		{"JSON with a fault", "{\"messages\": 1,\n \"seed\" 1}", "simulate -", "standard input: line 2, column 9: not JSON: invalid character '1' after object key"},
		{"JSON twice", "{}\n{}", "senders -", "standard input: line 2, column 1: it goes on after its JSON value ends"},
		{"YAML with a fault", "messages: [1", "simulate -", "standard input: line 1, column 11: not YAML: sequence end token ']' not found"},
		{"YAML with a name twice", "seed: 1\nseed: 2", "simulate -", "standard input: line 2, column 1: not YAML: mapping key \"seed\" already defined at [1:1]"},
		{"YAML twice", "seed: 1\n---\nseed: 2", "simulate -", "standard input: holds several YAML documents; a scenario is one"},
		{"YAML without end", "messages: .inf", "simulate -", "standard input: one field of the settings is wrong\n  messages: \".inf\" is no whole number; write it as 250000 or 250,000"},
		{"fields", `{"messages": 0, "messages": 1, "senderGroups": [{"sendrs": 2, "failureRate": 2}], "foo": {}}`, "simulate -",
			"standard input: 5 fields of the settings are wrong\n" +
				"  messages: is given twice; keep one of the two\n" +
				"  messages: must be between 1 and 100,000,000 messages (got 0)\n" +
				"  senderGroups[0].failureRate: must be between 0 and 1 (got 2)\n" +
				"  senderGroups[0].sendrs: is not a field; there are name, channel, senders, sendTime, failureRate, permanentShare, outcomes, ratePerSecond, rateUnit, burst, timetable, openHours, price\n" +
				"  foo: is not a field; there are name, text, messages, seed, startAt, zone, channels, steps, cycles, until, audience, senderGroups, caps, currency, retry, timeToLive, mode, speed, monitoringInterval, autoStart, objectives"},
		{"flags", "", "simulate --messages 1.5 --mean x --failure-rate 5%% --objective 95% --objective 200%:x --attempts 1,5 --mode slow",
			"the flags: 8 fields of the settings are wrong\n" +
				"  --messages: must be a whole number (got 1.5)\n" +
				"  --mean: \"x\" is no time; write it as 90 (seconds), 90 s, 15m or 2h 30min\n" +
				"  --failure-rate: \"5%%\" is no share; write it as 0.05 or 5%\n" +
				"  --attempts: a comma groups thousands; write 1.5 for \"1,5\"\n" +
				"  --mode: must be one of live, instant (got \"slow\")\n" +
				"  --objective 95%: must be a share and a time, as 95%:15m\n" +
				"  --objective 200%:x (share): must be between 0.0001 and 1 (got 2)\n" +
				"  --objective 200%:x (within): \"x\" is no time; write it as 90 (seconds), 90 s, 15m or 2h 30min"},
		{"which group", three, "simulate - --senders 3", "the scenario has 3 sender groups; say with --group which one the flags change: 0 (a), 1, 2 (c)"},
		{"no such group", three, "simulate - --senders 3 --group 3", `--group: there is no sender group "3"; there are 0 (a), 1, 2 (c)`},
		{"no such group to search", `{}`, "senders - --group x", `--group: there is no sender group "x"; there are 0 (sms)`},
		{"no groups", `{"senderGroups": []}`, "simulate - --senders 3", "standard input: one field of the settings is wrong\n  senderGroups: must have 1 to 8 groups (has 0)"},
		{"too many to search", "", "senders --messages 5000001 --senders 1000", "the flags: senders cannot be searched for with these settings\n  --messages: must be at most 5,000,000 to search for senders: a search runs them many times"},
		{"too many attempts to search", "", "senders --messages 1000000 --senders 1000 --attempts 6 --failure-rate 5%", "the flags: senders cannot be searched for with these settings\n  --messages: with up to 6 attempts each must be at most 833,333 to search for senders: a search runs them many times"},
		{"probability", "", "senders --probability 0", `invalid argument "0" for "--probability" flag: it must be a share above 0 and up to 1, as 0.95 or 95%; see alertsim senders --help`},
		{"nothing to search for", "", "senders --objective none", "the flags: senders cannot be searched for with these settings\n  --objective: must have at least one to search for"},
		{"replications", "", "simulate --replications 0", `invalid argument "0" for "--replications" flag: it must be a whole number from 1 to 1000; see alertsim simulate --help`},
		{"precision", "", "forecast --precision x", `invalid argument "x" for "--precision" flag: it must be a share above 0 and up to 1, as 0.01 or 1%; see alertsim forecast --help`},
		{"flag", "", "senders --csv x", "unknown flag: --csv; see alertsim senders --help"},
		{"two files", "", "simulate a.json b.json", "takes one scenario at most (got a.json, b.json)"},
		{"two outputs", "", "simulate --json --csv -", "only one thing can go to standard output (got --json and --csv)"},
		{"one file twice", "", "simulate --csv x --html x", "--csv and --html both write x; give them different names"},
		{"no folder", "", "simulate --csv nowhere/x.csv", "nowhere/x.csv cannot be written: there is no such folder"},
		{"a folder", "", "simulate --html testdata", "testdata is a folder, not a file"},
		{"large", strings.Repeat(" ", 256<<10+1), "simulate -", "standard input: is larger than 256 KiB, which no scenario needs"},
	}
	for _, test := range tests {
		a := ask(t, test.stdin, strings.Fields(test.args)...)
		if a.status != 1 || a.err != test.want || a.out != "" {
			t.Errorf("%s: status %d, printed %q, said\n%s\nwant\n%s", test.name, a.status, a.out, a.err, test.want)
		}
	}
}
