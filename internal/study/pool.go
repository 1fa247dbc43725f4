package study

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Pool computes the chunks of a study in this process.
type Pool struct {
	// Workers compute at a time; 0: one on each processor.
	Workers int
	// Pace slows each of them; nil: nothing does.
	Pace Pace
	// Progress is told which share of the runs is done, 0 to 1, one call at a time; nil: nobody is.
	Progress func(done float64)
}

// Run makes the chunks that are not made, and hands each to keep, one call at a time and in no promised order, before it
// puts it into the results. It stops at the first error, and when ctx ends: what is kept then stays.
func (p Pool) Run(ctx context.Context, r *Results, keep func(chunk int, runs []Run) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		next    atomic.Int64
		mu      sync.Mutex
		workers sync.WaitGroup
		done    = float64(r.RunsMade())
		all     = float64(max(1, r.Query.Runs()))
	)
	pace := func(ctx context.Context, share float64) error {
		if p.Progress != nil {
			mu.Lock()
			done += share
			p.Progress(min(1, done/all))
			mu.Unlock()
		}
		if p.Pace != nil {
			return p.Pace(ctx, share)
		}
		return ctx.Err()
	}
	made := make([]bool, len(r.made))
	copy(made, r.made)
	count := p.Workers
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	for range min(count, len(made)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				chunk := int(next.Add(1)) - 1
				if chunk >= len(made) {
					return
				}
				if made[chunk] {
					continue
				}
				runs, err := r.Query.Compute(ctx, r.Layout.Span(chunk), pace)
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				if keep != nil {
					err = keep(chunk, runs)
				}
				if err == nil {
					r.Put(chunk, runs)
				}
				mu.Unlock()
				if err != nil {
					stop(err)
				}
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}
