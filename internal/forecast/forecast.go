package forecast

import (
	"context"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Of computes what a simulation with these settings will come to, field for field
// what the instant run comes to, however many messages there are: 100,000,000 take
// some seconds. It gives up when ctx ends.
func Of(ctx context.Context, s settings.Settings) (*simulation.Plan, error) {
	compiled, err := compile(ctx, s)
	if err != nil {
		return nil, err
	}
	return planBy(ctx, s, compiled)
}

// stepEvents is how many ended attempts are computed between two looks at the
// context: about a millisecond.
const stepEvents = 50_000

// compile builds the tables, which takes some milliseconds, in turn.
func compile(ctx context.Context, s settings.Settings) (compiled *schedule.Schedule, err error) {
	return compiled, workOf(ctx).compute(ctx, 0, func() (bool, float64, error) {
		compiled, err = schedule.Compile(s)
		return true, 0, err
	})
}

// planBy computes the plan of settings whose tables are there.
func planBy(ctx context.Context, s settings.Settings, compiled *schedule.Schedule) (*simulation.Plan, error) {
	planner, err := compiled.Planner()
	if err != nil {
		return nil, err
	}
	steps, all := 0, schedule.ExpectedEvents(s)/stepEvents
	err = workOf(ctx).compute(ctx, 1, func() (bool, float64, error) {
		done := planner.Step(stepEvents)
		steps++
		return done, float64(steps) / all, nil
	})
	if err != nil {
		return nil, err
	}
	return planner.Plan()
}
