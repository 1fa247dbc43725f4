//go:build aws

package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A look through the deployed stack is one query of a unit or two, and nothing else is read for it: no session. A member's
// own look reads the session, by one unit, and the simulation once.
func TestALookIsOneQuery(t *testing.T) {
	s := deployed(t)
	s.open(t)
	id := s.call(t, http.MethodPost, "/simulations", live, http.StatusAccepted).ID
	s.follow(t, id, "ready", time.Minute)
	m := newMeter(t, os.Getenv("AWS_ENDPOINT_URL"))
	readThrough(t, m)

	stranger := &server{name: s.name, base: s.base}
	document := stranger.call(t, http.MethodGet, "/snapshots/"+id, "", http.StatusOK)
	if document.ID != id || document.State != "ready" || document.Progress.Messages != document.ended()+document.Progress.InFlight+document.Progress.Waiting {
		t.Errorf("a stranger sees %+v", document)
	}
	look := m.take()
	t.Logf("a look: %v", told(look))
	if len(look) != 1 || look[0].operation != "Query" || len(of(look, "SIM#"+id)) != 1 || look[0].units < 0.5 || look[0].units > 2 {
		t.Errorf("a look reads %v, want one query of the simulation of a unit or two", told(look))
	}

	s.get(t, id)
	members := m.take()
	t.Logf("a member's look: %v", told(members))
	if len(members) != 2 || len(of(members, "SESSION")) != 1 || len(of(members, "SIM#"+id)) != 1 {
		t.Errorf("a member's look reads %v, want the session and the simulation once each", told(members))
	}

	if status, answer := stranger.raw(t, http.MethodGet, "/snapshots/not-an-id", ""); status != http.StatusNotFound {
		t.Errorf("%d %s", status, answer)
	}
	if guess := m.take(); len(guess) != 0 {
		t.Errorf("what cannot be an id is looked for: %v", told(guess))
	}
	s.call(t, http.MethodPost, "/simulations/"+id+"/cancel", "", http.StatusOK)
}

// told are reads in short.
func told(reads []read) (short []string) {
	for _, r := range reads {
		raw, _ := json.Marshal(r.units) // a number
		short = append(short, r.operation+" "+string(raw))
	}
	return short
}

// readThrough sends the reads of the API's function through the meter, until the test ends.
func readThrough(t *testing.T, m *meter) {
	t.Helper()
	var list struct {
		Functions []struct {
			FunctionName, Description string
			Environment               struct{ Variables map[string]string }
		}
	}
	aws(t, &list, "lambda", "list-functions")
	for _, f := range list.Functions {
		if !strings.HasPrefix(f.Description, "Answers the HTTP interface") {
			continue
		}
		metered := map[string]string{"AWS_ENDPOINT_URL_DYNAMODB": m.url}
		for name, value := range f.Environment.Variables {
			metered[name] = value
		}
		raw, err := json.Marshal(map[string]any{"Variables": metered})
		if err != nil {
			t.Fatal(err)
		}
		aws(t, nil, "lambda", "update-function-configuration", "--function-name", f.FunctionName, "--environment", string(raw))
		t.Cleanup(func() {
			raw, _ := json.Marshal(map[string]any{"Variables": f.Environment.Variables}) // texts
			restore := exec.Command(filepath.Join("..", "aws"), "lambda", "update-function-configuration", "--function-name", f.FunctionName, "--environment", string(raw))
			if out, err := restore.CombinedOutput(); err != nil { // the test's own context has ended
				t.Errorf("%v: %s", err, out)
			}
		})
		return
	}
	t.Fatalf("no function answers the HTTP interface: %+v", list)
}

// Fifty who look as often as they can cost a query a second, on one machine that works on DynamoDB; their answers are in
// balance and never go back.
func TestManyViewersAreOneReader(t *testing.T) {
	const viewers, seconds = 50, 3
	m := newMeter(t, variable(t, "ALERTSIM_DYNAMODB_LOCAL_URL"))
	environment, _, _ := onAWS(t, m.url)
	one, _ := machine(t, "one", environment)
	one.enter(t) // the table goes with the local AWS, the session with it
	id := one.call(t, http.MethodPost, "/simulations", sharded, http.StatusAccepted).ID
	one.follow(t, id, "ready", time.Minute)
	one.call(t, http.MethodPost, "/simulations/"+id+"/start", "", http.StatusOK)
	for end := time.Now().Add(time.Minute); one.get(t, id).ended() == 0 && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
	}
	m.take()

	var looks atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range viewers {
		all.Go(func() {
			stranger := &server{name: one.name, base: one.base}
			var last simulation
			for time.Since(began) < seconds*time.Second {
				now := stranger.call(t, http.MethodGet, "/snapshots/"+id, "", http.StatusOK)
				p := now.Progress
				if p.Messages != now.ended()+p.InFlight+p.Waiting || now.ended() < last.ended() || p.Attempts < last.Progress.Attempts {
					t.Errorf("from %+v to %+v", last.Progress, p)
				}
				last = now
				looks.Add(1)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	// The worker and the sweeper read the simulation too, by queries: when a slice begins or ends, and each minute.
	queries := of(m.take(), "SIM#"+id)
	units := 0.0
	for _, q := range queries {
		units += q.units
	}
	t.Logf("%d looks of %d viewers in %s: %d reads, %v units", looks.Load(), viewers, took.Round(time.Millisecond), len(queries), units)
	if most := int(took.Seconds()) + 1 + 3; len(queries) > most {
		t.Errorf("%d reads in %s, want %d at most", len(queries), took, most)
	}
	if looks.Load() < 10*viewers {
		t.Errorf("%d looks: not much of a crowd", looks.Load())
	}
}
