package forecast

import (
	"context"
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MaxMoments is the largest number of steps in which a simulation is looked at.
const MaxMoments = 240

// MomentsRuns is how many runs it takes to tell how a simulation stands now and then: when it ends, and again.
const MomentsRuns = 2

// Moments are how a simulation, whose plan is known, stands at instant 0 and after each of so many equal steps to its end.
func Moments(ctx context.Context, s settings.Settings, plan *simulation.Plan, steps int) ([]schedule.Moment, error) {
	compiled, err := compile(ctx, s)
	if err != nil {
		return nil, err
	}
	moments := compiled.Moments(plan.End(), steps)
	done, all := 0, schedule.ExpectedEvents(s)/stepEvents
	err = workOf(ctx).compute(ctx, 1, func() (bool, float64, error) {
		through := moments.Step(stepEvents)
		done++
		return through, float64(done) / all, nil
	})
	return moments.All(), err
}

// CheckMoments refuses what one request may not ask for: another number of steps, or several seeds beside.
func CheckMoments(steps, replications int) error {
	field := fault.FieldError{Asked: true, Path: "moments"}
	switch {
	case steps < 1 || steps > MaxMoments:
		field.Message = fmt.Sprintf("must be between 1 and %d", MaxMoments)
	case replications > 1:
		field.Message = "are those of one seed; ask for one replication"
	default:
		return nil
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: "the moments cannot be told so", Fields: []fault.FieldError{field}}
}
