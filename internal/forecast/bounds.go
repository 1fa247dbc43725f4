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

// Bounds tell what bounds a result: how much sooner the first objective that is about time is reached (of those that are
// missed, if any is), or 95 % of the
// deliveries made where there is none, if one bound alone is relaxed by a tenth. All runs have the same seed.
type Bounds struct {
	Objective int // its number, from 0; −1: 95 % of the deliveries
	Base      Reach
	Relaxed   []RelaxedBound // what helps most first
}

// RelaxedBound is what a relaxation comes to.
type RelaxedBound struct {
	settings.Relaxation
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
func (b RelaxedBound) Helps(base Reach) bool { return b.better(base) < 0 }

// BoundsRuns is how many runs it takes to find out what bounds settings: at most 42.
func BoundsRuns(s settings.Settings) int { return 1 + len(s.Relaxations()) }

// FindBounds runs settings, whose plan is known, with one bound relaxed at a time. Relaxations that help nothing are
// among the answers, last; those that cannot be run are not.
func FindBounds(ctx context.Context, s settings.Settings, plan *simulation.Plan) (Bounds, error) {
	out := Bounds{Objective: slices.IndexFunc(s.Objectives, func(o settings.Objective) bool { return o.Budget == nil })}
	for i, o := range s.Objectives { // the first that is missed says more
		if o.Budget == nil && !simulation.Met(s, plan, i) {
			out.Objective = i
			break
		}
	}
	out.Base = reachOf(s, plan, out.Objective)
	relaxations := s.Relaxations()
	workOf(ctx).meter.expect(len(relaxations))
	reached := make([]*Reach, len(relaxations))
	err := sideBySide(ctx, len(relaxations), func(ctx context.Context, i int) error {
		relaxed := relaxations[i].Settings
		compiled, err := compile(ctx, relaxed)
		if err != nil {
			return ctx.Err() // beyond what can be run
		}
		plan, err := planBy(ctx, relaxed, compiled)
		if err != nil {
			return ctx.Err()
		}
		reached[i] = new(reachOf(relaxed, plan, out.Objective))
		return nil
	})
	if err != nil {
		return Bounds{}, err
	}
	for i, r := range reached {
		if r != nil {
			out.Relaxed = append(out.Relaxed, RelaxedBound{relaxations[i], *r})
		}
	}
	slices.SortStableFunc(out.Relaxed, func(a, b RelaxedBound) int { return a.better(b.Reach) })
	return out, nil
}

// CheckBounds refuses what one request may not ask for: too many attempts in all runs, or several seeds beside.
func CheckBounds(s settings.Settings, replications int) error {
	field := fault.FieldError{Asked: true, Path: "bounds"}
	switch runs := BoundsRuns(s); {
	case replications > 1:
		field.Message = "is found out with one seed; ask for one replication"
	case maxAttempts(s, runs) > MaxReplicatedAttempts:
		field.Message = fmt.Sprintf("takes %d runs, and messages × attempts × runs must be at most 100,000,000; use alertsim simulate --bounds", runs)
	default:
		return nil
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: "what bounds the result cannot be found out so", Fields: []fault.FieldError{field}}
}
