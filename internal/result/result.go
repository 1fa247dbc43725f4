// Package result is everything that is told of a run: one constructor from the
// settings, their plan and the deployment, and the documents in which the API and
// the command line give it. Reports and exports read the same.
package result

import (
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Result is what a whole run comes to.
type Result struct {
	Settings settings.Settings
	Plan     *simulation.Plan
	// Wall is how long a live run takes if no time is lost; 0 for an instant one.
	Wall time.Duration
	// Cost is of running the simulator on AWS for a live run; nil for an instant one.
	Cost *Cost
	// SendingCosts are what the providers ask for, by sender group, and SendingTotal is
	// their sum; nil where no group has a price.
	SendingCosts []*simulation.Charge
	SendingTotal *simulation.Charge
	Objectives   []Objective // in the settings' order
}

// Objective is how a goal ends.
type Objective struct {
	settings.Objective
	simulation.ObjectiveTime
	Met bool
}

// Of is the result of a run with these settings and their plan, reckoned for a
// deployment.
func Of(s settings.Settings, plan *simulation.Plan, d deployment.Deployment) Result {
	r := Result{
		Settings: s, Plan: plan, Objectives: make([]Objective, len(s.Objectives)),
		Wall: simulation.Simulation{Settings: s, Plan: plan}.PlannedWallTime(),
	}
	r.Cost = costOf(r, d)
	r.SendingCosts, r.SendingTotal = simulation.Charges(s, plan)
	for i, o := range s.Objectives {
		at := plan.Objectives[i]
		r.Objectives[i] = Objective{o, at, simulation.Met(s, plan, i)}
	}
	return r
}
