package study

import (
	"context"
	"runtime"
	"slices"
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
	parts := make([]chunkParts, len(made))
	for range count {
		workers.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				chunk, part := n/count, n%count
				if chunk >= len(made) {
					return
				}
				if made[chunk] {
					continue
				}
				var runs []Run
				var err error
				if span := partOf(r.Layout.Span(chunk), part, count); span.From < span.To {
					runs, err = r.Query.Compute(ctx, span, pace)
				}
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				if all, done := parts[chunk].put(part, count, runs); done {
					if keep != nil {
						err = keep(chunk, all)
					}
					if err == nil {
						r.Put(chunk, all)
					}
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

// chunkParts are the parts of a chunk that are made. Workers share each chunk out, so that none waits for the others with
// the last one.
type chunkParts struct {
	runs [][]Run
	made int
}

// put adds a part, of so many, and reports all runs of the chunk once there is none missing.
func (c *chunkParts) put(part, of int, runs []Run) (all []Run, done bool) {
	if c.runs == nil {
		c.runs = make([][]Run, of)
	}
	c.runs[part] = runs
	if c.made++; c.made < of {
		return nil, false
	}
	all, c.runs = slices.Concat(c.runs...), nil
	return all, true
}

// partOf is a part, of so many, of a span; it may be empty.
func partOf(s Span, part, of int) Span {
	n := s.To - s.From
	return Span{s.From + n*part/of, s.From + n*(part+1)/of}
}
