// Package sweeper heals what is stuck: once a minute it finds the simulation
// that has not ended, sends lost jobs again and fails what is past its
// deadline. With it every simulation reaches an end without a person's help,
// even if every queue message is lost.
package sweeper

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Interval is how often Sweep should run.
const Interval = simulation.WatchInterval

// Sweeper sweeps. Its fields must be set, but for those that say otherwise.
type Sweeper struct {
	Store simulation.Store
	Queue simulation.Queue
	// Studies and their queue are those of the same store; nil: there are none.
	Studies    study.Store
	StudyQueue study.Queue
	Now        func() time.Time
	Metrics    metric.Recorder
	Log        *slog.Logger
	// Engine is the version of the engine of its program; engine.Version if zero, and
	// another in tests alone.
	Engine int
	// Alone says that there are no other workers than those of this program, and never
	// will be: a simulation of another version of the engine is failed at once.
	Alone bool
}

// Sweep looks once. It may run at any time, also twice at once. What has to be
// silent, at work or unused for some time before something happens has to be so
// in several looks, see simulation.Watch.
func (s *Sweeper) Sweep(ctx context.Context) error {
	now := simulation.Stamp(s.Now())
	studying := false
	if s.Studies != nil {
		var err error
		if studying, err = s.sweepStudy(ctx, now); err != nil {
			return err
		}
	}
	session, err := s.Store.CurrentSession(ctx)
	if err != nil {
		return ignore(err, fault.CodeNotFound)
	}
	var sim *simulation.Simulation
	if session.SimulationID != "" {
		settled, err := s.Store.Settle(ctx, session.SimulationID, now)
		switch fault.CodeOf(err) {
		case "":
			sim = &settled
		case fault.CodeNotFound: // forgotten
		case fault.CodeDamaged: // nobody can work on it; it may have ended
			s.Log.ErrorContext(ctx, "simulation damaged", "simulation", session.SimulationID, "error", err)
			_, err := s.Store.End(ctx, session.SimulationID, simulation.Failed, "what is stored of it is damaged", now)
			if err == nil {
				s.Metrics.Add(metric.SimulationsFailed, 1)
			}
			if err = ignore(err, fault.CodeConflict, fault.CodeNotFound); err != nil {
				return err
			}
		default:
			return err
		}
	}
	if session, err = s.Store.WatchSession(ctx, session.ID, sim, now); err != nil {
		return ignore(err, fault.CodeNotFound)
	}
	if sim != nil && !sim.State.Ended() {
		if *sim, err = s.sweepSimulation(ctx, session.Watch, *sim, now); err != nil {
			return err
		}
	}
	if session.Over(studying || sim != nil && sim.State.Busy(), now) {
		return s.endSession(ctx, session, sim, now)
	}
	return nil
}

// endSession ends a session that nobody has used, and what was ready in it. If
// that has been started in the meantime, somebody has.
func (s *Sweeper) endSession(ctx context.Context, session simulation.Session, sim *simulation.Simulation, now time.Time) error {
	if sim != nil && sim.State == simulation.Ready {
		_, err := s.Store.Abandon(ctx, sim.ID, now)
		if fault.CodeOf(err) == fault.CodeConflict {
			return nil
		}
		if err = ignore(err, fault.CodeNotFound); err != nil {
			return err
		}
	}
	err := s.Store.EndSession(ctx, session.ID, session.SimulationID)
	return ignore(err, fault.CodeNotFound, fault.CodeConflict)
}

// sweepSimulation heals a simulation and returns what it is then.
func (s *Sweeper) sweepSimulation(ctx context.Context, watch simulation.Watch, sim simulation.Simulation, now time.Time) (simulation.Simulation, error) {
	version := cmp.Or(s.Engine, engine.Version)
	if reason := sim.Stranded(version); reason != "" && s.Alone {
		return s.fail(ctx, sim, reason, now)
	}
	if reason := sim.Overdue(watch.Worked, version); reason != "" {
		return s.fail(ctx, sim, reason, now)
	}
	if sim.State == simulation.Ready && sim.Settings.AutoStart && sim.Engine == version {
		started, err := s.Store.Start(ctx, sim.ID, now)
		if err != nil {
			return sim, ignore(err, fault.CodeConflict, fault.CodeNotFound)
		}
		return started, s.Queue.Send(ctx, 0, started.Jobs()...)
	}
	for _, shard := range sim.Shards {
		if !watch.Silent(shard) {
			continue
		}
		if shard.TakeOvers >= simulation.MaxTakeOvers {
			return s.fail(ctx, sim, fmt.Sprintf("its shard %d was taken over %d times without getting on", shard.Index, shard.TakeOvers), now)
		}
		if err := s.resend(ctx, sim.ID, shard, watch, now); err != nil {
			return sim, err
		}
	}
	return sim, nil
}

func (s *Sweeper) resend(ctx context.Context, id string, shard simulation.Shard, watch simulation.Watch, now time.Time) error {
	job, err := s.Store.Resend(ctx, id, shard.Index, shard.Turn, shard.HeartbeatAt, now)
	if err != nil { // stale or held: somebody is at work on it after all
		return ignore(err, fault.CodeStale, fault.CodeHeld, fault.CodeNotFound)
	}
	s.Metrics.Add(metric.JobsSentAgain, 1)
	s.Log.WarnContext(ctx, "job sent again", "simulation", id, "shard", shard.Index, "turn", job.Turn,
		"silentSeconds", watch.Shards[shard.Index].For.Seconds())
	return s.Queue.Send(ctx, 0, job)
}

// fail returns the simulation as it is then, or as it was if it has ended or
// gone in the meantime.
func (s *Sweeper) fail(ctx context.Context, sim simulation.Simulation, reason string, now time.Time) (simulation.Simulation, error) {
	failed, err := s.Store.End(ctx, sim.ID, simulation.Failed, reason, now)
	if err != nil {
		return sim, ignore(err, fault.CodeConflict, fault.CodeNotFound)
	}
	s.Metrics.Add(metric.SimulationsFailed, 1)
	s.Log.ErrorContext(ctx, "simulation failed", "simulation", sim.ID, "reason", reason)
	return failed, nil
}

// ignore makes an error with one of the codes none.
func ignore(err error, codes ...fault.Code) error {
	for _, code := range codes {
		if fault.CodeOf(err) == code {
			return nil
		}
	}
	return err
}
