//go:build aws

package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/settings"
)

// awaited are the settings at the product's limits that need most memory, as in internal/schedule: 10,000,000 messages over
// 8 channels to 16 audiences, which all wait for their next step and their acknowledgement at once.
func awaited() string {
	sendTime := `"sendTime":{"distribution":"uniform","minimum":1,"maximum":2}`
	var channels, groups, steps, audience []string
	for i := range 8 {
		channels = append(channels, fmt.Sprintf(`{"name":"%d","acknowledgement":{"share":1,"time":{"distribution":"uniform","minimum":80000,"maximum":90000}}}`, i))
		groups = append(groups, fmt.Sprintf(`{"name":"%d","channel":"%d","senders":%d,%s}`, i, i, settings.MaxSenders/8, sendTime))
		steps = append(steps, fmt.Sprintf(`{"channel":"%d","wait":40000}`, i))
	}
	for i := range 16 {
		audience = append(audience, fmt.Sprintf(`{"name":"%d","share":0.0625,"channels":["%d","%d"]}`, i, i%8, (i+1)%8))
	}
	list := func(items []string) string { return "[" + strings.Join(items, ",") + "]" }
	return fmt.Sprintf(`{"messages":%d,"seed":1,"mode":"instant","autoStart":true,"until":"acknowledged","timeToLive":172800,
		"channels":%s,"senderGroups":%s,"audience":%s,"steps":%s,
		"caps":[{"name":"rolling","count":4000000,"unit":"messages","window":{"seconds":86400},"over":"wait","groups":["0","1"]}]}`,
		settings.MaxRetryMessages, list(channels), list(groups), list(audience), list(steps))
}

// Each function has memory enough for the worst that the settings permit, in the program that is deployed.
func TestMemoryOfFunctions(t *testing.T) {
	environment, queue, studies := onAWS(t, variable(t, "ALERTSIM_DYNAMODB_LOCAL_URL"))
	environment = append(environment, "ALERTSIM_SLICE_SECONDS=1", "ALERTSIM_WORKER_CONCURRENCY=64", "ALERTSIM_SENDERS_PER_SHARD=10",
		fmt.Sprint("ALERTSIM_FORECAST_SECONDS=", int(deployment.ForecastBudget.Seconds())),
		fmt.Sprint("ALERTSIM_FORECAST_MEGABYTES=", deployment.ForecastShare()))
	size := deployment.Standard()
	api := startFunction(t, "api", size.APIMemory, deployment.CallTimeout, environment)
	forecast := startFunction(t, "forecast", deployment.ForecastMemory, deployment.CallTimeout, environment)
	worker := startFunction(t, "worker", size.WorkerMemory, 15*time.Minute, environment)
	study := startFunction(t, "study", deployment.StudyMemory, deployment.StudyTimeout, environment)
	sweeper := startFunction(t, "sweeper", deployment.SweeperMemory, time.Minute, environment)

	var session struct{ Token string }
	if err := json.Unmarshal(api.call(t, "", http.MethodPost, "/session", "", http.StatusCreated), &session); err != nil {
		t.Fatal(err)
	}
	simulation := func(path, method, body string, status int) (s simulation) {
		if err := json.Unmarshal(api.call(t, session.Token, method, path, body, status), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}

	worst := simulation("/simulations", http.MethodPost, awaited(), http.StatusAccepted).ID
	for simulation("/simulations/"+worst, http.MethodGet, "", http.StatusOK).State != "completed" {
		work(t, worker, queue)
	}
	worker.checkPeak(t)
	if s := simulation("/simulations/"+worst, http.MethodGet, "", http.StatusOK); s.ended() != settings.MaxRetryMessages {
		t.Errorf("%d messages ended", s.ended())
	}
	// Done or not in the time of a call, which the processor decides: both take the memory.
	api.call(t, session.Token, http.MethodGet, "/simulations/"+worst+"/messages?limit=1000", "", http.StatusOK, http.StatusUnprocessableEntity)
	api.checkPeak(t)
	// The same as a study of one run, which nobody can divide, and one whose chunk has most runs.
	for body, most := range map[string]int{
		fmt.Sprintf(`{"settings":%s,"replications":1,"vary":[]}`, awaited()):                                                         256,
		`{"settings":{"messages":10,"seed":1},"replications":1000,"vary":[{"path":"senderGroups[0].senders","values":[1,2,3,4,5]}]}`: 1,
	} {
		var created struct{ ID, State string }
		if err := json.Unmarshal(api.call(t, session.Token, http.MethodPost, "/studies", body, http.StatusAccepted), &created); err != nil {
			t.Fatal(err)
		}
		for id := created.ID; created.State != "completed"; {
			work(t, study, studies)
			if err := json.Unmarshal(api.call(t, session.Token, http.MethodGet, "/studies/"+id, "", http.StatusOK), &created); err != nil {
				t.Fatal(err)
			}
			if created.State != "running" && created.State != "completed" {
				t.Fatalf("%+v", created)
			}
		}
		api.call(t, session.Token, http.MethodGet, "/studies/"+created.ID+"/answer", "", http.StatusOK)
		if peak := study.checkPeak(t); peak < most {
			t.Errorf("it was not computed: %d MB", peak)
		}
	}
	answer := forecast.call(t, "", http.MethodPost, "/forecast", awaited(), http.StatusOK, http.StatusUnprocessableEntity)
	if forecast.checkPeak(t) < 256 {
		t.Errorf("it was not computed: %.300s", answer)
	}

	many := simulation("/simulations", http.MethodPost, `{"messages":100000,"seed":1,"senderGroups":[{"senders":640}]}`, http.StatusAccepted)
	if len(many.Shards) != 64 {
		t.Fatalf("%d shards", len(many.Shards))
	}
	sweeper.invoke(t, `{"source":"aws.events"}`)
	sweeper.checkPeak(t)
	api.call(t, session.Token, http.MethodDelete, "/session", "", http.StatusNoContent)
}

// work takes up to ten jobs from the queue and gives them to the worker in one event. They stay hidden, as long as the test
// lasts.
func work(t *testing.T, worker *function, queue string) {
	t.Helper()
	var got struct {
		Messages []struct{ Body, ReceiptHandle string }
	}
	aws(t, &got, "sqs", "receive-message", "--queue-url", queue, "--wait-time-seconds", "20", "--visibility-timeout", "3600",
		"--max-number-of-messages", "10")
	if len(got.Messages) == 0 {
		t.Fatal("no job waits")
	}
	var records []map[string]string
	for i, m := range got.Messages {
		records = append(records, map[string]string{
			"messageId": strconv.Itoa(i), "receiptHandle": m.ReceiptHandle, "body": m.Body, "eventSource": "aws:sqs"})
	}
	event, err := json.Marshal(map[string]any{"Records": records})
	if err != nil {
		t.Fatal(err)
	}
	answer, took := worker.invoke(t, string(event))
	if answer != `{"batchItemFailures":[]}` {
		t.Fatalf("%s: %s", event, answer)
	}
	t.Logf("%d jobs, the first of them %s, took %s of a processor", len(records), got.Messages[0].Body, took)
}
