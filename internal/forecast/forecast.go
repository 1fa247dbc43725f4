package forecast

import (
	"context"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
)

// MaxExactMessages is up to how many messages a forecast is the run itself;
// beyond, it is extrapolated from a sample.
const MaxExactMessages = 10_000_000

// stepEvents is how many ended attempts are computed between two looks at the
// context: about a millisecond.
const stepEvents = 50_000

// Forecast is what a simulation with these settings will come to.
type Forecast struct {
	Settings simulation.Settings
	Plan     *simulation.Plan
	// Wall is how long a live run takes if no time is lost; 0 for an instant one.
	Wall time.Duration
	// Cost is of a live run on AWS; nil for an instant one.
	Cost *Cost
	// Sample is nil if the plan is exact.
	Sample *Sample
}

// Sample says of what a forecast was extrapolated.
type Sample struct {
	Messages int64
	// RelativeError is the half-width of the 95 % confidence interval of the
	// times, as a share of them.
	RelativeError float64
}

// Of computes the forecast. Up to MaxExactMessages, and beyond if no more of them
// are sent before the others expire, it equals the instant run with the same
// settings, field for field.
func Of(ctx context.Context, s simulation.Settings) (Forecast, error) {
	if expectedSent(s) > MaxExactMessages {
		return extrapolate(ctx, s, sampleMessages)
	}
	plan, err := planOf(ctx, s)
	if err != nil {
		return Forecast{}, err
	}
	return complete(s, plan, nil), nil
}

// expectedSent is how many messages are sent before the others expire, by mean
// values; what expires costs nothing to compute.
func expectedSent(s simulation.Settings) float64 {
	all := s
	all.TimeToLive = nil
	if s.TimeToLive == nil || *s.TimeToLive >= all.EstimatedMakespan() {
		return float64(s.Messages)
	}
	return float64(s.Messages) * *s.TimeToLive / all.EstimatedMakespan()
}

func complete(s simulation.Settings, plan *simulation.Plan, sample *Sample) Forecast {
	f := Forecast{Settings: s, Plan: plan, Sample: sample}
	f.Wall = simulation.Simulation{Settings: s, Plan: plan}.PlannedWallTime()
	f.Cost = CostOf(s, f.Wall)
	return f
}

// planOf computes a plan and gives up when ctx ends.
func planOf(ctx context.Context, s simulation.Settings) (*simulation.Plan, error) {
	compiled, err := schedule.Compile(s)
	if err != nil {
		return nil, err
	}
	planner, err := compiled.Planner()
	if err != nil {
		return nil, err
	}
	for ctx.Err() == nil {
		if planner.Step(stepEvents) {
			return planner.Plan(), nil
		}
	}
	return nil, ctx.Err()
}
