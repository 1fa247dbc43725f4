package dynamodb

import (
	"context"
	"math/rand/v2"
	"time"

	"alertsim/internal/fault"
)

// raceTimeout is how long one call goes on after lost races and conflicts. One of
// several racing writers always wins, so this is for very many of them.
const raceTimeout = 10 * time.Second

// race counts the tries of a call that loses races.
type race struct {
	started time.Time
	tries   int
}

func newRace() *race { return &race{started: time.Now()} }

// again waits before the next try: a random share of 4 ms, 8 ms, … 256 ms. It
// answers CodeUnavailable when raceTimeout or the context is over.
func (r *race) again(ctx context.Context) error {
	if time.Since(r.started) > raceTimeout {
		return fault.Errorf(fault.CodeUnavailable, "too many writes at a time (gave up after %d tries)", r.tries+1)
	}
	limit := 4 * time.Millisecond << min(r.tries, 6)
	r.tries++
	timer := time.NewTimer(rand.N(limit))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return interrupted(ctx)
	}
}

// interrupted is the error of a call whose context has ended; nothing was
// changed.
func interrupted(ctx context.Context) error {
	return fault.Errorf(fault.CodeUnavailable, "interrupted: %w", ctx.Err())
}
