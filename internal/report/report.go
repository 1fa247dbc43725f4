// Package report tells people what a simulation comes to: as text for a
// terminal, as a table for a spreadsheet and as a page for a browser.
package report

import (
	"alertsim/internal/forecast"
	"alertsim/internal/result"
)

// Report is what is told of a run.
type Report struct {
	result.Result
	Replications *forecast.Replications // nil if there was one run
	Bounds       *forecast.Bounds       // nil if it was not asked for
}

// Missed is how many objectives the run misses; where there are several runs,
// how many are not met in forecast.MetShare of them.
func (r Report) Missed() int {
	n := 0
	if r.Replications != nil {
		for _, o := range r.Replications.Objectives {
			if !o.Met() {
				n++
			}
		}
		return n
	}
	for _, o := range r.Objectives {
		if !o.Met {
			n++
		}
	}
	return n
}
