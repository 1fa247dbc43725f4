package httpapi

import (
	"context"
	"errors"
	"time"

	"alertsim/internal/fault"
)

// listMargin is what is left of a call's own time when a list of messages that is
// not computed by then is answered in words.
const listMargin = 2 * time.Second

// inTime ends early enough before the call itself does, where that has an end: a
// function's has.
func inTime(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, ok := ctx.Deadline(); ok {
		return context.WithDeadline(ctx, end.Add(-listMargin))
	}
	return ctx, func() {}
}

// listTooLong is why a list was not computed to its end: the time was up, or the
// client has gone.
func listTooLong(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fault.Errorf(fault.CodeTooLong, "the messages were not computed in the time that a call has; "+
			"the command line (alertsim simulate --messages-csv) computes them from the same settings and takes the time it needs")
	}
	return ctx.Err()
}
