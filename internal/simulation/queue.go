package simulation

import (
	"context"
	"time"
)

// Queue carries jobs, each at least once and in no promised order. Losing one
// costs time only: the sweeper sends it again.
//
// simulationtest.Queue is this contract as tests.
type Queue interface {
	// Send puts jobs on the queue, to be seen after the delay (at most 15 min).
	Send(ctx context.Context, delay time.Duration, jobs ...Job) error
	Inbox
}

// Inbox is the receiving side of a queue, whatever its messages are about.
type Inbox interface {
	// Receive waits for a visible message, for some seconds at most, and hides it
	// for Visibility. It returns nil if none came.
	Receive(ctx context.Context) (*Delivery, error)
	// Extend hides a received message for d from now; 0 shows it at once.
	Extend(ctx context.Context, receipt string, d time.Duration) error
	// Refuse gives up a received message that nobody can ever handle: it goes to
	// the dead letters, at once or after some more receives, where the queue has
	// them, and is deleted where it has none.
	Refuse(ctx context.Context, receipt string) error
	// Delete acknowledges a received message.
	Delete(ctx context.Context, receipt string) error
}

// Delivery is a received message. Its body is a job unless somebody else wrote
// to the queue.
type Delivery struct {
	Body    string
	Receipt string
}
