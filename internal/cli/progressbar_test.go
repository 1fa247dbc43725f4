package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"alertsim/internal/report"
)

func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	b := &progressBar{out: &out, now: func() time.Time { return now }, started: now, ascii: true}
	shows := func(want string) {
		t.Helper()
		if got := out.String(); got != want {
			t.Errorf("wrote %q, want %q", got, want)
		}
		out.Reset()
	}
	b.update(0.1, "10 messages") // too early to bother
	shows("")
	b.clear()
	shows("")
	now = now.Add(time.Second)
	b.update(0, "1,000,000 messages")
	shows("\r........................   0 % of 1,000,000 messages")
	b.update(0.25, "1,000,000 messages") // too soon after the one before
	shows("")
	now = now.Add(time.Second)
	b.update(0.25, "1,000,000 messages")
	shows("\r######..................  25 % of 1,000,000 messages, 6 s left")
	now = now.Add(time.Second)
	b.working("Searching") // shorter: the rest of the line is blanked
	line := "Searching, 3 s"
	shows("\r" + line + strings.Repeat(" ", 62-len(line)))
	b.clear()
	shows("\r" + strings.Repeat(" ", len(line)) + "\r")
	b.clear()
	shows("")

	b.ascii = false
	now = now.Add(time.Second)
	b.update(1, "1,000,000 messages")
	if got := out.String(); !strings.Contains(got, "████ 100 % of 1,000,000") || !strings.HasSuffix(got, "under 1 s left") {
		t.Errorf("wrote %q", got)
	}
}

func TestNoBarWithoutATerminal(t *testing.T) {
	b := newProgressBar(new(bytes.Buffer), report.Terminal{})
	if b != nil {
		t.Fatal("a bar for a buffer")
	}
	b.update(0.5, "2 messages") // a nil bar shows nothing
	b.working("x")
	b.clear()
}

func TestTerminalByEnvironment(t *testing.T) {
	tests := []struct {
		environment map[string]string
		ascii       bool
	}{
		{nil, true},
		{map[string]string{"LANG": "en_US.UTF-8"}, false},
		{map[string]string{"LANG": "de_DE.utf8", "TERM": "xterm"}, false},
		{map[string]string{"LANG": "en_US.UTF-8", "TERM": "dumb"}, true},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_ALL": "C"}, true},
		{map[string]string{"LANG": "C", "LC_CTYPE": "C.UTF-8"}, false},
		{map[string]string{"LANG": "de_DE.ISO-8859-1"}, true},
	}
	for _, test := range tests {
		if got := terminalOf(func(name string) string { return test.environment[name] }); got.ASCII != test.ascii {
			t.Errorf("%v: %+v", test.environment, got)
		}
	}
}
