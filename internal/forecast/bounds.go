package forecast

import (
	"context"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Bounds tell what bounds a result: how much sooner what is measured is reached if one bound alone is relaxed by a tenth. All
// runs have the same seed.
type Bounds struct {
	Baseline
	Relaxed []Varied // what helps most first
}

// BoundsRuns is how many runs it takes to find out what bounds settings: at most 42.
func BoundsRuns(s settings.Settings) int { return 1 + len(s.Relaxations()) }

// FindBounds runs settings, whose plan is known, with one bound relaxed at a time. Relaxations that help nothing are
// among the answers, last; those that cannot be run are not.
func FindBounds(ctx context.Context, s settings.Settings, plan *simulation.Plan) (out Bounds, err error) {
	out.Baseline = baselineOf(s, plan)
	out.Relaxed, err = vary(ctx, s.Relaxations(), out.Objective)
	return out, err
}

// CheckBounds refuses what one request may not ask for: too many attempts in all runs, or several seeds beside.
func CheckBounds(s settings.Settings, replications int) error {
	return checkVariations(s, replications, "bounds", BoundsRuns(s), "; use alertsim simulate --bounds")
}
