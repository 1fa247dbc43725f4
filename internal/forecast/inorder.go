package forecast

import (
	"context"
	"sync"

	"alertsim/internal/simulation"
)

// inOrder computes plans 0..n-1, several at a time, and hands them on one by one
// in their order, until there are no more, one fails or take wants no more. What
// take sees does not depend on how many are computed at a time. It returns when
// nothing is computed any more.
func inOrder(ctx context.Context, n int, plan func(context.Context, int) (*simulation.Plan, error), take func(int, *simulation.Plan) (more bool)) error {
	type result struct {
		index int
		plan  *simulation.Plan
		err   error
	}
	computing, stop := context.WithCancel(ctx)
	indexes, results := make(chan int), make(chan result)
	var workers sync.WaitGroup
	for range min(n, workersOf(ctx)) {
		workers.Go(func() {
			for i := range indexes {
				p, err := plan(computing, i)
				results <- result{i, p, err}
			}
		})
	}
	early := map[int]*simulation.Plan{} // computed before their turn to be taken
	next, given, open := 0, 0, 0
	var failed error
	for more := true; more || open > 0; {
		give, index := indexes, given
		if !more || given == n || len(early) > 2*workersOf(ctx) {
			give = nil // nothing more to compute, or enough ahead of one that is slow
		}
		if give == nil && open == 0 {
			break
		}
		select {
		case give <- index:
			given++
			open++
		case r := <-results:
			open--
			if r.err != nil && more {
				failed = r.err
			}
			if r.err != nil || !more {
				more = false
				stop()
				continue
			}
			early[r.index] = r.plan
			for p := early[next]; p != nil && more; p = early[next] {
				delete(early, next)
				if more = take(next, p); !more {
					stop()
				}
				next++
			}
		}
	}
	close(indexes)
	workers.Wait()
	stop()
	return failed
}
