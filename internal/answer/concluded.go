package answer

import (
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// standsOut is the share of the time for which something has to hold back the sending to be called what decides, if nothing
// else may hold it back as long.
const standsOut = 0.75

// fewRounds are so few attempts of a sender, one after the other, that more senders may save none of them.
const fewRounds = 3

// span is between which shares of the time something held back the sending.
type span struct{ least, most float64 }

// held is a candidate for what decides.
type held struct {
	Bound
	span
}

// concluded is what the plan alone tells of what decides; nil where it tells nothing clear.
func (a Answer) concluded(s settings.Settings, plan *simulation.Plan) *Bound {
	if a.After == nil {
		return a.missing(s, plan)
	}
	return a.slow(s, plan)
}

// missing is why a share is never reached. What expired may have done so for whatever made it wait.
func (a Answer) missing(s settings.Settings, plan *simulation.Plan) *Bound {
	c := plan.Totals
	failed, expired, unreachable, delivered := c.Failed, c.Expired, c.Unreachable, c.Delivered
	if i := slices.IndexFunc(s.Audience, func(x settings.Audience) bool { return x.Name == a.Audience }); i >= 0 && plan.Parts != nil {
		p := plan.Parts.Audiences[i]
		failed, expired, unreachable, delivered = p.Failed, p.Expired, p.Unreachable, p.Delivered
	}
	silent := int64(0)
	if a.Acknowledged {
		silent = delivered - a.Reached
	}
	switch most := max(failed, expired, unreachable, silent); {
	case most == silent && silent > 0:
		return &Bound{Kind: Confirmations}
	case most == unreachable && unreachable > 0:
		return &Bound{Kind: Unreachable}
	case most == failed && failed > 0:
		refusing, one := sole(len(s.Caps), func(i int) bool { return s.Caps[i].Over == settings.Fail })
		if one && 2*c.Refused >= failed {
			return new(ofCap(s, refusing))
		}
		return &Bound{Kind: Failures}
	}
	if b := a.slow(s, plan); b != nil && b.Path != "" {
		return b
	}
	if s.TimeToLive != nil {
		return &Bound{Kind: TimeToLive}
	}
	return nil
}

// slow is what took the time until the share was reached, or until the end where it never is.
func (a Answer) slow(s settings.Settings, plan *simulation.Plan) *Bound {
	window := plan.Makespan
	if a.After != nil {
		window = *a.After
	}
	if a.Objective >= 0 {
		window += s.Since(s.Objectives[a.Objective])
	}
	if window <= 0 || plan.Totals.Attempts == 0 {
		return nil
	}
	var best held
	others := 0.0 // the most that anything else may have held back
	for _, c := range a.candidates(s, plan, window) {
		if c.least > best.least {
			best, c = c, best
		}
		others = max(others, c.most)
	}
	switch {
	case best.least >= standsOut && best.least >= others:
		return &best.Bound
	case max(others, best.most) < 1-standsOut:
		return waiting(s, plan, window)
	}
	return nil
}

// waiting is what took the time when nothing held back the sending for long.
func waiting(s settings.Settings, plan *simulation.Plan, window settings.Micros) *Bound {
	c := plan.Totals
	switch {
	case window.Seconds() < fewRounds*c.AverageSendTime():
		return &Bound{Kind: SendTime}
	case c.Steps > 0:
		return &Bound{Kind: Steps}
	case c.Attempts > s.Messages:
		return &Bound{Kind: Retries}
	}
	return nil
}

// candidates are the caps and, of the channel that is used most, rates, senders and hours.
func (a Answer) candidates(s settings.Settings, plan *simulation.Plan, window settings.Micros) []held {
	var out []held
	// within is what is known of a time that was counted up to the end, for the window.
	within := func(m settings.Micros) span {
		after := max(0, plan.Makespan-window)
		return span{float64(max(0, m-after)) / float64(window), float64(min(m, window)) / float64(window)}
	}
	if plan.Parts != nil {
		for i, p := range plan.Parts.Caps {
			out = append(out, held{ofCap(s, i), within(p.Held)})
		}
	}
	share := endedBy(plan, window)
	channels := map[string][]int{}
	for i, g := range s.SenderGroups {
		channels[g.Channel] = append(channels[g.Channel], i)
	}
	names := make([]string, 0, len(channels))
	for name := range channels {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out = append(out, ofChannel(s, plan, channels[name], window, share, within)...)
	}
	return out
}

// ofChannel are the bounds of a channel's groups, each group with the weight of its attempts.
func ofChannel(s settings.Settings, plan *simulation.Plan, groups []int, window settings.Micros, share float64, within func(settings.Micros) span) []held {
	all := int64(0)
	for _, i := range groups {
		all += plan.Groups[i].Attempts
	}
	if all == 0 {
		return nil
	}
	byKind := map[Kind]*held{}
	heaviest := map[Kind]float64{}
	add := func(kind Kind, i int, part span) {
		weight := float64(plan.Groups[i].Attempts) / float64(all)
		h := byKind[kind]
		if h == nil {
			h = &held{Bound: ofGroup(s, kind, i)}
			byKind[kind] = h
		}
		if own := weight * part.most; own > heaviest[kind] {
			heaviest[kind], h.Bound = own, ofGroup(s, kind, i)
		}
		h.least, h.most = h.least+weight*part.least, h.most+weight*part.most
	}
	for _, i := range groups {
		g, c := s.SenderGroups[i], plan.Groups[i]
		attempts := share * float64(c.Attempts)
		if rounds := window.Seconds() / c.AverageSendTime(); rounds >= fewRounds {
			use := min(1, attempts/(float64(g.MostSenders())*rounds))
			add(Senders, i, span{use, use})
		}
		if plan.Parts != nil {
			add(Rate, i, within(plan.Parts.Groups[i].HeldByRate))
		} else if rate := s.AttemptRate(g); rate > 0 {
			use := min(1, attempts/(rate*window.Seconds()))
			add(Rate, i, span{use, use})
		}
		if closes(g) && plan.Parts != nil {
			add(Closed, i, within(plan.Parts.Groups[i].Closed))
		}
	}
	var out []held
	for _, kind := range []Kind{Closed, Rate, Senders} { // of equals the first one is told
		h := byKind[kind]
		if h == nil {
			continue
		}
		if 3*heaviest[kind] < 2*h.most { // no group stands out
			h.Bound = Bound{Kind: kind}
		}
		out = append(out, *h)
	}
	return out
}

// endedBy is the share of all that ended which had ended by an instant.
func endedBy(plan *simulation.Plan, at settings.Micros) float64 {
	t := plan.Timeline
	by, all := 0.0, 0.0
	for i := range t.Delivered {
		n := float64(t.Delivered[i] + t.Failed[i])
		from := settings.Micros(i) * t.BinWidth
		all += n
		by += n * min(1, max(0, float64(at-from)/float64(t.BinWidth)))
	}
	if all == 0 {
		return 1
	}
	return by / all
}
