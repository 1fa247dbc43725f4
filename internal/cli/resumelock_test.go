package cli

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// holdsHere tells a process of this test's own to hold the file of --resume named runs in its folder.
const holdsHere = "ALERTSIM_TEST_HOLDS_HERE"

// TestHoldsKept is that other process: it begins a study in the file, says so, and waits for its end.
func TestHoldsKept(t *testing.T) {
	if os.Getenv(holdsHere) == "" {
		t.Skip("it is a part of TestResumeIsOfOneProcess")
	}
	k, err := openKept("runs")
	if err != nil {
		t.Fatal(err)
	}
	if err := k.begin(keptResults(t)); err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString("held\n")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// Two processes with one file are kept apart, by whatever name they call it; one that was killed keeps nobody out.
func TestResumeIsOfOneProcess(t *testing.T) {
	folder := t.TempDir()
	name, link := filepath.Join(folder, "runs"), filepath.Join(folder, "link")
	other := exec.Command(os.Args[0], "-test.run=^TestHoldsKept$")
	other.Dir, other.Env = folder, append(os.Environ(), holdsHere+"=1")
	if _, err := other.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Process.Kill() }()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q (%v)", line, err)
	}
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, link); err != nil {
		t.Logf("without links: %v", err)
		link = name
	}
	for _, called := range []string{name, link} {
		a := ask(t, "", "sweep", "--messages", "50", "--objective", "none", "--vary", "speed=1,2", "--resume", called)
		if want := "--resume: " + called + " is in use by another process; wait until that one has ended, or give another name"; a.status != 1 || a.out != "" || !strings.Contains(a.err, want) {
			t.Errorf("got %+v, want %s", a, want)
		}
	}
	if after, err := os.ReadFile(name); err != nil || string(after) != string(before) {
		t.Errorf("the file of the other process was changed (%v): %s", err, after)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait()
	r, err := goOn(t, name)
	if err != nil {
		t.Fatal(err)
	}
	runsOf(t, r)
}

// What was locked is what is written to: not a file that was removed in between.
func TestResumeOfAFileThatWasRemoved(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	l, err := lockKept(name)
	if err != nil {
		t.Fatal(err)
	}
	defer l.release()
	if l.beside {
		t.Skip("the lock is a file of its own")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := l.holds(f); err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("got %v", err)
	}
}
