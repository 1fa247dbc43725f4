//go:build aws

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"
)

// server is one deployment of the program, spoken to as a browser does.
type server struct {
	name, base string // base ends in /api
	token      string
}

// simulation is the part of the API's document that these tests look at.
type simulation struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Reason   string `json:"reason"`
	Notice   string `json:"engineNotice"`
	Progress struct {
		Messages        int64   `json:"messages"`
		Delivered       int64   `json:"delivered"`
		Failed          int64   `json:"failed"`
		Expired         int64   `json:"expired"`
		InFlight        int64   `json:"inFlight"`
		Waiting         int64   `json:"waiting"`
		Attempts        int64   `json:"attempts"`
		AverageSendTime float64 `json:"averageSendTime"`
	} `json:"progress"`
	Shards []struct {
		Token     int64 `json:"token"`
		HandOvers int   `json:"handOvers"`
	} `json:"shards"`
	Objectives json.RawMessage `json:"objectives"`
	Timeline   json.RawMessage `json:"timeline"`
	Latency    json.RawMessage `json:"latency"`
}

// ended counts the messages that are through.
func (s simulation) ended() int64 {
	return s.Progress.Delivered + s.Progress.Failed + s.Progress.Expired
}

// result is what a simulation came to, wherever it ran.
func (s simulation) result() map[string]any {
	return map[string]any{
		"progress": s.Progress, "objectives": string(s.Objectives), "timeline": string(s.Timeline), "latency": string(s.Latency),
	}
}

// raw makes a call and returns status and body.
func (s *server) raw(t *testing.T, method, path, body string) (int, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.base+path, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, answer
}

// call makes a call that has to answer with the status.
func (s *server) call(t *testing.T, method, path, body string, status int) simulation {
	t.Helper()
	got, answer := s.raw(t, method, path, body)
	if got != status {
		t.Fatalf("%s: %s %s answered %d, want %d: %s", s.name, method, path, got, status, answer)
	}
	var document simulation
	if len(answer) > 0 {
		if err := json.Unmarshal(answer, &document); err != nil {
			t.Fatalf("%s: %s %s: %v in %s", s.name, method, path, err, answer)
		}
	}
	return document
}

// open opens the session and ends it with the test.
func (s *server) open(t *testing.T) {
	t.Helper()
	s.enter(t)
	token := s.token
	t.Cleanup(func() { s.leave(t, token) })
}

// enter opens the session.
func (s *server) enter(t *testing.T) {
	t.Helper()
	status, answer := s.raw(t, http.MethodPost, "/session", "")
	var session struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(answer, &session); err != nil || status != http.StatusCreated {
		t.Fatalf("%s: opening a session answered %d: %s", s.name, status, answer)
	}
	s.token = session.Token
}

// leave ends the session, also after the test's own context has ended.
func (s *server) leave(t *testing.T, token string) {
	request, err := http.NewRequest(http.MethodDelete, s.base+"/session", nil)
	if err != nil {
		t.Error(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Error(err)
		return
	}
	response.Body.Close()
}

func (s *server) get(t *testing.T, id string) simulation {
	t.Helper()
	document := s.call(t, http.MethodGet, "/simulations/"+id, "", http.StatusOK)
	p := document.Progress
	if p.Messages != document.ended()+p.InFlight+p.Waiting {
		t.Errorf("%s: the balance is broken: %+v", s.name, p)
	}
	return document
}

// follow polls until the simulation is in a state, and sees to it that no count ever goes down.
func (s *server) follow(t *testing.T, id, state string, patience time.Duration) simulation {
	t.Helper()
	var last simulation
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		document := s.get(t, id)
		if document.ended() < last.ended() || document.Progress.Attempts < last.Progress.Attempts {
			t.Errorf("%s: counts went down from %+v to %+v", s.name, last.Progress, document.Progress)
		}
		last = document
		switch document.State {
		case state:
			return document
		case "completed", "cancelled", "failed":
			t.Fatalf("%s: %s is %s (%s), want %s", s.name, id, document.State, document.Reason, state)
		}
	}
	t.Fatalf("%s: %s is still %s after %s: %+v", s.name, id, last.State, patience, last.Progress)
	return last
}

// run takes a simulation from its settings to its end.
func (s *server) run(t *testing.T, settings string) simulation {
	t.Helper()
	id := s.call(t, http.MethodPost, "/simulations", settings, http.StatusAccepted).ID
	s.follow(t, id, "ready", time.Minute)
	s.call(t, http.MethodPost, "/simulations/"+id+"/start", "", http.StatusOK)
	return s.follow(t, id, "completed", time.Minute)
}

// same fails the test unless both simulations came to the same.
func same(t *testing.T, a, b simulation) {
	t.Helper()
	x, y := a.result(), b.result()
	for part := range x {
		if !reflect.DeepEqual(x[part], y[part]) {
			t.Errorf("%s differs:\n%.600v\n%.600v", part, fmt.Sprintf("%+v", x[part]), fmt.Sprintf("%+v", y[part]))
		}
	}
}
