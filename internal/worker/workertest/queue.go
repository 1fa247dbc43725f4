package workertest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// Queue is a simulation.Queue in memory, for tests with so many jobs that a
// database would make them slow. Its zero value is empty.
type Queue struct {
	mu       sync.Mutex
	messages []*message
	sent     chan struct{} // closed when there is something new to see
}

type message struct {
	body     string
	due      time.Time
	received int
	gone     bool
}

// Send implements simulation.Queue.
func (q *Queue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	return q.locked(ctx, func() {
		for _, job := range jobs {
			q.messages = append(q.messages, &message{body: job.Encode(), due: time.Now().Add(delay)})
		}
		q.wake()
	})
}

// Receive implements simulation.Queue.
func (q *Queue) Receive(ctx context.Context) (*simulation.Delivery, error) {
	deadline := time.Now().Add(5 * time.Second)
	for ctx.Err() == nil {
		d, next, sent := q.tryReceive(deadline)
		if d != nil || !time.Now().Before(deadline) {
			return d, nil
		}
		timer := time.NewTimer(time.Until(next))
		select {
		case <-sent:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	return nil, nil
}

// tryReceive returns a message, or when and after what to try again.
func (q *Queue) tryReceive(deadline time.Time) (*simulation.Delivery, time.Time, <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.sent == nil {
		q.sent = make(chan struct{})
	}
	for i, m := range q.messages {
		switch {
		case m.gone:
		case !m.due.After(time.Now()):
			m.due = time.Now().Add(simulation.Visibility)
			m.received++
			return &simulation.Delivery{Body: m.body, Receipt: fmt.Sprintf("%d %d", i, m.received)}, deadline, nil
		case m.due.Before(deadline):
			deadline = m.due
		}
	}
	return nil, deadline, q.sent
}

// Extend implements simulation.Queue.
func (q *Queue) Extend(ctx context.Context, receipt string, d time.Duration) error {
	return q.locked(ctx, func() {
		if m := q.message(receipt); m != nil {
			m.due = time.Now().Add(d)
			q.wake()
		}
	})
}

// Refuse implements simulation.Queue.
func (q *Queue) Refuse(ctx context.Context, receipt string) error { return q.Delete(ctx, receipt) }

// Delete implements simulation.Queue.
func (q *Queue) Delete(ctx context.Context, receipt string) error {
	return q.locked(ctx, func() {
		if m := q.message(receipt); m != nil {
			m.gone = true
		}
	})
}

// MostReceived is how often the message was received that was received most.
func (q *Queue) MostReceived() (most int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, m := range q.messages {
		most = max(most, m.received)
	}
	return most
}

// Purge loses every message.
func (q *Queue) Purge() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, m := range q.messages {
		m.gone = true
	}
}

// message is the one of a receipt, if that is the last.
func (q *Queue) message(receipt string) *message {
	var i, received int
	if _, err := fmt.Sscan(receipt, &i, &received); err != nil || i >= len(q.messages) || q.messages[i].received != received {
		return nil
	}
	return q.messages[i]
}

func (q *Queue) locked(ctx context.Context, f func()) error {
	if err := ctx.Err(); err != nil {
		return fault.Errorf(fault.CodeUnavailable, "cancelled: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	f()
	return nil
}

func (q *Queue) wake() {
	if q.sent != nil {
		close(q.sent)
		q.sent = nil
	}
}
