package report

import (
	"fmt"

	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// What the second version of the model has, in the rows of the result and in sections
// that are left out where there is nothing of them.

// addCounts adds rows of the result.
func (out *section) addCounts(r Report) {
	n, c := r.Settings.Messages, r.Plan.Totals
	if r.Plan.Parts == nil {
		return
	}
	if c.Unreachable > 0 {
		out.add("unreachable", words.Count(c.Unreachable), r.parts().unreachable+" have none of the channels")
	}
	if r.Settings.Confirms() {
		out.add("acknowledged", words.Count(c.Acknowledged), words.Part(c.Acknowledged, n))
		out.add("over", lasting(r.Plan.End()), "when nothing is left to send or to confirm")
	}
	if c.Steps > 0 {
		out.add("further steps", words.Count(c.Steps), "begun beyond the first of each message")
	}
	if c.Repeats > 0 {
		out.add("repeats", words.Count(c.Repeats), "attempts that delivered once more")
	}
	if c.Refused > 0 {
		out.add("refused by caps", words.Count(c.Refused), "attempts")
	}
}

func (r Report) sendingCost() section {
	out := section{Title: "Cost of the sending", Align: "lr"}
	if r.SendingTotal == nil {
		return out
	}
	currency := r.Settings.Money()
	for i, c := range r.SendingCosts {
		if c != nil {
			out.add(r.Settings.SenderGroups[i].Name, money(c, currency))
		}
	}
	out.add("in all", money(r.SendingTotal, currency))
	return out
}

func money(c *simulation.Charge, currency string) string {
	return words.Money(simulation.Amount(c), currency)
}

const dateLayout = "Mon 2 Jan 2006, 15:04:05 (UTC-07:00)"

// date is an instant as people say it, with the day of the week, by which opening hours go.
func date(s settings.Settings, at settings.Micros) string {
	if t, ok := result.Instant(s, at); ok {
		return t.Format(dateLayout)
	}
	return ""
}

func (r Report) calendar() section {
	s, out := r.Settings, section{Title: "On the calendar", Align: "ll"}
	if !s.HasCalendar() {
		return out
	}
	out.add("start", date(s, 0))
	if l := r.Plan.Latency; l != nil {
		out.add("95 % of deliveries", date(s, l.P95))
	}
	out.add("end", date(s, r.Plan.Makespan))
	out.Notes = []string{"By the clocks of " + s.Zone + ", time zone database " + settings.ZoneVersion + "."}
	return out
}

func (r Report) audiences() section {
	out := section{Title: "Audiences", Align: "lrrrrrrr", Head: []string{"", "messages", "delivered", "acknowledged", "failed", "expired", "unreachable", "95 % after"}}
	if r.Plan.Parts == nil {
		return out
	}
	audiences, _ := r.Settings.Audiences()
	for i, a := range audiences {
		p, late := r.Plan.Parts.Audiences[i], "never"
		if p.Latency != nil {
			late = lasting(p.Latency.P95)
		}
		name := a.Name
		if name == "" {
			name = "the rest"
		}
		out.add(name, words.Count(p.Messages), words.Count(p.Delivered), words.Count(p.Acknowledged), words.Count(p.Failed), words.Count(p.Expired), words.Count(p.Unreachable), late)
	}
	for _, a := range audiences {
		if a.At > 0 {
			out.Notes = []string{"An audience's time counts from when its messages come."}
		}
	}
	return out.withoutEmpty("acknowledged", "expired", "unreachable")
}

func (r Report) channels() section {
	out := section{Title: "Channels", Align: "lrrrr", Head: []string{"", "begun", "attempts", "delivered", "repeats"}}
	for i, c := range r.Settings.Channels {
		if r.Plan.Parts != nil {
			p := r.Plan.Parts.Channels[i]
			out.add(c.Name, words.Count(p.Begun), words.Count(p.Attempts), words.Count(p.Delivered), words.Count(p.Repeats))
		}
	}
	return out.withoutEmpty("repeats")
}

func (r Report) steps() section {
	out := section{Title: "Steps", Align: "lrrrr", Head: []string{"", "begun", "attempts", "delivered", "repeats"}}
	if r.Plan.Parts == nil || len(r.Settings.Steps) == 0 {
		return out
	}
	for k, p := range r.Plan.Parts.Steps {
		out.add(result.StepName(r.Settings, k), words.Count(p.Begun), words.Count(p.Attempts), words.Count(p.Delivered), words.Count(p.Repeats))
	}
	return out.withoutEmpty("repeats")
}

func (r Report) ends() section {
	out := section{Title: "How attempts end", Align: "lrrrrrrr", Head: []string{"", "delivered", "temporary", "permanent", "over a cap", "aborted", "closed for", "held by its rate for"}}
	if r.Plan.Parts == nil {
		return out
	}
	for i, p := range r.Plan.Parts.Groups {
		g := r.Settings.SenderGroups[i]
		out.add(g.Name, words.Count(p.Reached), words.Count(p.Temporary), words.Count(p.Permanent), words.Count(p.OverCap), words.Count(p.Aborted), lasting(p.Closed), lasting(p.HeldByRate))
		for j, n := range p.Endings {
			out.Notes = append(out.Notes, fmt.Sprintf("%s, %s: %s.", g.Name, g.Outcomes[j].Name, words.Counted(n, "attempt")))
		}
	}
	return out.withoutEmpty("over a cap", "aborted", "closed for", "held by its rate for")
}

func (r Report) caps() section {
	out := section{Title: "Caps", Align: "lrrr", Head: []string{"", "most at a time", "windows used", "held something back for"}}
	if r.Plan.Parts == nil {
		return out
	}
	for i, p := range r.Plan.Parts.Caps {
		peak, used := words.Count(p.Peak), "rolling"
		if p.Windows != nil {
			n := 0
			for _, w := range p.Windows {
				if w > 0 {
					n++
				}
			}
			used = words.Count(int64(n)) + " of " + words.Count(int64(len(p.Windows)))
		} else if p.Peak == 0 {
			peak = "never binds"
		}
		out.add(r.Settings.Caps[i].Name, peak, used, lasting(p.Held))
	}
	return out
}

// bounds tells what would help most.
func (r Report) bounds() section {
	out := section{Title: "What bounds the result", Align: "lrl", Head: []string{"relaxed by a tenth", "reached", ""}}
	if r.Bounds == nil {
		return out
	}
	measured := "95 % of the deliveries"
	if n := r.Bounds.Objective; n >= 0 {
		measured = goal(r.Settings.Objectives[n], r.Settings.Money())
	}
	ending := func(b forecast.Reach) string {
		if b.At == nil {
			return "never, by " + words.Part(b.Count, b.Messages) + " in the end"
		}
		return "after " + lasting(*b.At)
	}
	for _, b := range r.Bounds.Relaxed {
		gain := "helps nothing"
		switch base := r.Bounds.Base; {
		case !b.Helps(base):
		case b.At != nil && base.At != nil && *b.At < *base.At:
			gain = lasting(*base.At-*b.At) + " sooner"
		default:
			gain = "helps"
		}
		out.add(b.Change, ending(b.Reach), gain)
	}
	out.Notes = []string{"Measured is " + measured + "; as it is, it is reached " + ending(r.Bounds.Base) + ". One bound is relaxed at a time, with the same seed."}
	return out
}

// warnings are sentences below the settings.
func (r Report) warnings() section {
	out := section{Title: "Warnings", Align: "l"}
	for _, w := range r.Settings.Warnings(r.Plan.Totals.Expired) {
		out.Rows = append(out.Rows, row{Cells: []string{w}})
	}
	return out
}

// goal is what an objective asks for.
func goal(o settings.Objective, currency string) string {
	if o.Budget != nil {
		return "a cost of at most " + words.Money(*o.Budget, currency)
	}
	out := words.Goal(o.Share, o.Within)
	if o.Of == settings.OfAcknowledged {
		out = words.Share(o.Share) + " acknowledged within " + words.Time(o.Within)
	}
	if o.Audience != "" {
		return o.Audience + ": " + out
	}
	return out
}

// ending tells when the share of an objective is delivered or acknowledged, or of how many in all; or what was paid.
func (r Report) ending(o result.Objective) string {
	if o.Budget != nil {
		if r.SendingTotal == nil {
			return "there is no price"
		}
		return "it costs " + money(r.SendingTotal, r.Settings.Money())
	}
	told := words.Objective{Share: o.Share, Within: o.Within, Met: o.Met, Delivered: r.Plan.Totals.Delivered, Messages: r.Settings.Messages}
	if o.Of == settings.OfAcknowledged {
		told.Delivered, told.Acknowledged = r.Plan.Totals.Acknowledged, true
	}
	if n := r.Settings.AudienceNumber(o.Objective); n > 0 && r.Plan.Parts != nil {
		p := r.Plan.Parts.Audiences[n-1]
		told.Messages, told.Delivered = p.Messages, p.Delivered
		if told.Acknowledged {
			told.Delivered = p.Acknowledged
		}
	}
	if o.Reached {
		told.At = new((o.At - r.Settings.Since(o.Objective)).Seconds())
	}
	return told.Result()
}
