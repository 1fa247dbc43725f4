//go:build aws

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"alertsim/internal/deployment"
)

// function is the program of one of the stack's functions with the memory that the stack gives it, and Lambda's runtime
// interface in front of it.
type function struct {
	name      string
	megabytes int
	timeout   time.Duration
	process   *os.Process
	log       bytes.Buffer
	events    chan string
	answers   chan string // "response …" or "error …"
}

// startFunction starts the program with the limit of Go's runtime that the stack sets, in a cgroup of the function's size
// where this machine lets us make one.
func startFunction(t *testing.T, name string, megabytes int, timeout time.Duration, environment []string) *function {
	t.Helper()
	f := &function{name: name, megabytes: megabytes, timeout: timeout, events: make(chan string), answers: make(chan string)}
	runtime := httptest.NewServer(f)
	command := exec.Command(filepath.Join("..", "..", "build", "local", name, "bootstrap"))
	if group := memoryGroup(t, name, megabytes); group != "" {
		command = exec.Command("/bin/sh", "-c", `echo $$ >"$0" && exec "$1"`, filepath.Join(group, "cgroup.procs"), command.Path)
		t.Logf("%s runs in a cgroup of %d MB", name, megabytes)
	}
	command.Env = append(environment, fmt.Sprintf("GOMEMLIMIT=%dMiB", deployment.MemoryLimit(megabytes)),
		"AWS_LAMBDA_RUNTIME_API="+strings.TrimPrefix(runtime.URL, "http://"))
	command.Stdout, command.Stderr = &f.log, &f.log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	f.process = command.Process
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		runtime.CloseClientConnections()
		runtime.Close()
		if t.Failed() {
			t.Logf("log of %s:\n%.4000s", name, f.log.String())
		}
	})
	return f
}

// ServeHTTP is the runtime interface: the function asks for the next event, and posts its answer.
func (f *function) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/invocation/next") {
		select {
		case event := <-f.events:
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", "1")
			w.Header().Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(time.Now().Add(f.timeout).UnixMilli(), 10))
			_, _ = io.WriteString(w, event)
		case <-r.Context().Done():
		}
		return
	}
	body, _ := io.ReadAll(r.Body)
	w.WriteHeader(http.StatusAccepted)
	f.answers <- r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:] + " " + string(body)
}

// invoke gives the function an event and returns what it answers, and the processor's time that this took.
func (f *function) invoke(t *testing.T, event string) (answer string, took time.Duration) {
	t.Helper()
	before := f.processorTime(t)
	patience := time.After(8 * time.Minute)
	select {
	case f.events <- event:
	case <-patience:
		t.Fatalf("%s does not ask for an event", f.name)
	}
	select {
	case answer = <-f.answers:
	case <-patience:
		t.Fatalf("%s does not answer; with less memory than it needs it is killed", f.name)
	}
	text, ok := strings.CutPrefix(answer, "response ")
	if !ok {
		t.Fatalf("%s: %s", f.name, answer)
	}
	return text, f.processorTime(t) - before
}

// call gives the API's function a call and returns the answer's body.
func (f *function) call(t *testing.T, token, method, path, body string, statuses ...int) []byte {
	t.Helper()
	path, query, _ := strings.Cut(path, "?")
	parameters := map[string][]string{}
	for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' }) {
		name, value, _ := strings.Cut(pair, "=")
		parameters[name] = []string{value}
	}
	event, err := json.Marshal(map[string]any{
		"httpMethod": method, "path": "/api" + path, "body": body, "multiValueQueryStringParameters": parameters,
		"headers":        map[string]string{"Host": "x.execute-api.example", "Authorization": "Bearer " + token, "Content-Type": "application/json"},
		"requestContext": map[string]any{"identity": map[string]string{"sourceIp": "192.0.2.1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, took := f.invoke(t, string(event))
	var answer struct {
		StatusCode int
		Body       string
	}
	if err := json.Unmarshal([]byte(raw), &answer); err != nil || !slices.Contains(statuses, answer.StatusCode) {
		t.Fatalf("%s %s: %d, want %d: %.300s (%v)", method, path, answer.StatusCode, statuses, answer.Body, err)
	}
	t.Logf("%s %s: %d after %s of a processor", method, path, answer.StatusCode, took)
	return []byte(answer.Body)
}

// processorTime is what the process has had of processors.
func (f *function) processorTime(t *testing.T) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", f.process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	var ticks int64
	for _, field := range fields[11:13] { // utime, stime: a hundred a second
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// checkPeak holds the most that the process ever had, which it returns, against the function's memory. What Lambda itself needs there, some
// 16 MB, is left free.
func (f *function) checkPeak(t *testing.T) (megabytes int) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.process.Pid))
	if err != nil {
		t.Fatalf("%s is gone: %v", f.name, err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	megabytes = int(kilobytes >> 10)
	t.Logf("%s: %d MB at the peak, of %d", f.name, megabytes, f.megabytes)
	if most := f.megabytes - 16; megabytes > most {
		t.Errorf("%s had %d MB at the peak, may have %d", f.name, megabytes, most)
	}
	return megabytes
}

// memoryGroup makes a cgroup that kills what needs more memory, and returns its folder; none where that is not allowed.
func memoryGroup(t *testing.T, name string, megabytes int) string {
	for parent, limit := range map[string]string{"/sys/fs/cgroup": "memory.max", "/sys/fs/cgroup/memory": "memory.limit_in_bytes"} {
		folder := filepath.Join(parent, fmt.Sprintf("alertsim-%s-%d", name, os.Getpid()))
		if os.Mkdir(folder, 0o755) != nil {
			continue
		}
		t.Cleanup(func() {
			for end := time.Now().Add(5 * time.Second); syscall.Rmdir(folder) != nil && time.Now().Before(end); {
				time.Sleep(50 * time.Millisecond) // the process is going
			}
		})
		file, err := os.OpenFile(filepath.Join(folder, limit), os.O_WRONLY, 0)
		if err != nil {
			continue
		}
		_, err = fmt.Fprint(file, megabytes<<20)
		if file.Close() == nil && err == nil {
			return folder
		}
	}
	return ""
}
