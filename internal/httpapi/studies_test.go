package httpapi_test

import (
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/result"
)

const smallStudy = `{"name": "how many", "settings": {"messages": 50, "seed": 3, "objectives": [{"share": 0.9, "within": 100}]},
	"vary": [{"name": "senders", "path": "senderGroups[sms].senders", "values": [2, 5, 10]}, {"path": "senderGroups[0].failureRate", "values": [0, 0.2]}],
	"replications": 6, "find": "cheapest"}`

// work handles all jobs of studies that there are.
func (e *env) workOnStudies() {
	e.Helper()
	for {
		d, err := e.jobs.Receive(e.ctx)
		e.must(err)
		if d == nil {
			return
		}
		e.must(e.studies.Handle(e.ctx, *d))
		e.must(e.jobs.Delete(e.ctx, d.Receipt))
		s := read[httpapi.StudyPage](e.T, e.call("GET", "/api/studies?limit=1", "", 200))
		if len(s.Items) > 0 && s.Items[0].State != "running" {
			return
		}
	}
}

func (e *env) everyStudyCall() {
	e.Helper()
	estimate := read[httpapi.StudyEstimate](e.T, e.call("POST", "/api/study-estimate", smallStudy, 200))
	if estimate.Points != 6 || estimate.Runs != 36 || estimate.Chunks != 1 || estimate.Attempts < 300 || estimate.WorkSeconds <= 0 || estimate.Workers != 10 || estimate.WallSeconds <= 0 || estimate.Cost.Total <= 0 {
		e.Errorf("the estimate is %+v", estimate)
	}
	created := e.call("POST", "/api/studies", smallStudy, 202)
	s := read[httpapi.Study](e.T, created)
	if got, want := created.header.Get("Location"), "/api/studies/"+s.ID; got != want || s.State != "running" || s.Progress.Runs != 0 || len(s.Query.Vary) != 2 {
		e.Errorf("created %+v at %q", s, got)
	}
	e.call("POST", "/api/studies", smallStudy, 409)
	e.call("DELETE", "/api/studies/"+s.ID, "", 409)
	if a := read[result.StudyAnswer](e.T, e.call("GET", "/api/studies/"+s.ID+"/answer", "", 200)); len(a.Points) != 0 || a.Complete {
		e.Errorf("before anything is made: %+v", a)
	}
	e.workOnStudies()
	s = read[httpapi.Study](e.T, e.call("GET", "/api/studies/"+s.ID, "", 200))
	if s.State != "completed" || s.Progress.Runs != 36 || s.Progress.Share != 1 || s.FinishedAt == nil {
		e.Errorf("at the end %+v", s)
	}
	a := read[result.StudyAnswer](e.T, e.call("GET", "/api/studies/"+s.ID+"/answer", "", 200))
	// 45 messages of 10 s each take 225 s of 2 senders and 90 s of 5, where nothing fails.
	if !a.Complete || len(a.Points) != 6 || a.Best.Point == nil || *a.Best.Point != 2 || !a.Best.Proven || len(a.Points[0].Figures) != 0 {
		e.Errorf("the answer is %+v", a)
	}
	if words := strings.Join(a.Best.InWords, " "); strings.Contains(words, "without an objective") {
		e.Errorf("in words: %s", words)
	}
	page := read[httpapi.StudyPoints](e.T, e.call("GET", "/api/studies/"+s.ID+"/points?from=1&limit=2", "", 200))
	if len(page.Items) != 2 || page.Items[0].Number != 1 || len(page.Items[0].Figures) < 10 || page.Next == nil || *page.Next != 3 {
		e.Errorf("points %+v", page)
	}
	if last := read[httpapi.StudyPoints](e.T, e.call("GET", "/api/studies/"+s.ID+"/points?from=3", "", 200)); len(last.Items) != 3 || last.Next != nil {
		e.Errorf("the last points %+v", last)
	}
	for _, format := range []string{"json", "csv", "html"} {
		file := e.call("GET", "/api/studies/"+s.ID+"/export?format="+format, "", 200)
		if name := file.header.Get("Content-Disposition"); name != `attachment; filename="alertsim-study-`+s.ID+`.`+format+`"` || len(file.body) < 500 {
			e.Errorf("%s: %s, %d bytes", format, name, len(file.body))
		}
	}
	e.call("POST", "/api/studies/"+s.ID+"/cancel", "", 409)
	e.call("DELETE", "/api/studies/"+s.ID, "", 204)
	e.call("GET", "/api/studies/"+s.ID, "", 404)
	e.call("GET", "/api/studies/"+s.ID+"/answer", "", 404)
}

func TestStudies(t *testing.T) {
	e := newEnv(t)
	for _, call := range []string{"GET /api/studies", "POST /api/studies", "POST /api/study-estimate", "GET /api/studies/x", "GET /api/studies/x/answer"} {
		method, path, _ := strings.Cut(call, " ")
		e.call(method, path, map[string]string{"POST": smallStudy}[method], 401) // strangers are told nothing
	}
	e.open()
	e.everyStudyCall()
	// One that is cancelled keeps what is made, and makes room for the next.
	s := read[httpapi.Study](t, e.call("POST", "/api/studies", smallStudy, 202))
	if got := read[httpapi.Study](t, e.call("POST", "/api/studies/"+s.ID+"/cancel", "", 200)); got.State != "cancelled" || got.Reason == "" {
		t.Errorf("cancelled %+v", got)
	}
	e.clock = e.clock.Add(time.Second)
	// So does a reset.
	next := read[httpapi.Study](t, e.call("POST", "/api/studies", smallStudy, 202))
	e.call("DELETE", "/api/session", "", 204)
	e.open()
	if got := read[httpapi.Study](t, e.call("GET", "/api/studies/"+next.ID, "", 200)); got.State != "cancelled" || got.Reason != "the session was reset" {
		t.Errorf("after a reset %+v", got)
	}
	if page := read[httpapi.StudyPage](t, e.call("GET", "/api/studies", "", 200)); len(page.Items) != 2 || page.Items[0].ID != next.ID {
		t.Errorf("the history is %+v", page)
	}
	e.call("GET", "/api/studies?after=nonsense", "", 422)
}

func TestStudiesAreRefused(t *testing.T) {
	e := newEnv(t)
	e.open()
	for body, want := range map[string]string{
		`{`:                         "not JSON",
		`{"vary": [{"path": "x"}]}`: "vary[0]: must have either",
		`{"vary": [{"path": "messages", "values": [0]}]}`: "settings.messages",
		`{"replications": 0}`:                             "replications",
	} {
		for _, path := range []string{"/api/studies", "/api/study-estimate"} {
			a := e.send("POST", path, body)
			if a.status != 422 && a.status != 400 || !strings.Contains(string(a.body), strings.Split(want, ":")[0]) {
				t.Errorf("%s %s: %d %s", path, body, a.status, a.body)
			}
		}
	}
	if page := read[httpapi.StudyPage](t, e.call("GET", "/api/studies", "", 200)); len(page.Items) != 0 {
		t.Errorf("there are %+v", page)
	}
}
