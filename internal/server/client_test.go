package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"alertsim/internal/httpapi"
)

// client calls the API of a server. Each has connections of its own.
type client struct {
	*testing.T
	url, token string
	http       http.Client
}

func newClient(t *testing.T, url string) *client {
	c := &client{T: t, url: url, http: http.Client{Transport: &http.Transport{}, Timeout: 5 * time.Second}}
	t.Cleanup(c.http.CloseIdleConnections)
	return c
}

// call makes a request, checks the status and decodes the answer into out,
// unless that is nil.
func (c *client) call(method, path, body string, want int, out any) {
	c.Helper()
	status, raw, err := c.try(method, path, body)
	if err != nil {
		c.Fatal(err)
	}
	if status != want {
		c.Fatalf("%s %s: status %d, want %d: %.500s", method, path, status, want, raw)
	}
	if out != nil {
		if err := json.Unmarshal(raw, out); err != nil {
			c.Fatalf("%s %s: %v: %.500s", method, path, err, raw)
		}
	}
}

func (c *client) try(method, path, body string) (status int, raw []byte, err error) {
	r, err := http.NewRequest(method, c.url+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	response, err := c.http.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	raw, err = io.ReadAll(response.Body)
	return response.StatusCode, raw, err
}

// open opens a session for this client.
func (c *client) open() {
	c.Helper()
	var m httpapi.Membership
	c.call("POST", "/api/session", "", 201, &m)
	c.token = m.Token
}

func (c *client) create(given string) (s httpapi.Simulation) {
	c.Helper()
	c.call("POST", "/api/simulations", given, 202, &s)
	return s
}

func (c *client) get(id string) (s httpapi.Simulation) {
	c.Helper()
	c.call("GET", "/api/simulations/"+id, "", 200, &s)
	p := s.Progress
	if p.Messages != p.Delivered+p.Failed+p.Expired+p.InFlight+p.Waiting {
		c.Fatalf("out of balance: %+v", p)
	}
	return s
}

// until watches a simulation until something holds of it, and makes sure that
// its figures never go down meanwhile.
func (c *client) until(id, what string, within time.Duration, holds func(httpapi.Simulation) bool) httpapi.Simulation {
	c.Helper()
	last := c.get(id)
	for end := time.Now().Add(within); !holds(last); {
		if time.Now().After(end) {
			c.Fatalf("not %s within %s: %s, %+v", what, within, last.State, last.Progress)
		}
		time.Sleep(50 * time.Millisecond)
		next := c.get(id)
		p, q := last.Progress, next.Progress
		if q.Delivered < p.Delivered || q.Failed < p.Failed || q.Attempts < p.Attempts || q.SimulatedSeconds < p.SimulatedSeconds {
			c.Fatalf("went back from %+v to %+v", p, q)
		}
		last = next
	}
	return last
}

func (c *client) untilCompleted(id string, within time.Duration) httpapi.Simulation {
	c.Helper()
	return c.until(id, "completed", within, func(s httpapi.Simulation) bool { return s.State == "completed" })
}

// totals are the figures of a simulation that depend on its settings alone.
func totals(s httpapi.Simulation) string {
	p := s.Progress
	p.WallSeconds, p.LagSeconds, p.EtaSeconds = 0, 0, nil
	raw, _ := json.Marshal([]any{p, s.Timeline, s.Latency, s.Objectives}) // plain values: cannot fail
	return string(raw)
}
