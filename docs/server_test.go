//go:build docs && unix

package docs

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A terminal runs one command in the foreground: its processes are one group, and Ctrl-C goes to all of them.
type terminal struct {
	process *exec.Cmd
	printed *output
	ended   chan error
}

// output is what was printed until now.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func start(t *testing.T, folder string, env []string, words ...string) *terminal {
	t.Helper()
	r := &terminal{process: exec.Command(words[0], words[1:]...), printed: &output{}, ended: make(chan error, 1)}
	r.process.Dir, r.process.Env = folder, env
	r.process.Stdout, r.process.Stderr = r.printed, r.printed
	r.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := r.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-r.process.Process.Pid, syscall.SIGKILL) })
	go func() { r.ended <- r.process.Wait() }()
	return r
}

// serves waits until the page and the API answer at an address, and fails if the program ends before.
func (r *terminal) serves(t *testing.T, url string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if status, _ := get(url + "/api/health"); status == http.StatusOK {
			break
		}
		select {
		case err := <-r.ended:
			t.Fatalf("%v ended at once (%v):\n%s", r.process.Args, err, r.printed)
		default:
		}
		if time.Now().After(end) {
			t.Fatalf("%v does not answer at %s:\n%s", r.process.Args, url, r.printed)
		}
	}
	status, page := get(url + "/")
	if status != http.StatusOK || !regexp.MustCompile(`<script[^>]* src=`).MatchString(page) {
		t.Fatalf("GET %s/: %d\n%s", url, status, page)
	}
	// The script that the page names is short: what it begins with is in the modules that are loaded beside it.
	loaded := 0
	for _, module := range regexp.MustCompile(`<(?:script|link)[^>]* (?:src|href)="([^"]+\.js)"`).FindAllStringSubmatch(page, -1) {
		status, code := get(url + module[1])
		if status != http.StatusOK {
			t.Errorf("GET %s%s: %d", url, module[1], status)
		}
		loaded += len(code)
	}
	if loaded < 100_000 {
		t.Errorf("the page at %s loads %d bytes of script:\n%s", url, loaded, page)
	}
	if status, limits := get(url + "/api/limits"); status != http.StatusOK || !strings.Contains(limits, `"maxLiveMessages"`) {
		t.Errorf("GET %s/api/limits: %d\n%s", url, status, limits)
	}
}

// interrupt does what Ctrl-C does and checks that it ends everything, without a word that frightens.
func (r *terminal) interrupt(t *testing.T, url string) {
	t.Helper()
	group := r.process.Process.Pid
	if err := syscall.Kill(-group, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-r.ended:
		// make ends by the signal itself, as the shell expects of it; the program ends with status 0.
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
			t.Errorf("%v ended by Ctrl-C: %v\n%s", r.process.Args, err, r.printed)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("%v does not end by Ctrl-C:\n%s", r.process.Args, r.printed)
	}
	if text := r.printed.String(); strings.Contains(text, "***") || strings.Contains(text, "panic:") || strings.Contains(text, `"ERROR"`) {
		t.Errorf("%v, ended by Ctrl-C, says:\n%s", r.process.Args, text)
	}
	if err := syscall.Kill(-group, 0); !errors.Is(err, syscall.ESRCH) {
		left, _ := exec.Command("ps", "-e", "-o", "pgid,pid,ppid,stat,etime,args").Output()
		t.Errorf("%v (group %d) leaves a process running (%v):\n%s\n%s", r.process.Args, group, err, left, r.printed)
	}
	if status, _ := get(url + "/api/health"); status != 0 {
		t.Errorf("%s still answers", url)
	}
}

// get returns status 0 if nobody answers.
func get(url string) (status int, body string) {
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	raw, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(raw)
}

// free fails if an address that a document names is taken.
func free(t *testing.T, address string) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatalf("the README's own address has to be free: %v", err)
	}
	_ = listener.Close()
}

// freeAddress finds one that nothing listens on now.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
