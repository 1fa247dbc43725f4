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

// Step goes on for about maxEvents ended attempts and reports whether the plan
// is complete, or is known not to be possible.
func (p *Planner) Step(maxEvents int) bool { return p.planner.Step(maxEvents) }

// Checkpoint is how far the computation has got: the counts over all senders.
func (p *Planner) Checkpoint() simulation.Checkpoint {
	clock, c := p.planner.Progress()
	return simulation.Checkpoint{Clock: settings.Micros(clock), Counts: counts(c)}
}

// Plan is the result once Step has returned true: CodeInvalid if the run lasts
// longer than can be counted.
func (p *Planner) Plan() (*simulation.Plan, error) {
	if p.planner.Err() != nil {
		return nil, p.schedule.tooLong()
	}
	plan := p.planner.Plan()
	out := &simulation.Plan{
		Makespan: settings.Micros(plan.Makespan),
		Totals:   counts(plan.Totals),
		Timeline: simulation.Timeline{
			BinWidth:  settings.Micros(plan.Timeline.Width),
			Delivered: plan.Timeline.Delivered,
			Failed:    plan.Timeline.Failed,
			Expired:   plan.Timeline.Expired,
		},
		Latency: latency(plan),
	}
	for _, g := range plan.Groups {
		out.Groups = append(out.Groups, counts(g))
	}
	for _, o := range plan.Objectives {
		out.Objectives = append(out.Objectives, simulation.ObjectiveTime{Reached: o.Reached, At: settings.Micros(o.At)})
	}
	return out, nil
}

func latency(plan engine.Plan) *simulation.Latency {
	if plan.Totals.Delivered == 0 {
		return nil
	}
	l := plan.Latency
	return &simulation.Latency{
		P50: settings.Micros(l.P50), P90: settings.Micros(l.P90), P95: settings.Micros(l.P95),
		P99: settings.Micros(l.P99), Max: settings.Micros(l.Max),
	}
}

// LeastMakespan is a lower bound of the makespan, from so many draws at most: of
// the settings' own seed, so close to it where rate limits do not bind.
func (s *Schedule) LeastMakespan(draws int) settings.Micros {
	return settings.Micros(s.engine.LeastMakespan(draws))
}
