package functions_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"math"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/control"
	"alertsim/internal/deployment"
	"alertsim/internal/dynamodb"
	"alertsim/internal/emf"
	"alertsim/internal/metric"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sqs"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
)

// usageSettings are three kinds of runs of about a minute on the wall.
var usageSettings = map[string]string{
	"one shard":      `{"messages": 240, "seed": 1, "senderGroups": [{"senders": 40}]}`,
	"several shards": `{"messages": 5000, "seed": 2, "senderGroups": [{"senders": 1000, "failureRate": 0.1}], "retry": {"maxAttempts": 2, "initialBackoff": 5}}`,
	"twice a second, of two channels": `{"messages": 1800, "seed": 3, "monitoringInterval": 0.5, "autoStart": true,
		"channels": [{"name": "sms", "acknowledgement": {"share": 0.5, "time": {"distribution": "exponential", "mean": 5}}}, {"name": "voice"}],
		"steps": [{"channel": "sms", "wait": 10}, {"channel": "voice"}], "until": "acknowledged",
		"senderGroups": [{"name": "sms", "channel": "sms", "senders": 400}, {"name": "voice", "channel": "voice", "senders": 300}]}`,
}

// What a run asks of AWS is what its cost is reckoned from, within a tenth: three kinds of runs in two deployments, on
// the adapters that the functions have, each request counted.
func TestUsageIsAsForecast(t *testing.T) {
	database, queues := servers(t)
	small := deployment.Standard()
	small.SendersPerShard, small.Slice = 250, 17*time.Second
	for size, d := range map[string]deployment.Deployment{"standard": deployment.Standard(), "small shards, short slices": small} {
		for name, document := range usageSettings {
			t.Run(name+", "+size, func(t *testing.T) {
				t.Parallel()
				given, err := settings.Decode([]byte(document))
				if err != nil {
					t.Fatal(err)
				}
				c := newCounted(t, database, queues)
				sim, took := c.run(t, given, d)
				r := result.Of(sim.Settings, sim.Plan, d)
				u := result.UsageOf(r, d)
				t.Logf("%d shards, %.0f s, plan %v", len(sim.Shards), took.Seconds(), r.Wall)
				// Two shards that settle or start at the same moment: one of them looks again, which no forecast knows.
				again := c.own.count("lost") * c.own.count("longest look")
				for _, q := range []struct {
					what              string
					counted, forecast float64
				}{
					{"jobs", c.queue.count("ReceiveMessage"), u.Jobs},
					{"worker seconds", c.seconds, u.WorkerSeconds},
					{"sends", c.queue.count("SendMessageBatch"), u.Sends},
					{"receives", c.queue.count("ReceiveMessage"), u.Receives},
					{"deletes", c.queue.count("DeleteMessage"), u.Deletes},
					{"extends", c.queue.count("ChangeMessageVisibility"), u.Extends},
					{"write units", c.own.count("write"), u.WriteUnits},
					{"read units", c.own.count("read"), u.ReadUnits},
					{"write units of a sweep", c.sweeps.count("write") / c.looks, result.SweepWriteUnits(r, d)},
					{"read units of a sweep", c.sweeps.count("read") / c.looks, result.SweepReadUnits(r, d)},
					{"log bytes", float64(c.log.bytes()), u.LogBytes},
				} {
					off := q.counted/q.forecast - 1
					t.Logf("%-24s counted %8.0f, forecast %8.0f, %+.1f %%", q.what, q.counted, q.forecast, 100*off)
					allowed := 0.1 * q.forecast
					if q.what == "read units" && q.counted > q.forecast {
						allowed += again
					}
					if math.Abs(q.counted-q.forecast) > allowed {
						t.Errorf("%s: counted %.1f, forecast %.1f, %.1f of them by looks after a lost race", q.what, q.counted, q.forecast, again)
					}
				}
			})
		}
	}
}

// servers are the addresses of a DynamoDB and an SQS.
func servers(t *testing.T) (database, queues string) {
	t.Helper()
	database, queues = os.Getenv("ALERTSIM_DYNAMODB_LOCAL_URL"), os.Getenv("AWS_ENDPOINT_URL")
	if database == "" || queues == "" {
		if os.Getenv("ALERTSIM_REQUIRE_AWS") == "1" {
			t.Fatal("ALERTSIM_DYNAMODB_LOCAL_URL and AWS_ENDPOINT_URL are not set")
		}
		t.Skip("needs ALERTSIM_DYNAMODB_LOCAL_URL and AWS_ENDPOINT_URL: make test-aws sets them")
	}
	return database, queues
}

// counted is a table and a queue with those who work on them, each request counted.
type counted struct {
	store, swept *dynamodb.Store
	jobs         *sqs.Queue
	own, sweeps  *requests // of DynamoDB
	queue        *requests // of SQS
	log          *byteCount

	mu      sync.Mutex
	seconds float64 // in calls of the worker
	looks   float64 // of the sweeper
}

func newCounted(t *testing.T, database, queues string) *counted {
	t.Helper()
	keys := credentials.NewStaticCredentialsProvider("test", "test", "")
	c := &counted{own: newRequests(), sweeps: newRequests(), queue: newRequests(), log: &byteCount{}}
	client := func(r *requests) *dynamodbsdk.Client {
		return dynamodbsdk.New(dynamodbsdk.Options{BaseEndpoint: &database, Region: "us-east-1", Credentials: keys, APIOptions: r.options()})
	}
	table := "usage-" + rand.Text()
	plain := client(newRequests())
	if err := dynamodb.CreateTable(t.Context(), plain, table); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = plain.DeleteTable(context.Background(), &dynamodbsdk.DeleteTableInput{TableName: &table}) // it is in memory
	})
	c.store, c.swept = dynamodb.New(client(c.own), table), dynamodb.New(client(c.sweeps), table)
	made := sqssdk.New(sqssdk.Options{BaseEndpoint: &queues, Region: "us-east-1", Credentials: keys, APIOptions: c.queue.options()})
	out, err := made.CreateQueue(t.Context(), &sqssdk.CreateQueueInput{QueueName: aws.String(table)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = made.DeleteQueue(context.Background(), &sqssdk.DeleteQueueInput{QueueUrl: out.QueueUrl}) // it is in memory
	})
	c.jobs = sqs.New(made, *out.QueueUrl)
	return c
}

// run runs a simulation to its end and returns it, and how long that took.
func (c *counted) run(t *testing.T, given settings.Settings, d deployment.Deployment) (simulation.Simulation, time.Duration) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	quiet := slog.New(slog.DiscardHandler)
	session := simulation.Session{ID: rand.Text(), Members: []string{rand.Text() + rand.Text() + rand.Text()}, OpenedAt: time.Now(), LastUsedAt: time.Now()}
	must(c.swept.OpenSession(t.Context(), session, nil))
	c.sweeps.forget()

	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	for range d.WorkerConcurrency {
		working.Go(func() { c.work(ctx, t, d) })
	}
	users := control.New(c.store, c.jobs, control.Options{SendersPerShard: d.SendersPerShard, WorkerConcurrency: d.WorkerConcurrency, Log: quiet})
	sim, err := users.Create(t.Context(), session, given)
	must(err)
	began := time.Now()
	look := func() simulation.Simulation { // by the sweeper's client, whose units nobody asks for here
		looked, err := c.swept.Simulation(t.Context(), sim.ID)
		must(err)
		return looked
	}
	await := func(state simulation.State) simulation.Simulation {
		for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
			if s := look(); s.State == state || s.State.Ended() {
				return s
			}
		}
		t.Fatalf("it is not %s: %+v", state, look())
		return simulation.Simulation{}
	}
	if !given.AutoStart {
		await(simulation.Ready)
		_, err = users.Start(t.Context(), sim.ID)
		must(err)
	}
	await(simulation.Running)
	time.Sleep(5 * time.Second) // in the middle of the run
	c.sweeps.forget()
	sweep := sweeper.Sweeper{Store: c.swept, Queue: c.jobs, Now: time.Now, Metrics: metric.None{}, Log: quiet}
	const looks = 10
	for range looks {
		must(sweep.Sweep(t.Context()))
	}
	c.looks = looks
	c.sweeps.freeze()
	if sim = await(simulation.Completed); sim.State != simulation.Completed {
		t.Fatalf("it is %s because %q", sim.State, sim.Reason)
	}
	took := time.Since(began)
	stop()
	working.Wait()
	return sim, took
}

// work is one instance of the worker's function: one job at a time, with figures and lines of its own.
func (c *counted) work(ctx context.Context, t *testing.T, d deployment.Deployment) {
	figures := emf.New(c.log, "prod")
	w := worker.New(c.store, c.jobs, worker.Options{Slice: d.Slice, Metrics: figures, Log: slog.New(slog.NewJSONHandler(c.log, nil))})
	for ctx.Err() == nil {
		delivery, err := c.jobs.Receive(ctx)
		if err != nil || delivery == nil {
			continue
		}
		began := time.Now()
		err = w.Handle(context.WithoutCancel(ctx), *delivery)
		figures.Flush()
		c.mu.Lock()
		c.seconds += time.Since(began).Seconds()
		c.mu.Unlock()
		if err != nil { // a job that is delivered twice is held, and comes back
			t.Log(err)
			continue
		}
		if err := c.jobs.Delete(context.WithoutCancel(ctx), delivery.Receipt); err != nil {
			t.Error(err)
		}
	}
}

// byteCount counts what is written.
type byteCount struct {
	mu sync.Mutex
	n  int
}

var _ io.Writer = (*byteCount)(nil)

func (b *byteCount) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n += len(p)
	return len(p), nil
}

func (b *byteCount) bytes() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.n
}
