package server

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alertsim/internal/config"
	"alertsim/internal/result"
	"alertsim/internal/simulation"
)

// Callers behind a proxy that is configured are told from each other; what others
// say of themselves counts for nothing.
func TestServerTrustsItsProxies(t *testing.T) {
	for name, trusted := range map[string]bool{"a proxy": true, "somebody": false} {
		t.Run(name, func(t *testing.T) {
			conf := testConfig(t.TempDir())
			if trusted {
				conf.TrustedProxies = config.Proxies{netip.MustParsePrefix("127.0.0.0/8")}
			}
			c, _ := servingConfig(t, conf, quiet(), func(*server) {})
			c.open()
			join := func(from string) int {
				r, err := http.NewRequest("POST", c.url+"/api/session/join", strings.NewReader(`{"managementKey": "wrong"}`))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("X-Forwarded-For", from)
				response, err := c.http.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
				return response.StatusCode
			}
			for range simulation.FreeKeyTries + 1 {
				if got := join("192.0.2.1"); got != 403 {
					t.Fatalf("a wrong key: %d", got)
				}
			}
			other := map[bool]int{true: 403, false: 429}[trusted]
			if one, two := join("192.0.2.1"), join("192.0.2.2"); one != 429 || two != other {
				t.Errorf("one more from the same caller: %d, from another: %d; want 429 and %d", one, two, other)
			}
		})
	}
}

// The start says that the database is damaged, and what is whole is served.
func TestServerTellsOfDamage(t *testing.T) {
	folder := t.TempDir()
	c, stop := serving(t, folder)
	c.open()
	id := c.create(`{"messages": 5, "mode": "instant", "autoStart": true}`).ID
	c.untilCompleted(id, time.Minute)
	stop()
	path := filepath.Join(folder, "alertsim.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	var root int64
	if err := errors.Join(db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'simulations_newest_first'`).Scan(&root), db.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteAt(make([]byte, 4096), (root-1)*4096)
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	var log lockedLog
	again, _ := servingConfig(t, testConfig(folder), slog.New(slog.NewJSONHandler(&log, nil)), func(*server) {})
	again.token = c.token
	again.get(id)
	if !strings.Contains(log.String(), "alertsim.db is damaged") || !strings.Contains(log.String(), "alertsim.db.damaged") {
		t.Errorf("the log does not tell of the damage: %s", log.String())
	}
}

// Answers of any length are sent; a function's are not.
func TestServerSendsLongAnswers(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	c.open()
	id := c.create(`{"messages": 200000, "mode": "instant", "autoStart": true}`).ID
	c.untilCompleted(id, time.Minute)
	response, body := c.raw("/api/simulations/" + id + "/messages?format=csv")
	if lines := bytes.Count(body, []byte("\n")); response.status != 200 || lines != 200_001 || len(body) < 6<<20 {
		t.Errorf("%d, %d lines, %d bytes", response.status, lines, len(body))
	}
}

// A worker keeps a shard for as long as it is told to.
func TestSlices(t *testing.T) {
	t.Parallel()
	p := launchWith(t, func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "ALERTSIM_SLICE_SECONDS=1") }, t.TempDir())
	p.open()
	s := p.untilCompleted(p.create(fiveSeconds).ID, time.Minute)
	if n := s.Shards[0].HandOvers; n < 3 || n > 7 {
		t.Errorf("a run of 5 s in slices of 1 s has %d hand-overs", n)
	}
	p.sameAsInstant(s)
}

// What running the simulator costs is told for the deployment that the environment
// describes.
func TestServerReckonsWithItsDeployment(t *testing.T) {
	cost := func(megabytes int) float64 {
		conf := testConfig(t.TempDir())
		conf.WorkerMemory = megabytes
		c, _ := servingConfig(t, conf, quiet(), func(*server) {})
		var answer result.ForecastAnswer
		c.call("POST", "/api/forecast", `{"messages": 1000, "seed": 1}`, 200, &answer)
		return answer.SimulatorCost.Lambda
	}
	if ratio := cost(512) / cost(256); ratio < 1.99 || ratio > 2 {
		t.Errorf("workers of twice the memory cost %v times as much", ratio)
	}
}

// A call that is under way when the program is told to end is answered: here one whose body is held back until the program
// listens no more.
func TestCallsUnderWayAreAnsweredAtTheEnd(t *testing.T) {
	c, stop := serving(t, t.TempDir())
	body, rest := io.Pipe()
	request, err := http.NewRequest("POST", c.url+"/api/forecast", body)
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan int, 1)
	go func() {
		defer close(answered)
		response, err := c.http.Do(request)
		if err != nil {
			t.Error(err)
			return
		}
		response.Body.Close()
		answered <- response.StatusCode
	}()
	if !soon(2*time.Second, func() bool { return working("httpapi") }) {
		t.Fatal("nothing is under way")
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		stop()
	}()
	if !soon(2*time.Second, func() bool { return !listening(c.url) }) {
		t.Fatal("it still listens")
	}
	if _, err := io.WriteString(rest, `{"messages": 10}`); err != nil {
		t.Fatal(err)
	}
	rest.Close()
	if status := <-answered; status != 200 {
		t.Errorf("status %d", status)
	}
	<-stopped
}

func listening(url string) bool {
	connection, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err == nil {
		connection.Close()
	}
	return err == nil
}
