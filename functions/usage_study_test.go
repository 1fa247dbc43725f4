package functions_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/dynamodb"
	"alertsim/internal/result"
	"alertsim/internal/simulation"
	"alertsim/internal/sqs"
	"alertsim/internal/study"
	"alertsim/internal/worker"
)

// usageStudies are two studies: of few chunks with many runs, as they are cut, and of many with 7 each, so that the test
// does not take the time that such a study does.
var usageStudies = map[string]struct {
	document string
	runs     int
}{
	"many runs a chunk": {`{"settings": {"seed": 1, "messages": 200}, "replications": 500, "vary": [{"path": "senderGroups[0].senders", "range": {"from": 1, "to": 8, "count": 8}}]}`, 0},
	"many chunks": {`{"settings": {"seed": 1, "messages": 500}, "replications": 7, "vary": [
		{"path": "senderGroups[0].senders", "range": {"from": 10, "to": 40, "count": 31}},
		{"path": "senderGroups[0].sendTime.mean", "range": {"from": 5, "to": 60, "count": 12}}]}`, 7},
}

// What a study asks of AWS is what its cost is reckoned from, within a tenth, each request counted.
func TestUsageOfStudies(t *testing.T) {
	database, queues := servers(t)
	for name, test := range usageStudies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q, err := study.Decode([]byte(test.document))
			must(t, err)
			e, err := q.Prepare(1 << 30)
			must(t, err)
			if test.runs > 0 {
				e.Layout = study.Layout{Sizes: []study.Size{{Chunks: e.Runs / test.runs, Runs: test.runs}}}
			}
			s := study.New(rand.Text(), "session", q, e, simulation.Stamp(time.Now()))
			stored, queue := countedStudy(t, database, queues, s)
			u := result.StudyUsageOf(s, 1)
			for _, q := range []struct {
				what              string
				counted, forecast float64
			}{
				{"jobs", queue.count("ReceiveMessage"), u.Jobs},
				{"sends", queue.count("SendMessageBatch"), u.Sends},
				{"receives", queue.count("ReceiveMessage"), u.Receives},
				{"deletes", queue.count("DeleteMessage"), u.Deletes},
				{"extends", queue.count("ChangeMessageVisibility"), u.Extends},
				{"write units", stored.count("write"), u.WriteUnits},
				{"read units", stored.count("read"), u.ReadUnits},
			} {
				off := q.counted/q.forecast - 1
				t.Logf("%-12s counted %6.0f, forecast %6.0f, %+.1f %%", q.what, q.counted, q.forecast, 100*off)
				if math.Abs(off) > 0.1 && math.Abs(q.counted-q.forecast) > 3 {
					t.Errorf("%s: counted %.1f, forecast %.1f", q.what, q.counted, q.forecast)
				}
			}
		})
	}
}

// countedStudy makes a study in one process and returns what was asked of DynamoDB and SQS for it.
func countedStudy(t *testing.T, database, queues string, s study.Study) (stored, queue *requests) {
	t.Helper()
	keys := credentials.NewStaticCredentialsProvider("test", "test", "")
	stored, queue = newRequests(), newRequests()
	client := func(r *requests) *dynamodbsdk.Client {
		return dynamodbsdk.New(dynamodbsdk.Options{BaseEndpoint: &database, Region: "us-east-1", Credentials: keys, APIOptions: r.options()})
	}
	plain, name := client(newRequests()), "studies-"+rand.Text()
	must(t, dynamodb.CreateTable(t.Context(), plain, name))
	made := sqssdk.New(sqssdk.Options{BaseEndpoint: &queues, Region: "us-east-1", Credentials: keys, APIOptions: queue.options()})
	out, err := made.CreateQueue(t.Context(), &sqssdk.CreateQueueInput{QueueName: aws.String(name)})
	must(t, err)
	t.Cleanup(func() { // they are in memory
		_, _ = plain.DeleteTable(context.Background(), &dynamodbsdk.DeleteTableInput{TableName: &name})
		_, _ = made.DeleteQueue(context.Background(), &sqssdk.DeleteQueueInput{QueueUrl: out.QueueUrl})
	})
	store, looks, jobs := dynamodb.New(client(stored), name), dynamodb.New(plain, name), sqs.NewStudies(made, *out.QueueUrl)
	session := simulation.Session{ID: s.SessionID, OpenedAt: time.Now(), LastUsedAt: time.Now()}
	must(t, looks.OpenSession(t.Context(), session, nil))

	quiet := slog.New(slog.DiscardHandler)
	must(t, store.CreateStudy(t.Context(), s))
	must(t, jobs.Send(t.Context(), 0, s.FirstJob()))
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	w := worker.NewStudies(store, jobs, worker.Options{Log: quiet})
	working.Go(func() { w.Poll(ctx, 4) })
	for end := time.Now().Add(4 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		found, err := looks.Study(t.Context(), s.ID)
		must(t, err)
		if found.State.Ended() {
			if found.State != study.Completed {
				t.Fatalf("it is %s because %q", found.State, found.Reason)
			}
			time.Sleep(time.Second) // the last job is deleted
			return stored, queue
		}
	}
	t.Fatal("it is not made")
	return nil, nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
