// Package report tells people what a simulation comes to: as text for a
// terminal, as a table for a spreadsheet and as a page for a browser.
package report

import (
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Report is what is told of a run. It needs the settings, the plan and, for a
// live run, the wall time.
type Report struct {
	forecast.Forecast
	Cost         *forecast.Cost         // of running the simulator on AWS; nil if that is not told
	Replications *forecast.Replications // nil if there was one run
}

// outcome is how an objective ends.
type outcome struct {
	settings.Objective
	simulation.ObjectiveTime
	met bool
}

func (r Report) outcomes() []outcome {
	out := make([]outcome, len(r.Settings.Objectives))
	for i, o := range r.Settings.Objectives {
		at := r.Plan.Objectives[i]
		out[i] = outcome{o, at, at.Reached && at.At <= settings.MicrosOf(o.Within)}
	}
	return out
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
	for _, o := range r.outcomes() {
		if !o.met {
			n++
		}
	}
	return n
}

func (o outcome) word() string { return words.Verdict(o.met) }

func (o outcome) goal() string { return words.Goal(o.Share, o.Within) }

// result tells when the share is delivered, or of how many in all.
func (o outcome) result(r Report) string {
	told := words.Objective{Share: o.Share, Within: o.Within, Met: o.met, Delivered: r.Plan.Totals.Delivered, Messages: r.Settings.Messages}
	if o.Reached {
		told.At = new(o.At.Seconds())
	}
	return told.Result()
}
