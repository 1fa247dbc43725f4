package forecast

import (
	"context"
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MostChanges is how many changes are told: as many as one looks at.
const MostChanges = 3

// Changes are what would help a result most, measured as Bounds are. All runs have the same seed.
type Changes struct {
	Objective int // its number, from 0; −1: 95 % of the deliveries
	Base      Reach
	Best      []Varied // that help, the best first; at most MostChanges
}

// ChangesRuns is how many runs it takes to find out what would help.
func ChangesRuns(s settings.Settings) int { return 1 + len(s.Changes()) }

// FindChanges runs settings, whose plan is known, with one change at a time.
func FindChanges(ctx context.Context, s settings.Settings, plan *simulation.Plan) (out Changes, err error) {
	out.Objective = Measured(s, plan)
	out.Base = reachOf(s, plan, out.Objective)
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

// checkVariations refuses too many attempts in all runs, and several seeds; instead is what else can be done.
func checkVariations(s settings.Settings, replications int, asked string, runs int, instead string) error {
	field := fault.FieldError{Asked: true, Path: asked}
	switch {
	case replications > 1:
		field.Message = "is found out with one seed; ask for one replication"
	case maxAttempts(s, runs) > MaxReplicatedAttempts:
		field.Message = fmt.Sprintf("takes %d runs, and messages × attempts × runs must be at most 100,000,000%s", runs, instead)
	default:
		return nil
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: "the " + asked + " cannot be found out so", Fields: []fault.FieldError{field}}
}
