package faulttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/simulation"
)

const key = "open sesame, in the loop"

type document = httpapi.Simulation

// user does by the API what users do, and checks every answer.
type user struct {
	*system
	token string
	seen  map[string]document // what was read last
}

// note records what happened, for when something goes wrong.
func (s *system) note(format string, args ...any) {
	s.log = append(s.log, time.Now().Format("02 15:04:05 ")+fmt.Sprintf(format, args...))
}

// fail ends the run with what led to it.
func (s *system) fail(format string, args ...any) {
	panic(finding(fmt.Sprintf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(s.log[max(0, len(s.log)-60):], "\n"))))
}

// call makes a call; an answer is what the API may say when its store is away
// now and then: nothing is broken.
func (u *user) call(method, path, body string, out any) (status int) {
	r := httptest.NewRequest(method, "http://localhost/api"+path, strings.NewReader(body))
	if u.token != "" {
		r.Header.Set("Authorization", "Bearer "+u.token)
	}
	answer := httptest.NewRecorder()
	u.handler.ServeHTTP(answer, r)
	status = answer.Code
	u.note("%s %s: %d", method, path, status)
	u.reached[fmt.Sprint(status)]++
	if status >= 500 && status != http.StatusServiceUnavailable {
		u.fail("%s %s: %d %s", method, path, status, answer.Body)
	}
	if wait := answer.Header().Get("Retry-After"); strings.HasPrefix(wait, "-") || len(wait) > 2 {
		u.fail("%s %s: wait for %s s", method, path, wait)
	}
	if status < 300 && out != nil {
		if err := json.Unmarshal(answer.Body.Bytes(), out); err != nil {
			u.fail("%s %s: %v: %s", method, path, err, answer.Body)
		}
	}
	return status
}

// enter opens the session, or joins it if it is in play.
func (u *user) enter() {
	var m httpapi.Membership
	if u.call("POST", "/session", "", &m) == http.StatusConflict {
		u.call("POST", "/session/join", `{"managementKey": "`+key+`"}`, &m)
	}
	if m.Token != "" {
		u.token = m.Token
	}
}

// move does something at random.
func (u *user) move() {
	latest := u.latest()
	switch n := u.rand.IntN(20); {
	case n < 3:
		u.create()
	case n < 6:
		u.call("POST", "/simulations/"+latest+"/start", "", nil)
	case n == 6:
		var d document
		if u.call("POST", "/simulations/"+latest+"/cancel", "", &d) == http.StatusOK {
			u.see(d)
			if d.State != simulation.Cancelled {
				u.fail("cancelled, and it is %s", d.State)
			}
		}
	case n == 7:
		u.reset(latest)
	case n == 8:
		if u.call("DELETE", "/simulations/"+latest, "", nil) == http.StatusNoContent {
			delete(u.seen, latest)
		}
	case n == 10 && u.rand.IntN(3) == 0:
		u.call("POST", "/session/join", `{"managementKey": "a wrong key, as a guess is"}`, nil)
	case n == 9:
		u.call("GET", "/simulations/"+latest+"/messages?limit=10", "", nil)
	default:
		u.read(latest)
		u.viewer.look(latest)
		u.viewer.look(latest) // most often the same snapshot
	}
}

func (u *user) create() {
	s := fmt.Sprintf(`{"messages": %d, "seed": %d, "speed": %d, "autoStart": %t, "mode": "%s",
		"senderGroups": [{"senders": 6, "sendTime": {"mean": 5}, "failureRate": 0.2}], "retry": {"maxAttempts": 2, "initialBackoff": 3}}`,
		40+u.rand.IntN(200), u.rand.IntN(1000), 1+u.rand.IntN(3), u.rand.IntN(2) == 0, []string{"live", "live", "instant"}[u.rand.IntN(3)])
	var d document
	if u.call("POST", "/simulations", s, &d) == http.StatusAccepted {
		u.see(d)
	}
}

// reset ends the session; nothing that ran in it changes any more.
func (u *user) reset(latest string) {
	if u.call("DELETE", "/session", "", nil) != http.StatusNoContent {
		return
	}
	u.enter()
	for range 10 { // the store may be away
		if u.read(latest) {
			if d := u.seen[latest]; !d.State.Ended() {
				u.fail("the session was reset, and %s is %s", latest, d.State)
			}
			return
		}
	}
}

// latest is the newest simulation as users find it, "none" if there is none.
func (u *user) latest() string {
	var session httpapi.Session
	status := u.call("GET", "/session", "", &session)
	for tries := 0; status == http.StatusUnauthorized && tries < 10; tries++ {
		if u.enter(); tries > 0 {
			time.Sleep(5 * time.Second) // there have been wrong keys
		}
		status = u.call("GET", "/session", "", &session)
	}
	if left := session.ExpiresAt.Sub(u.api.now()); status == http.StatusOK && (left <= -time.Minute || left > simulation.SessionIdle) {
		u.fail("the session expires in %s", left)
	}
	if session.SimulationID == "" {
		return "none"
	}
	return session.SimulationID
}

// read reads a simulation and reports whether it could.
func (u *user) read(id string) bool {
	var d document
	if u.call("GET", "/simulations/"+id, "", &d) != http.StatusOK {
		return false
	}
	u.see(d)
	return true
}

// look does as somebody does who knows the id alone: it is checked as what members
// read, against what was seen in this way before.
func (u *user) look(id string) {
	var d document
	if u.call("GET", "/snapshots/"+id, "", &d) == http.StatusOK {
		u.reached["looked at"]++
		u.see(d)
	}
}

// see checks one reading against the one before.
func (u *user) see(d document) {
	u.reached[string(d.State)]++
	for _, shard := range d.Shards {
		if shard.HandOvers > 0 {
			u.reached["handed over"]++
		}
	}
	u.note("it is %s (%s): %+v", d.State, d.Reason, d.Progress)
	p := d.Progress
	if p.Messages != p.Delivered+p.Failed+p.Expired+p.InFlight+p.Waiting {
		u.fail("out of balance: %+v", p)
	}
	for name, figure := range map[string]float64{
		"in flight": float64(p.InFlight), "waiting": float64(p.Waiting), "throughput": p.Throughput, "simulated": p.SimulatedSeconds,
		"wall": p.WallSeconds, "lag": p.LagSeconds, "time left": value(p.EtaSeconds),
	} {
		if figure < 0 {
			u.fail("%s is %v: %+v", name, figure, p)
		}
	}
	for _, shard := range d.Shards {
		if shard.LagSeconds < 0 {
			u.fail("lag of %+v", shard)
		}
	}
	if d.State == simulation.Completed && p.Delivered+p.Failed+p.Expired != p.Messages {
		u.fail("completed with %+v", p)
	}
	before, known := u.seen[d.ID]
	u.seen[d.ID] = d
	if !known {
		return
	}
	if before.State.Ended() && !reflect.DeepEqual(before, d) {
		u.fail("it changed after its end from %+v to %+v", before, d)
	}
	if q := before.Progress; p.Delivered < q.Delivered || p.Failed < q.Failed || p.Expired < q.Expired || p.Attempts < q.Attempts || p.SimulatedSeconds < q.SimulatedSeconds {
		u.fail("it went back from %+v to %+v", q, p)
	}
}

func value(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
