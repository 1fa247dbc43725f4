package forecast

import (
	"math"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/words"
)

// outOfReach refuses at once what the budget would only be burnt for.
func outOfReach(j Job, budget, least time.Duration) error {
	what, remedy := "a forecast", "run it as an instant simulation, or let the command line compute it; both take the time it needs. Or ask for fewer messages or attempts"
	if j.Plans > 1 {
		what, remedy = "so many runs", "ask for fewer of them or for fewer messages, or let the command line make them, which takes the time it needs"
	}
	return fault.Errorf(fault.CodeTooLong, "%s of up to %s attempts cannot be done within %.3g s: it takes %.0f s of a processor at the least; %s",
		what, words.Count(j.Attempts), budget.Seconds(), math.Ceil(least.Seconds()), remedy)
}
