package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// These are about what main puts together: each part has tests of its own, and
// would pass them all if main left it out.

// A client that dawdles is dropped, in its headers after 5 s, in its body after
// 15; it would hold a connection for ever otherwise.
func TestSlowClientsAreDropped(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir())
	address := strings.TrimPrefix(p.url, "http://")
	var clients sync.WaitGroup
	for sent, most := range map[string]time.Duration{
		"": 8 * time.Second,
		"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-":                                            8 * time.Second,
		"POST /api/forecast HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"messages\"":   18 * time.Second,
		"POST /api/forecast HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"": 18 * time.Second,
	} {
		clients.Go(func() {
			connection, err := net.Dial("tcp", address)
			if err != nil {
				t.Error(err)
				return
			}
			defer connection.Close()
			fmt.Fprint(connection, sent)
			began := time.Now()
			_ = connection.SetReadDeadline(began.Add(most))
			_, err = io.ReadAll(connection) // until the server closes it
			took := time.Since(began)
			if errors.Is(err, os.ErrDeadlineExceeded) || took < 4*time.Second {
				t.Errorf("after %q it was dropped after %s: %v", sent, took, err)
			}
		})
	}
	clients.Wait()
	p.call("GET", "/api/health", "", 200, nil)
}

func TestServerBounds(t *testing.T) {
	c, _ := servingWith(t, t.TempDir(), func(s *server) {
		if s.http.IdleTimeout != 2*time.Minute || s.http.WriteTimeout != 10*time.Minute {
			t.Errorf("idle connections are kept %s, an answer may take %s", s.http.IdleTimeout, s.http.WriteTimeout)
		}
		if n := s.backend.workers; n != 2 {
			t.Errorf("%d workers", n)
		}
	})
	for headers, want := range map[int]int{16 << 10: 200, 64 << 10: 431} {
		response, _ := raw(t, strings.TrimPrefix(c.url, "http://"),
			"GET /api/health HTTP/1.1\nHost: localhost\nX-Long: "+strings.Repeat("x", headers)+"\n\n")
		if response.status != want {
			t.Errorf("%d bytes of headers: %d", headers, response.status)
		}
	}
	c.call("POST", "/api/forecast", `{"messages":5}`+strings.Repeat(" ", 1<<20), 413, nil)
	c.call("POST", "/api/session/join", `{"managementKey":"`+strings.Repeat("x", 1<<20)+`"}`, 413, nil)
}

// heavy is a forecast that takes seconds.
const (
	heavyQuery = "/api/forecast?replications=10"
	heavy      = `{"messages": 10000000, "senderGroups": [{"senders": 10000, "sendTime": {"distribution": "lognormal"}}]}`
)

// working reports whether something of a package is under way in this process.
func working(pkg string) bool {
	stacks := make([]byte, 1<<20)
	return strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "alertsim/internal/"+pkg+".")
}

// until waits for something to become so.
func soon(within time.Duration, holds func() bool) bool {
	for end := time.Now().Add(within); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// What nobody waits for any more is not computed on.
func TestWorkEndsWithItsClient(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	c.open()
	id := c.create(`{"messages": 10000000, "mode": "instant", "autoStart": true, "senderGroups": [{"senders": 1000}]}`).ID
	c.untilCompleted(id, time.Minute)
	for _, test := range []struct{ method, path, body, pkg string }{
		{"POST", heavyQuery, heavy, "engine"},
		{"POST", "/api/forecast/senders", `{"messages": 1000000, "mode": "instant", "objectives": [{"share": 0.999, "within": 20000}], "senderGroups": [{"senders": 1000}]}`, "engine"},
		{"GET", "/api/simulations/" + id + "/messages?format=csv", "", "schedule"},
	} {
		t.Run(test.path, func(t *testing.T) {
			if working(test.pkg) {
				t.Fatal("something is under way before")
			}
			ctx, leave := context.WithCancel(t.Context())
			defer leave()
			r, err := http.NewRequestWithContext(ctx, test.method, c.url+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+c.token)
			gone := make(chan struct{})
			go func() {
				defer close(gone)
				if response, err := new(http.Transport).RoundTrip(r); err == nil {
					defer response.Body.Close()
					_, _ = io.ReadAll(response.Body)
					if ctx.Err() == nil {
						t.Errorf("it was answered with %s before the client left", response.Status)
					}
				}
			}()
			if !soon(2*time.Second, func() bool { return working(test.pkg) }) {
				t.Fatal("nothing is under way")
			}
			leave()
			<-gone
			if !soon(500*time.Millisecond, func() bool { return !working(test.pkg) }) {
				t.Error("it is still under way half a second after the client left")
			}
		})
	}
}
