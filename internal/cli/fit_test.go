package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/fit"
	"alertsim/internal/settings"
)

const callsLog = examples + "/logs/calls.csv"

func TestFitOfTheExample(t *testing.T) {
	folder := t.TempDir()
	scenario, page := filepath.Join(folder, "calls.yaml"), filepath.Join(folder, "fit.html")
	a := ask(t, "", "fit", callsLog, "--zone", "America/Chicago", "--output", scenario, "--html", page)
	if a.status != 0 || a.err != "" {
		t.Fatalf("%+v", a)
	}
	golden(t, "fit-calls.txt", a.out)
	written, err := os.ReadFile(scenario)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "fit-calls.yaml", string(written))
	html, err := os.ReadFile(page)
	if err != nil || bytes.Contains(html, []byte("<script")) || !bytes.Contains(html, []byte("the simulation</li>")) || !bytes.Contains(html, []byte("18.3 %")) {
		t.Errorf("the page: %v\n%s", err, html)
	}
	for name, args := range map[string][]string{scenario: {"--output", "-"}, page: {"--html", "-"}} {
		want, _ := os.ReadFile(name)
		if got := ask(t, "", append([]string{"fit", callsLog, "--zone", "America/Chicago"}, args...)...); got.out != string(want) {
			t.Errorf("%q prints something else than is written", args)
		}
	}
	onlyThese(t, folder, "calls.yaml", "fit.html")
}

// The page about it shows what the program prints.
func TestPageAboutFitShowsWhatIsPrinted(t *testing.T) {
	page, err := os.ReadFile("../../docs/fit.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(page), "prints, among other tables:\n\n```text\n")
	shown, _, ended := strings.Cut(after, "\n```\n")
	printed := ask(t, "", "fit", callsLog, "--zone", "America/Chicago").out
	if !found || !ended || len(shown) < 500 {
		t.Fatalf("there is no output in the page: %q", shown)
	}
	for _, block := range strings.Split(shown, "\n\n") {
		if !strings.Contains(printed, block) {
			t.Errorf("this is not printed:\n%s\nbut\n%s", block, printed)
		}
	}
}

// What is written as YAML is what was fitted.
func TestFittedScenarioIsReadBack(t *testing.T) {
	for name, log := range map[string]string{
		"everything": ask(t, "", "simulate", examples+"/provider-outage.yaml", "--messages-csv", "-").out,
		"texts": "sent,ended,status,to,channel,audience\n" + strings.Repeat("1,2,\"no: 'answer' # \"\"x\"\"\",a,true,- x\n3,9,delivered,a,true,- x\n4,8,delivered,b,\"yes: # no\",\"[y]\"\n", 3) +
			"5,6,failed,c,true,null\n",
	} {
		args := []string{"fit", "-", "--status", "no: 'answer' # \"x\"=temporary"}
		a := ask(t, log, append(args, "--json")...)
		var told struct {
			Settings settings.Settings
			Notes    []string
		}
		if err := json.Unmarshal([]byte(a.out), &told); err != nil || a.status != 0 || told.Settings.Messages == 0 {
			t.Fatalf("%s: %v, %q, %+v", name, err, told.Notes, a.err)
		}
		path := file(t, "s.yaml", ask(t, log, append(args, "--output", "-")...).out)
		root, err := readScenario(t.Context(), strings.NewReader(""), path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		readFigures(root)
		got, err := settings.ReadForecast(root)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, told.Settings) {
			t.Errorf("%s: the scenario is read as\n%+v, and was\n%+v", name, got, told.Settings)
		}
		if s := ask(t, "", "simulate", path); s.status != 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestFitSaysWhatIsWrong(t *testing.T) {
	good := "sent,ended,status,to\n1,2,delivered,a\n"
	for _, c := range []struct{ stdin, args, says string }{
		{good, "fit", "takes one log"},
		{good, "fit a b", "takes one log (got 2)"},
		{good, "fit nowhere.csv", "nowhere.csv: there is no such file"},
		{good, "fit .", "is a folder"},
		{"a,b\n1,2\n", "fit -", "standard input: no column was recognised"},
		{good, "fit - --map x=y", "--map x=y: must be one of sent, ended"},
		{good, "fit - --map sent", "--map sent: must be one of"},
		{good, "fit - --status delivered", "--status delivered: must be a word"},
		{good, "fit - --status delivered=fine", "--status delivered=fine: must be"},
		{good, "fit - --zone Nowhere/Town", "--zone Nowhere/Town"},
		{good, "fit - --json --output -", "only one of"},
		{good, "fit - --output x.y --html x.y", "both write x.y"},
		{good, "fit - --output /nowhere/x.yaml", "there is no such folder"},
	} {
		a := ask(t, c.stdin, strings.Fields(c.args)...)
		if a.status != 1 || !strings.Contains(a.err, c.says) || a.out != "" {
			t.Errorf("%s: %+v, want %q", c.args, a, c.says)
		}
	}
	a := ask(t, "when,until,how,who\n1,2,zugestellt,a\n2,4,zugestellt,b\n", "fit", "-", "--map", "sent=when,ended=until,status=how", "--map", "recipient=who", "--status", "zugestellt=delivered")
	if a.status != 0 || !strings.Contains(a.out, "delivered, as given") {
		t.Errorf("%+v", a)
	}
}

func TestFitIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	go func() {
		_, _ = io.WriteString(out, "sent,ended,status,to\n1,2,delivered,a\n")
		cancel()
	}()
	if a := askUntil(ctx, in, "fit", "-"); a.status != statusInterrupted {
		t.Errorf("%+v", a)
	}
	_ = out.Close()
}

func TestKindsAreInTheHelp(t *testing.T) {
	help := ask(t, "", "fit", "--help").out
	for _, k := range fit.Kinds {
		if !strings.Contains(help, string(k)) {
			t.Errorf("%s is not in the help", k)
		}
	}
}
