package worker

import (
	"context"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
)

// giveBack decides what becomes of a message whose job was not done:
//
//   - What is no job is refused: nobody can ever do it.
//   - The job of a shard that another worker holds returns when that one may be
//     dead, and so does a job that failed: not before that could it be claimed.
//   - So does the job of a simulation that another version of the engine began: a
//     worker of that version may still be there, or come back.
//   - A worker that was told to stop leaves its job to the others at once.
//
// If the queue cannot be told, the message returns when its visibility ends.
func giveBack(ctx context.Context, queue simulation.Inbox, o Options, d simulation.Delivery, failure error) {
	stopped := ctx.Err() != nil
	ctx, cancel := lastWords(ctx)
	defer cancel()
	var err error
	switch code := fault.CodeOf(failure); {
	case code == fault.CodeInvalid:
		o.Log.ErrorContext(ctx, "message refused: it is no job", "body", d.Body, "error", failure)
		err = queue.Refuse(ctx, d.Receipt)
	case code == fault.CodeOtherEngine:
		o.Metrics.Add(metric.JobsOfAnotherEngine, 1)
		o.Log.WarnContext(ctx, "job left for a worker of another version", "body", d.Body, "engine", o.Engine, "why", failure)
		err = queue.Extend(ctx, d.Receipt, simulation.HeartbeatTimeout)
	case code == fault.CodeHeld:
		err = queue.Extend(ctx, d.Receipt, simulation.HeartbeatTimeout)
	case stopped:
		err = queue.Extend(ctx, d.Receipt, 0)
	default:
		o.Log.ErrorContext(ctx, "job not done; it stays on the queue", "body", d.Body, "error", failure)
		err = queue.Extend(ctx, d.Receipt, simulation.HeartbeatTimeout)
	}
	if err != nil {
		o.Log.WarnContext(ctx, "message not given back; it returns when the queue shows it again", "error", err)
	}
}
