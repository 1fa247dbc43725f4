package functions_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"alertsim/internal/settings"
)

// sessionInPlay is how the AWS answers who asks for the session: a member has the
// token x.
func sessionInPlay() map[string]string {
	hash := sha256.Sum256([]byte("x"))
	now := time.Now().UnixMicro()
	return map[string]string{"GetItem": fmt.Sprintf(`{"Item": {"id": {"S": "s"}, "members": {"L": [{"S": %q}]}, "simulation": {"S": ""},
		"openedAt": {"N": "%d"}, "lastUsedAt": {"N": "%d"}}}`, hex.EncodeToString(hash[:]), now, now)}
}

// A live simulation of 100 senders is worked on in as many shards as the
// environment has workers and senders a shard.
func TestAPIKnowsTheWorkers(t *testing.T) {
	const settings = `{"messages": 1000, "senderGroups": [{"senders": 100}]}`
	for _, test := range []struct {
		senders, workers string
		jobs             int
	}{{"10", "64", 10}, {"10", "3", 3}, {"60", "64", 2}} {
		l := &lambda{T: t, event: request("POST", "/api/simulations", settings), items: sessionInPlay()}
		answer := l.invoke("api", "ALERTSIM_SENDERS_PER_SHARD="+test.senders, "ALERTSIM_WORKER_CONCURRENCY="+test.workers)
		if status, body := response(t, answer); status != 202 {
			t.Fatalf("%d %s", status, body)
		}
		if jobs := strings.Count(strings.Join(l.bodies, ""), `\"kind\":\"prepare\"`); jobs != test.jobs {
			t.Errorf("%s senders a shard, %s workers: %d jobs, want %d", test.senders, test.workers, jobs, test.jobs)
		}
	}
}

// By hand: 10,000,000 messages that all wait need 170 MB; a worker of 256 MB may
// hold 256 - 32 - 24 of them, one of 128 MB 128 - 32 - 24.
func TestAPIKnowsTheWorkersMemory(t *testing.T) {
	const settings = `{"messages": 10000000, "mode": "instant", "senderGroups": [{"senders": 10000, "failureRate": 1}],
		"retry": {"maxAttempts": 2, "initialBackoff": 86400, "maxBackoff": 86400}}`
	for memory, want := range map[string]int{"256": 202, "128": 422} {
		l := &lambda{T: t, event: request("POST", "/api/simulations", settings), items: sessionInPlay()}
		status, body := response(t, l.invoke("api", "ALERTSIM_WORKER_MEGABYTES="+memory))
		if status != want || want == 422 && !strings.Contains(body, "75.5 MB") {
			t.Errorf("%s MB: %d %s", memory, status, body)
		}
	}
}

// The cost of running the simulator is that of the deployment it is asked of: twice
// the worker's memory is twice its price, to the six requests that Lambda bills too.
func TestForecastReckonsWithItsDeployment(t *testing.T) {
	cost := func(environment ...string) (answer struct {
		SimulatorCost struct{ Lambda, Viewer float64 }
	}) {
		l := &lambda{T: t, event: request("POST", "/api/forecast", `{"messages": 1000, "seed": 1}`)}
		_, body := response(t, l.invoke("forecast", environment...))
		if err := json.Unmarshal([]byte(body), &answer); err != nil {
			t.Fatal(err, body)
		}
		return answer
	}
	small, large := cost("ALERTSIM_WORKER_MEGABYTES=128"), cost("ALERTSIM_WORKER_MEGABYTES=256")
	if ratio := large.SimulatorCost.Lambda / small.SimulatorCost.Lambda; ratio < 1.99 || ratio > 2 {
		t.Errorf("a worker of 256 MB costs %v times as much as one of 128 MB", ratio)
	}
	if other := cost("ALERTSIM_API_MEGABYTES=512"); other.SimulatorCost.Viewer >= large.SimulatorCost.Viewer {
		t.Errorf("looks cost %v with 512 MB, %v with more", other.SimulatorCost.Viewer, large.SimulatorCost.Viewer)
	}
}

// What a forecast may take is what the environment says.
func TestForecastKeepsToItsBudget(t *testing.T) {
	const waiting = `{"messages": 10000000, "mode": "instant", "senderGroups": [{"senders": 10000, "failureRate": 1}],
		"retry": {"maxAttempts": %d, "initialBackoff": 86400, "maxBackoff": 86400}}`
	for variable, want := range map[string]string{"ALERTSIM_FORECAST_SECONDS=1": "cannot be done within 1 s", "ALERTSIM_FORECAST_MEGABYTES=64": "may take 28 MB"} {
		l := &lambda{T: t, event: request("POST", "/api/forecast", fmt.Sprintf(waiting, 10))}
		status, body := response(t, l.invoke("forecast", variable))
		if status != 422 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", variable, status, body)
		}
	}
}

// The API makes no forecast, but tells how long one may take.
func TestAPITellsTheForecastBudget(t *testing.T) {
	l := &lambda{T: t, event: request("GET", "/api/limits", "")}
	if _, body := response(t, l.invoke("api", "ALERTSIM_FORECAST_SECONDS=3")); !strings.Contains(body, `"forecastSeconds":3`) {
		t.Errorf("%.300s", body)
	}
}

// A proxy of ours says who calls; without one nobody does.
func TestAPITrustsItsProxies(t *testing.T) {
	for environment, want := range map[string]string{"ALERTSIM_TRUSTED_PROXIES=192.0.2.0/24": "203.0.113.9", "": "192.0.2.1"} {
		items := sessionInPlay()
		items["GetSecretValue"] = `{"SecretString": "a key that is long enough"}`
		l := &lambda{T: t, items: items,
			event: request("POST", "/api/session/join", `{"managementKey": "a wrong one"}`, "X-Forwarded-For", "203.0.113.9")}
		l.invoke("api", environment)
		if asked := strings.Join(l.bodies, "\n"); !strings.Contains(asked, "address "+want) {
			t.Errorf("%q: a try of %s is not noted: %s", environment, want, asked)
		}
	}
}

// A key that can be guessed lets nobody in, though it is the right one.
func TestAPIRefusesAShortKey(t *testing.T) {
	for key, want := range map[string]bool{"short": false, "a key that is long enough": true} {
		items := sessionInPlay()
		items["GetSecretValue"] = fmt.Sprintf(`{"SecretString": %q}`, key)
		l := &lambda{T: t, items: items, event: request("POST", "/api/session/join", fmt.Sprintf(`{"managementKey": %q}`, key))}
		status, body := response(t, l.invoke("api", "ALERTSIM_MANAGEMENT_KEY_SECRET=key"))
		if in := status < 300; in != want {
			t.Errorf("%q: %d %s", key, status, body)
		}
	}
}

// A worker hands its shard over after the slice that the environment says: here it
// is a run of 1,000 s.
func TestWorkerKeepsToItsSlice(t *testing.T) {
	now := time.Now().UnixMicro()
	shard := func(token int, held bool) string {
		return fmt.Sprintf(`{"pk": {"S": "SIM#a"}, "sk": {"S": "SHARD#000"}, "version": {"S": "v"}, "from": {"N": "0"}, "to": {"N": "1"}, "state": {"S": "running"},
			"turn": {"N": "2"}, "token": {"N": "%d"}, "held": {"BOOL": %t}, "heartbeatAt": {"N": "%d"}}`, token, held, now)
	}
	meta := fmt.Sprintf(`{"pk": {"S": "SIM#a"}, "sk": {"S": "META"}, "version": {"S": "v"}, "session": {"S": "s"}, "state": {"S": "running"}, "shards": {"N": "1"},
		"createdAt": {"N": "%d"}, "startedAt": {"N": "%d"}, "settings": {"S": %q}}`, now, now, liveSettings(t))
	l := &lambda{T: t, items: map[string]string{
		"Query":   fmt.Sprintf(`{"Items": [%s, %s]}`, meta, shard(0, false)),
		"GetItem": fmt.Sprintf(`{"Item": %s}`, shard(1, true)),
	}, event: `{"Records": [{"messageId": "1", "receiptHandle": "1", "body": "{\"v\":1,\"kind\":\"run\",\"simulation\":\"a\",\"shard\":0,\"turn\":2}", "eventSource": "aws:sqs"}]}`}
	answer := l.invoke("worker", "ALERTSIM_SLICE_SECONDS=1")
	asked := strings.Join(l.bodies, "\n")
	if answer != "response {\"batchItemFailures\":[]}" || !strings.Contains(asked, `\"turn\":3`) {
		t.Errorf("%s; no next job was sent: %s", answer, asked)
	}
	if checkpoints := strings.Count(fmt.Sprint(l.asked), "UpdateItem"); checkpoints < 1 || checkpoints > 3 {
		t.Errorf("%d checkpoints, one a second, in a slice of a second", checkpoints)
	}
}

// liveSettings are a hundred messages by one sender of ten seconds, as they are stored.
func liveSettings(t *testing.T) string {
	t.Helper()
	s, err := settings.Decode([]byte(`{"messages": 100, "seed": 1, "senderGroups": [{"senders": 1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
