// Package report tells people what a simulation comes to: as text for a
// terminal, as a table for a spreadsheet and as a page for a browser.
package report

import (
	"time"

	"alertsim/internal/answer"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/words"
)

// Report is what is told of a run.
type Report struct {
	result.Result
	Replications *forecast.Replications // nil if there was one run
	Bounds       *forecast.Bounds       // nil if it was not asked for
	Made         time.Time              // when it was computed; zero: it is not told
}

// sentence is the whole in one.
func (r Report) sentence() string { return answer.Of(r.Settings, r.Plan, r.Bounds).Sentence() }

// parts are the shares of all messages by how they end.
type parts struct{ delivered, failed, expired, unreachable string }

// parts add up, and delivered lies on the side of every objective's share on which it is.
func (r Report) parts() parts {
	c := r.Plan.Totals
	shares, _ := goals(r.Settings)
	p := words.Parts([]int64{c.Delivered, c.Failed, c.Expired, c.Unreachable}, shares...)
	return parts{p[0], p[1], p[2], p[3]}
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
