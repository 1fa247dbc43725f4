package worker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// What is no job stays on the queue for people to see, and stops nobody.
func TestPoison(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		for _, body := range []string{
			"", "hello", "{}", `{"v":1}`, `{"v":2,"kind":"run","simulation":"a","shard":0,"turn":1}`,
			`{"v":1,"kind":"walk","simulation":"a","shard":0,"turn":1}`, `{"v":1,"kind":"run","simulation":"a","shard":-1,"turn":1}`,
		} {
			err := worker.New(w.Store, w.Queue, worker.Options{Log: quiet}).Handle(context.Background(), simulation.Delivery{Body: body, Receipt: "none"})
			if fault.CodeOf(err) != fault.CodeInvalid {
				t.Errorf("%q: %v, want %s", body, err, fault.CodeInvalid)
			}
		}
		w.Must(w.Queue.Send(context.Background(), 0, simulation.Job{Kind: "walk", Simulation: "a", Turn: 1}))
		p := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(8, 4, 10), 1)
		w.Start(id)
		complete(w, id)
		p.Stop()
		time.Sleep(simulation.Visibility)
		if d, err := w.Queue.Receive(context.Background()); d != nil || err != nil {
			t.Errorf("the queue holds %v, %v", d, err)
		}
	})
}

// Jobs of what there is not, or not any more, are done with.
func TestNothingToDo(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		wk := worker.New(w.Store, w.Queue, worker.Options{Log: quiet})
		p := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(8, 4, 10), 1)
		w.Start(id)
		complete(w, id)
		p.Stop()
		before := w.Read(id)
		for _, job := range []simulation.Job{
			{Kind: simulation.JobRun, Simulation: "nobody", Turn: 1},
			{Kind: simulation.JobRun, Simulation: id, Shard: 1, Turn: 1},
			{Kind: simulation.JobPrepare, Simulation: id, Turn: 1},
			{Kind: simulation.JobRun, Simulation: id, Turn: before.Shards[0].Turn},
			{Kind: simulation.JobRun, Simulation: id, Turn: before.Shards[0].Turn + 1},
		} {
			if err := wk.Handle(context.Background(), simulation.Delivery{Body: job.Encode(), Receipt: "none"}); err != nil {
				t.Errorf("%+v: %v", job, err)
			}
		}
		if after := w.Read(id); after.Shards[0] != before.Shards[0] {
			t.Errorf("went from %+v to %+v", before.Shards[0], after.Shards[0])
		}
	})
}

// However often jobs are delivered, late, out of order and to several workers at
// once, one of them writes. The others are done with theirs, or come back later
// if theirs is the current one.
func TestDuplicates(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		var all []simulation.Job
		send := func(at time.Duration, jobs ...simulation.Job) {
			for range 3 {
				all = append(all, jobs...)
			}
			w.Must(w.Queue.Send(context.Background(), at, all...))
		}
		metrics := &counter{}
		w.Begin(workertest.ProcessOptions{Workers: 4, Options: worker.Options{Slice: 5 * time.Second, Metrics: metrics}})
		id := w.Create(alert(60, 4, 2), 2)
		send(0, w.Read(id).Jobs()...)
		w.Start(id)
		send(0, w.Read(id).Jobs()...)
		for !w.Read(id).State.Ended() {
			slices.Reverse(all)
			send(time.Second, w.Read(id).Jobs()...)
			time.Sleep(4 * time.Second)
		}
		sim := complete(w, id)
		for _, shard := range sim.Shards {
			// One token for the preparation, one for each slice: no duplicate got any.
			if shard.Token != int64(shard.HandOvers)+2 || shard.TakeOvers != 0 {
				t.Errorf("%+v", shard)
			}
		}
		if got := metrics.get(metric.RefusedCheckpoints); got != 0 {
			t.Errorf("%d checkpoints were refused", got)
		}
		if lost(sim) > 21*time.Second { // a duplicate may be at work in place of the original, but nobody waits longer than it hides
			t.Errorf("lost %v", lost(sim))
		}
	})
}

// A duplicate of a job that a living worker has at hand is told so and hidden
// until that one would be dead.
func TestHeld(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(60, 4, 2), 1)
		w.Start(id)
		time.Sleep(5 * time.Second)
		queue := &extended{Queue: w.Queue}
		wk := worker.New(w.Store, queue, worker.Options{Log: quiet})
		before := w.Read(id).Shards[0]
		err := wk.Handle(context.Background(), simulation.Delivery{Body: w.Read(id).Jobs()[0].Encode(), Receipt: "none"})
		if fault.CodeOf(err) != fault.CodeHeld || !slices.Equal(queue.by, []time.Duration{simulation.HeartbeatTimeout}) {
			t.Errorf("answered %v and hid it for %v", err, queue.by)
		}
		if after := w.Read(id).Shards[0]; after.Token != before.Token {
			t.Errorf("went from %+v to %+v", before, after)
		}
		complete(w, id)
	})
}

// A job is hidden from the moment a worker takes it, whatever time the queue has
// given it, and for as long as it works, but never for long: if it dies, the job
// is soon back.
func TestJobStaysHidden(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		p := w.Begin(workertest.ProcessOptions{})
		id := w.Create(alert(60, 4, 1), 1)
		w.Await(id, simulation.Ready)
		p.Stop()
		w.Start(id)
		queue := &extended{Queue: w.Queue}
		begin := time.Now()
		d := receive(w)
		w.Must(worker.New(w.Store, queue, worker.Options{Log: quiet}).Handle(context.Background(), *d))
		w.Must(w.Queue.Delete(context.Background(), d.Receipt))
		sim := complete(w, id)
		for i, at := range queue.at {
			if at.Sub(begin) != time.Duration(i)*simulation.ExtendEvery || queue.by[i] != simulation.Visibility {
				t.Errorf("%v after the start it was hidden for %v", at.Sub(begin), queue.by[i])
			}
		}
		if want := 1 + int(sim.PlannedWallTime()/simulation.ExtendEvery); len(queue.at) != want {
			t.Errorf("it was hidden %d times, want %d", len(queue.at), want)
		}
	})
}

// extended notes when and for how long messages are hidden.
type extended struct {
	simulation.Queue
	at []time.Time
	by []time.Duration
}

func (q *extended) Extend(_ context.Context, _ string, d time.Duration) error {
	q.at = append(q.at, time.Now())
	q.by = append(q.by, d)
	return nil
}

// Once a cancel has answered nothing changes, and the workers are free soon.
func TestCancel(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		metrics := &counter{}
		p := w.Begin(workertest.ProcessOptions{Workers: 3, Options: worker.Options{Metrics: metrics}})
		id := w.Create(alert(60, 4, 2), 3)
		w.Start(id)
		time.Sleep(5400 * time.Millisecond)
		sim, err := w.Store.End(context.Background(), id, simulation.Cancelled, "enough", time.Now())
		w.Must(err)
		time.Sleep(time.Second)
		if got := metrics.get(metric.RefusedCheckpoints); got != 3 {
			t.Errorf("a second later %d workers have stopped", got)
		}
		next := w.Create(alert(8, 4, 10), 3) // the workers have time for something else
		w.Start(next)
		if _, err := w.Complete(next); err != nil {
			t.Error(err)
		}
		p.Stop()
		if after := w.Read(id); !slices.Equal(after.Shards, sim.Shards) || after.State != simulation.Cancelled || ended(after) == 0 {
			t.Errorf("went from %+v to %+v", sim, after)
		}
		time.Sleep(simulation.Visibility + time.Second)
		if d, err := w.Queue.Receive(context.Background()); d != nil || err != nil {
			t.Errorf("left on the queue: %+v, %v", d, err)
		}
	})
}

// Whoever cannot arrive at the stored counts fails the simulation, in words: no
// total could be trusted.
func TestReplayDiffers(t *testing.T) {
	for name, tamper := range map[string]func(*simulation.Checkpoint){
		"one delivered too many":   func(c *simulation.Checkpoint) { c.Counts.Delivered++ },
		"one failed too many":      func(c *simulation.Checkpoint) { c.Counts.Failed++ },
		"a microsecond of sending": func(c *simulation.Checkpoint) { c.Counts.SendTime++ },
		"the clock":                func(c *simulation.Checkpoint) { c.Clock += 20_000_000 },
	} {
		t.Run(name, func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				p := w.Begin(workertest.ProcessOptions{})
				id := w.Create(alert(60, 4, 10), 1)
				w.Start(id)
				w.Until(id, func(s simulation.Simulation) bool { return ended(s) > 10 })
				p.Crash()
				shard := w.Read(id).Shards[0]
				c := shard.Checkpoint()
				tamper(&c)
				w.Must(w.Store.Advance(context.Background(), simulation.Claim{Simulation: id, Token: shard.Token}, c, time.Now()))
				metrics := &counter{}
				w.Begin(workertest.ProcessOptions{Options: worker.Options{Metrics: metrics}})
				if reason := failed(w, id); !strings.Contains(reason, "stored progress is not what its settings lead to") || metrics.get(metric.SimulationsFailed) != 1 {
					t.Errorf("failed because %q", reason)
				}
			})
		})
	}
}
