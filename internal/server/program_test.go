package server

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"alertsim/internal/httpapi"
)

// These tests run the real program and wait for real seconds: that simulated
// time goes by on the wall, and goes on after a crash, is what they are about.

var programFolder string

func TestMain(m *testing.M) {
	code := func() int {
		folder, err := os.MkdirTemp("", "alertsim")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(folder)
		programFolder = folder
		return m.Run()
	}()
	os.Exit(code)
}

var build = sync.OnceValues(func() (string, error) {
	path := filepath.Join(programFolder, "alertsim")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", path, "alertsim/localstack/alertsim").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "ALERTSIM_ADDR=127.0.0.1:0", "ALERTSIM_DATA="+filepath.Join(t.TempDir(), "data"), "ALERTSIM_MANAGEMENT_KEY=open sesame, please")
	return cmd
}

// process is a running program.
type process struct {
	*client
	cmd *exec.Cmd
}

// launch starts the program on a folder and waits until it says where it is.
func launch(t *testing.T, folder string) *process {
	t.Helper()
	return launchWith(t, func(*exec.Cmd) {}, folder)
}

// launchWith is launch with changes to the command.
func launchWith(t *testing.T, change func(*exec.Cmd), folder string) *process {
	t.Helper()
	cmd := command(t, "serve", "--data", folder)
	change(cmd)
	log, logWriter := io.Pipe()
	also := io.Discard
	if cmd.Stderr != nil {
		also = cmd.Stderr
	}
	cmd.Stderr = io.MultiWriter(also, logWriter)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = logWriter.Close()
	})
	serving := make(chan string, 1)
	go func() {
		defer close(serving)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			var line struct{ Msg, URL string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
				serving <- line.URL
			}
		}
		_, _ = io.Copy(io.Discard, log) // a line too long for the scanner holds the process up otherwise
	}()
	select {
	case url := <-serving:
		if url == "" {
			t.Fatal("it has ended at once")
		}
		return &process{newClient(t, url), cmd}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not say that it is serving")
		return nil
	}
}

// The folder that the program has unless told otherwise is a relative one.
func TestDefaultFolder(t *testing.T) {
	t.Parallel()
	where := t.TempDir()
	p := launchWith(t, func(cmd *exec.Cmd) {
		cmd.Args = cmd.Args[:2] // serve
		cmd.Dir = where
		cmd.Env = append(cmd.Env, "ALERTSIM_DATA=")
	}, "")
	p.open()
	if _, err := os.Stat(filepath.Join(where, ".data", "alertsim.db")); err != nil {
		t.Error(err)
	}
	p.ends(os.Interrupt)
}

// A key that was made is in a file for its owner alone, and in no log; the file
// of an earlier run does not matter, whoever may read it. A key of one's own is
// in neither.
func TestMadeKey(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		key  string
		made bool
	}{"made": {"", true}, "one's own": {"open sesame, please", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			file := filepath.Join(folder, keyFile)
			if err := os.WriteFile(file, []byte("old"), 0o666); err != nil {
				t.Fatal(err)
			}
			var log lockedLog
			p := launchWith(t, func(cmd *exec.Cmd) {
				cmd.Env = append(cmd.Env, "ALERTSIM_MANAGEMENT_KEY="+test.key)
				cmd.Stderr = &log
			}, folder)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			key := strings.TrimSpace(string(raw))
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			if !test.made {
				if key != "old" || strings.Contains(log.String(), test.key) || strings.Contains(log.String(), keyFile) {
					t.Errorf("with a key of one's own the file is %q and the log %s", key, log.String())
				}
				return
			}
			if len(key) != 26 || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 { // 26 letters of 5 bits
				t.Errorf("the key %q has the permissions %o", key, info.Mode().Perm())
			}
			p.open()
			p.call("POST", "/api/session/join", `{"managementKey":"`+key+`"}`, 200, nil)
			p.call("POST", "/api/session/join", `{"managementKey":"wrong"}`, 403, nil)
			p.ends(os.Interrupt)
			if !strings.Contains(log.String(), `"managementKeyFile":"`+file+`"`) {
				t.Errorf("the log does not say where the key is: %s", log.String())
			}
			for _, secret := range []string{key, p.token} {
				if strings.Contains(log.String(), secret) {
					t.Errorf("%s is in the log: %s", secret, log.String())
				}
			}
		})
	}
}

// lockedLog is what a process writes, read while it does.
type lockedLog struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// relaunch starts the program again and goes on as the same member.
func (p *process) relaunch(t *testing.T, folder string) *process {
	t.Helper()
	again := launch(t, folder)
	again.token = p.token
	return again
}

// ends sends a signal and waits for the end, which is to be soon and in order.
func (p *process) ends(signal os.Signal) {
	p.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(signal); err != nil {
		p.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			p.Errorf("ended by %s: %v", signal, err)
		}
	case <-time.After(2 * time.Second):
		p.Errorf("still there %s after %s", time.Since(began), signal)
	}
}

// fiveSeconds are settings of a live run of about 5 s.
const fiveSeconds = `{"name": "short", "messages": 40, "seed": 11, "monitoringInterval": 0.5, "autoStart": true, "mode": "live",
	"senderGroups": [{"senders": 4, "sendTime": {"mean": 0.5, "standardDeviation": 0.1}, "failureRate": 0.2}],
	"objectives": [{"share": 0.5, "within": 3}, {"share": 1, "within": 9}]}`

// sameAsInstant runs the same settings at once and compares.
func (p *process) sameAsInstant(live httpapi.Simulation) {
	p.Helper()
	instant := p.create(strings.Replace(fiveSeconds, `"live"`, `"instant"`, 1))
	want := p.untilCompleted(instant.ID, time.Minute)
	if totals(live) != totals(want) {
		p.Errorf("live %s, instant %s", totals(live), totals(want))
	}
	if sum := live.Progress.Delivered + live.Progress.Failed; sum != 40 || live.Progress.Failed == 0 {
		p.Errorf("of 40 messages %d have ended: %+v", sum, live.Progress)
	}
}

func underWay(s httpapi.Simulation) bool { return s.Progress.Delivered >= 5 }

// goesOn makes sure that the simulated clock moves soon and did not go back.
func (p *process) goesOn(before httpapi.Simulation) httpapi.Simulation {
	p.Helper()
	now := p.get(before.ID)
	if now.Progress.SimulatedSeconds < before.Progress.SimulatedSeconds || now.Progress.Delivered < before.Progress.Delivered {
		p.Errorf("went back from %+v to %+v", before.Progress, now.Progress)
	}
	return p.until(before.ID, "going on", 3*time.Second, func(s httpapi.Simulation) bool {
		return s.Progress.SimulatedSeconds > now.Progress.SimulatedSeconds
	})
}

func TestLiveRun(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir())
	p.open()
	s := p.untilCompleted(p.create(fiveSeconds).ID, time.Minute)
	took := s.FinishedAt.Sub(*s.StartedAt).Seconds()
	if makespan := s.Forecast.Makespan; makespan < 4 || makespan > 6.5 || took < makespan || took > makespan+1 {
		t.Errorf("it took %.2f s on the wall, %.2f s were to be simulated", took, makespan)
	}
	p.sameAsInstant(s)
	p.ends(syscall.SIGTERM)
}

func TestLiveRunSurvivesACrash(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	before := p.until(p.create(fiveSeconds).ID, "under way", time.Minute, underWay)
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // killed

	p = p.relaunch(t, folder)
	p.goesOn(before)
	p.sameAsInstant(p.untilCompleted(before.ID, time.Minute))
}

func TestLiveRunGoesOnAfterAnInterruption(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals to send")
	}
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	before := p.until(p.create(fiveSeconds).ID, "under way", time.Minute, underWay)
	p.ends(os.Interrupt)

	p = p.relaunch(t, folder)
	after := p.goesOn(before)
	if after.Shards[0].HandOvers != 1 {
		t.Errorf("handed over %d times, want once", after.Shards[0].HandOvers)
	}
	p.nothingChangesAfterReset(after.ID)
}

// nothingChangesAfterReset resets in the middle of a run and looks at the
// simulation for longer than two checkpoints are apart.
func (p *process) nothingChangesAfterReset(id string) {
	p.Helper()
	p.call("DELETE", "/api/session", "", 204, nil)
	p.call("GET", "/api/simulations/"+id, "", 401, nil)
	p.open()
	first := p.get(id)
	if first.State != "cancelled" || first.Reason != "the session was reset" || first.Progress.Delivered == 40 {
		p.Errorf("after the reset it is %s (%s), %+v", first.State, first.Reason, first.Progress)
	}
	for end := time.Now().Add(1200 * time.Millisecond); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if next := p.get(id); !reflect.DeepEqual(next, first) {
			p.Fatalf("changed after the reset from %+v to %+v", first, next)
		}
	}
}

func TestCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		args   []string
		env    string
		status int
		stdout string
		stderr string
	}{
		{name: "nothing", stdout: "Serve the API and the browser interface"},
		{name: "help", args: []string{"--help"}, stdout: "Serve the API and the browser interface"},
		{name: "help of serve", args: []string{"serve", "--help"}, stdout: "ALERTSIM_MANAGEMENT_KEY"},
		{name: "openapi", args: []string{"openapi"}, stdout: `"openapi": "3.1`},
		{name: "unknown flag", args: []string{"serve", "--fast"}, status: 1, stderr: "alertsim: unknown flag: --fast"},
		{name: "unknown flag of all", args: []string{"--fast"}, status: 1, stderr: "alertsim: unknown flag: --fast"},
		{name: "unknown command", args: []string{"simulate-it"}, status: 1, stderr: `unknown command "simulate-it"`},
		{name: "what serve does not take", args: []string{"serve", "now"}, status: 1, stderr: `unknown command "now"`},
		{name: "no address", args: []string{"serve", "--addr", ""}, status: 1, stderr: "--addr and --data must not be empty"},
		{name: "wrong variable", args: []string{"serve"}, env: "ALERTSIM_SLICE_SECONDS=long", status: 1, stderr: "ALERTSIM_SLICE_SECONDS must be a whole number"},
		{name: "help in spite of a wrong variable", args: []string{"serve", "--help"}, env: "ALERTSIM_SLICE_SECONDS=long", stdout: "Usage:"},
		{name: "impossible folder", args: []string{"serve", "--data", file}, status: 1, stderr: "alertsim: cannot create the data folder " + file + ": a file is in its place"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cmd := command(t, test.args...)
			cmd.Env = append(cmd.Env, test.env)
			var stdout, stderr strings.Builder
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err := cmd.Start()
			if err == nil {
				// One that serves after all would do so for ever.
				defer time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() }).Stop()
				err = cmd.Wait()
			}
			if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
				t.Fatal(err)
			}
			if got := cmd.ProcessState.ExitCode(); got != test.status {
				t.Errorf("exit status %d, want %d: %s", got, test.status, stderr.String())
			}
			if !strings.Contains(stdout.String(), test.stdout) || !strings.Contains(stderr.String(), test.stderr) {
				t.Errorf("it says %.2000q and %q", stdout.String(), stderr.String())
			}
			if test.status == 1 && strings.Count(stderr.String(), "\n") != 1 {
				t.Errorf("an error is one line, not %q", stderr.String())
			}
		})
	}
}

func TestProgramEndsWithTheStatus(t *testing.T) {
	for args, want := range map[string]int{"simulate --messages 3": 0, "simulate --messages 0": 1, "forecast --objective 95%:1": 99} {
		cmd := command(t, strings.Fields(args)...)
		var said strings.Builder
		cmd.Stderr = &said
		_ = cmd.Run() // its status tells
		if got := cmd.ProcessState.ExitCode(); got != want || (said.Len() == 0) != (want == 0) {
			t.Errorf("%s: status %d, want %d, said %q", args, got, want, said.String())
		}
	}
}
