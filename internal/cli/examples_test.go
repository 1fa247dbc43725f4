package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/settings"
)

const examples = "../../examples"

func exampleFiles(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(examples)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		if name := e.Name(); name != "README.md" && !e.IsDir() {
			files = append(files, name)
		}
	}
	return files
}

// An example meets all its objectives but one, and what the README says to try meets that one too.
type example struct {
	objectives int
	try        []string // flags
	old, new   string   // what the file has, and what to write instead
	searched   search
}

// search is what senders does with an example.
type search int

const (
	found   search = iota // its answer is a golden file
	refused               // since there is a budget
	long                  // its answer takes too long for a test
)

var exampleEnds = map[string]example{
	"flood-warning-sms.json":     {objectives: 3, try: []string{"--permanent-share", "0.1"}},
	"evacuation-short-code.json": {objectives: 3, try: []string{"--rate", "110", "--senders", "1320"}},
	"outage-email-ses.yaml":      {objectives: 3, try: []string{"--rate", "28", "--senders", "112"}},
	"mixed.yaml":                 {objectives: 3, try: []string{"--group", "calls", "--senders", "130"}},
	"county-evacuation.yaml":     {objectives: 6, old: "dueFirst", new: "freshFirst", searched: refused},
	"newsletter-overtaken.yaml":  {objectives: 4, old: "50_000", new: "100_000", searched: refused},
	"provider-outage.yaml":       {objectives: 4, try: []string{"--group", "second provider", "--rate", "40", "--senders", "480"}, searched: refused},
	"staff-call-out.yaml":        {objectives: 3, old: "until: acknowledged", new: "until: acknowledged\ncycles: 2", searched: long},
	"quiet-hours.yaml":           {objectives: 3, try: []string{"--senders", "23"}, searched: long},
	"warm-up.yaml":               {objectives: 4, try: []string{"--messages", "38_000"}, searched: refused},
}

func TestExamples(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(examples, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range exampleFiles(t) {
		want, path := exampleEnds[name], filepath.Join(examples, name)
		for _, command := range []string{"simulate", "forecast"} {
			a := ask(t, "", command, path)
			golden(t, strings.TrimSuffix(name, filepath.Ext(name))+"."+command+".txt", a.out)
			if a.status != statusMissed || a.err != fmt.Sprintf("1 of %d objectives was missed", want.objectives) {
				t.Errorf("%s %s: status %d, %s", command, name, a.status, a.err)
			}
		}
		switch {
		case testing.Short():
		case want.searched == found:
			golden(t, strings.TrimSuffix(name, filepath.Ext(name))+".senders.txt", ask(t, "", "senders", path).out)
		case want.searched == refused:
			if a := ask(t, "", "senders", path); a.status != 1 || !strings.Contains(a.err, "a budget does not say how many are enough") {
				t.Errorf("senders %s: status %d, %s", name, a.status, a.err)
			}
		}
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("the README does not tell of %s", name)
		}
	}
}

// What the README says to try meets the objective that was missed.
func TestExamplesCanBeMended(t *testing.T) {
	for _, name := range exampleFiles(t) {
		path, e := filepath.Join(examples, name), exampleEnds[name]
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if e.old != "" && strings.Count(string(text), e.old) != 1 {
			t.Errorf("%s does not have %q once", name, e.old)
		}
		if a := ask(t, strings.Replace(string(text), e.old, e.new, 1), append([]string{"simulate", "-"}, e.try...)...); a.status != 0 {
			t.Errorf("%s %q %s: status %d, %s", name, e.try, e.new, a.status, a.err)
		}
	}
}

func TestExamplesUseTheProviderPresets(t *testing.T) {
	presets := map[string]settings.SenderGroup{}
	for _, p := range settings.Presets {
		presets[p.ID] = p.Group
	}
	for name, ids := range map[string][]string{
		"flood-warning-sms.json":     {"sms-10dlc-medium"},
		"evacuation-short-code.json": {"sms-short-code"},
		"outage-email-ses.yaml":      {"email-production"},
		"mixed.yaml":                 {"sms-toll-free", "email-production"},
	} {
		groups := understood(t, "", filepath.Join(examples, name)).SenderGroups
		for i, id := range ids {
			if !reflect.DeepEqual(groups[i], presets[id]) {
				t.Errorf("%s: group %d is %+v, the preset %s is %+v", name, i, groups[i], id, presets[id])
			}
		}
	}
}
