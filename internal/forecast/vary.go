package forecast

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Baseline is what variations are held against: the first objective that is about time, of those that are missed if any is,
// or 95 % of the deliveries where there is none.
type Baseline struct {
	Objective int // its number, from 0; −1: 95 % of the deliveries
	Base      Reach
}

func baselineOf(s settings.Settings, plan *simulation.Plan) Baseline {
	objective := Measured(s, plan)
	return Baseline{objective, reachOf(s, plan, objective)}
}

// Varied is what a variation comes to.
type Varied struct {
	settings.Variation
	Reach
}

// Reach is when what is measured is reached, counted from when its audience comes, and of how many messages it is true in the end.
type Reach struct {
	At              *settings.Micros // nil: never
	Count, Messages int64            // delivered or acknowledged, of all that the objective is about
}

// better is below 0 if a is better than b: reached, or reached sooner; or else true of a larger share in the end.
func (a Reach) better(b Reach) int {
	switch {
	case (a.At == nil) != (b.At == nil):
		return map[bool]int{true: 1, false: -1}[a.At == nil]
	case a.At != nil && *a.At != *b.At:
		return cmp.Compare(*a.At, *b.At)
	}
	return cmp.Compare(float64(b.Count)/float64(max(1, b.Messages)), float64(a.Count)/float64(max(1, a.Messages)))
}

// reachOf is what a plan comes to by an objective; −1: by 95 % of its deliveries.
func reachOf(s settings.Settings, p *simulation.Plan, objective int) Reach {
	r := Reach{Count: p.Totals.Delivered, Messages: s.Messages}
	if objective < 0 {
		if p.Latency != nil {
			r.At = new(p.Latency.P95)
		}
		return r
	}
	o, acknowledged := s.Objectives[objective], p.Totals.Acknowledged
	if n := s.AudienceNumber(o); n > 0 && p.Parts != nil {
		part := p.Parts.Audiences[n-1]
		r.Count, r.Messages, acknowledged = part.Delivered, part.Messages, part.Acknowledged
	}
	if o.Of == settings.OfAcknowledged {
		r.Count = acknowledged
	}
	if t := p.Objectives[objective]; t.Reached {
		r.At = new(t.At - s.Since(o))
	}
	return r
}

// Helps reports whether it is better than without.
func (v Varied) Helps(base Reach) bool { return v.better(base) < 0 }

// Measured is the number of the objective that a result is told by: the first about time that is missed, else the first
// about time; −1 if there is none.
func Measured(s settings.Settings, plan *simulation.Plan) int {
	for i, o := range s.Objectives { // the first that is missed says more
		if o.Budget == nil && !simulation.Met(s, plan, i) {
			return i
		}
	}
	return slices.IndexFunc(s.Objectives, func(o settings.Objective) bool { return o.Budget == nil })
}

// vary runs variations and tells what each comes to, the best first. What cannot be run is left out.
func vary(ctx context.Context, variations []settings.Variation, objective int) (out []Varied, err error) {
	workOf(ctx).meter.expect(len(variations))
	reached := make([]*Reach, len(variations))
	err = sideBySide(ctx, len(variations), func(ctx context.Context, i int) error {
		varied := variations[i].Settings
		compiled, err := compile(ctx, varied)
		if err != nil {
			return ctx.Err() // beyond what can be run
		}
		plan, err := planBy(ctx, varied, compiled)
		if err != nil {
			return ctx.Err()
		}
		reached[i] = new(reachOf(varied, plan, objective))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, r := range reached {
		if r != nil {
			out = append(out, Varied{variations[i], *r})
		}
	}
	slices.SortStableFunc(out, func(a, b Varied) int { return a.better(b.Reach) })
	return out, nil
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
