//go:build aws

package e2e

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sharded takes about 15 s on the wall, in four shards.
const sharded = `{"name":"sharded","messages":4000,"seed":11,"mode":"live","speed":2,"monitoringInterval":0.5,
	"senderGroups":[{"senders":2000,"failureRate":0.1}],"retry":{"maxAttempts":2,"initialBackoff":2}}`

// Four shards run at a time on one machine that works on SQS and DynamoDB. It is killed in the middle: another one takes
// all of them over, and they come to what one shard comes to.
func TestShardsSurviveTheirMachine(t *testing.T) {
	environment, queue, _ := onAWS(t, variable(t, "ALERTSIM_DYNAMODB_LOCAL_URL"))
	first, process := machine(t, "first", environment)
	first.enter(t) // the table goes with the local AWS, the session with it
	id := first.call(t, http.MethodPost, "/simulations", sharded, http.StatusAccepted).ID
	if s := first.follow(t, id, "ready", time.Minute); len(s.Shards) != 4 {
		t.Fatalf("%d shards, want 4", len(s.Shards))
	}
	first.call(t, http.MethodPost, "/simulations/"+id+"/start", "", http.StatusOK)
	before := first.follow(t, id, "running", time.Minute)
	for end := time.Now().Add(time.Minute); before.ended() < 1000 && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		before = first.get(t, id)
	}
	if before.State != "running" {
		t.Fatalf("it is %s too early: %+v", before.State, before.Progress)
	}

	second, _ := machine(t, "second", environment)
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	second.token = first.token
	got := second.follow(t, id, "completed", 3*time.Minute)
	for i, shard := range got.Shards {
		if shard.HandOvers == 0 {
			t.Errorf("shard %d was not taken over", i)
		}
	}
	here := embedded(t)
	here.open(t)
	same(t, got, here.run(t, sharded))
	drained(t, queue, time.Minute)
}

// onAWS makes a table and two queues, and returns the environment in which the program works on them, and the queues of jobs and
// of those of studies.
func onAWS(t *testing.T, database string) (environment []string, queueURL, studiesURL string) {
	t.Helper()
	table := "machines-" + time.Now().Format("150405.000000")
	aws(t, nil, "--endpoint-url", database, "dynamodb", "create-table", "--table-name", table, "--billing-mode", "PAY_PER_REQUEST",
		"--attribute-definitions", "AttributeName=pk,AttributeType=S", "AttributeName=sk,AttributeType=S",
		"--key-schema", "AttributeName=pk,KeyType=HASH", "AttributeName=sk,KeyType=RANGE")
	var queue, studies struct{ QueueURL string }
	aws(t, &queue, "sqs", "create-queue", "--queue-name", strings.ReplaceAll(table, ".", "-"))
	aws(t, &studies, "sqs", "create-queue", "--queue-name", "studies-"+strings.ReplaceAll(table, ".", "-"))
	return append(os.Environ(), "AWS_ENDPOINT_URL_DYNAMODB="+database, "ALERTSIM_BACKEND=aws", "ALERTSIM_TABLE="+table,
		"ALERTSIM_QUEUE_URL="+queue.QueueURL, "ALERTSIM_STUDY_QUEUE_URL="+studies.QueueURL,
		"ALERTSIM_WORKER_CONCURRENCY=4", "ALERTSIM_SENDERS_PER_SHARD=500"), queue.QueueURL, studies.QueueURL
}

// machine starts the program on a free port. It is stopped at the end of the test.
func machine(t *testing.T, name string, environment []string) (*server, *os.Process) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	command := exec.Command(variable(t, "ALERTSIM_E2E_PROGRAM"), "serve", "--addr", address)
	command.Env = environment
	log, err := os.Create(filepath.Join(t.TempDir(), name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
		if t.Failed() {
			text, _ := os.ReadFile(log.Name())
			t.Logf("log of %s:\n%s", name, text)
		}
	})
	s := &server{name: name, base: fmt.Sprintf("http://%s/api", address)}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if response, err := http.Get(s.base + "/health"); err == nil {
			response.Body.Close()
			return s, command.Process
		}
	}
	t.Fatalf("%s does not answer", name)
	return nil, nil
}
