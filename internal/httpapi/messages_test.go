package httpapi_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
)

// The pages together are all messages, each once, in order of their end, and
// agree with the totals.
func TestMessagesInPages(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	path := "/api/simulations/" + s.ID + "/messages"
	seen, outcomes, last := map[int64]bool{}, map[string]int64{}, 0.0
	for after := int64(0); ; {
		page := read[httpapi.MessagesPage](t, e.call("GET", fmt.Sprintf("%s?limit=7&after=%d", path, after), "", 200))
		for _, m := range page.Items {
			if seen[m.Index] || m.EndedAt < last {
				t.Fatalf("message %d at %v comes after %v, or again", m.Index, m.EndedAt, last)
			}
			seen[m.Index], last = true, m.EndedAt
			outcomes[m.Outcome]++
			if m.Text != "A & B <c>" || !strings.HasPrefix(m.Recipient, "+1 0") {
				t.Fatalf("message %+v", m)
			}
			for i, a := range m.Attempts {
				if a.Number != i+1 || a.Duration <= 0 || (a.Outcome == "retried") != (i+1 < len(m.Attempts)) && m.Outcome != "expired" {
					t.Fatalf("attempts of message %d: %+v", m.Index, m.Attempts)
				}
			}
		}
		if page.Next == 0 {
			break
		}
		after = page.Next
	}
	if p := s.Progress; int64(len(seen)) != p.Messages || outcomes["delivered"] != p.Delivered || outcomes["failed"] != p.Failed || outcomes["expired"] != p.Expired {
		t.Errorf("%d messages, %v; the totals are %+v", len(seen), outcomes, p)
	}
	if failed := read[httpapi.MessagesPage](t, e.call("GET", path+"?outcome=failed&limit=5000", "", 200)); int64(len(failed.Items)) != s.Progress.Failed {
		t.Errorf("%d failed messages, %d in the totals", len(failed.Items), s.Progress.Failed)
	}
}

// Where a call has an end, a list that is not done by then is answered in words, and not with a part of it.
func TestMessagesThatTakeTooLong(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(`{"messages": 10000000, "seed": 7, "mode": "instant", "autoStart": true, "senderGroups": [{"failureRate": 0.2}], "retry": {"maxAttempts": 2}}`)
	e.work()
	for _, format := range []string{"json", "csv"} {
		ctx, cancel := context.WithTimeout(t.Context(), 2200*time.Millisecond) // 2 s of them are for the answer, and it takes three times the rest at the least
		r := httptest.NewRequestWithContext(ctx, "GET", "/api/simulations/"+s.ID+"/messages?outcome=failed&limit=5000&after=9900000&format="+format, nil)
		r.Header.Set("Authorization", "Bearer "+e.token)
		w := httptest.NewRecorder()
		e.handler.ServeHTTP(w, r)
		cancel()
		if w.Code != 422 || !strings.Contains(w.Body.String(), "alertsim simulate --messages-csv") || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %.200s", format, w.Code, w.Body)
		}
	}
}

func TestMessagesAsTable(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	answer := e.call("GET", "/api/simulations/"+s.ID+"/messages?format=csv", "", 200)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(answer.body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(answer.body, []byte("\ufeffmessage,")) {
		t.Errorf("the table begins with %.20q", answer.body)
	}
	messages, attempts := map[string]bool{}, int64(0)
	for _, row := range rows[1:] {
		messages[row[0]] = true
		if row[4] != "" {
			attempts++
		}
	}
	if int64(len(messages)) != s.Progress.Messages || attempts != s.Progress.Attempts {
		t.Errorf("%d messages and %d attempts; the totals are %+v", len(messages), attempts, s.Progress)
	}
}

// While a simulation runs there is what has ended up to its clock, and before
// nothing.
func TestMessagesOfARunningSimulation(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(`{"messages": 100, "seed": 5}`)
	path := "/api/simulations/" + s.ID
	if page := read[httpapi.MessagesPage](t, e.call("GET", path+"/messages", "", 200)); len(page.Items) != 0 {
		t.Errorf("before the start: %+v", page)
	}
	e.work()
	e.call("POST", path+"/start", "", 200)
	e.advance(s.ID, 100e6)
	s = e.get(s.ID)
	page := read[httpapi.MessagesPage](t, e.call("GET", path+"/messages?limit=5000", "", 200))
	if int64(len(page.Items)) != s.Progress.Delivered || slices.ContainsFunc(page.Items, func(m httpapi.Message) bool { return m.EndedAt > 100 }) {
		t.Errorf("%d messages, %d delivered", len(page.Items), s.Progress.Delivered)
	}
	e.call("GET", path+"/messages?limit=5001", "", 422)
	e.call("GET", path+"/messages?outcome=lost", "", 422)
	e.call("GET", path+"/messages?after=-1", "", 422)
}

// Lists of messages have a limit of their own and say what it is about: a table
// that is not read to its end holds up no page, and its end makes room.
func TestListsOfMessagesAreLimited(t *testing.T) {
	e := newEnvWith(t, httpapi.Options{Stream: true})
	e.open()
	s := e.create(`{"messages": 300000, "seed": 5, "mode": "instant", "autoStart": true, "senderGroups": [{"senders": 1000}]}`)
	e.work()
	path := "/api/simulations/" + s.ID + "/messages"
	ctx, leave := context.WithCancel(e.ctx)
	defer leave()
	r, err := http.NewRequestWithContext(ctx, "GET", e.server.URL+path+"?format=csv", nil)
	e.must(err)
	r.Header.Set("Authorization", "Bearer "+e.token)
	table, err := http.DefaultTransport.RoundTrip(r) // which is not read
	e.must(err)
	defer table.Body.Close()
	if table.StatusCode != 200 {
		t.Fatalf("status %d", table.StatusCode)
	}
	a := e.call("GET", path+"?format=csv", "", 429)
	if p := a.problem(t); !strings.Contains(p.Detail, "1 of your lists of messages") || a.header.Get("Retry-After") == "" {
		t.Errorf("%+v %v", p, a.header)
	}
	e.call("GET", path, "", 200)
	e.call("POST", "/api/forecast", "{}", 200)
	leave()
	for e.send("GET", path+"?format=csv&limit=10", "").status == 429 {
		time.Sleep(5 * time.Millisecond)
	}
	e.call("GET", path+"?format=csv&limit=10", "", 200)
}
