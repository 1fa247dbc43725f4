package worker

import (
	"context"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// runLive goes on with a live shard from its checkpoint. The simulated clock
// stands still until the replay is done and moves with the wall clock from then
// on: what was lost before stays lost, and shows as lag.
func (s *slice) runLive(ctx context.Context, compiled *schedule.Schedule) error {
	s.Metrics.Add(metric.Slices, 1)
	replay := compiled.Replay(s.shard.From, s.shard.To)
	if err := s.replayTo(ctx, replay, s.shard.Clock); err != nil {
		return err
	}
	if s.differs(ctx, replay) {
		return s.fail(ctx, "its stored progress is not what its settings lead to; the store is damaged or was written by another version")
	}
	p := pace{wall: time.Now(), clock: s.shard.Clock, speed: s.sim.Settings.Speed}
	deadline, _ := ctx.Deadline()
	ends := sliceEnd(p.wall, s.Slice, deadline)
	completion := s.completion(p)
	s.log.InfoContext(ctx, "slice begins", "clock", p.clock.Seconds(), "until", ends)

	// At once, so that everybody sees the shard at work, but as it is: moving its
	// clock by the microseconds since would pass for progress, and a worker that
	// dies of it each time would do so for ever. Then on a grid that does not drift.
	if err := s.advance(ctx, replay.Checkpoint()); err != nil && !s.mayRecover(err) {
		return err
	}
	for {
		due := earliest(p.nextTick(time.Now(), s.sim.Settings.ClockInterval()), ends, completion)
		stopped := s.sleep(ctx, due)
		wall := time.Now()
		if lost := frozen(due, wall); lost > 0 {
			s.log.WarnContext(ctx, "this process stood still; that is lag", "seconds", lost.Seconds())
			p.wall, completion = p.wall.Add(lost), completion.Add(lost)
		}
		replay.Advance(p.at(wall), 0)
		c := replay.Checkpoint()
		var err error
		switch {
		case replay.Done():
			err = s.finish(ctx, c, nil)
			if err == nil || stopped {
				return err
			}
			ends, completion = never(p), never(p) // if it was not saved, again with the next tick
		case stopped || !wall.Before(ends):
			return s.handOver(ctx, c)
		default:
			err = s.advance(ctx, c)
		}
		if err != nil && !s.mayRecover(err) {
			return err
		}
		// Others may have had the shard by now, had they come.
		if took := time.Since(wall); took > simulation.HeartbeatTimeout {
			p.wall, completion = p.wall.Add(took), completion.Add(took)
		}
	}
}

// replayTo brings a fresh replay to an instant without waiting.
func (s *slice) replayTo(ctx context.Context, replay *schedule.Replay, to settings.Micros) error {
	beat := time.Now().Add(s.sim.Settings.ClockInterval())
	for !replay.Advance(to, s.stepEvents) {
		s.stepped()
		if err := ctx.Err(); err != nil {
			return err
		}
		if time.Now().Before(beat) {
			continue
		}
		if err := s.beat(ctx); err != nil && !s.mayRecover(err) {
			return err
		}
		beat = time.Now().Add(s.sim.Settings.ClockInterval())
	}
	return nil
}

// differs reports whether a replay did not arrive at the counts of the stored
// checkpoint: the store is damaged or the program has changed, and no total could
// be trusted. A shard that was never advanced has no counts yet, though at instant
// 0 its senders are in flight already.
func (s *slice) differs(ctx context.Context, replay *schedule.Replay) bool {
	stored, replayed := s.shard.Checkpoint(), replay.Checkpoint()
	if stored.Clock == 0 || stored.Counts == replayed.Counts {
		return false
	}
	s.log.ErrorContext(ctx, "replay differs from the checkpoint", "clock", stored.Clock, "stored", stored.Counts, "replayed", replayed.Counts)
	return true
}

// completion is when nothing is left to happen on the wall if no time is lost.
func (s *slice) completion(p pace) time.Time {
	if s.sim.Plan == nil {
		return never(p)
	}
	return p.when(s.sim.Plan.End())
}

// advance publishes a checkpoint.
func (s *slice) advance(ctx context.Context, c simulation.Checkpoint) error {
	at := s.now()
	if err := s.store.Advance(ctx, s.claim, c, at); err != nil {
		return err
	}
	s.shard.Clock, s.shard.Counts, s.shard.HeartbeatAt, s.alive = c.Clock, c.Counts, at, time.Now()
	s.Metrics.Add(metric.Checkpoints, 1)
	s.Metrics.Set(metric.LagSeconds, s.sim.Lag(s.shard, at).Seconds())
	return nil
}

// beat publishes that this worker is alive.
func (s *slice) beat(ctx context.Context) error {
	at := s.now()
	if err := s.store.Beat(ctx, s.claim, at); err != nil {
		return err
	}
	s.shard.HeartbeatAt, s.alive = at, time.Now()
	return nil
}

// mayRecover reports whether to go on after a checkpoint or heartbeat that was not
// saved: what is not saved is not counted, and the next one makes up for it,
// unless others take this worker for dead by then.
func (s *slice) mayRecover(err error) bool {
	if fault.CodeOf(err) != fault.CodeUnavailable || time.Since(s.alive) > simulation.HeartbeatTimeout {
		return false
	}
	s.log.Warn("checkpoint not saved, trying again", "error", err)
	return true
}

// handOver frees the shard and sends its next job. If the sending fails the
// sweeper will do it: the old job has nothing left to do either way.
func (s *slice) handOver(ctx context.Context, c simulation.Checkpoint) error {
	ctx, cancel := lastWords(ctx)
	defer cancel()
	job, err := s.store.HandOver(ctx, s.claim, c, s.now())
	if err != nil {
		return err
	}
	s.log.InfoContext(ctx, "shard handed over", "clock", c.Clock.Seconds())
	if err := s.queue.Send(ctx, 0, job); err != nil {
		s.log.WarnContext(ctx, "next job not sent; the sweeper will send it", "error", err)
	}
	return nil
}

// finish ends the shard, and the simulation if it was the last one.
func (s *slice) finish(ctx context.Context, c simulation.Checkpoint, plan *simulation.Plan) error {
	ctx, cancel := lastWords(ctx)
	defer cancel()
	if err := s.store.Finish(ctx, s.claim, c, plan, s.now()); err != nil {
		return err
	}
	at := s.now()
	sim, err := s.store.Settle(ctx, s.sim.ID, at)
	if err != nil {
		return err
	}
	if sim.State == simulation.Completed && sim.FinishedAt.Equal(at) { // by this call
		s.Metrics.Add(metric.SimulationsCompleted, 1)
	}
	s.log.InfoContext(ctx, "shard done", "clock", c.Clock.Seconds(), "state", sim.State)
	return nil
}

// lastWords is the context of what ends a slice: it outlives a worker that is
// told to stop, but not by much.
func lastWords(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), deadlineMargin)
}
