package report

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/words"
)

// sections are all of a report but its charts; empty ones are left out.
func (r Report) sections() []section {
	return present(
		r.settings(), r.warnings(), r.result(), r.latency(), r.calendar(), r.audiences(), r.channels(), r.steps(), r.groups(), r.ends(), r.caps(),
		r.sendingCost(), r.objectives(), r.bounds(), r.live(), r.replications(),
	)
}

// present are the sections in which something stands.
func present(all ...section) []section {
	return slices.DeleteFunc(all, func(s section) bool { return len(s.Rows) == 0 })
}

func (r Report) settings() section {
	s := r.Settings
	out := section{Title: "Settings", Align: "ll"}
	out.add("messages", words.Count(s.Messages))
	parts := s.Parts()
	if s.Text != "" {
		out.add("text", words.Counted(int64(utf8.RuneCountInString(s.Text)), "character")+", "+words.Counted(int64(parts), "SMS part"))
	}
	for _, g := range s.SenderGroups {
		out.add(g.Name, groupInShort(g, parts)+groupModel(s, g))
	}
	if s.Retry.MaxAttempts > 1 {
		out.add("attempts", retryInShort(s.Retry))
	}
	out.addModel(s)
	if s.TimeToLive != nil {
		out.add("time to live", words.Time(*s.TimeToLive))
	}
	out.add("seed", fmt.Sprint(s.Seed))
	return out
}

func groupInShort(g settings.SenderGroup, parts int) string {
	out := words.Counted(int64(g.Senders), "sender") + ", "
	if len(g.Outcomes) > 0 {
		out += outcomesInShort(g.Outcomes)
	} else {
		out += sendTimeInShort(g.SendTime)
	}
	if g.FailureRate > 0 {
		out += ", " + words.Share(g.FailureRate) + " fail"
		if g.PermanentShare > 0 {
			out += " (" + words.Share(g.PermanentShare) + " of them for good)"
		}
	}
	if g.RatePerSecond != nil {
		out += ", at most " + words.Number(*g.RatePerSecond)
		if parts > 1 { // else it makes no difference
			out += " " + string(g.RateUnit)
		}
		out += " per second"
	}
	return out
}

func sendTimeInShort(t settings.SendTime) string {
	switch t.Distribution {
	case settings.Constant:
		return words.Time(*t.Mean) + " each"
	case settings.Exponential:
		return "exponential " + words.Time(*t.Mean)
	case settings.Uniform:
		return words.Time(*t.Minimum) + " to " + words.Time(*t.Maximum)
	case settings.Empirical:
		first, last := t.Percentiles[0], t.Percentiles[len(t.Percentiles)-1]
		return fmt.Sprintf("measured, %s to %s", words.Time(first.Seconds), words.Time(last.Seconds))
	case settings.Normal, settings.Lognormal:
		return fmt.Sprintf("%s %s ± %s", t.Distribution, words.Time(*t.Mean), words.Time(*t.StandardDeviation))
	}
	return string(t.Distribution) // stored by a program that knows more
}

func retryInShort(r settings.Retry) string {
	out := "up to " + words.Count(int64(r.MaxAttempts)) + ", after " + words.Time(r.WaitAfter(1))
	switch {
	case len(r.Delays) > 0:
		for _, d := range r.Delays[1:] {
			out += ", " + words.Time(d)
		}
	case r.MaxAttempts > 2:
		out += ", each wait × " + words.Number(r.Multiplier) + " up to " + words.Time(r.MaxBackoff)
	}
	switch {
	case r.Spread > 0:
		out += ", ± " + words.Share(r.Spread)
	case r.Jitter == 1:
		out += ", with jitter"
	case r.Jitter > 0:
		out += ", with jitter of " + words.Share(float64(r.Jitter))
	}
	return out
}

func (r Report) result() section {
	n, c := r.Settings.Messages, r.Plan.Totals
	_, times := goals(r.Settings)
	parts := r.parts()
	out := section{Title: "Result", Align: "lrl"}
	until := "until the last message ends"
	if r.Settings.Confirms() {
		until = "until the last attempt ends"
	}
	out.add("makespan", lasting(r.Plan.Makespan, times...), until)
	out.add("delivered", words.Count(c.Delivered), parts.delivered)
	out.add("failed", words.Count(c.Failed), parts.failed)
	out.add("expired", words.Count(c.Expired), parts.expired)
	out.addCounts(r)
	out.add("attempts", words.Count(c.Attempts), words.Figure(float64(c.Attempts)/float64(n), 1)+" per message")
	out.add("average send time", words.Duration(c.AverageSendTime()), "per attempt")
	return out
}

func (r Report) latency() section {
	out := section{Title: "Time to delivery", Align: "rrrrr", Head: []string{"50 %", "90 %", "95 %", "99 %", "last"}}
	if l := r.Plan.Latency; l != nil {
		_, times := goals(r.Settings)
		out.add(lasting(l.P50, times...), lasting(l.P90, times...), lasting(l.P95, times...), lasting(l.P99, times...), lasting(l.Max, times...))
	}
	return out
}

func (r Report) groups() section {
	out := section{Title: "Sender groups", Align: "lrrrrr", Head: []string{"", "senders", "attempts", "delivered", "failed", "average send time"}}
	for i, c := range r.Plan.Groups {
		g := r.Settings.SenderGroups[i]
		out.add(g.Name, words.Count(int64(g.Senders)), words.Count(c.Attempts), words.Count(c.Delivered), words.Count(c.Failed), words.Duration(c.AverageSendTime()))
	}
	return out
}

func (r Report) objectives() section {
	out := section{Title: "Objectives", Align: "lll"}
	for _, o := range r.Objectives {
		word := words.Verdict(o.Met)
		out.Rows = append(out.Rows, row{Class: word, Cells: []string{word, goal(o.Objective, r.Settings.Money()), r.ending(o)}})
	}
	return out
}

func (r Report) live() section {
	out := section{Title: "As a live run", Align: "lrl"}
	if r.Settings.Mode != settings.Live {
		return out
	}
	out.add("wall time", wallTime(r.Wall), "at speed "+words.Number(r.Settings.Speed))
	if c := r.Cost; c != nil {
		out.add("running the simulator on AWS", words.Money(c.Total, c.Currency), fmt.Sprintf("Lambda %s, SQS %s, DynamoDB %s, X-Ray %s, logs %s, metrics %s",
			words.Money(c.Lambda, c.Currency), words.Money(c.SQS, c.Currency), words.Money(c.DynamoDB, c.Currency), words.Money(c.Tracing, c.Currency),
			words.Money(c.Logs, c.Currency), words.Money(c.Metrics, c.Currency)))
		out.add("each viewer", words.Money(c.Viewer, c.Currency), fmt.Sprintf("list prices of %s, %s", c.Region, c.AsOf))
	}
	return out
}

func (r Report) replications() section {
	if r.Replications == nil {
		return section{}
	}
	runs := *r.Replications
	out := section{
		Title: fmt.Sprintf("%s, with the seeds from %d on", words.Counted(int64(runs.Runs), "run"), r.Settings.Seed),
		Align: "lrrrr", Head: []string{"", "median", words.Share(statistics.Confidence) + " interval", "least", "most"},
	}
	for _, f := range runs.Figures {
		out.add(figureName(f.Name), in(f.Median, f.Unit), interval(f.Estimate, f.Unit), in(f.Min, f.Unit), in(f.Max, f.Unit))
	}
	for _, o := range runs.Objectives {
		goal := goal(o.Objective, r.Settings.Money())
		if o.At == nil && o.Budget != nil {
			out.Rows = append(out.Rows, row{Cells: []string{goal}})
		} else if o.At == nil {
			out.add(goal, "never")
		} else {
			out.add(goal, words.Duration(o.At.Median), interval(*o.At, "seconds"), words.Duration(o.At.Min), words.Duration(o.At.Max))
		}
		word := words.Verdict(o.Met())
		out.Rows = append(out.Rows, row{Class: word, Cells: []string{"  " + word, words.Part(int64(o.Share.Held), int64(o.Share.Runs), forecast.MetShare) + " of runs", percents(o.Share.Low, o.Share.High)}})
	}
	out.Notes = replicationNotes(runs)
	return out
}

// replicationNotes tell what the figures over several runs can be trusted for.
func replicationNotes(runs forecast.Replications) []string {
	var out []string
	if p := runs.Precision; p != nil {
		out = append(out, precision(*p, runs.Runs))
	}
	if runs.Runs < statistics.MinIntervalRuns {
		out = append(out, fmt.Sprintf("%s are too few to tell how far luck goes; an interval takes %d.", words.Counted(int64(runs.Runs), "run"), statistics.MinIntervalRuns))
	} else {
		out = append(out, "Each interval is where the median of all seeds lies, or the share of all seeds, with a probability of "+words.Share(statistics.Confidence)+" or more.")
	}
	if len(runs.Objectives) > 0 {
		out = append(out, "An objective is met if it is in "+words.Share(forecast.MetShare)+" of the runs.")
	}
	return out
}

func precision(p forecast.Precision, runs int) string {
	if p.Met() {
		return fmt.Sprintf("The precision of %s was reached after %s: %s is known to %s of its median.",
			words.Share(p.Wanted), words.Counted(int64(runs), "run"), figureName(p.Figure), known(p))
	}
	reached := "is not known to any share of its median"
	if !math.IsInf(p.Reached, 0) {
		reached = "is known to " + known(p) + " of its median"
	}
	return fmt.Sprintf("The precision of %s was NOT reached in %s: %s %s.", words.Share(p.Wanted), words.Counted(int64(runs), "run"), figureName(p.Figure), reached)
}

// known is the precision that was reached.
func known(p forecast.Precision) string {
	if p.Reached > 1 {
		return words.Figure(100*p.Reached) + " %"
	}
	return words.Portion(p.Reached, p.Wanted)
}

// interval is that of the median.
func interval(e statistics.Estimate, unit string) string {
	if e.Interval == nil {
		return "too few runs"
	}
	return in(e.Interval.Low, unit) + " to " + in(e.Interval.High, unit)
}

// percents is an interval of a share, each end rounded away from the middle.
func percents(low, high float64) string {
	return fmt.Sprintf("%.1f to %.1f %%", math.Floor(1000*low)/10, math.Ceil(1000*high)/10)
}

// in writes a figure with its unit.
func in(x float64, unit string) string {
	switch unit {
	case "seconds":
		return words.Duration(x)
	case "messages", "attempts":
	default:
		return words.Money(x, unit)
	}
	if x == math.Trunc(x) {
		return words.Count(int64(x))
	}
	return words.Figure(x)
}

var figureNames = map[string]string{
	"sendingCost":     "cost of the sending",
	"averageSendTime": "average send time",
	"latencyP50":      "50 % of deliveries",
	"latencyP90":      "90 % of deliveries",
	"latencyP95":      "95 % of deliveries",
	"latencyP99":      "99 % of deliveries",
	"latencyMax":      "last delivery",
}

func figureName(name string) string {
	if words, ok := figureNames[name]; ok {
		return words
	}
	return name
}
