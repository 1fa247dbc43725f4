// Package answer is what a run comes to, as a few figures and in one sentence: who is reached by when, who never is, and
// what decides it. Reports, the command line and the API all tell it from here.
package answer

import (
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// usualShare is what is told where the settings have no objective about time; ofAll reckons with the same.
const usualShare = 0.95

// Answer is the figures of the sentence. They are about the objective that forecast.Measured chooses, or where there is
// none about 95 % of all messages.
type Answer struct {
	Objective    int // its number, from 0; −1: none
	Share        float64
	Within       *float64 // seconds that it may take; nil: no objective says
	Acknowledged bool     // it is about confirmations, not deliveries
	Audience     string   // about whom it is; "": everybody

	People  int64            // it is about so many
	Reached int64            // of them, in the end: delivered to, or acknowledged
	After   *settings.Micros // when the share is reached, counted from when the audience comes; nil: never
	Exact   bool             // After is the instant, and not the end of the timeline's bin that holds it
	Last    *settings.Micros // when the last of them is delivered to, counted likewise; nil: nobody is, or it is about confirmations
	Met     bool             // of the objective; true where there is none and the share is reached

	Bill  *Bill  // nil: no objective is a budget, or nothing has a price
	Bound *Bound // nil: nothing stands out
}

// Bill is what the sending costs beside its budget.
type Bill struct {
	Amount, Budget float64
	Currency       string
	Met            bool
}

// Of is the answer of a run with these settings and their plan. Bounds may be nil; what bounds the result is then told by
// what the plan says of its parts.
func Of(s settings.Settings, plan *simulation.Plan, bounds *forecast.Bounds) Answer {
	a := Answer{Objective: forecast.Measured(s, plan), Share: usualShare}
	if a.Objective >= 0 {
		a.ofObjective(s, plan)
	} else {
		a.ofAll(plan, s.Messages)
	}
	a.Bill = billOf(s, plan)
	a.Bound = a.boundOf(s, plan, bounds)
	return a
}

// Never is how many are not reached.
func (a Answer) Never() int64 { return a.People - a.Reached }

func (a *Answer) ofObjective(s settings.Settings, plan *simulation.Plan) {
	o, at := s.Objectives[a.Objective], plan.Objectives[a.Objective]
	a.Share, a.Within, a.Audience, a.Acknowledged = o.Share, &o.Within, o.Audience, o.Of == settings.OfAcknowledged
	totals, latency := plan.Totals, plan.Latency
	a.People, a.Reached = s.Messages, totals.Delivered
	acknowledged := totals.Acknowledged
	if n := s.AudienceNumber(o); n > 0 && plan.Parts != nil {
		part := plan.Parts.Audiences[n-1]
		a.People, a.Reached, acknowledged, latency = part.Messages, part.Delivered, part.Acknowledged, part.Latency
	}
	if a.Acknowledged {
		a.Reached, latency = acknowledged, nil
	}
	if at.Reached {
		a.After, a.Exact = new(at.At-s.Since(o)), true
	}
	if latency != nil {
		a.Last = &latency.Max
	}
	a.Met = simulation.Met(s, plan, a.Objective)
}

// ofAll is about the usual share of all messages, whose instant no objective has had computed.
func (a *Answer) ofAll(plan *simulation.Plan, messages int64) {
	a.People, a.Reached = messages, plan.Totals.Delivered
	wanted := (95*messages + 99) / 100
	if plan.Latency == nil || a.Reached < wanted {
		if plan.Latency != nil {
			a.Last = &plan.Latency.Max
		}
		return
	}
	a.Last, a.Met = &plan.Latency.Max, true
	if a.Reached == messages { // the percentiles are then of all
		a.After, a.Exact = &plan.Latency.P95, true
		return
	}
	a.After = new(min(plan.Latency.Max, endOfBin(plan.Timeline, plan.Timeline.Delivered, wanted)))
}

// endOfBin is the end of the bin in which so many messages are counted.
func endOfBin(t simulation.Timeline, bins []int64, wanted int64) settings.Micros {
	for i, n := range bins {
		if wanted -= n; wanted <= 0 {
			return settings.Micros(i+1) * t.BinWidth
		}
	}
	return settings.Micros(len(bins)) * t.BinWidth
}

// billOf is what is paid beside the first budget that is exceeded, or else the first one.
func billOf(s settings.Settings, plan *simulation.Plan) *Bill {
	_, total := simulation.Charges(s, plan)
	if total == nil {
		return nil
	}
	var out *Bill
	for i, o := range s.Objectives {
		if o.Budget == nil {
			continue
		}
		met := simulation.Met(s, plan, i)
		if out == nil || out.Met && !met {
			out = &Bill{Amount: simulation.Amount(total), Budget: *o.Budget, Currency: s.Money(), Met: met}
		}
	}
	return out
}
