package httpapi_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

const instant = `{"name": "A & B <c>", "messages": 200, "seed": 7, "mode": "instant", "autoStart": true,
	"senderGroups": [{"failureRate": 0.2}], "retry": {"maxAttempts": 2}, "timeToLive": 400}`

// TestEveryCall goes through all that a group of users does, and makes sure at
// its end that the OpenAPI document has nothing more.
// The history outlives its sessions, and is the next one's to tidy up.
func TestLaterSessionDeletesWhatAnEarlierOneMade(t *testing.T) {
	e := newEnv(t)
	e.open()
	first, second := e.completed(), e.completed()
	e.call("DELETE", "/api/session", "", 204)
	earlier := e.token
	e.open()
	e.call("DELETE", "/api/simulations/"+first.ID, "", 204)
	e.call("GET", "/api/simulations/"+first.ID, "", 404)
	if page := read[httpapi.Page](t, e.call("GET", "/api/simulations", "", 200)); len(page.Items) != 1 || page.Items[0].ID != second.ID {
		t.Errorf("the history is %+v", page)
	}
	e.token = earlier // not of the session in play
	e.call("DELETE", "/api/simulations/"+second.ID, "", 401)
	e.token = ""
	e.call("DELETE", "/api/simulations/"+second.ID, "", 401)
}

func TestEveryCall(t *testing.T) {
	e := newEnv(t)
	if h := read[httpapi.Health](t, e.call("GET", "/api/health", "", 200)); h.Status != "ok" || h.Version != httpapi.Version {
		t.Errorf("health: %+v", h)
	}
	limits := read[httpapi.Limits](t, e.call("GET", "/api/limits", "", 200))
	if len(limits.Fields) != len(settings.Fields) || len(limits.Presets) == 0 || limits.MaxSenders != settings.MaxSenders ||
		limits.Defaults.Messages != 1000 || limits.MaxBodyBytes != settings.MaxBodyBytes {
		t.Errorf("limits: %+v", limits)
	}

	e.call("POST", "/api/session/join", `{"managementKey": "`+key+`"}`, 404)
	m := e.open()
	if m.SessionID == "" || len(m.Token) != 43 || !m.ExpiresAt.Equal(e.clock.UTC().Truncate(time.Microsecond).Add(simulation.SessionIdle)) || m.SimulationID != "" {
		t.Errorf("opened %+v", m)
	}
	e.call("POST", "/api/session/join", `{"managementKey": "guess"}`, 403)

	e.everyStudyCall()

	created := e.call("POST", "/api/simulations", `{"messages": 100, "seed": 5, "objectives": []}`, 202)
	s := read[httpapi.Simulation](t, created)
	if got, want := created.header.Get("Location"), "/api/simulations/"+s.ID; got != want {
		t.Errorf("Location %q, want %q", got, want)
	}
	if s.State != simulation.Preparing || s.Settings.Messages != 100 || s.Settings.Seed != 5 || s.Progress.Waiting != 100 ||
		s.ShardsReady != 0 || len(s.Shards) != 1 || s.Progress.EtaSeconds != nil || s.Timeline != nil || s.StartedAt != nil {
		t.Errorf("created %s", created.body)
	}
	e.call("POST", "/api/simulations", `{}`, 409)
	if p := e.call("POST", "/api/session", "", 409).problem(t); p.Session == nil || !p.Session.OpenedAt.Equal(e.clock.UTC().Truncate(time.Microsecond)) ||
		p.Session.Simulation == nil || p.Session.Simulation.State != "preparing" {
		t.Errorf("session in play: %+v", p)
	}
	if inPlay := e.call("POST", "/api/session", "", 409); strings.Contains(string(inPlay.body), s.ID) {
		t.Errorf("a stranger is told the id, which is the right to look: %s", inPlay.body)
	}
	joined := read[httpapi.Membership](t, e.call("POST", "/api/session/join", `{"managementKey": "`+key+`"}`, 200))
	if joined.SessionID != m.SessionID || joined.Token == m.Token || joined.SimulationID != s.ID {
		t.Errorf("joined %+v", joined)
	}
	if mine := read[httpapi.Session](t, e.call("GET", "/api/session", "", 200)); mine.SessionID != m.SessionID || mine.Members != 2 || mine.SimulationID != s.ID {
		t.Errorf("session %+v", mine)
	}

	path := "/api/simulations/" + s.ID
	e.call("POST", path+"/start", "", 409)
	e.work()
	if s = e.get(s.ID); s.State != simulation.Ready || s.ShardsReady != 1 || s.Forecast == nil || len(s.Timeline.Delivered) != 0 || s.Latency != nil {
		t.Errorf("ready: %+v", s)
	}
	e.clock = e.clock.Add(time.Second)
	started := read[httpapi.Simulation](t, e.call("POST", path+"/start", "", 200))
	if started.State != simulation.Running || started.StartedAt == nil || !started.StartedAt.Equal(e.clock.UTC().Truncate(time.Microsecond)) ||
		!started.CreatedAt.Equal(s.CreatedAt) || started.ReadyAt == nil || started.FinishedAt != nil {
		t.Errorf("started: %+v", started)
	}
	e.call("POST", path+"/start", "", 409)
	e.advance(s.ID, 100e6)
	e.clock = e.clock.Add(100 * time.Second)
	s = e.get(s.ID)
	if s.Progress.Delivered < 30 || s.Progress.Delivered > 45 || s.Progress.InFlight != 4 || s.Progress.SimulatedSeconds != 100 || s.Shards[0].Clock != 100 {
		t.Errorf("after 100 of about 250 seconds: %+v", s.Progress)
	}
	e.call("DELETE", path, "", 409)
	cancelled := read[httpapi.Simulation](t, e.call("POST", path+"/cancel", "", 200))
	if cancelled.State != simulation.Cancelled || cancelled.Reason == "" || cancelled.FinishedAt == nil || cancelled.Progress.Delivered != s.Progress.Delivered {
		t.Errorf("cancelled: %+v", cancelled)
	}
	e.call("POST", path+"/cancel", "", 409)
	e.call("GET", path+"/export", "", 200)
	e.call("GET", path+"/messages", "", 200)
	e.call("GET", "/api/snapshots/"+s.ID, "", 200)
	if page := read[httpapi.Page](t, e.call("GET", "/api/simulations", "", 200)); len(page.Items) != 1 || page.Items[0].ID != s.ID || page.Next != "" {
		t.Errorf("history: %+v", page)
	}
	e.call("POST", path+"/tags", `{"add": ["q3"]}`, 200)
	if gone := e.call("DELETE", path, "", 204); len(gone.body) > 0 || gone.contentType() != "" {
		t.Errorf("deleted: %+v", gone)
	}
	for _, call := range []string{"GET ", "DELETE ", "POST /start", "POST /cancel", "GET /export", "GET /messages"} {
		method, suffix, _ := strings.Cut(call, " ")
		e.call(method, path+suffix, "", 404)
	}
	if page := e.call("GET", "/api/simulations", "", 200); !strings.Contains(string(page.body), `"items":[]`) {
		t.Errorf("an empty history is %s", page.body)
	}

	done := e.completed()
	if p := done.Progress; done.State != simulation.Completed || p.Delivered+p.Failed+p.Expired != 200 || p.Failed == 0 || p.Expired == 0 ||
		p.EtaSeconds == nil || *p.EtaSeconds != 0 || done.Latency == nil || done.Forecast.Delivered != p.Delivered {
		t.Errorf("completed: %+v", done)
	}
	e.call("DELETE", "/api/session", "", 204)
	e.call("GET", "/api/session", "", 401)

	for _, operation := range e.contract.operations() {
		if !e.called[operation] && !strings.Contains(operation, "/forecast") {
			t.Errorf("%s is documented and not tested here", operation)
		}
	}
}

func TestMembersOnly(t *testing.T) {
	e := newEnv(t)
	token := e.open().Token
	s := e.create(`{}`)
	e.token = ""
	open := []string{"POST /api/session", "POST /api/session/join", "GET /api/health", "GET /api/limits", "GET /api/snapshots/{id}"}
	for _, operation := range e.contract.operations() {
		if slices.Contains(open, operation) || strings.Contains(operation, "/forecast") {
			continue
		}
		method, path, _ := strings.Cut(operation, " ")
		path = strings.ReplaceAll(path, "{id}", s.ID)
		for _, authorization := range []string{"", "Bearer", "Bearer ", "Bearer x", "Basic " + token, token, "Bearer " + token + "x", "Bearer \"" + token + "\"", "Bearer é"} {
			a := e.call(method, path, `{"messages": 0}`, 401, header{"Authorization", authorization})
			if a.header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s: WWW-Authenticate %q", operation, a.header.Get("WWW-Authenticate"))
			}
		}
	}
	e.token = token
	if got := e.get(s.ID); got.State != simulation.Preparing {
		t.Errorf("the simulation is %s", got.State)
	}
	e.call("GET", "/api/session", "", 200, header{"Authorization", "bearer " + token})
}

func TestIdleSessionEnds(t *testing.T) {
	e := newEnv(t)
	e.open()
	for range simulation.SessionIdle / simulation.WatchInterval { // the sweeper looks each minute
		e.clock = e.clock.Add(simulation.WatchInterval)
		s, err := e.store.CurrentSession(e.ctx)
		e.must(err)
		_, err = e.store.WatchSession(e.ctx, s.ID, nil, e.clock)
		e.must(err)
	}
	if p := e.call("GET", "/api/session", "", 401).problem(t); !strings.Contains(p.Detail, "15 min unused") {
		t.Errorf("told %q", p.Detail)
	}
	e.token = ""
	e.open()
}

func TestHistoryIsPaged(t *testing.T) {
	e := newEnv(t)
	e.open()
	var want []string
	for range 7 {
		s := e.create(`{}`)
		e.call("POST", "/api/simulations/"+s.ID+"/cancel", "", 200)
		want = append(want, s.ID)
		e.clock = e.clock.Add(time.Second)
	}
	slices.Reverse(want)
	for _, limit := range []string{"limit=1", "limit=3", "limit=7", "limit=100", ""} {
		var got []string
		for query, pages := "?"+limit, 0; ; pages++ {
			page := read[httpapi.Page](t, e.call("GET", "/api/simulations"+query, "", 200))
			for _, s := range page.Items {
				got = append(got, s.ID)
			}
			if page.Next == "" || pages > 10 {
				break
			}
			query = "?" + strings.TrimPrefix(limit+"&after="+page.Next, "&")
		}
		if !slices.Equal(got, want) {
			t.Errorf("limit %q: got %q, want %q", limit, got, want)
		}
	}
	// New ones come in front and move nothing.
	first := read[httpapi.Page](t, e.call("GET", "/api/simulations?limit=3", "", 200))
	e.create(`{}`)
	second := read[httpapi.Page](t, e.call("GET", "/api/simulations?limit=3&after="+first.Next, "", 200))
	if len(second.Items) != 3 || second.Items[0].ID != want[3] {
		t.Errorf("the second page is %+v", second.Items)
	}
}

func TestHeadIsTakenAsGet(t *testing.T) {
	e := newEnv(t)
	if a := e.send("HEAD", "/api/health", ""); a.status != 200 || len(a.body) > 0 {
		t.Errorf("HEAD: %+v", a)
	}
}
