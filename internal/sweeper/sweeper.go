// Package sweeper heals what is stuck: once a minute it finds the simulation
// that has not ended, sends lost jobs again and fails what is past its
// deadline. With it every simulation reaches an end without a person's help,
// even if every queue message is lost.
package sweeper

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/simulation"
)

// Interval is how often Sweep should run.
const Interval = time.Minute

// Sweeper sweeps. Its fields must be set.
type Sweeper struct {
	Store   simulation.Store
	Queue   simulation.Queue
	Now     func() time.Time
	Metrics metric.Recorder
	Log     *slog.Logger
}

// Sweep looks once. It may run at any time, also twice at once.
func (s *Sweeper) Sweep(ctx context.Context) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	session, err := s.Store.CurrentSession(ctx)
	if simulation.CodeOf(err) == simulation.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	active := false
	if session.SimulationID != "" {
		if active, err = s.sweepSimulation(ctx, session.SimulationID, now); err != nil {
			return err
		}
	}
	if session.Over(active, now) {
		err = s.Store.EndSession(ctx, session.ID, session.SimulationID)
		return ignore(err, simulation.CodeNotFound, simulation.CodeConflict)
	}
	return nil
}

// sweepSimulation heals one simulation and tells whether it still goes on.
func (s *Sweeper) sweepSimulation(ctx context.Context, id string, now time.Time) (active bool, err error) {
	sim, err := s.Store.Settle(ctx, id, now)
	if err != nil {
		return false, ignore(err, simulation.CodeNotFound)
	}
	if sim.State.Ended() {
		return false, nil
	}
	if reason := sim.Overdue(now); reason != "" {
		return false, s.fail(ctx, id, reason, now)
	}
	if sim.State == simulation.Ready && sim.Settings.AutoStart {
		if sim, err = s.Store.Start(ctx, id, now); err != nil {
			return true, ignore(err, simulation.CodeConflict, simulation.CodeNotFound)
		}
		return true, s.Queue.Send(ctx, 0, sim.Jobs()...)
	}
	for _, shard := range sim.Shards {
		if !shard.Silent(now) {
			continue
		}
		if shard.TakeOvers >= simulation.MaxTakeOvers {
			return false, s.fail(ctx, id, fmt.Sprintf("its shard %d was taken over %d times without getting on", shard.Index, shard.TakeOvers), now)
		}
		if err := s.resend(ctx, id, shard, now); err != nil {
			return true, err
		}
	}
	return true, nil
}

func (s *Sweeper) resend(ctx context.Context, id string, shard simulation.Shard, now time.Time) error {
	job, err := s.Store.Resend(ctx, id, shard.Index, shard.Turn, now)
	if err != nil { // stale or held: somebody is at work on it after all
		return ignore(err, simulation.CodeStale, simulation.CodeHeld, simulation.CodeNotFound)
	}
	s.Log.WarnContext(ctx, "job sent again", "simulation", id, "shard", shard.Index, "turn", job.Turn,
		"silentSeconds", now.Sub(shard.HeartbeatAt).Seconds())
	return s.Queue.Send(ctx, 0, job)
}

func (s *Sweeper) fail(ctx context.Context, id, reason string, now time.Time) error {
	_, err := s.Store.End(ctx, id, simulation.Failed, reason, now)
	if err == nil {
		s.Metrics.Add(metric.SimulationsFailed, 1)
		s.Log.ErrorContext(ctx, "simulation failed", "simulation", id, "reason", reason)
	}
	return ignore(err, simulation.CodeConflict, simulation.CodeNotFound)
}

// ignore makes an error with one of the codes none.
func ignore(err error, codes ...simulation.Code) error {
	for _, code := range codes {
		if simulation.CodeOf(err) == code {
			return nil
		}
	}
	return err
}
