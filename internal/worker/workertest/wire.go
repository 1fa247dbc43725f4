package workertest

import (
	"context"
	"time"

	"alertsim/internal/simulation"
)

// Wire is what lies between a process and its store and queue: a place to
// count calls, to lose them and to hold them up. Calls are named by their
// method; those of the queue are Send, Receive, Extend, Refuse and
// Acknowledge.
type Wire struct {
	// Before is asked before each call; an error is the call's answer, and the
	// call does not happen.
	Before func(call string) error
	// After is told after each call; an error replaces the answer, as if that
	// had been lost on the way.
	After func(call string, err error) error
}

func (w *Wire) call(name string, f func() error) error {
	if w.Before != nil {
		if err := w.Before(name); err != nil {
			return err
		}
	}
	err := f()
	if w.After != nil {
		if lost := w.After(name, err); lost != nil {
			return lost
		}
	}
	return err
}

// Store returns a store as seen through the wire by workers and sweepers.
func (w *Wire) Store(s simulation.Store) simulation.Store { return wiredStore{s, w} }

// Queue returns a queue as seen through the wire.
func (w *Wire) Queue(q simulation.Queue) simulation.Queue { return wiredQueue{q, w} }

type wiredQueue struct {
	queue simulation.Queue
	wire  *Wire
}

func (q wiredQueue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	return q.wire.call("Send", func() error { return q.queue.Send(ctx, delay, jobs...) })
}

func (q wiredQueue) Receive(ctx context.Context) (d *simulation.Delivery, err error) {
	err = q.wire.call("Receive", func() error { d, err = q.queue.Receive(ctx); return err })
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (q wiredQueue) Extend(ctx context.Context, receipt string, d time.Duration) error {
	return q.wire.call("Extend", func() error { return q.queue.Extend(ctx, receipt, d) })
}

func (q wiredQueue) Refuse(ctx context.Context, receipt string) error {
	return q.wire.call("Refuse", func() error { return q.queue.Refuse(ctx, receipt) })
}

func (q wiredQueue) Delete(ctx context.Context, receipt string) error {
	return q.wire.call("Acknowledge", func() error { return q.queue.Delete(ctx, receipt) })
}
