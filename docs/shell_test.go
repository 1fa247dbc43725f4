//go:build docs && unix

package docs

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// patience is for the longest command, which is make test.
	patience = 25 * time.Minute
	// repeating is for how long a command is tried again until it says what it has to.
	repeating = 60 * time.Second
)

// A shell is one terminal: what a command sets is there for the next one.
type shell struct {
	process *exec.Cmd
	in      io.Writer
	out     *bufio.Reader
}

func newShell(t *testing.T, folder string, env []string) *shell {
	t.Helper()
	process := exec.Command("bash")
	process.Dir, process.Env = folder, env
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	in, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	process.Stderr = process.Stdout
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-process.Process.Pid, syscall.SIGKILL)
		_ = process.Wait()
	})
	return &shell{process: process, in: in, out: bufio.NewReader(out)}
}

const mark = "the status of that is "

// run runs one command and returns what it printed and its exit status, 127 if the shell ended before it did.
func (s *shell) run(command string) (output string, status int) {
	tooLong := time.AfterFunc(patience, func() { _ = syscall.Kill(-s.process.Process.Pid, syscall.SIGKILL) })
	defer tooLong.Stop()
	fmt.Printf("$ %s\n", command)
	_, _ = fmt.Fprintf(s.in, "{ %s\n} </dev/null\nprintf '\\n%s%%d\\n' $?\n", command, mark)
	var printed strings.Builder
	for {
		line, err := s.out.ReadString('\n')
		if number, is := strings.CutPrefix(line, mark); is {
			status, _ = strconv.Atoi(strings.TrimSpace(number))
			return printed.String(), status
		}
		printed.WriteString(line)
		_, _ = io.WriteString(os.Stdout, line[:min(len(line), 2000)])
		if err != nil {
			return printed.String(), 127
		}
	}
}

// try runs a command and holds it against what it has to come to.
func (s *shell) try(t *testing.T, command string, how treatment) {
	t.Helper()
	says := regexp.MustCompile(how.says)
	for end := time.Now().Add(repeating); ; time.Sleep(200 * time.Millisecond) {
		output, status := s.run(command)
		switch {
		case status == how.status && says.MatchString(output):
			return
		case status == how.status && time.Now().Before(end):
			continue
		}
		t.Fatalf("%s\nended with status %d, not %d, or did not say %q:\n%s", command, status, how.status, how.says, output)
	}
}

// refusal is how the CDK says that it has everything but an account, and the AWS command line that it has no credentials or region, or
// the shell that there is none, and what is asked before a deployment.
const refusal = `Unable to resolve AWS account|whether it is there cannot be asked|Unable to locate credentials|You must specify a region|aws: command not found|terminal \(TTY\) is not attached so we are unable to get a confirmation`

// refused runs a command that needs an AWS account and holds it against the refusal.
func (s *shell) refused(t *testing.T, command string) {
	t.Helper()
	output, status := s.run(command)
	if status == 0 || !regexp.MustCompile(refusal).MatchString(output) || strings.Contains(output, "panic:") {
		t.Errorf("%s\nended with status %d and not by the lack of an account alone:\n%s", command, status, output)
	}
}
