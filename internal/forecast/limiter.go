package forecast

import (
	"context"
	"time"

	"alertsim/internal/simulation"
)

// Limiter lets so many forecasts compute at a time, so that they can never keep
// the rest of the program from its work.
type Limiter struct {
	slots chan struct{}
}

// maxWait is how long a forecast may wait for its turn.
const maxWait = 5 * time.Second

// NewLimiter returns a Limiter for n forecasts at a time, at least 1.
func NewLimiter(n int) *Limiter {
	return &Limiter{slots: make(chan struct{}, max(1, n))}
}

// Do calls f in turn. CodeTooMany if there is none soon; ctx's error if that
// ends first.
func (l *Limiter) Do(ctx context.Context, f func() error) error {
	timer := time.NewTimer(maxWait)
	defer timer.Stop()
	select {
	case l.slots <- struct{}{}:
		defer func() { <-l.slots }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		err := simulation.Errorf(simulation.CodeTooMany, "too many forecasts are being computed just now; try again")
		err.RetryAfter = time.Second
		return err
	}
}
