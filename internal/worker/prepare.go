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

// prepare makes the shard ready. Shard 0 of a live simulation computes the plan;
// for the others being ready says that a worker could be had for them too.
func (s *slice) prepare(ctx context.Context, compiled *schedule.Schedule) error {
	var plan *simulation.Plan
	if s.shard.Index == 0 && s.sim.Settings.Mode == settings.Live {
		planner, err := compiled.Planner()
		if err != nil {
			return s.failBy(ctx, err)
		}
		if err := s.compute(ctx, planner, s.beat); err != nil {
			return err
		}
		if plan, err = planner.Plan(); err != nil {
			return s.failBy(ctx, err)
		}
		if err := settings.CheckMakespan(s.sim.Settings, plan.End()); err != nil {
			return s.failBy(ctx, err)
		}
	}
	ctx, cancel := lastWords(ctx)
	defer cancel()
	if err := s.store.MarkReady(ctx, s.claim, plan, s.now()); err != nil {
		return err
	}
	sim, err := s.store.Settle(ctx, s.sim.ID, s.now())
	if err != nil {
		return err
	}
	s.log.InfoContext(ctx, "shard prepared", "state", sim.State)
	if sim.State == simulation.Ready && sim.Settings.AutoStart {
		return s.autoStart(ctx)
	}
	return nil
}

func (s *slice) autoStart(ctx context.Context) error {
	sim, err := s.store.Start(ctx, s.sim.ID, s.now())
	if fault.CodeOf(err) == fault.CodeConflict { // another shard's worker did, or it was cancelled
		return nil
	}
	if err != nil {
		return err
	}
	return s.queue.Send(ctx, 0, sim.Jobs()...)
}

// runInstant computes the whole run in one job and publishes how far it is on
// the way. A worker that takes over begins again.
func (s *slice) runInstant(ctx context.Context, compiled *schedule.Schedule) error {
	s.Metrics.Add(metric.Slices, 1)
	planner, err := compiled.Planner()
	if err != nil {
		return s.failBy(ctx, err)
	}
	err = s.compute(ctx, planner, func(ctx context.Context) error {
		if c := planner.Checkpoint(); c.Clock >= s.shard.Clock {
			return s.advance(ctx, c)
		}
		return s.beat(ctx) // not yet where the last worker was
	})
	if err != nil {
		return err
	}
	plan, err := planner.Plan()
	if err != nil {
		return s.failBy(ctx, err)
	}
	return s.finish(ctx, simulation.Checkpoint{Clock: plan.End(), Counts: plan.Totals}, plan)
}

// compute runs a planner to its end and calls publish about once a second.
func (s *slice) compute(ctx context.Context, planner *schedule.Planner, publish func(context.Context) error) error {
	next := time.Now().Add(s.sim.Settings.ClockInterval())
	for !planner.Step(s.stepEvents) {
		s.stepped()
		if err := ctx.Err(); err != nil {
			return err
		}
		if time.Now().Before(next) {
			continue
		}
		if err := publish(ctx); err != nil && !s.mayRecover(err) {
			return err
		}
		next = time.Now().Add(s.sim.Settings.ClockInterval())
	}
	return nil
}
