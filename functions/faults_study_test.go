package functions_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	random "math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/dynamodb"
	"alertsim/internal/simulation"
	"alertsim/internal/sqs"
	"alertsim/internal/study"
	"alertsim/internal/worker"
)

// unreliable is a network that loses one in so many requests, or their answers.
type unreliable struct {
	mu     sync.Mutex
	random *random.Rand
	one    int
	lost   int
}

func (u *unreliable) loses() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.random.IntN(u.one) > 0 {
		return false
	}
	u.lost++
	return true
}

// Do implements the SDK's HTTPClient.
func (u *unreliable) Do(r *http.Request) (*http.Response, error) {
	if u.loses() {
		return nil, errors.New("the request is lost")
	}
	response, err := http.DefaultClient.Do(r)
	if err == nil && u.loses() {
		_, _ = io.Copy(io.Discard, response.Body)
		response.Body.Close()
		return nil, errors.New("the answer is lost")
	}
	return response, err
}

// A study that three processes make over a network to DynamoDB that loses every eighth request and every eighth answer comes
// to the runs that one computation of all of it comes to. (What SQS's answers hold comes back after 45 s if they are lost,
// which the contract of the queue tests.)
func TestStudyOverAnUnreliableNetwork(t *testing.T) {
	database, queues := servers(t)
	seed := random.Uint64()
	t.Logf("seed %d", seed)
	network := &unreliable{random: random.New(random.NewPCG(seed, 0)), one: 8}
	keys := credentials.NewStaticCredentialsProvider("test", "test", "")
	plain := dynamodbsdk.New(dynamodbsdk.Options{BaseEndpoint: &database, Region: "us-east-1", Credentials: keys})
	name := "faults-" + rand.Text()
	must(t, dynamodb.CreateTable(t.Context(), plain, name))
	sure := sqssdk.New(sqssdk.Options{BaseEndpoint: &queues, Region: "us-east-1", Credentials: keys})
	out, err := sure.CreateQueue(t.Context(), &sqssdk.CreateQueueInput{QueueName: aws.String(name)})
	must(t, err)
	t.Cleanup(func() { // they are in memory
		_, _ = plain.DeleteTable(context.Background(), &dynamodbsdk.DeleteTableInput{TableName: &name})
		_, _ = sure.DeleteQueue(context.Background(), &sqssdk.DeleteQueueInput{QueueUrl: out.QueueUrl})
	})

	q, err := study.Decode([]byte(`{"settings": {"seed": 1, "messages": 100}, "replications": 5, "vary": [{"path": "senderGroups[0].senders", "range": {"from": 1, "to": 60, "count": 60}}]}`))
	must(t, err)
	e, err := q.Prepare(1 << 30)
	must(t, err)
	e.Layout = study.Layout{Sizes: []study.Size{{Chunks: 100, Runs: 3}}}
	s := study.New("study", "session", q, e, simulation.Stamp(time.Now()))
	looks := dynamodb.New(plain, name)
	must(t, looks.OpenSession(t.Context(), simulation.Session{ID: s.SessionID, OpenedAt: time.Now(), LastUsedAt: time.Now()}, nil))
	must(t, looks.CreateStudy(t.Context(), s))
	must(t, sqs.NewStudies(sure, *out.QueueUrl).Send(t.Context(), 0, s.FirstJob()))

	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	for range 3 {
		store := dynamodb.New(dynamodbsdk.New(dynamodbsdk.Options{BaseEndpoint: &database, Region: "us-east-1", Credentials: keys, HTTPClient: network}), name)
		jobs := sqs.NewStudies(sure, *out.QueueUrl)
		w := worker.NewStudies(store, jobs, worker.Options{Log: slog.New(slog.DiscardHandler)})
		working.Go(func() { w.Poll(ctx, 2) })
	}
	for end := time.Now().Add(4 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		found, err := looks.Study(t.Context(), s.ID)
		must(t, err)
		if found.State == study.Completed {
			break
		}
		if found.State.Ended() || time.Now().After(end) {
			t.Fatalf("it is %s with %d of %d chunks: %s", found.State, found.Made(), found.Chunks(), found.Reason)
		}
	}
	kept, err := looks.Chunks(t.Context(), s, 0, s.Chunks())
	must(t, err)
	if len(kept) != s.Chunks() {
		t.Fatalf("%d chunks", len(kept))
	}
	for _, k := range kept {
		runs, err := q.Compute(t.Context(), e.Layout.Span(k.Chunk), func(context.Context, float64) error { return nil })
		must(t, err)
		if !bytes.Equal(k.Runs, study.EncodeRuns(runs)) {
			t.Errorf("chunk %d is another", k.Chunk)
		}
	}
	t.Logf("%d requests and answers were lost", network.lost)
	if network.lost < 50 {
		t.Error("that was no test")
	}
}
