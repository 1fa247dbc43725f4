package study

import (
	"context"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Run is what one run comes to.
type Run struct {
	// Values are those of Figures, and after them of each objective when it was reached, in microseconds from when what
	// it is about begins.
	Values []int64
	Has    uint64 // bit i: there is Values[i]
	Met    uint32 // bit i: objective i is met
	// Refused says that it lasts longer than can be counted; there is nothing else then.
	Refused bool
}

// Value is one of the values, if there is it.
func (r Run) Value(i int) (int64, bool) {
	if i >= len(r.Values) || r.Has>>i&1 == 0 {
		return 0, false
	}
	return r.Values[i], true
}

// MetAll reports whether all of n objectives are met.
func (r Run) MetAll(n int) bool { return !r.Refused && r.Met == 1<<n-1 }

// MetIn is in how many runs objective i is met.
func MetIn(runs []Run, i int) int {
	n := 0
	for _, r := range runs {
		if !r.Refused && r.Met>>i&1 == 1 {
			n++
		}
	}
	return n
}

// RunOf is what a plan comes to.
func RunOf(s settings.Settings, p *simulation.Plan) Run {
	r := Run{Values: make([]int64, len(Figures)+len(s.Objectives))}
	put := func(i int, value int64, has bool) {
		if has {
			r.Values[i] = value
			r.Has |= 1 << i
		}
	}
	for i, f := range Figures {
		value, has := f.of(s, p)
		put(i, value, has)
	}
	for i, o := range s.Objectives {
		if simulation.Met(s, p, i) {
			r.Met |= 1 << i
		}
		if t := p.Objectives[i]; o.Budget == nil && t.Reached {
			put(len(Figures)+i, int64(t.At-s.Since(o)), true)
		}
	}
	return r
}

// Pace is asked between the steps of a computation, about every millisecond: it may wait, and its error ends the
// computation. done is the share of the run that is done since it was asked before.
type Pace func(ctx context.Context, done float64) error

// stepEvents is how many ended attempts are computed between two steps.
const stepEvents = 50_000

// compute makes the runs from ≤ r < to of one point.
func (q Query) compute(ctx context.Context, point, from, to int, pace Pace) ([]Run, error) {
	s, err := q.SettingsOf(point)
	if err != nil {
		return nil, err
	}
	base := s.Seed
	compiled, err := schedule.Compile(s)
	if err != nil && fault.CodeOf(err) != fault.CodeInvalid {
		return nil, err
	}
	runs := make([]Run, to-from)
	for i := range runs {
		if err != nil {
			runs[i].Refused = true
			continue
		}
		s.Seed = SeedOf(base, from+i)
		if runs[i], err = computeOne(ctx, s, compiled.Reseeded(s.Seed), pace); err != nil {
			if fault.CodeOf(err) != fault.CodeInvalid {
				return nil, err
			}
			runs[i], err = Run{Refused: true}, nil
		}
	}
	return runs, nil
}

func computeOne(ctx context.Context, s settings.Settings, compiled *schedule.Schedule, pace Pace) (Run, error) {
	planner, err := compiled.Planner()
	if err != nil {
		return Run{}, err
	}
	planner.LeaveOutTimeline()
	steps := schedule.ExpectedEvents(s) / stepEvents
	for told := 0.0; ; {
		done := planner.Step(stepEvents)
		share := min(1-told, 1/max(1, steps))
		if done {
			share = 1 - told
		}
		told += share
		if err := pace(ctx, share); err != nil {
			return Run{}, err
		}
		if done {
			break
		}
	}
	plan, err := planner.Plan()
	if err != nil {
		return Run{}, err
	}
	return RunOf(s, plan), nil
}
