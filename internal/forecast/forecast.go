package forecast

import (
	"context"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Forecast is what a simulation with these settings will come to: field for
// field what the instant run with the same settings comes to.
type Forecast struct {
	Settings settings.Settings
	Plan     *simulation.Plan
	// Wall is how long a live run takes if no time is lost; 0 for an instant one.
	Wall time.Duration
}

// Of computes the forecast, however many messages there are: 100,000,000 take
// some seconds. It gives up when ctx ends.
func Of(ctx context.Context, s settings.Settings) (Forecast, error) {
	plan, err := planOf(ctx, s)
	if err != nil {
		return Forecast{}, err
	}
	return complete(s, plan), nil
}

func complete(s settings.Settings, plan *simulation.Plan) Forecast {
	return Forecast{Settings: s, Plan: plan, Wall: simulation.Simulation{Settings: s, Plan: plan}.PlannedWallTime()}
}

// stepEvents is how many ended attempts are computed between two looks at the
// context: about a millisecond.
const stepEvents = 50_000

// planOf computes a plan in the turns that ctx gives it, and gives up when ctx
// ends.
func planOf(ctx context.Context, s settings.Settings) (*simulation.Plan, error) {
	compiled, err := compile(ctx, s)
	if err != nil {
		return nil, err
	}
	return planBy(ctx, s, compiled)
}

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
	steps, all := 0, expectedEvents(s)/stepEvents
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
