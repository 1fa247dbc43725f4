package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/result"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

const mediumStudy = `{"settings": {"messages": 20000, "seed": 1, "senderGroups": [{"failureRate": 0.05}], "retry": {"maxAttempts": 3}}, "replications": 100,
	"vary": [{"path": "senderGroups[0].senders", "range": {"from": 50, "to": 2000, "count": 20}}]}`

func (p *process) study(id string) (s httpapi.Study) {
	p.Helper()
	p.call("GET", "/api/studies/"+id, "", http.StatusOK, &s)
	return s
}

func (p *process) createStudy(body string) (s httpapi.Study) {
	p.Helper()
	p.call("POST", "/api/studies", body, http.StatusAccepted, &s)
	return s
}

// untilMade waits until so many chunks of a study are made, or it has ended.
func (p *process) untilMade(id string, chunks int, within time.Duration) httpapi.Study {
	p.Helper()
	for end := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		s := p.study(id)
		if s.State != study.Running || s.Progress.Chunks >= chunks {
			return s
		}
		if time.Now().After(end) {
			p.Fatalf("after %v %d of %d chunks are made", within, s.Progress.Chunks, s.Estimate.Chunks)
		}
	}
}

func (p *process) answer(id string) []byte {
	p.Helper()
	var points []result.StudyPoint
	var page httpapi.StudyPoints
	p.call("GET", "/api/studies/"+id+"/points?limit=500", "", http.StatusOK, &page)
	points = append(points, page.Items...)
	var a result.StudyAnswer
	p.call("GET", "/api/studies/"+id+"/answer", "", http.StatusOK, &a)
	raw, err := json.Marshal([]any{points, a})
	if err != nil {
		p.Fatal(err)
	}
	return raw
}

// A study goes on where it was however often the program is killed, and comes to the same as one that is not.
func TestStudySurvivesItsProgram(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	id := p.createStudy(mediumStudy).ID
	made, killed := 0, 0
	for s := p.untilMade(id, 1, time.Minute); s.State == study.Running; s = p.untilMade(id, made+1, time.Minute) {
		if s.Progress.Chunks < made {
			t.Fatalf("%d chunks are made, and %d were", s.Progress.Chunks, made)
		}
		made = s.Progress.Chunks
		if killed == 5 {
			continue
		}
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.cmd.Wait() // killed
		killed++
		p = p.relaunch(t, folder)
	}
	if s := p.study(id); s.State != study.Completed || s.Progress.Runs != 2000 || killed < 2 {
		t.Fatalf("it is %s (%s) after %d kills: %+v", s.State, s.Reason, killed, s.Progress)
	}
	again := p.createStudy(mediumStudy).ID
	if s := p.untilMade(again, 1<<30, 2*time.Minute); s.State != study.Completed {
		t.Fatalf("the second is %s (%s)", s.State, s.Reason)
	}
	if !bytes.Equal(p.answer(id), p.answer(again)) {
		t.Error("it comes to something else than one whose program was not killed")
	}
}

// A study takes all processors, but not from a live run: that keeps its lag below 1 %.
func TestStudyLeavesLiveRunsAlone(t *testing.T) {
	p := launch(t, t.TempDir())
	p.open()
	id := p.create(`{"messages": 40000, "seed": 5, "speed": 20, "autoStart": true, "senderGroups": [{"senders": 400}]}`).ID
	p.until(id, "running", time.Minute, func(s httpapi.Simulation) bool { return s.State == simulation.Running })
	large := p.createStudy(`{"settings": {"messages": 1000000, "seed": 1}, "replications": 100, "vary": [{"path": "senderGroups[0].senders", "range": {"from": 50, "to": 2000, "count": 20}}]}`).ID
	p.untilMade(large, 3, time.Minute)
	s := p.get(id)
	for s.Progress.WallSeconds < 8 {
		time.Sleep(100 * time.Millisecond)
		s = p.get(id)
	}
	if s.State != simulation.Running || s.Progress.LagSeconds > 0.01*s.Progress.WallSeconds {
		t.Errorf("after %.1f s it is %s and lags %.3f s behind", s.Progress.WallSeconds, s.State, s.Progress.LagSeconds)
	}
	if made := p.study(large); made.State != study.Running || made.Progress.Chunks < 3 {
		t.Errorf("the study is %s, %d chunks are made", made.State, made.Progress.Chunks)
	}
	p.call("POST", "/api/studies/"+large+"/cancel", "", http.StatusOK, nil)
}
