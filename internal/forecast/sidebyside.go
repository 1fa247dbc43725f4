package forecast

import (
	"context"
	"sync"
	"sync/atomic"
)

// sideBySide calls f for 0..n-1, as many at a time as ctx allows, and returns
// when all calls have. After an error, of which it returns one, it makes no more.
func sideBySide(ctx context.Context, n int, f func(context.Context, int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, workersOf(ctx)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(ctx, i); err != nil {
					stop(err)
				}
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}
