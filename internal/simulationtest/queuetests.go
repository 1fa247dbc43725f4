package simulationtest

import (
	"context"
	"slices"
	"sync"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// queueTests are the contract of simulation.Queue.
var queueTests = []queueTest{
	{"RedeliveredUntilDeleted", func(e *queueEnv) {
		e.send(0, jobs(1)...)
		begin := time.Now()
		first := e.receive("the first time")
		e.nothing("a received message is hidden")
		second := e.receiveWithin(e.Visibility + longestReceive)
		if second == nil || second.Body != first.Body {
			e.Fatalf("%v came again, want %v", second, first)
		}
		if early := e.Visibility - time.Since(begin); early > time.Second {
			e.Errorf("it came again %s too early", early)
		}
		e.must(e.Delete(e.ctx, second.Receipt))
		e.empty("it was deleted")
	}},
	{"StaleReceipt", func(e *queueEnv) {
		e.send(0, jobs(1)...)
		first := e.receive("the first time")
		e.must(e.Extend(e.ctx, first.Receipt, 0))
		second := e.receive("the second time")
		tooLate := func(what string, err error) {
			if code := fault.CodeOf(err); code != "" && code != fault.CodeStale && code != fault.CodeNotFound {
				e.Errorf("%s with a stale receipt: code %q (%v), want none, stale or not found", what, code, err)
			}
		}
		tooLate("Delete", e.Delete(e.ctx, first.Receipt))
		e.nothing("its second receiver holds it")
		tooLate("Extend", e.Extend(e.ctx, first.Receipt, e.Visibility)) // if that has an effect, it costs time only
		if e.StaleDeletes {
			e.empty("a stale delete deletes it, as is known of this queue")
			return
		}
		e.must(e.Extend(e.ctx, second.Receipt, 0))
		third := e.receive("the third time, after a stale delete")
		e.must(e.Delete(e.ctx, third.Receipt))
		e.must(e.Delete(e.ctx, third.Receipt)) // once more, as after a lost answer
	}},
	{"Extend", func(e *queueEnv) {
		e.send(0, jobs(1)...)
		d := e.receive("sent at once")
		e.must(e.Extend(e.ctx, d.Receipt, 2*e.Visibility))
		time.Sleep(e.Visibility)
		e.nothing("its hiding was made longer")
		e.must(e.Extend(e.ctx, d.Receipt, time.Second))
		e.nothing("its hiding was made shorter, but is not over")
		begin := time.Now()
		if again := e.receiveWithin(e.Visibility/2 + time.Second); again == nil {
			e.Fatalf("it did not come back in %s though its hiding was made shorter", time.Since(begin))
		} else {
			d = again
		}
		e.must(e.Extend(e.ctx, d.Receipt, 0))
		d = e.receiveWithin(blink)
		if d == nil {
			e.Fatal("it was shown at once, but did not come")
		}
		e.must(e.Delete(e.ctx, d.Receipt))
	}},
	{"Refuse", func(e *queueEnv) {
		e.send(0, jobs(1)...)
		d := e.receive("sent at once")
		receives := 1
		for ; d != nil && receives <= maxRefusals; receives++ {
			e.must(e.Refuse(e.ctx, d.Receipt))
			d = e.receiveWithin(blink)
		}
		if d != nil {
			e.Fatalf("after %d refusals it still comes", receives)
		}
		e.empty("it was refused")
	}},
	{"DelayedSend", func(e *queueEnv) {
		e.send(time.Second, jobs(1)...)
		e.nothing("it was sent with a delay")
		e.must(e.Delete(e.ctx, e.receive("after its delay").Receipt))
	}},
	{"Batch", func(e *queueEnv) {
		all := jobs(25)
		e.send(0, all...)
		e.send(0)
		var want, got []string
		for _, job := range all {
			want = append(want, job.Encode())
		}
		for range all {
			d := e.receive("one of a batch of 25")
			if job, err := simulation.ParseJob(d.Body); err != nil || job.Encode() != d.Body {
				e.Errorf("%q is not the job as it was encoded: %v", d.Body, err)
			}
			got = append(got, d.Body)
			e.must(e.Delete(e.ctx, d.Receipt))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			e.Errorf("received %q, want %q", got, want)
		}
		e.nothing("all were received")
	}},
	{"ManyReceivers", func(e *queueEnv) {
		const messages, receivers = 40, 8
		e.send(0, jobs(messages)...)
		var mu sync.Mutex
		seen := map[string]int{}
		var group sync.WaitGroup
		for range receivers {
			group.Go(func() {
				for d := e.receiveWithin(time.Second); d != nil; d = e.receiveWithin(time.Second) {
					mu.Lock()
					seen[d.Body]++
					mu.Unlock()
					if err := e.Delete(e.ctx, d.Receipt); err != nil {
						e.Error(err)
					}
				}
			})
		}
		group.Wait()
		for body, n := range seen {
			if n != 1 {
				e.Errorf("%s was received %d times", body, n)
			}
		}
		if len(seen) != messages {
			e.Errorf("%d of %d messages were received", len(seen), messages)
		}
	}},
	{"SendersAndReceivers", func(e *queueEnv) {
		var group sync.WaitGroup
		received := make(chan string, 20)
		for range 2 {
			group.Go(func() {
				for d := e.receiveWithin(2 * time.Second); d != nil; d = e.receiveWithin(2 * time.Second) {
					received <- d.Body
					if err := e.Delete(e.ctx, d.Receipt); err != nil {
						e.Error(err)
					}
				}
			})
		}
		for _, err := range together(10, func(i int) error { return e.Send(e.ctx, 0, jobs(10)[i]) }) {
			e.must(err)
		}
		group.Wait()
		if len(received) != 10 {
			e.Errorf("%d of 10 messages were received", len(received))
		}
	}},
	{"WaitingReceiverIsWoken", func(e *queueEnv) {
		got := make(chan *simulation.Delivery, 1)
		go func() { got <- e.receiveWithin(longestReceive) }()
		time.Sleep(blink)
		begin := time.Now()
		e.send(0, jobs(1)...)
		if d := <-got; d == nil {
			e.Fatal("the waiting receiver got nothing")
		} else if took := time.Since(begin); took > 2*time.Second {
			e.Errorf("the waiting receiver got it after %s", took)
		} else {
			e.must(e.Delete(e.ctx, d.Receipt))
		}
	}},
	{"NothingToReceive", func(e *queueEnv) {
		begin := time.Now()
		d, err := e.Receive(e.ctx)
		if d != nil || err != nil {
			e.Errorf("received %v, %v from an empty queue, want nil, nil", d, err)
		}
		if took := time.Since(begin); took > longestReceive {
			e.Errorf("waited for %s", took)
		}
	}},
	{"ReceiveIsCancelled", func(e *queueEnv) {
		ctx, cancel := context.WithCancel(e.ctx)
		time.AfterFunc(blink, cancel)
		begin := time.Now()
		d, _ := e.Receive(ctx) // with or without an error
		if took := time.Since(begin); d != nil || took > 2*time.Second {
			e.Errorf("received %v %s after a cancel, want nothing at once", d, took-blink)
		}
		e.send(0, jobs(1)...)
		if d, _ := e.Receive(ctx); d != nil {
			e.Errorf("received %v with a cancelled context", d)
		}
		e.must(e.Delete(e.ctx, e.receive("after a cancelled receive").Receipt))
	}},
	{"CancelledContext", func(e *queueEnv) {
		e.send(0, jobs(1)...)
		d := e.receive("sent at once")
		ctx, cancel := context.WithCancel(e.ctx)
		cancel()
		for what, err := range map[string]error{
			"Send":   e.Send(ctx, 0, jobs(2)...),
			"Extend": e.Extend(ctx, d.Receipt, 0),
			"Refuse": e.Refuse(ctx, d.Receipt),
			"Delete": e.Delete(ctx, d.Receipt),
		} {
			if code := fault.CodeOf(err); code != fault.CodeUnavailable {
				e.Errorf("%s with a cancelled context: code %q (%v), want %q", what, code, err, fault.CodeUnavailable)
			}
		}
		e.nothing("nothing was sent or shown")
		e.must(e.Extend(e.ctx, d.Receipt, 0))
		e.must(e.Delete(e.ctx, e.receive("it was not deleted").Receipt))
	}},
}
