package server

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alertsim/internal/config"
	"alertsim/internal/deployment"
	"alertsim/internal/httpapi"
	"alertsim/web"
)

func testConfig(folder string) config.Config {
	return config.Config{Addr: "127.0.0.1:0", Backend: embedded, Data: folder, ManagementKey: "open sesame, please", Deployment: deployment.Standard()}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// serving starts the server in this process. stop ends it, at the latest when
// the test ends.
func serving(t *testing.T, folder string) (c *client, stop func()) {
	t.Helper()
	return servingWith(t, folder, func(*server) {})
}

// servingWith is serving with changes to the server before it runs.
func servingWith(t *testing.T, folder string, change func(*server)) (c *client, stop func()) {
	t.Helper()
	return servingConfig(t, testConfig(folder), quiet(), change)
}

func servingConfig(t *testing.T, conf config.Config, log *slog.Logger, change func(*server)) (c *client, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s, err := newServer(ctx, conf, log)
	if err != nil {
		t.Fatal(err)
	}
	change(s)
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return newClient(t, "http://"+s.address()), stop
}

func TestServer(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	var h httpapi.Health
	c.call("GET", "/api/health", "", 200, &h)
	if h.Status != "ok" {
		t.Errorf("health %+v", h)
	}
	for path, want := range map[string]int{"/assets/missing.js": 404, "/api/missing": 404, "/api/openapi.json": 200} {
		c.call("GET", path, "", want, nil)
	}
	response, err := c.http.Get(c.url + "/simulations/x")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.Header.Get("Content-Security-Policy") != web.ContentSecurityPolicy() {
		t.Errorf("a page has the headers %v", response.Header)
	}
}

func TestServerStartsAgainAfterItStopped(t *testing.T) {
	folder := t.TempDir()
	c, stop := serving(t, folder)
	c.open()
	first := c.create(`{"messages": 100, "mode": "instant", "autoStart": true}`)
	want := totals(c.untilCompleted(first.ID, time.Minute))
	stop()
	if _, _, err := c.try("GET", "/api/health", ""); err == nil {
		t.Error("it answers although it has stopped")
	}

	again, _ := serving(t, folder)
	again.token = c.token
	if got := totals(again.get(first.ID)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	second := again.create(`{"messages": 100, "mode": "instant", "autoStart": true}`)
	again.untilCompleted(second.ID, time.Minute)
}

func TestOneOfManyOpensWins(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	var opened, refused atomic.Int32
	var calls sync.WaitGroup
	for range 50 {
		calls.Go(func() {
			switch status, raw, err := c.try("POST", "/api/session", ""); {
			case err != nil:
				t.Error(err)
			case status == http.StatusCreated:
				opened.Add(1)
			case status == http.StatusConflict:
				refused.Add(1)
			default:
				t.Errorf("status %d: %s", status, raw)
			}
		})
	}
	calls.Wait()
	if opened.Load() != 1 || refused.Load() != 49 {
		t.Errorf("%d opened and %d were refused, want 1 and 49", opened.Load(), refused.Load())
	}
}

func TestServerSaysWhyItCannotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	folder := t.TempDir()
	used := filepath.Join(folder, "used")
	serving(t, used)
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// A folder in the lock's place stops even those who may write everywhere.
	unwritable := filepath.Join(folder, "unwritable")
	if err := os.MkdirAll(filepath.Join(unwritable, "alertsim.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*config.Config)
		words  []string
	}{
		{"port taken", func(c *config.Config) { c.Addr = taken.Addr().String() }, []string{taken.Addr().String(), "taken by another program", "--addr"}},
		{"no such backend", func(c *config.Config) { c.Backend = "cloud" }, []string{`no backend "cloud"`, "embedded or aws", "--backend"}},
		{"aws without a table", func(c *config.Config) { c.Backend = onAWS }, []string{"ALERTSIM_TABLE", "ALERTSIM_QUEUE_URL"}},
		{"no address", func(c *config.Config) { c.Addr = "nowhere" }, []string{"cannot listen on nowhere"}},
		{"folder in use", func(c *config.Config) { c.Data = used }, []string{used, "in use by another process", "another folder"}},
		{"a file in the folder's place", func(c *config.Config) { c.Data = file }, []string{"cannot create the data folder", file}},
		{"a file in the parent's place", func(c *config.Config) { c.Data = filepath.Join(file, "data") }, []string{"cannot create the data folder", file}},
		{"folder not writable", func(c *config.Config) { c.Data = unwritable }, []string{"cannot write to the data folder", unwritable}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := testConfig(filepath.Join(folder, "free"))
			test.change(&c)
			s, err := newServer(context.Background(), c, quiet())
			if err == nil {
				_ = s.backend.close()
				t.Fatal("it starts")
			}
			for _, words := range test.words {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not say %q", err, words)
				}
			}
		})
	}
	serving(t, filepath.Join(folder, "free")) // none of them has kept it
}

// A browser opens connections ahead of their use; they keep nobody waiting.
func TestUnusedConnectionsDoNotHoldTheEndUp(t *testing.T) {
	c, stop := serving(t, t.TempDir())
	connection, err := net.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	c.call("GET", "/api/health", "", 200, nil) // by now the server has taken the other one too
	began := time.Now()
	stop()
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %s to stop", took)
	}
}
