package forecast

import (
	"context"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MostChanges is how many changes are told: as many as one looks at.
const MostChanges = 3

// Changes are what would help a result most, measured as Bounds are. All runs have the same seed.
type Changes struct {
	Baseline
	Best []Varied // that help, the best first; at most MostChanges
}

// ChangesRuns is how many runs it takes to find out what would help.
func ChangesRuns(s settings.Settings) int { return 1 + len(s.Changes()) }

// FindChanges runs settings, whose plan is known, with one change at a time.
func FindChanges(ctx context.Context, s settings.Settings, plan *simulation.Plan) (out Changes, err error) {
	out.Baseline = baselineOf(s, plan)
	all, err := vary(ctx, s.Changes(), out.Objective)
	for _, v := range all {
		if v.Helps(out.Base) && len(out.Best) < MostChanges {
			out.Best = append(out.Best, v)
		}
	}
	return out, err
}

// CheckChanges refuses what one request may not ask for: too many attempts in all runs, or several seeds beside.
func CheckChanges(s settings.Settings, replications int) error {
	return checkVariations(s, replications, "changes", ChangesRuns(s), "")
}
