//go:build aws

package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// variable is where the script that runs these tests says what they need.
func variable(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatal(name + " is not set: these tests are run by make test-aws")
	}
	return value
}

// deployed is the program on the local AWS, embedded the same program on one machine.
func deployed(t *testing.T) *server {
	return &server{name: "aws", base: variable(t, "ALERTSIM_E2E_AWS")}
}

func embedded(t *testing.T) *server {
	return &server{name: "embedded", base: variable(t, "ALERTSIM_E2E_EMBEDDED")}
}

// aws runs the AWS command line against the local AWS and decodes what it prints.
func aws(t *testing.T, into any, arguments ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), filepath.Join("..", "aws"), append(arguments, "--output", "json")...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("aws %s: %v", strings.Join(arguments, " "), err)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("aws %s: %v in %s", strings.Join(arguments, " "), err, out)
	}
}

// depth returns how many messages of a queue are visible, in flight and delayed.
func depth(t *testing.T, queue string) (visible, inFlight, delayed string) {
	t.Helper()
	var answer struct{ Attributes map[string]string }
	aws(t, &answer, "sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All")
	a := answer.Attributes
	return a["ApproximateNumberOfMessages"], a["ApproximateNumberOfMessagesNotVisible"], a["ApproximateNumberOfMessagesDelayed"]
}

// drained waits until a queue holds nothing at all.
func drained(t *testing.T, queue string, patience time.Duration) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(500 * time.Millisecond) {
		visible, inFlight, delayed := depth(t, queue)
		if visible == "0" && inFlight == "0" && delayed == "0" {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%s holds %s visible, %s in flight, %s delayed after %s", queue, visible, inFlight, delayed, patience)
			return
		}
	}
}

// live takes about 12 s on the wall, a few of the deployment's slices, and has every kind of end.
const live = `{"name":"live","messages":400,"seed":7,"mode":"live","speed":10,"monitoringInterval":0.5,"timeToLive":110,
	"senderGroups":[{"name":"sms","senders":30,"sendTime":{"distribution":"normal","mean":10,"standardDeviation":2},"failureRate":0.2,"permanentShare":0.1},
	                {"name":"slow","senders":2,"sendTime":{"distribution":"exponential","mean":4},"failureRate":0.05,"ratePerSecond":2}],
	"retry":{"maxAttempts":3,"initialBackoff":2,"multiplier":2,"maxBackoff":30,"jitter":true},
	"objectives":[{"share":0.5,"within":80}]}`

// A live run is handed from worker to worker and comes to what the same run comes to on one machine.
func TestLive(t *testing.T) {
	here, there := embedded(t), deployed(t)
	here.open(t)
	there.open(t)
	got := there.run(t, live)
	want := here.run(t, live)
	same(t, got, want)
	if got.Shards[0].HandOvers < 2 {
		t.Errorf("the run was handed over %d times, want several slices", got.Shards[0].HandOvers)
	}
	if p := got.Progress; p.Failed == 0 || p.Expired == 0 || got.ended() != p.Messages {
		t.Errorf("ends: %+v", p)
	}
	drained(t, variable(t, "ALERTSIM_E2E_QUEUE"), 15*time.Second)
}

// An instant run of a million comes to the same on AWS as on one machine.
func TestInstant(t *testing.T) {
	const settings = `{"messages":1000000,"seed":42,"mode":"instant","senderGroups":[{"senders":1000,"failureRate":0.05}],
		"retry":{"maxAttempts":3},"objectives":[{"share":0.95,"within":11000}]}`
	here, there := embedded(t), deployed(t)
	here.open(t)
	there.open(t)
	same(t, there.run(t, settings), here.run(t, settings))
	drained(t, variable(t, "ALERTSIM_E2E_QUEUE"), 15*time.Second)
}

// From the moment cancel has answered, nothing of the simulation changes.
func TestCancelLeavesNothing(t *testing.T) {
	s := deployed(t)
	s.open(t)
	id := s.call(t, http.MethodPost, "/simulations", strings.Replace(live, `"speed":10`, `"speed":2`, 1), http.StatusAccepted).ID
	s.follow(t, id, "ready", time.Minute)
	s.call(t, http.MethodPost, "/simulations/"+id+"/start", "", http.StatusOK)
	for s.get(t, id).ended() == 0 {
		time.Sleep(100 * time.Millisecond)
	}
	s.call(t, http.MethodPost, "/simulations/"+id+"/cancel", "", http.StatusOK)
	before := items(t, id)
	time.Sleep(5 * time.Second) // ten checkpoints
	if after := items(t, id); after != before {
		t.Errorf("the items changed after the cancel:\n%s\n%s", before, after)
	}
	drained(t, variable(t, "ALERTSIM_E2E_QUEUE"), 30*time.Second)
}

// items returns everything that is stored of a simulation, as it is stored.
func items(t *testing.T, id string) string {
	t.Helper()
	var answer struct{ Items json.RawMessage }
	aws(t, &answer, "dynamodb", "query", "--table-name", variable(t, "ALERTSIM_E2E_TABLE"), "--consistent-read",
		"--key-condition-expression", "pk = :pk", "--expression-attribute-values", `{":pk":{"S":"SIM#`+id+`"}}`)
	if len(answer.Items) < 10 {
		t.Fatalf("nothing is stored of %s: %s", id, answer.Items)
	}
	return string(answer.Items)
}

// A job that is lost is sent again by the sweeper, which runs each minute.
func TestLostJobsAreSentAgain(t *testing.T) {
	s := deployed(t)
	queue := variable(t, "ALERTSIM_E2E_QUEUE")
	s.open(t)
	feed(t, false)
	id := s.call(t, http.MethodPost, "/simulations", `{"messages":1000,"seed":1,"mode":"instant","autoStart":true}`, http.StatusAccepted).ID
	if visible, _, _ := depth(t, queue); visible != "1" {
		t.Errorf("%s jobs wait, want the prepare job", visible)
	}
	aws(t, nil, "sqs", "purge-queue", "--queue-url", queue)
	feed(t, true)
	s.follow(t, id, "completed", 3*time.Minute)
	drained(t, queue, 15*time.Second)
}

// feed switches the worker's event source on or off.
func feed(t *testing.T, on bool) {
	t.Helper()
	var answer struct {
		EventSourceMappings []struct{ UUID string }
	}
	aws(t, &answer, "lambda", "list-event-source-mappings")
	flag := map[bool]string{true: "--enabled", false: "--no-enabled"}[on]
	for _, source := range answer.EventSourceMappings {
		aws(t, nil, "lambda", "update-event-source-mapping", "--uuid", source.UUID, flag)
	}
	time.Sleep(2 * time.Second) // a poll that is under way goes on
}

// What is no job goes to the dead-letter queue, and nothing else suffers.
func TestPoisonGoesToTheDeadLetters(t *testing.T) {
	queue, dead := variable(t, "ALERTSIM_E2E_QUEUE"), variable(t, "ALERTSIM_E2E_DEAD_LETTERS")
	aws(t, nil, "sqs", "send-message", "--queue-url", queue, "--message-body", `{"v":1,"kind":"dance"}`)
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(time.Second) {
		if visible, _, _ := depth(t, dead); visible == "1" {
			break
		}
		if time.Now().After(end) {
			visible, inFlight, _ := depth(t, queue)
			t.Fatalf("nothing among the dead letters; %s visible and %s in flight on the queue", visible, inFlight)
		}
	}
	var answer struct{ Messages []struct{ Body string } }
	aws(t, &answer, "sqs", "receive-message", "--queue-url", dead, "--visibility-timeout", "0")
	if len(answer.Messages) != 1 || answer.Messages[0].Body != `{"v":1,"kind":"dance"}` {
		t.Errorf("dead letters: %+v", answer.Messages)
	}
	drained(t, queue, 15*time.Second)
}

// Forecasts come from a function of their own, under the addresses of the API, and need no session.
func TestForecast(t *testing.T) {
	const settings = `{"messages":20000,"seed":3,"senderGroups":[{"senders":40,"failureRate":0.1}],"retry":{"maxAttempts":3},"objectives":[{"share":0.95,"within":7200}]}`
	for _, path := range []string{"/forecast", "/forecast?replications=3", "/forecast/senders"} {
		var answers [2]map[string]any
		for i, s := range []*server{deployed(t), embedded(t)} {
			status, raw := s.raw(t, http.MethodPost, path, settings)
			if status != http.StatusOK {
				t.Fatalf("%s: %s: %d %s", s.name, path, status, raw)
			}
			if err := json.Unmarshal(raw, &answers[i]); err != nil {
				t.Fatal(err)
			}
			removeCosts(answers[i]) // which are those of the deployment
		}
		if !reflect.DeepEqual(answers[0], answers[1]) {
			t.Errorf("%s: %v on AWS, %v on one machine", path, answers[0], answers[1])
		}
	}
	for path, want := range map[string]int{"/forecast": http.StatusUnprocessableEntity, "/forecast/other": http.StatusNotFound} {
		if status, raw := deployed(t).raw(t, http.MethodPost, path, `{"messages":0}`); status != want {
			t.Errorf("%s: %d %s", path, status, raw)
		}
	}
	var functions struct {
		Functions []struct{ FunctionName string }
	}
	aws(t, &functions, "lambda", "list-functions")
	if len(functions.Functions) != 5 {
		t.Errorf("functions %v", functions.Functions)
	}
}

// removeCosts takes out of a document what running the simulator costs.
func removeCosts(document any) {
	switch v := document.(type) {
	case map[string]any:
		delete(v, "simulatorCost")
		for _, inner := range v {
			removeCosts(inner)
		}
	case []any:
		for _, inner := range v {
			removeCosts(inner)
		}
	}
}

// The key in Secrets Manager, and no other, lets somebody join the session in play.
func TestManagementKey(t *testing.T) {
	s := deployed(t)
	s.open(t)
	var secret struct{ SecretString string }
	aws(t, &secret, "secretsmanager", "get-secret-value", "--secret-id", variable(t, "ALERTSIM_E2E_SECRET"))
	for key, want := range map[string]int{"not " + secret.SecretString: http.StatusForbidden, secret.SecretString: http.StatusOK} {
		body, err := json.Marshal(map[string]string{"managementKey": key})
		if err != nil {
			t.Fatal(err)
		}
		s.call(t, http.MethodPost, "/session/join", string(body), want)
	}
}
