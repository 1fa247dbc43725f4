//go:build docs && unix

package docs

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every order of docs/aws.md in a fresh clone: what needs an account up to the refusal, in the order of the page; the rest
// against a local AWS, which is started first.
func TestAWS(t *testing.T) {
	const document = "docs/aws.md"
	blocks, text := commandsOf(t, document)
	folder := clone(t)
	without := newShell(t, folder, environment())
	var up, against, down []string
	tried := map[string]bool{}
	for i, command := range append(blocks, text...) {
		how, listed := treatmentOf(document, command)
		inText := i >= len(blocks)
		switch {
		case how.manner == account:
			without.refused(t, command)
		case how.manner == never, how.manner == step, strings.Contains(command, "# AWS only"), inText && !listed, tried[bare(command)]:
		case strings.HasPrefix(command, "make local-down"):
			down = append(down, command)
		case strings.HasPrefix(command, "make local-"):
			up = append(up, command)
		case strings.HasPrefix(command, "make "):
			without.try(t, command, how)
		default:
			against = append(against, command)
		}
		tried[bare(command)] = true
	}
	if len(up) != 2 || len(down) != 1 || len(against) < 10 {
		t.Fatalf("of the page's commands %q start a local AWS, %q stop it, %d are run against it", up, down, len(against))
	}

	_, port, err := net.SplitHostPort(freeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	// The page says: put localstack/aws for aws.
	programs := t.TempDir()
	script := "#!/bin/sh\nexec '" + filepath.Join(folder, "localstack/aws") + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(programs, "aws"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	terminal := newShell(t, folder, environment("ALERTSIM_LOCAL_PORT="+port, "PATH="+programs+":"+os.Getenv("PATH")))
	stopped := false
	stop := func() {
		if !stopped {
			stopped = true
			terminal.try(t, down[0], treatment{})
		}
	}
	terminal.try(t, up[0], treatment{})
	t.Cleanup(stop)
	// In its own words, as against an account: the scripts would do it by themselves.
	terminal.try(t, "AWS_ENDPOINT_URL=http://localhost:"+port+" AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 "+
		bare(blocks[0]), treatment{says: "bootstrapped"})
	terminal.try(t, up[1], treatment{says: "Management key"})
	for _, command := range against {
		how, _ := treatmentOf(document, command)
		terminal.try(t, command, how)
	}
	stop()
}
