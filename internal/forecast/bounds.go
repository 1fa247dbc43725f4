package forecast

import (
	"cmp"
	"context"
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Bounds tell what bounds a result: how much sooner the first objective that is about time is reached (of those that are
// missed, if any is), or 95 % of the
// deliveries made where there is none, if one bound alone is relaxed by a tenth. All runs have the same seed.
type Bounds struct {
	Objective int // its number, from 0; −1: 95 % of the deliveries
	Base      Reach
	Relaxed   []Varied // what helps most first
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

// BoundsRuns is how many runs it takes to find out what bounds settings: at most 42.
func BoundsRuns(s settings.Settings) int { return 1 + len(s.Relaxations()) }

// FindBounds runs settings, whose plan is known, with one bound relaxed at a time. Relaxations that help nothing are
// among the answers, last; those that cannot be run are not.
func FindBounds(ctx context.Context, s settings.Settings, plan *simulation.Plan) (out Bounds, err error) {
	out.Objective = Measured(s, plan)
	out.Base = reachOf(s, plan, out.Objective)
	out.Relaxed, err = vary(ctx, s.Relaxations(), out.Objective)
	return out, err
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

// CheckBounds refuses what one request may not ask for: too many attempts in all runs, or several seeds beside.
func CheckBounds(s settings.Settings, replications int) error {
	return checkVariations(s, replications, "bounds", BoundsRuns(s), "; use alertsim simulate --bounds")
}
