// Package report tells people what a simulation comes to: as text for a
// terminal, as a table for a spreadsheet and as a page for a browser.
package report

import (
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// Report is what is told of a run.
type Report struct {
	result.Result
	Replications *forecast.Replications // nil if there was one run
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

func goal(o settings.Objective) string { return words.Goal(o.Share, o.Within) }

// ending tells when the share of an objective is delivered, or of how many in all.
func (r Report) ending(o result.Objective) string {
	told := words.Objective{Share: o.Share, Within: o.Within, Met: o.Met, Delivered: r.Plan.Totals.Delivered, Messages: r.Settings.Messages}
	if o.Reached {
		told.At = new(o.At.Seconds())
	}
	return told.Result()
}
