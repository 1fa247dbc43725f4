package cli

import (
	"errors"
	"fmt"

	"alertsim/internal/forecast"
)

// The statuses the program ends with.
const (
	statusFailed      = 1   // bad input, or something went wrong
	statusMissed      = 99  // an objective was missed; k6 has the same for its thresholds
	statusInterrupted = 130 // Ctrl-C, as shells have it
)

// exitError is an error that chooses the program's status.
type exitError struct {
	status  int
	message string
}

func (e *exitError) Error() string { return e.message }

// statusOf is the status to end with after an error.
func statusOf(err error) int {
	if err == nil {
		return 0
	}
	if e, ok := errors.AsType[*exitError](err); ok {
		return e.status
	}
	return statusFailed
}

// missed is the error of n objectives that were missed of so many: by the run or,
// where there are several runs, in more of them than may be.
func missed(n, of int, often bool) error {
	in := ""
	if often {
		in = fmt.Sprintf(" in more than %.0f %% of the runs", 100*(1-forecast.MetShare))
	}
	switch {
	case n == 0:
		return nil
	case of == 1:
		return &exitError{statusMissed, "the objective was missed" + in}
	case n == 1:
		return &exitError{statusMissed, fmt.Sprintf("1 of %d objectives was missed", of) + in}
	}
	return &exitError{statusMissed, fmt.Sprintf("%d of %d objectives were missed", n, of) + in}
}
