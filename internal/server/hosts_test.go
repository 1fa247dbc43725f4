package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"alertsim/internal/config"
)

func TestOwnHosts(t *testing.T) {
	allowed := config.Hosts{"alerts.example.org", "*.intern.example", "192.0.2.7"}
	for _, test := range []struct {
		host, listen string
		want         int
	}{
		{"localhost", ":8080", 200}, {"localhost:8080", ":8080", 200}, {"LocalHost.:1", ":8080", 200}, {"app.localhost:8080", ":8080", 200},
		{"127.0.0.1", ":8080", 200}, {"127.9.8.7:99", ":8080", 200}, {"[::1]", ":8080", 200}, {"[::1]:8080", ":8080", 200}, {"[::ffff:127.0.0.1]:8080", ":8080", 200},
		{"alerts.example.org", ":8080", 200}, {"Alerts.Example.Org.:443", ":8080", 200}, {"a.intern.example", ":8080", 200}, {"192.0.2.7:8080", ":8080", 200},
		{"10.0.0.5", "10.0.0.5:8080", 200}, {"mybox:8080", "MyBox:8080", 200}, {"[2001:db8::5]:8080", "[2001:db8::5]:8080", 200},
		{"203.0.113.9:8080", ":8080", 200}, // where the connection came in, below
		{"", ":8080", 421}, {":8080", ":8080", 421}, {"evil.example", ":8080", 421}, {"evil.example:8080", "127.0.0.1:8080", 421},
		{"localhost.evil.example", ":8080", 421}, {"127.0.0.1.evil.example", ":8080", 421}, {"notlocalhost", ":8080", 421}, {".localhost.", "", 200},
		{"xalerts.example.org", ":8080", 421}, {"alerts.example.org.evil.example", ":8080", 421}, {"intern.example", ":8080", 421},
		{"203.0.113.10", ":8080", 421}, {"192.0.2.70", ":8080", 421}, {"0.0.0.0:8080", "127.0.0.1:8080", 421}, {"[::]:8080", "127.0.0.1:8080", 421},
		{"128.0.0.1", ":8080", 421}, {"2130706433", ":8080", 421}, {"localhost@evil.example", ":8080", 421}, {"[::2]", ":8080", 421}, {"mybox", "10.0.0.5:8080", 421},
	} {
		r := httptest.NewRequest("POST", "/api/session", nil)
		r.Host = test.host
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.ParseIP("203.0.113.9"), Port: 8080}))
		w := httptest.NewRecorder()
		ownHosts(allowed, test.listen, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("Host %q at %s: status %d, want %d", test.host, test.listen, w.Code, test.want)
		}
	}
}

// raw sends a request as it is written here.
func raw(t *testing.T, address, request string) (head, string) {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprint(connection, strings.ReplaceAll(request, "\n", "\r\n"))
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return head{response.StatusCode, response.Header}, string(body)
}

// A page of evil.example that leads to this machine gets nothing: no session, no
// page, no figure. It is told what to configure.
func TestServerKnowsItsNames(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	address := strings.TrimPrefix(c.url, "http://")
	for _, test := range []struct {
		request     string
		status      int
		contentType string
	}{
		{"POST /api/session HTTP/1.1\nHost: evil.example\nOrigin: http://evil.example\nSec-Fetch-Site: same-origin\nContent-Length: 0\n\n", 421, "application/problem+json"},
		{"POST http://evil.example/api/session HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n", 421, "application/problem+json"},
		{"GET /api/health HTTP/1.1\nHost: evil.example:8080\n\n", 421, "application/problem+json"},
		{"GET / HTTP/1.1\nHost: evil.example\n\n", 421, "text/plain; charset=utf-8"},
		{"GET /api/health HTTP/1.0\n\n", 421, "application/problem+json"},
		{"GET /api/health HTTP/1.1\nHost: localhost:1\n\n", 200, "application/json"},
		{"GET /api/health HTTP/1.1\nHost: [::1]\n\n", 200, "application/json"},
	} {
		response, body := raw(t, address, test.request)
		if response.status != test.status || response.header.Get("Content-Type") != test.contentType {
			t.Errorf("%q: %d %s %s", test.request, response.status, response.header.Get("Content-Type"), body)
		}
		if test.status == 421 && strings.Contains(test.request, "Host: evil") &&
			(!strings.Contains(body, "evil.example") || !strings.Contains(body, "--allowed-hosts") || !strings.Contains(body, "ALERTSIM_ALLOWED_HOSTS")) {
			t.Errorf("%q: it does not say what to do: %s", test.request, body)
		}
	}
	c.open() // nobody else has
}
