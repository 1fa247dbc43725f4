package worker

import (
	"context"
	"sync"
	"time"
)

// Poll receives and handles jobs, so many at a time, until ctx ends; then it
// lets the running slices hand over and returns. It is for workers that nobody
// calls: a Lambda function gets its messages from the event source instead.
func (w *Worker) Poll(ctx context.Context, concurrency int) {
	var pollers sync.WaitGroup
	for range concurrency {
		pollers.Go(func() {
			for ctx.Err() == nil {
				if err := w.next(ctx); err != nil && ctx.Err() == nil {
					w.Log.ErrorContext(ctx, "queue", "error", err)
					sleepUntil(ctx, time.Now().Add(time.Second))
				}
			}
		})
	}
	pollers.Wait()
}

// next handles one message, if one comes. Its error is the queue's; what went
// wrong with the job is logged.
func (w *Worker) next(ctx context.Context) error {
	d, err := w.queue.Receive(ctx)
	if err != nil || d == nil || w.Handle(ctx, *d) != nil {
		return err
	}
	return w.queue.Delete(context.WithoutCancel(ctx), d.Receipt)
}
