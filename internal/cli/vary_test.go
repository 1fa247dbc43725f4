package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestVaryIsReadByItsField(t *testing.T) {
	for text, want := range map[string]string{
		"messages=10,20, 40":                                       `{"path":"messages","values":[10,20,40]}`,
		"messages = 10_000":                                        `{"path":"messages","values":[10000]}`,
		"timeToLive=none,15m,90":                                   `{"path":"timeToLive","values":[null,900,90]}`,
		"senderGroups[0].failureRate=0%,5 %,0.1":                   `{"path":"senderGroups[0].failureRate","values":[0,0.05,0.1]}`,
		"who: senderGroups[sms].senders=10..1000:20":               `{"name":"who","path":"senderGroups[sms].senders","range":{"from":10,"to":1000,"count":20}}`,
		"senderGroups[sms].senders=10 .. 1000 : 20 , log":          `{"path":"senderGroups[sms].senders","range":{"from":10,"to":1000,"count":20,"scale":"logarithmic"}}`,
		"timeToLive=15m..2h:4,linear":                              `{"path":"timeToLive","range":{"from":900,"to":7200,"count":4}}`,
		`senderGroups["a: b=c]"].senders=1,2`:                      `{"path":"senderGroups[\"a: b=c]\"].senders","values":[1,2]}`,
		`x: senderGroups["a: b"].sendTime.mean=1.5 s`:              `{"name":"x","path":"senderGroups[\"a: b\"].sendTime.mean","values":[1.5]}`,
		"retry.jitter=true,false,20%":                              `{"path":"retry.jitter","values":[true,false,0.2]}`,
		"senderGroups[0].sendTime.distribution=normal,exponential": `{"path":"senderGroups[0].sendTime.distribution","values":["normal","exponential"]}`,
		"name=a..b,5": `{"path":"name","values":["a..b","5"]}`,
	} {
		got, err := readVary(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if raw, _ := json.Marshal(got); string(raw) != want {
			t.Errorf("%s:\n got %s\nwant %s", text, raw, want)
		}
	}
}

func TestAlternativesAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"as it is": `{"name":"as it is","set":{}}`,
		"patient: retry.maxAttempts=5; timeToLive=2h;": `{"name":"patient","set":{"retry.maxAttempts":5,"timeToLive":7200}}`,
		`b: senderGroups["x;y"].senders=7`:             `{"name":"b","set":{"senderGroups[\"x;y\"].senders":7}}`,
	} {
		got, err := readAlternative(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if raw, _ := json.Marshal(got); string(raw) != want {
			t.Errorf("%s:\n got %s\nwant %s", text, raw, want)
		}
	}
}

// What is wrong names the flag, and what to write instead.
func TestWrongStudiesNameTheFlag(t *testing.T) {
	const ok = " --vary messages=1,2"
	for args, want := range map[string]string{
		"":                                              "nothing varies; say what with --vary, as --vary 'senderGroups[0].senders=10..1000:20,log', or run one point with simulate --replications",
		"--vary messages":                               `--vary "messages": has no =; write it as path=10,20,40`,
		"--vary mesages=1":                              `--vary "mesages=1": "mesages": mesages is not a field`,
		"--vary messages=":                              `--vary "messages=": has no values`,
		"--vary messages=1,,2":                          `--vary "messages=1,,2": `,
		"--vary messages=many":                          `--vary "messages=many": "many" is no whole number`,
		"--vary messages=1..5":                          `--vary "messages=1..5": does not say how many levels the range has; write 1..5:20 for 20 of them`,
		"--vary messages=1..5:x":                        `--vary "messages=1..5:x": the number of levels: "x" is no whole number`,
		"--vary messages=1..5:3,cubic":                  `"cubic" is no scale; leave it out for equal steps, or write log`,
		"--vary timeToLive=none..5:3":                   "a range goes from a number to a number (got none)",
		"--vary messages=5..5:3":                        "  --vary messages=5..5:3: from and to are the same",
		"--vary messages=0..5:3":                        "  messages: with messages 0: must be between 1 and 100,000,000",
		"--vary messages=5,5":                           "  --vary messages=5,5: has 5 twice",
		"--vary seed=1,2":                               "  --vary seed=1,2: seeds vary with the replications",
		"--vary senderGroups[x].senders=1":              `  settings: with senderGroups[x].senders 1: "senderGroups[x].senders": senderGroups has no "x"; there are 0 (sms)`,
		"--vary objectives=1":                           "objectives is no single value; give alternatives in a study file",
		"--vary messages=1 --vary messages=2":           "  --vary messages=2: is the name of another factor too: messages",
		"--vary messages=1..9999:9999 --vary speed=1,2": "  --vary: must make at most 10,000 points",
		"--alternative a":                               "",
		"--alternative :x=1":                            `--alternative ":x=1": "x": x is not a field`,
		"--alternative :messages=1":                     `--alternative ":messages=1": has no name; write it as name: path=value`,
		"--alternative a:messages":                      `--alternative "a:messages": "messages" has no =`,
		"--alternative a:messages=1;messages=2":         "sets messages twice",
		"--alternative a --alternative a":               "  --alternative: has a twice; keep one of the two",
		"--replications 0" + ok:                         `invalid argument "0" for "--replications" flag: it must be a whole number from 1 to 1000`,
		"--probability 0" + ok:                          `"--probability" flag: it must be a share above 0`,
		"--find best" + ok:                              `"--find" flag: it must be one of grid, cheapest, fastest`,
		"--messages 0 --vary speed=1":                   "--messages: with speed 1: must be between 1 and",
		"--messages x --vary speed=1":                   `--messages: "x" is no whole number`,
		"--json --csv -" + ok:                           "only one thing can go to standard output (got --json and --csv)",
		"--resume a --html a" + ok:                      "--html and --resume both write a; give them different names",
		"--csv /nowhere/a" + ok:                         "/nowhere/a cannot be written: there is no such folder",
		"--resume /nowhere/a" + ok:                      "--resume: /nowhere/a cannot be written: there is no such folder",
		"--resume ." + ok:                               "--resume: . is no file to keep runs in",
	} {
		a := ask(t, "", append([]string{"sweep", "--objective", "none"}, strings.Fields(args)...)...)
		if want == "" && a.status == 0 {
			continue
		}
		if a.status != 1 || !strings.Contains(a.err, want) || want == "" {
			t.Errorf("%s: status %d\n got %s\nwant %s", args, a.status, a.err, want)
		}
	}
}

// A study file is the body of the API, with figures as people write them; what is wrong in it is told with its line.
func TestStudyFiles(t *testing.T) {
	const head = "settings:\n  messages: 2_000\n  seed: 5\n  timeToLive: 1h\nvary:\n"
	for text, want := range map[string]string{
		head + "- {path: timeToLive, values: [none, 15m, 5.5]}\n- {alternatives: [{name: a, set: {messages: 1k}}]}\n": `vary[1]: messages: "1k" is no whole number`,
		head + "- {path: timeToLive, values: [none, 15m]}\nreplications: 1.5\n":                                       "--replications: must be a whole number from 1 to 1,000",
		head + "- path: timeToLive\n  values: []\n":                                                                   "line 7: vary[0].values: must be a list of values",
		head + "- path: timeToLive\n  valeus: [1]\n":                                                                  "line 5: vary[0]: must have either values, a range or alternatives",
		"settings:\n  messages: 250.000\nvary: [{path: speed, values: [1]}]\n":                                        `line 2: messages: "250.000" could be 250 or 250,000; write 250 or 250000`,
		"settings:\n  seed: 1\n  mesages: 5\nvary: [{path: speed, values: [1]}]\n":                                    "line 3: mesages: with speed 1: is not a field",
		"settings: 5\nvary: []\n": "settings: must be an object",
		"vary: 5\n":               "line 1: vary: must be a list",
		"settings: {}\n":          "nothing varies",
		"vary: [{path: speed, range: {from: 1x, to: 5, count: 2}}]": `vary[0]: from: "1x" is no number`,
	} {
		a := ask(t, text, "sweep", "-")
		if a.status != 1 || !strings.Contains(a.err, want) || !strings.HasPrefix(a.err, "standard input: ") && !strings.HasPrefix(want, "nothing") {
			t.Errorf("%s status %d\n got %s\nwant %s", text, a.status, a.err, want)
		}
	}
	const good = head + `- {path: timeToLive, values: [none, 15m]}
- {name: plan, alternatives: [{name: a, set: {}}, {name: b, set: {"objectives": [{share: 90%, within: 20m}], retry.maxAttempts: 2}}]}
replications: 2
probability: 50%
`
	a := ask(t, good, "sweep", "-", "--json", "--replications", "3")
	for _, part := range []string{`"timeToLive": 3600`, `"messages": 2000`, `900`, `"share": 0.9`, `"within": 1200`, `"probability": 0.5`, `"replications": 3`} {
		if !strings.Contains(a.out, part) {
			t.Errorf("there is no %s in %s %s", part, a.out, a.err)
		}
	}
	if a := ask(t, good, "sweep", "-", "--vary", "messages=1,2", "--json"); strings.Contains(a.out, "timeToLive\",") || a.status != 0 && a.status != 99 {
		t.Errorf("--vary does not take the place of the file's: %s", a.out)
	}
	if a := ask(t, good, "simulate", "-"); a.status != 1 || a.err != "standard input: is a study, not a scenario; run it with alertsim sweep" {
		t.Errorf("%+v", a)
	}
}
