package httpapi_test

import (
	"fmt"
	"strings"
	"testing"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/httpapi"
)

// other is another version of the engine than this program's.
const other = engine.Version + 1

// live is a live run that is started by hand.
const live = `{"messages": 100, "seed": 3}`

// Health tells a deployment what would be in its way, and nothing that is secret.
func TestHealthTellsOfWhatRuns(t *testing.T) {
	e := newEnv(t)
	active := func() *httpapi.Active {
		t.Helper()
		h := read[httpapi.Health](t, e.call("GET", "/api/health", "", 200))
		if h.Engine != engine.Version || h.Status != "ok" {
			t.Errorf("%+v", h)
		}
		return h.Active
	}
	if a := active(); a != nil {
		t.Errorf("before a session: %+v", a)
	}
	e.open()
	if a := active(); a != nil {
		t.Errorf("in a session without a simulation: %+v", a)
	}
	s := e.create(live)
	if a := active(); a == nil || *a != (httpapi.Active{State: "preparing", Engine: engine.Version}) {
		t.Errorf("while it is prepared: %+v", a)
	}
	e.work()
	e.store.engine = other
	if a := active(); a == nil || *a != (httpapi.Active{State: "ready", Engine: other}) {
		t.Errorf("when another version has prepared it: %+v", a)
	}
	e.store.engine = 0
	e.call("POST", "/api/simulations/"+s.ID+"/cancel", "", 200)
	if a := active(); a != nil {
		t.Errorf("after its end: %+v", a)
	}
}

// What cannot be read is told as such: a deployment must not take it for nothing.
func TestHealthWhenTheStoreIsAway(t *testing.T) {
	e := newEnv(t)
	e.open()
	e.create(live)
	e.store.lost = fault.Errorf(fault.CodeUnavailable, "away")
	h := read[httpapi.Health](t, e.call("GET", "/api/health", "", 200))
	if h.Active == nil || *h.Active != (httpapi.Active{State: "unknown"}) || h.Status != "ok" {
		t.Errorf("%+v %+v", h, h.Active)
	}
}

// What another version of the engine has computed is told as it is stored; nothing is
// computed again that might not agree with it.
func TestWhatAnotherEngineHasComputed(t *testing.T) {
	e := newEnv(t)
	e.open()
	before := e.completed()
	if before.Engine != engine.Version || before.Notice != "" {
		t.Errorf("version %d, %q", before.Engine, before.Notice)
	}
	e.store.engine = other
	after := e.get(before.ID)
	if after.Engine != other || !strings.Contains(after.Notice, fmt.Sprintf("Version %d of the engine created", other)) || !strings.Contains(after.Notice, "as it was stored") {
		t.Errorf("version %d, %q", after.Engine, after.Notice)
	}
	if after.Progress.Delivered != before.Progress.Delivered || after.Progress.Attempts != before.Progress.Attempts || after.Forecast == nil || len(after.Timeline.Delivered) != len(before.Timeline.Delivered) {
		t.Errorf("what is stored is told otherwise: %+v", after)
	}
	for _, format := range []string{"json", "csv"} {
		p := e.call("GET", "/api/simulations/"+before.ID+"/messages?format="+format, "", 409).problem(t)
		if !strings.Contains(p.Detail, "might not add up to its totals") {
			t.Errorf("%s: %q", format, p.Detail)
		}
	}
	for _, format := range []string{"json", "csv", "html"} {
		e.call("GET", "/api/simulations/"+before.ID+"/export?format="+format, "", 200)
	}
}

// What another version has prepared is not started: no worker of this one would take it.
func TestStartOfWhatAnotherEngineHasPrepared(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(live)
	e.work()
	e.store.engine = other
	if p := e.call("POST", "/api/simulations/"+s.ID+"/start", "", 409).problem(t); !strings.Contains(p.Detail, "cancel it and create it again") {
		t.Errorf("%q", p.Detail)
	}
	if got := e.get(s.ID); !strings.Contains(got.Notice, "cannot be started") {
		t.Errorf("%q", got.Notice)
	}
	e.store.engine = 0
	e.call("POST", "/api/simulations/"+s.ID+"/start", "", 200)
	e.store.engine = other
	if got := e.get(s.ID); !strings.Contains(got.Notice, "Only workers of its own version go on with it") {
		t.Errorf("%q", got.Notice)
	}
}
