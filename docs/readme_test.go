//go:build docs && unix

package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	address = "127.0.0.1:8080"
	url     = "http://localhost:8080"
)

// The README from its first command to its last, in a fresh clone; then the pages it points to that need no more than that.
func TestREADME(t *testing.T) {
	free(t, address)
	folder, env := clone(t), environment()
	terminal := newShell(t, folder, env)
	served := false
	for _, document := range []string{"README.md", "examples/README.md", "docs/fit.md"} {
		blocks, text := commandsOf(t, document)
		for _, command := range slices.Concat(blocks, text) {
			how, listed := treatmentOf(document, command)
			switch {
			case how.manner == serve && served: // the text speaks of it again
			case how.manner == serve:
				first := start(t, folder, env, strings.Fields(bare(command))...)
				first.serves(t, url)
				if _, err := os.Stat(filepath.Join(folder, ".data", "alertsim.db")); err != nil {
					t.Error(err)
				}
				first.interrupt(t, url)
				start(t, folder, env, strings.Fields(bare(command))...).serves(t, url)
				served = true
			case how.manner == account:
				terminal.refused(t, command)
			case how.manner == run && (listed || slices.Contains(blocks, command)):
				terminal.try(t, command, how)
			}
		}
	}
	if !served {
		t.Error("the README does not start the program")
	}
	if output, _ := terminal.run(`printf '%s,%s' "$token" "$id"`); len(strings.TrimSpace(output)) < 50 {
		t.Errorf("no token or no id came of the README's commands: %s", output)
	}
	// Nothing is left in the clone but what was asked for by name.
	want := "?? calls.yaml\n?? fit.html\n?? messages.csv\n?? report.html\n"
	if out, err := exec.Command("git", "-C", folder, "status", "--porcelain").CombinedOutput(); err != nil || string(out) != want {
		t.Errorf("git status after all that: %v\n%s", err, out)
	}
}

// A data folder may have any name, seen from the clone, and the README's first command needs Go, Node and make alone.
func TestFolders(t *testing.T) {
	folder := clone(t)
	env := lean(t)
	terminal := newShell(t, folder, env)
	terminal.try(t, "! command -v cc && ! command -v gcc && ! make -n test-go | grep -e -race", treatment{})
	for _, name := range []string{
		".data", "./x", "../x", "two words", "50%", "%41", "what?", "#1", "über/水", `"double" and 'single'`, "$HOME", "$(HOME)/a;b&c", "~", `back\slash`,
		filepath.Join(t.TempDir(), "elsewhere"),
	} {
		at := freeAddress(t)
		running := start(t, folder, env, "make", "run", "ADDR="+at, "DATA="+name)
		running.serves(t, "http://"+at)
		running.interrupt(t, "http://"+at)
		path := name
		if !filepath.IsAbs(name) {
			path = filepath.Join(folder, name)
		}
		if info, err := os.Stat(filepath.Join(path, "alertsim.db")); err != nil || info.Size() == 0 {
			t.Errorf("DATA=%s: %v\n%s", name, err, running.printed)
		}
	}
}

// lean is an environment with the programs that the README asks for, and those every system has.
func lean(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{
		"go", "node", "npm", "npx", "make",
		"sh", "bash", "awk", "cat", "cp", "dirname", "env", "find", "git", "grep", "mkdir", "mv", "printf", "rm", "sed", "touch", "uname",
	} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	env := slices.DeleteFunc(environment(), func(pair string) bool { return strings.HasPrefix(pair, "PATH=") })
	return append(env, "PATH="+folder)
}
