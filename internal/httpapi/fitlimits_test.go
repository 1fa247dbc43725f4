package httpapi_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fit"
	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
)

// The longest logs are told, and one of that length is answered.
func TestFitOfTheLongestLogThatIsTold(t *testing.T) {
	e := newEnv(t)
	limits := read[httpapi.Limits](t, e.call("GET", "/api/limits", "", 200)).Log
	if limits.MaxBytes != 4_000_000 || len(limits.Roles) != len(fit.Roles) || len(limits.Kinds) != len(fit.Kinds) || !limits.Roles[0].Needed || limits.Roles[2].Needed {
		t.Errorf("%+v", limits)
	}
	log := grown(t, int(limits.MaxBytes))
	if answer := read[httpapi.FitAnswer](t, e.call("POST", fitCall, log, 200, asCSV)); answer.Read.Attempts < 40_000 {
		t.Errorf("%+v", answer.Read)
	}
	here := newEnvWith(t, httpapi.Options{Stream: true})
	if most := read[httpapi.Limits](t, here.call("GET", "/api/limits", "", 200)).Log.MaxBytes; most != httpapi.MaxLog {
		t.Errorf("on one machine %d", most)
	}
	small := newEnvWith(t, httpapi.Options{Stream: true, Forecasts: forecast.NewLimiter(forecast.Capacity{Memory: 64 << 20})})
	if most := read[httpapi.Limits](t, small.call("GET", "/api/limits", "", 200)).Log.MaxBytes; most < 500_000 || most > 1_500_000 {
		t.Errorf("with little memory %d", most)
	}
}

// grown is a log of calls to ever more people, of so many bytes.
func grown(t *testing.T, size int) string {
	head, rows, _ := strings.Cut(callsLog(t), "\n")
	var b strings.Builder
	b.Grow(size)
	b.WriteString(head + "\n")
	for round := 0; ; round++ {
		for line := range strings.Lines(rows) {
			at := strings.LastIndex(line, ",")
			line = fmt.Sprintf("%s/%d%s", line[:at], round, line[at:])
			if b.Len()+len(line) > size {
				return b.String() + strings.Repeat("\n", size-b.Len())
			}
			b.WriteString(line)
		}
	}
}

// What is not done in time is answered in words, and leaves neither files nor a place taken.
func TestFitThatTakesTooLong(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	e := newEnvWith(t, httpapi.Options{Forecasts: forecast.NewLimiter(forecast.Capacity{Budget: 30 * time.Millisecond})})
	for range 3 {
		p := e.call("POST", fitCall, grown(t, 4_000_000), 422, asCSV).problem(t)
		if !strings.Contains(p.Detail, "the log was not done within 0.03 s") || !strings.Contains(p.Detail, "give a part of it, or let the command line fit it (alertsim fit)") {
			t.Errorf("told %q", p.Detail)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if status := e.send("POST", fitCall, "sent,ended,status,to\n", asCSV).status; status != 400 {
		t.Errorf("the next one: %d", status)
	}
}

// Somebody who goes stops the work; the next one has the place.
func TestFitOfAClientThatHasGone(t *testing.T) {
	e := newEnv(t)
	log := grown(t, 4_000_000)
	for range 3 { // of a caller two may be under way
		ctx, leave := context.WithTimeout(t.Context(), 60*time.Millisecond)
		r, err := http.NewRequestWithContext(ctx, "POST", e.server.URL+fitCall, strings.NewReader(log))
		e.must(err)
		response, err := http.DefaultClient.Do(r)
		if err == nil {
			response.Body.Close()
			if response.StatusCode == 429 {
				t.Error("the one before is still under way")
			}
		} else if !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		leave()
		for began := time.Now(); time.Since(began) < 20*time.Second; {
			if e.send("POST", fitCall, "sent,ended,status,to\n", asCSV).status == 400 {
				break
			}
		}
	}
	if strings.Contains(e.log.String(), "level=ERROR") {
		t.Errorf("logged: %s", e.log)
	}
}

// A caller has few at a time, and whoever sends slowly is given up.
func TestFitsAreLetInFewAtATime(t *testing.T) {
	e := newEnvWith(t, httpapi.Options{Forecasts: forecast.NewLimiter(forecast.Capacity{Budget: time.Second})})
	hold := func() (finish func() string) {
		connection, err := net.Dial("tcp", e.server.Listener.Addr().String())
		e.must(err)
		t.Cleanup(func() { _ = connection.Close() })
		e.must(connection.SetDeadline(time.Now().Add(20 * time.Second)))
		_, err = io.WriteString(connection, "POST "+fitCall+" HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n")
		e.must(err)
		in := bufio.NewReader(connection)
		line := func() string {
			text, err := in.ReadString('\n')
			e.must(err)
			return text
		}
		if asked := line() + line(); !strings.Contains(asked, " 100 ") { // it has a place, and is read
			t.Fatal(asked)
		}
		_, err = io.WriteString(connection, "sent,ended,status,to\n")
		e.must(err)
		return line
	}
	first, second := hold(), hold()
	third := e.call("POST", fitCall, "sent,ended,status,to\n1,2,delivered,a\n", 429, asCSV)
	if third.header.Get("Retry-After") == "" || !strings.Contains(string(third.body), "2 of your logs are under way") {
		t.Errorf("%s", third.body)
	}
	for _, finish := range []func() string{first, second} {
		if line := finish(); !strings.Contains(line, " 408 ") {
			t.Errorf("one that does not arrive: %s", line)
		}
	}
	e.call("POST", fitCall, "sent,ended,status,to\n1,2,delivered,a\n", 200, asCSV)
}
