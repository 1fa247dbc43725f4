package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"alertsim/internal/config"
)

// endless takes far longer than any of these tests: 50,000,000 messages by the
// general way, with a rate limit.
const endless = `{"messages": 50000000, "seed": 1, "mode": "instant", "senderGroups": [{"senders": 10000, "ratePerSecond": 10000}]}`

// servingBy starts the server as main does, with this configuration.
func servingBy(t *testing.T, c config.Config, log io.Writer) *client {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s, err := newServer(ctx, c, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return newClient(t, "http://"+s.address())
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// A forecast, one of many seeds and a search stop computing when their client
// leaves: the call ends then and not when it is done.
func TestForecastsEndWithTheirClients(t *testing.T) {
	log := &syncBuffer{}
	c := servingBy(t, testConfig(t.TempDir()), log)
	ended := regexp.MustCompile(`msg=call method=POST path=/api/forecast\S* status=\d+ milliseconds=(\d+)`)
	for i, call := range []struct{ path, body string }{
		{"/api/forecast", endless},
		{"/api/forecast?replications=100", `{"messages": 100000, "seed": 1, "mode": "instant", "retry": {"maxAttempts": 10}, "senderGroups": [{"senders": 1000, "failureRate": 0.95}]}`},
	} {
		ctx, leave := context.WithTimeout(t.Context(), 300*time.Millisecond)
		r, err := http.NewRequestWithContext(ctx, "POST", c.url+call.path, strings.NewReader(call.body))
		if err != nil {
			t.Fatal(err)
		}
		if response, err := c.http.Do(r); err == nil {
			response.Body.Close()
			t.Fatalf("%s was answered at once with %d: not much of a test", call.path, response.StatusCode)
		}
		leave()
		deadline := time.Now().Add(20 * time.Second)
		for len(ended.FindAllString(log.String(), -1)) <= i && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
		}
		lines := ended.FindAllStringSubmatch(log.String(), -1)
		if len(lines) != i+1 {
			t.Fatalf("%s goes on though its client has left", call.path)
		}
		if ms, _ := strconv.Atoi(lines[i][1]); ms > 2500 {
			t.Errorf("%s went on for %d ms after 300", call.path, ms)
		}
	}
}

// Strangers who ask for very much are limited, and answered before a gateway
// gives up; others and the session in play get their forecasts meanwhile.
func TestForecastsAreLimited(t *testing.T) {
	s := testConfig(t.TempDir())
	s.ForecastBudget = time.Second
	c := servingBy(t, s, io.Discard)
	session := newClient(t, c.url)
	session.open()
	type answer struct {
		status int
		detail string
		took   time.Duration
	}
	ask := func(c *client, body string) (a answer) {
		began := time.Now()
		status, raw, err := c.try("POST", "/api/forecast", body)
		if err != nil {
			t.Error(err)
		}
		var p struct{ Detail string }
		_ = json.Unmarshal(raw, &p)
		return answer{status, p.Detail, time.Since(began)}
	}
	large := make([]answer, 6)
	var calls sync.WaitGroup
	for i := range large {
		calls.Go(func() { large[i] = ask(c, endless) })
	}
	time.Sleep(100 * time.Millisecond)
	if a := ask(c, `{"messages": 1000}`); a.status != 200 {
		t.Errorf("a small one: %+v", a)
	}
	if a := ask(session, endless); a.status != 422 || !strings.Contains(a.detail, "not done within 1 s") {
		t.Errorf("a member's: %+v", a)
	}
	calls.Wait()
	many, late := 0, 0
	for _, a := range large {
		switch {
		case a.status == 429 && strings.Contains(a.detail, "of your forecasts"), a.status == 429 && strings.Contains(a.detail, "too many forecasts"):
			many++
		case a.status == 422 && strings.Contains(a.detail, "not done within 1 s") && strings.Contains(a.detail, "instant simulation"):
			late++
		default:
			t.Errorf("%+v", a)
		}
		if a.took > 5*time.Second {
			t.Errorf("answered after %v", a.took)
		}
	}
	if late < 1 || late > 2 || many != len(large)-late {
		t.Errorf("%d were computed for their time, %d refused", late, many)
	}
}
