package cli

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alertsim/internal/settings"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing")

// answered is what a command line printed and how it ended.
type answered struct {
	out, err string // err: the message of the program, without what is shown on the way
	status   int
}

// ask runs a command line in this process.
func ask(t *testing.T, stdin string, args ...string) answered {
	t.Helper()
	return askUntil(t.Context(), strings.NewReader(stdin), args...)
}

func askUntil(ctx context.Context, stdin io.Reader, args ...string) answered {
	var out, shown bytes.Buffer
	cmd := newCommand(func(name string) string { return map[string]string{"LANG": "en_GB.UTF-8"}[name] }, Server{})
	cmd.SetIn(stdin)
	cmd.SetOut(&out)
	cmd.SetErr(&shown)
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	a := answered{out: out.String(), err: shown.String(), status: statusOf(err)}
	if err != nil {
		a.err += err.Error()
	}
	return a
}

// file writes a file into a new folder.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(string(want), "\r\n", "\n"); got != want {
		t.Errorf("%s differs (go test -update writes it):\n%s", path, got)
	}
}

func TestHelpTeachesByExamples(t *testing.T) {
	for _, name := range []string{"simulate", "forecast", "senders", "sweep", "cheapest"} {
		a := ask(t, "", name, "--help")
		for _, part := range []string{"Examples:\n  alertsim " + name + " examples/", "Exit status: 0; 1 ", "99 if", "130 "} {
			if !strings.Contains(a.out, part) || a.status != 0 {
				t.Errorf("%s --help has no %q, status %d", name, part, a.status)
			}
		}
		for _, example := range examplesIn(a.out) {
			if _, err := os.Stat(filepath.Join("..", "..", example)); err != nil {
				t.Errorf("%s --help names %s: %v", name, example, err)
			}
		}
	}
}

func examplesIn(help string) (files []string) {
	for _, word := range strings.Fields(help) {
		if strings.HasPrefix(word, "examples/") {
			files = append(files, word)
		}
	}
	return files
}

func TestCompletion(t *testing.T) {
	for args, want := range map[string]string{
		"simulate --distribution ": "normal\nlognormal\n",
		"simulate --mode ":         "live\ninstant\n",
		"senders ":                 "json\nyaml\nyml\n:8\n", // 8: files that end so
		"forecast a.json ":         ":4\n",                  // 4: nothing more
		"cheapest --find ":         "cheapest\nfastest\n",
		"sim":                      "simulate\t",
	} {
		if a := ask(t, "", append([]string{"__complete"}, strings.Split(args, " ")...)...); !strings.HasPrefix(a.out, want) {
			t.Errorf("%q completes to %q, want %q", args, a.out, want)
		}
	}
	if a := ask(t, "", "completion", "bash"); !strings.Contains(a.out, "alertsim") || a.status != 0 {
		t.Errorf("completion of bash: status %d", a.status)
	}
}

func TestFlagsAreFieldsOfTheSettings(t *testing.T) {
	fields := map[string]bool{}
	for _, f := range settings.Fields {
		fields[f.Path] = true
	}
	for _, f := range settingFlags {
		path := strings.Join(f.path, ".")
		if f.group {
			path = "senderGroups[]." + path
		}
		if !fields[path] {
			t.Errorf("--%s writes %s, which is no field", f.name, path)
		}
	}
}
