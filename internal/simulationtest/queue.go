package simulationtest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// QueueUnderTest is an empty queue.
type QueueUnderTest struct {
	simulation.Queue
	// Visibility is how long Receive hides a message; 0 stands for
	// simulation.Visibility. A queue that is tested in real time should have a
	// short one, of whole seconds: about 15 times as long is waited in all.
	Visibility time.Duration
	// StaleDeletes says that a delete with an old receipt deletes the message, where
	// it should have no effect. The test holds it to that.
	StaleDeletes bool
}

// Queue runs the contract of simulation.Queue in real time. newQueue returns an
// empty queue that nobody else receives from; what it needs to clean up it
// registers with t.
func Queue(t *testing.T, newQueue func(t *testing.T) QueueUnderTest) {
	t.Helper()
	runQueueTests(t, newQueue, func(t *testing.T, test func(t *testing.T)) { test(t) })
}

// QueueInBubble is Queue in the fake time of a testing/synctest bubble, where
// waiting takes no time. It suits queues that wait by package time and have all
// their goroutines in this process.
func QueueInBubble(t *testing.T, newQueue func(t *testing.T) QueueUnderTest) {
	t.Helper()
	runQueueTests(t, newQueue, synctest.Test)
}

func runQueueTests(t *testing.T, newQueue func(t *testing.T) QueueUnderTest, in func(*testing.T, func(*testing.T))) {
	t.Helper()
	for _, test := range queueTests {
		t.Run(test.name, func(t *testing.T) {
			in(t, func(t *testing.T) {
				q := newQueue(t)
				if q.Visibility == 0 {
					q.Visibility = simulation.Visibility
				}
				test.run(&queueEnv{T: t, ctx: context.Background(), QueueUnderTest: q})
			})
		})
	}
}

// queueTest is one test of the contract.
type queueTest struct {
	name string
	run  func(e *queueEnv)
}

const (
	// blink is how long a queue may take to show what is visible: a round trip.
	blink = 300 * time.Millisecond
	// maxRefusals is how often a message may have to be refused before it is gone
	// to the dead letters: the stack's queue moves it after 60 receives.
	maxRefusals = 60
	// longestReceive is how long Receive may wait at most; SQS's own limit is 20 s.
	longestReceive = 21 * time.Second
)

// queueEnv is what a test of a queue works with. Its methods fail the test when
// something goes otherwise than they say.
type queueEnv struct {
	*testing.T
	ctx context.Context
	QueueUnderTest
}

// jobs returns so many jobs, each different.
func jobs(n int) []simulation.Job {
	out := make([]simulation.Job, n)
	for i := range out {
		out[i] = simulation.Job{Version: 1, Kind: simulation.JobRun, Simulation: "01HZX3QJ8Y-ü", Shard: i % simulation.MaxShards, Turn: int64(i) + 1<<53}
	}
	return out
}

func (e *queueEnv) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

func (e *queueEnv) send(delay time.Duration, jobs ...simulation.Job) {
	e.Helper()
	e.must(e.Send(e.ctx, delay, jobs...))
}

// receiveWithin waits for a message until one comes or a limit is over; nil if none.
func (e *queueEnv) receiveWithin(limit time.Duration) *simulation.Delivery {
	e.Helper()
	ctx, cancel := context.WithTimeout(e.ctx, limit)
	defer cancel()
	for ctx.Err() == nil {
		d, err := e.Receive(ctx)
		if d != nil {
			e.must(err)
			return d
		}
		if err != nil && ctx.Err() == nil {
			e.must(err)
		}
	}
	return nil
}

// receive returns a message that is visible already.
func (e *queueEnv) receive(what string) *simulation.Delivery {
	e.Helper()
	d := e.receiveWithin(longestReceive)
	if d == nil {
		e.Fatalf("nothing was received: %s", what)
	}
	return d
}

// nothing checks that no message is visible.
func (e *queueEnv) nothing(what string) {
	e.Helper()
	if d := e.receiveWithin(blink); d != nil {
		e.Fatalf("%s, but it was received: %s", what, d.Body)
	}
}

// empty checks that no message is left, hidden ones included.
func (e *queueEnv) empty(what string) {
	e.Helper()
	time.Sleep(e.Visibility)
	e.nothing(what)
}
