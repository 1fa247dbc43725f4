//go:build aws

package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// sweep is a study of 16 points, some ten seconds of work, with a run that waits and one that is tried again.
const sweep = `{"name":"sweep","settings":{"seed":5,"messages":30000,"objectives":[{"share":0.95,"within":4000}]},"replications":150,"find":"cheapest",
	"vary":[{"path":"senderGroups[0].senders","values":[20,40,80,160]},
		{"name":"retries","alternatives":[{"name":"none","set":{}},{"name":"two","set":{"retry.maxAttempts":2,"senderGroups[0].failureRate":0.1}}]},
		{"path":"senderGroups[0].sendTime.mean","values":[5,10]}]}`

// studied is the part of the API's document that these tests look at.
type studied struct {
	ID, State, Reason string
	Estimate          struct{ Chunks, Runs int }
	Progress          struct{ Chunks, Runs int }
}

func (s *server) study(t *testing.T, method, path, body string, status int) (document studied) {
	t.Helper()
	got, answer := s.raw(t, method, path, body)
	if got != status {
		t.Fatalf("%s: %s %s answered %d, want %d: %.500s", s.name, method, path, got, status, answer)
	}
	if err := json.Unmarshal(answer, &document); err != nil && len(answer) > 0 {
		t.Fatalf("%s: %s %s: %v in %.500s", s.name, method, path, err, answer)
	}
	return document
}

// studyUntil polls until something holds of a study, and sees to it that what is made never gets less.
func (s *server) studyUntil(t *testing.T, id, what string, holds func(studied) bool) (last studied) {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		document := s.study(t, http.MethodGet, "/studies/"+id, "", http.StatusOK)
		if document.Progress.Chunks < last.Progress.Chunks {
			t.Errorf("%s: made went down from %+v to %+v", s.name, last, document)
		}
		if last = document; holds(document) {
			return document
		}
		if document.State != "running" {
			break
		}
	}
	t.Fatalf("%s: not %s: %+v", s.name, what, last)
	return last
}

func isCompleted(s studied) bool { return s.State == "completed" }

// sameStudy fails the test unless two studies came to the same bytes, in every form that they are told in.
func sameStudy(t *testing.T, a *server, idA string, b *server, idB string) {
	t.Helper()
	for _, what := range []string{"answer", "points?limit=500", "export?format=csv", "export?format=json"} {
		var told [2]string
		for i, of := range []struct {
			*server
			id string
		}{{a, idA}, {b, idB}} {
			status, raw := of.raw(t, http.MethodGet, "/studies/"+of.id+"/"+what, "")
			if status != http.StatusOK || len(raw) < 100 {
				t.Fatalf("%s: %s: %d %.300s", of.name, what, status, raw)
			}
			told[i] = string(raw)
		}
		if told[0] != told[1] {
			t.Errorf("%s differs:\n%.1500s\n%.1500s", what, told[0], told[1])
		}
	}
}

// A study comes to the same bytes on AWS as on one machine, and is forgotten when it is told to be.
func TestStudy(t *testing.T) {
	here, there := embedded(t), deployed(t)
	here.open(t)
	there.open(t)
	a := there.study(t, http.MethodPost, "/studies", sweep, http.StatusAccepted)
	there.study(t, http.MethodPost, "/studies", sweep, http.StatusConflict)
	b := here.study(t, http.MethodPost, "/studies", sweep, http.StatusAccepted)
	got := there.studyUntil(t, a.ID, "completed", isCompleted)
	here.studyUntil(t, b.ID, "completed", isCompleted)
	if got.Progress.Chunks != got.Estimate.Chunks || got.Progress.Runs != 2400 || got.Estimate.Chunks < 3 {
		t.Errorf("%+v", got)
	}
	sameStudy(t, there, a.ID, here, b.ID)
	drained(t, variable(t, "ALERTSIM_E2E_STUDY_QUEUE"), 30*time.Second)
	there.study(t, http.MethodDelete, "/studies/"+a.ID, "", http.StatusNoContent)
	there.study(t, http.MethodGet, "/studies/"+a.ID, "", http.StatusNotFound)
}

// From the moment a study is cancelled nothing more is made of it; a live run beside it is not held up; and it is no
// dead letter's business.
func TestCancelledStudyLeavesNothing(t *testing.T) {
	s := deployed(t)
	s.open(t)
	id := s.study(t, http.MethodPost, "/studies", strings.Replace(sweep, `"replications":150`, `"replications":1000`, 1), http.StatusAccepted).ID
	s.studyUntil(t, id, "under way", func(s studied) bool { return s.Progress.Chunks > 0 })
	s.run(t, strings.Replace(live, `"mode":"live"`, `"mode":"instant"`, 1))
	cancelled := s.study(t, http.MethodPost, "/studies/"+id+"/cancel", "", http.StatusOK)
	if cancelled.State != "cancelled" || cancelled.Progress.Chunks == cancelled.Estimate.Chunks {
		t.Errorf("%+v", cancelled)
	}
	drained(t, variable(t, "ALERTSIM_E2E_STUDY_QUEUE"), 3*time.Minute)
	if after := s.study(t, http.MethodGet, "/studies/"+id, "", http.StatusOK); after != cancelled {
		t.Errorf("it changed from %+v to %+v", cancelled, after)
	}
	if visible, _, _ := depth(t, variable(t, "ALERTSIM_E2E_STUDY_DEAD_LETTERS")); visible != "0" {
		t.Errorf("%s dead letters", visible)
	}
}

// A study whose machines are killed again and again, each in the middle of chunks, comes to what it comes to on one machine
// that is left alone.
func TestStudySurvivesItsMachines(t *testing.T) {
	environment, _, _ := onAWS(t, variable(t, "ALERTSIM_DYNAMODB_LOCAL_URL"))
	machineOf := func(i int) (*server, func()) {
		s, process := machine(t, fmt.Sprintf("machine-%d", i), environment)
		return s, func() {
			if err := process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, kill := machineOf(0)
	s.enter(t) // the table goes with the local AWS, the session with it
	token := s.token
	id := s.study(t, http.MethodPost, "/studies", sweep, http.StatusAccepted).ID
	made := 0
	for i := range 3 {
		found := s.studyUntil(t, id, "getting on", func(s studied) bool { return s.Progress.Chunks > made || isCompleted(s) })
		if isCompleted(found) {
			t.Logf("done after %d machines", i+1)
			break
		}
		made = found.Progress.Chunks
		kill()
		s, kill = machineOf(i + 1)
		s.token = token
	}
	s.studyUntil(t, id, "completed", isCompleted)
	here := embedded(t)
	here.open(t)
	alone := here.study(t, http.MethodPost, "/studies", sweep, http.StatusAccepted).ID
	here.studyUntil(t, alone, "completed", isCompleted)
	sameStudy(t, s, id, here, alone)
}
