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

// halfAMinute takes about 30 s on the wall, several slices of it.
const halfAMinute = `{"name":"half a minute","messages":1200,"seed":12,"mode":"live","speed":10,
	"senderGroups":[{"senders":40,"failureRate":0.1}]}`

// What another version of the engine has created stands still, says why, and is in the way of a deployment; when a worker of
// its version comes, here by the stored version, it goes on to the same result.
func TestAnotherEngine(t *testing.T) {
	s, machine, table := deployed(t), embedded(t), variable(t, "ALERTSIM_E2E_TABLE")
	s.open(t)
	machine.open(t)
	id := s.call(t, http.MethodPost, "/simulations", halfAMinute, http.StatusAccepted).ID
	is := func(version int) {
		t.Helper()
		aws(t, nil, "dynamodb", "update-item", "--table-name", table, "--key", fmt.Sprintf(`{"pk":{"S":"SIM#%s"},"sk":{"S":"META"}}`, id),
			"--update-expression", "SET engine = :e", "--expression-attribute-values", fmt.Sprintf(`{":e":{"N":"%d"}}`, version))
	}
	s.follow(t, id, "ready", time.Minute)
	s.call(t, http.MethodPost, "/simulations/"+id+"/start", "", http.StatusOK)
	is(99)

	// Its slice goes on to its end; after it nobody claims the shard.
	stands := s.get(t, id)
	since := time.Now()
	for end := time.Now().Add(2 * time.Minute); time.Since(since) < 15*time.Second; time.Sleep(time.Second) {
		if now := s.get(t, id); now.Shards[0].Token != stands.Shards[0].Token || now.ended() != stands.ended() {
			stands, since = now, time.Now()
		}
		if stands.State != "running" || time.Now().After(end) {
			t.Fatalf("it does not stand still: %+v", stands)
		}
	}
	if !strings.Contains(stands.Notice, "Version 99 of the engine created this simulation") {
		t.Errorf("it does not say why: %q", stands.Notice)
	}
	var health struct {
		Engine int `json:"engineVersion"`
		Active struct {
			State  string
			Engine int `json:"engineVersion"`
		}
	}
	if _, raw := s.raw(t, http.MethodGet, "/health", ""); json.Unmarshal(raw, &health) != nil || health.Active.Engine != 99 || health.Active.State != "running" {
		t.Errorf("%s", raw)
	}
	is(health.Engine)
	same(t, s.follow(t, id, "completed", 3*time.Minute), machine.run(t, halfAMinute))
}
