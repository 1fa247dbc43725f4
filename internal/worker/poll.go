package worker

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"alertsim/internal/simulation"
)

// Poll receives and handles jobs, so many at a time, until ctx ends; then it
// lets the running slices hand over and returns. It is for workers that nobody
// calls: a Lambda function gets its messages from the event source instead.
func (w *Worker) Poll(ctx context.Context, concurrency int) {
	poll(ctx, concurrency, w.queue, w.Handle, w.Log)
}

func poll(ctx context.Context, concurrency int, queue simulation.Inbox, handle func(context.Context, simulation.Delivery) error, log *slog.Logger) {
	var pollers sync.WaitGroup
	for range concurrency {
		pollers.Go(func() {
			for ctx.Err() == nil {
				if err := next(ctx, queue, handle); err != nil && ctx.Err() == nil {
					log.ErrorContext(ctx, "queue", "error", err)
					sleepUntil(ctx, time.Now().Add(time.Second))
				}
			}
		})
	}
	pollers.Wait()
}

// next handles one message, if one comes. Its error is the queue's; what went
// wrong with the job is logged.
func next(ctx context.Context, queue simulation.Inbox, handle func(context.Context, simulation.Delivery) error) error {
	d, err := queue.Receive(ctx)
	if err != nil || d == nil || handle(ctx, *d) != nil {
		return err
	}
	return queue.Delete(context.WithoutCancel(ctx), d.Receipt)
}
