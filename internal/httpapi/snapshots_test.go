package httpapi_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// look is a look without a token.
func (e *env) look(id string, want int, headers ...header) answer {
	e.Helper()
	token := e.token
	defer func() { e.token = token }()
	e.token = ""
	return e.call("GET", "/api/snapshots/"+id, "", want, headers...)
}

// running is a live simulation that has been started.
func (e *env) running() httpapi.Simulation {
	e.Helper()
	s := e.create(`{"messages": 100, "seed": 5, "objectives": []}`)
	e.work()
	return read[httpapi.Simulation](e, e.call("POST", "/api/simulations/"+s.ID+"/start", "", 200))
}

// What everybody may see is what members see, at every step, and nothing of the
// session or of a token.
func TestASnapshotIsWhatMembersSee(t *testing.T) {
	e := newEnv(t)
	m := e.open()
	s := e.create(`{"messages": 100, "seed": 5, "objectives": []}`)
	same := func(cached string) {
		t.Helper()
		e.clock = e.clock.Add(time.Second)
		member, anybody := e.call("GET", "/api/simulations/"+s.ID, "", 200), e.look(s.ID, 200)
		if !bytes.Equal(member.body, anybody.body) {
			t.Errorf("members see\n%s\nothers\n%s", member.body, anybody.body)
		}
		if got := anybody.header.Get("Cache-Control"); got != cached {
			t.Errorf("%s: Cache-Control %q, want %q", read[httpapi.Simulation](t, anybody).State, got, cached)
		}
		stored, err := e.store.CurrentSession(e.ctx)
		e.must(err)
		for _, secret := range append(stored.Members, m.Token, m.SessionID) {
			if strings.Contains(string(anybody.body), secret) {
				t.Errorf("%s is told to everybody: %s", secret, anybody.body)
			}
		}
	}
	same("public, max-age=1")
	e.work()
	same("public, max-age=1")
	e.call("POST", "/api/simulations/"+s.ID+"/start", "", 200)
	e.advance(s.ID, 100e6)
	same("public, max-age=1")
	e.call("POST", "/api/simulations/"+s.ID+"/cancel", "", 200)
	same("public, max-age=60")
	e.call("DELETE", "/api/session", "", 204) // nobody is a member any more
	e.look(s.ID, 200, header{"Authorization", "Bearer of nothing"})
}

// However many look, a simulation is read once a second, and nothing else is.
func TestOneReadASecond(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.running()
	token := e.token
	e.token = ""
	for second := range 3 {
		e.clock = e.clock.Add(time.Second)
		before := e.store.reads.Load()
		var all sync.WaitGroup
		bodies := make([]answer, 50)
		for i := range bodies {
			all.Go(func() { bodies[i] = e.send("GET", "/api/snapshots/"+s.ID, "") })
		}
		all.Wait()
		if made := e.store.reads.Load() - before; made != 1 {
			t.Errorf("second %d: %d reads for 50 looks", second, made)
		}
		for _, one := range bodies {
			if one.status != 200 || !bytes.Equal(one.body, bodies[0].body) {
				t.Fatalf("%d %s\n%s", one.status, one.body, bodies[0].body)
			}
		}
	}
	before := e.store.reads.Load()
	e.clock = e.clock.Add(999 * time.Millisecond)
	e.look(s.ID, 200)
	if e.store.reads.Load() != before {
		t.Error("read again before the second was over")
	}
	e.token = token
	if e.get(s.ID); e.store.reads.Load() != before+1 {
		t.Errorf("a member's own look takes %d reads", e.store.reads.Load()-before)
	}
}

// Who has it is told so without a body; who has another gets it.
func TestSnapshotThatTheCallerHas(t *testing.T) {
	e := newEnv(t)
	e.open()
	ended := e.completed()
	first := e.look(ended.ID, 200)
	etag := first.header.Get("ETag")
	if !strings.HasPrefix(etag, `W/"`) {
		t.Fatalf("ETag %q", etag)
	}
	e.clock = e.clock.Add(time.Hour) // it is read anew, and has not changed
	for _, given := range []string{etag, `"other", ` + etag, strings.TrimPrefix(etag, "W/"), "*"} {
		a := e.look(ended.ID, 304, header{"If-None-Match", given})
		if len(a.body) > 0 || a.header.Get("ETag") != etag || a.contentType() != "" {
			t.Errorf("%s: %+v", given, a)
		}
	}
	if a := e.look(ended.ID, 200, header{"If-None-Match", `W/"other"`}); !bytes.Equal(a.body, first.body) {
		t.Errorf("another one: %s", a.body)
	}
	if a := e.send("HEAD", "/api/snapshots/"+ended.ID, ""); a.status != 200 || len(a.body) > 0 || a.header.Get("ETag") != etag || a.header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("the head alone: %+v", a)
	}

	s := e.running()
	first = e.look(s.ID, 200)
	etag = first.header.Get("ETag")
	e.look(s.ID, 304, header{"If-None-Match", etag})
	// Nothing is stored meanwhile, and for that very reason it is later each second.
	e.clock = e.clock.Add(10 * time.Second)
	late := read[httpapi.Simulation](t, e.look(s.ID, 200, header{"If-None-Match", etag}))
	if before := read[httpapi.Simulation](t, first); late.Progress.LagSeconds < before.Progress.LagSeconds+7 {
		t.Errorf("lag of %v s after %v s, ten seconds later", late.Progress.LagSeconds, before.Progress.LagSeconds)
	}
}

// A deleted simulation is gone as soon as its last snapshot is a second old.
func TestSnapshotOfWhatIsNotThere(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	e.look(s.ID, 200)
	e.call("DELETE", "/api/simulations/"+s.ID, "", 204)
	e.look(s.ID, 200)
	e.clock = e.clock.Add(time.Second)
	e.look(s.ID, 404, header{"If-None-Match", "*"})

	before := e.store.reads.Load()
	for range 10 {
		e.look("aaaaaaaaaaaaaaaa", 404)
	}
	for _, id := range []string{"x", "AAAAAAAAAAAAAAAA", strings.Repeat("a", 64), "%00", "..%2f..%2fsession"} {
		e.look(id, 404)
	}
	if made := e.store.reads.Load() - before; made != 1 {
		t.Errorf("%d reads for guesses of which one can be an id", made)
	}
	e.look(strings.Repeat("a", 65), 422)
	e.look(s.ID+"?token=x", 422)
	for _, method := range []string{"POST", "DELETE"} {
		e.call(method, "/api/snapshots/"+s.ID, "", 405)
	}
}

// What goes wrong is told to those who wait, and nobody keeps it.
func TestSnapshotWhileTheStoreIsAway(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	e.store.err = errOdd
	if p := e.look(s.ID, 500).problem(t); strings.Contains(p.Detail, "secret") {
		t.Errorf("told %q", p.Detail)
	}
	e.store.err, e.store.panic = nil, "odd"
	e.look(s.ID, 500)
	e.store.panic = ""
	e.look(s.ID, 200)
	e.store.err = errOdd
	e.look(s.ID, 200) // of a moment ago
}

// Looks are logged as every call that only reads: with path and status, without what
// was in a header.
func TestLooksAreLogged(t *testing.T) {
	log := &lockedBuffer{}
	e := newEnv(t)
	e.open()
	s := e.completed()
	handler := httpapi.New(e.control, httpapi.Options{Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	e.server.Config.Handler = handler
	e.look(s.ID, 200, header{"Authorization", "Bearer " + e.token})
	line := log.String()
	if !strings.Contains(line, "method=GET path=/api/snapshots/"+s.ID+" status=200") || strings.Contains(line, e.token) {
		t.Errorf("logged %q", line)
	}
}

// Every snapshot of a run is in balance and none is behind the one before, while the
// run goes on between them.
func TestSnapshotsOfARun(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.running()
	var before httpapi.Simulation
	advance := e.claim(s.ID)
	for clock := settings.Micros(0); clock < 250e6; clock += 7e6 {
		e.clock = e.clock.Add(600 * time.Millisecond)
		advance(clock)
		now := read[httpapi.Simulation](t, e.look(s.ID, 200)) // checks the balance
		p, q := now.Progress, before.Progress
		if p.Delivered < q.Delivered || p.Attempts < q.Attempts || p.SimulatedSeconds < q.SimulatedSeconds {
			t.Errorf("from %+v back to %+v", q, p)
		}
		if behind := clock.Seconds() - p.SimulatedSeconds; behind != 0 && behind != 7 {
			t.Errorf("%v simulated seconds behind, want those of one step at most", behind)
		}
		before = now
	}
	if before.Progress.Delivered < 80 || before.State != simulation.Running {
		t.Errorf("not much of a run: %+v", before.Progress)
	}
}

// The document that is described is the one that is served.
func TestSnapshotIsDescribedAsASimulation(t *testing.T) {
	e := newEnv(t)
	get := func(path string) any {
		return e.contract.at("paths", path, "get", "responses", "200", "content", "application/json", "schema")
	}
	if snapshot, member := get("/api/snapshots/{id}"), get("/api/simulations/{id}"); snapshot == nil || !reflect.DeepEqual(snapshot, member) {
		t.Errorf("described as %v, want %v", snapshot, member)
	}
	if raw, _ := json.Marshal(e.contract.at("paths", "/api/snapshots/{id}", "get", "security")); string(raw) != "null" {
		t.Errorf("security %s", raw)
	}
}
