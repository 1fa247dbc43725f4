package schedule

import (
	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Planner computes a plan in steps. It is for one goroutine at a time.
type Planner struct {
	schedule *Schedule
	planner  *engine.Planner
}

// Planner starts the computation of the plan.
func (s *Schedule) Planner() (*Planner, error) {
	p, err := s.engine.Planner(s.objectives...)
	if err != nil {
		return nil, fault.Errorf(fault.CodeInternal, "plan: %w", err)
	}
	return &Planner{s, p}, nil
}

// LeaveOutTimeline makes a plan without a timeline, which takes longer than a run of few messages. It must be called
// before the first Step.
func (p *Planner) LeaveOutTimeline() { p.planner.LeaveOutTimeline() }

// Step goes on for about maxEvents ended attempts and reports whether the plan
// is complete, or is known not to be possible.
func (p *Planner) Step(maxEvents int) bool { return p.planner.Step(maxEvents) }

// Checkpoint is how far the computation has got: the counts over all senders.
func (p *Planner) Checkpoint() simulation.Checkpoint {
	clock, c := p.planner.Progress()
	return simulation.Checkpoint{Clock: clock, Counts: c}
}

// Plan is the result once Step has returned true: CodeInvalid if the run lasts
// longer than can be counted.
func (p *Planner) Plan() (*simulation.Plan, error) {
	if p.planner.Err() != nil {
		return nil, p.schedule.tooLong()
	}
	return new(p.planner.Plan()), nil
}

// MinMakespan is a lower bound of the makespan, from so many draws at most: of
// the settings' own seed, so close to it where rate limits do not bind.
func (s *Schedule) MinMakespan(draws int) settings.Micros {
	return s.engine.MinMakespan(draws)
}
