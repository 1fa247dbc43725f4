package report

import (
	"fmt"
	"unicode/utf8"

	"alertsim/internal/forecast"
	"alertsim/internal/simulation"
)

// section is one titled table of a report, the same on a terminal and on a page.
type section struct {
	Title string
	Align string   // a letter a column: l or r
	Head  []string // none: the first column names the rows
	Rows  []row
}

type row struct {
	Cells []string
	Class string // "met" or "missed" of an objective
}

// add appends a row unless its value, the second cell, is empty.
func (s *section) add(cells ...string) {
	if len(cells) > 1 && cells[1] != "" {
		s.Rows = append(s.Rows, row{Cells: cells})
	}
}

// sections are all of a report but its charts; empty ones are left out.
func (r Report) sections() []section {
	var out []section
	for _, s := range []section{r.settings(), r.result(), r.latency(), r.groups(), r.objectives(), r.live(), r.replications()} {
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (r Report) settings() section {
	s := r.Settings
	out := section{Title: "Settings", Align: "ll"}
	out.add("messages", Count(s.Messages))
	parts := simulation.TextParts(s.Text)
	if s.Text != "" {
		out.add("text", Counted(int64(utf8.RuneCountInString(s.Text)), "character")+", "+Counted(int64(parts), "SMS part"))
	}
	for _, g := range s.SenderGroups {
		out.add(g.Name, groupInShort(g, parts))
	}
	if s.Retry.MaxAttempts > 1 {
		out.add("attempts", retryInShort(s.Retry))
	}
	if s.TimeToLive != nil {
		out.add("time to live", Seconds(*s.TimeToLive))
	}
	out.add("seed", fmt.Sprint(s.Seed))
	return out
}

func groupInShort(g simulation.SenderGroup, parts int) string {
	out := Counted(int64(g.Senders), "sender") + ", " + sendTimeInShort(g.SendTime)
	if g.FailureRate > 0 {
		out += ", " + Share(g.FailureRate) + " fail"
		if g.PermanentShare > 0 {
			out += " (" + Share(g.PermanentShare) + " of them for good)"
		}
	}
	if g.RatePerSecond != nil {
		out += ", at most " + significant(*g.RatePerSecond)
		if parts > 1 { // else it makes no difference
			out += " " + string(g.RateUnit)
		}
		out += " per second"
	}
	return out
}

func sendTimeInShort(t simulation.SendTime) string {
	switch t.Distribution {
	case simulation.Constant:
		return Seconds(*t.Mean) + " each"
	case simulation.Exponential:
		return "exponential " + Seconds(*t.Mean)
	case simulation.Uniform:
		return Seconds(*t.Minimum) + " to " + Seconds(*t.Maximum)
	case simulation.Empirical:
		first, last := t.Percentiles[0], t.Percentiles[len(t.Percentiles)-1]
		return fmt.Sprintf("measured, %s to %s", Seconds(first.Seconds), Seconds(last.Seconds))
	default:
		return fmt.Sprintf("%s %s ± %s", t.Distribution, Seconds(*t.Mean), Seconds(*t.StandardDeviation))
	}
}

func retryInShort(r simulation.Retry) string {
	out := "up to " + Count(int64(r.MaxAttempts)) + ", after " + Seconds(r.InitialBackoff)
	if r.MaxAttempts > 2 {
		out += ", each wait × " + significant(r.Multiplier) + " up to " + Seconds(r.MaxBackoff)
	}
	if r.Jitter {
		out += ", with jitter"
	}
	return out
}

func (r Report) result() section {
	n, c := r.Settings.Messages, r.Plan.Totals
	out := section{Title: "Result", Align: "lrl"}
	out.add("makespan", Duration(r.Plan.Makespan), "until the last message ends")
	out.add("delivered", Count(c.Delivered), Percent(c.Delivered, n))
	out.add("failed", Count(c.Failed), Percent(c.Failed, n))
	out.add("expired", Count(c.Expired), Percent(c.Expired, n))
	out.add("attempts", Count(c.Attempts), trimmed(float64(c.Attempts)/float64(n), 3)+" per message")
	out.add("average send time", Seconds(c.AverageSendTime()), "per attempt")
	if r.Sample != nil {
		out.add("extrapolated", Count(r.Sample.Messages), fmt.Sprintf("messages were simulated; times are within %.2g %%", 100*r.Sample.RelativeError))
	}
	return out
}

func (r Report) latency() section {
	out := section{Title: "Time to delivery", Align: "rrrrr", Head: []string{"50 %", "90 %", "95 %", "99 %", "last"}}
	if l := r.Plan.Latency; l != nil {
		out.add(Duration(l.P50), Duration(l.P90), Duration(l.P95), Duration(l.P99), Duration(l.Max))
	}
	return out
}

func (r Report) groups() section {
	out := section{Title: "Sender groups", Align: "lrrrrr", Head: []string{"", "senders", "attempts", "delivered", "failed", "average send time"}}
	for i, c := range r.Plan.Groups {
		g := r.Settings.SenderGroups[i]
		out.add(g.Name, Count(int64(g.Senders)), Count(c.Attempts), Count(c.Delivered), Count(c.Failed), Seconds(c.AverageSendTime()))
	}
	return out
}

func (r Report) objectives() section {
	out := section{Title: "Objectives", Align: "lll"}
	for _, o := range r.outcomes() {
		out.Rows = append(out.Rows, row{Class: o.word(), Cells: []string{o.word(), o.goal(), o.result(r.Plan, r.Settings.Messages)}})
	}
	return out
}

func (r Report) live() section {
	out := section{Title: "As a live run", Align: "lrl"}
	if r.Settings.Mode != simulation.Live {
		return out
	}
	out.add("wall time", wallTime(r.Wall), "at speed "+significant(r.Settings.Speed))
	if c := r.Cost; c != nil {
		out.add("cost on AWS", Money(c.Total), fmt.Sprintf("Lambda %s, SQS %s, DynamoDB %s", Money(c.Lambda), Money(c.SQS), Money(c.DynamoDB)))
		out.add("each viewer", Money(c.Viewer), fmt.Sprintf("list prices of %s, %s", c.Prices.Region, c.Prices.AsOf))
	}
	return out
}

func (r Report) replications() section {
	if r.Replications == nil {
		return section{}
	}
	out := section{
		Title: fmt.Sprintf("%s, with the seeds from %d on", Counted(int64(r.Replications.Runs), "run"), r.Settings.Seed),
		Align: "lrrrr", Head: []string{"", "mean", Share(forecast.Confidence) + " interval", "least", "most"},
	}
	for _, f := range r.Replications.Figures {
		out.add(figureName(f.Name), in(f.Mean, f.Unit), "± "+in(f.HalfWidth, f.Unit), in(f.Min, f.Unit), in(f.Max, f.Unit))
	}
	for _, o := range r.Replications.Objectives {
		goal := outcome{Objective: o.Objective}.goal()
		if o.At == nil {
			out.add(goal, "never")
			continue
		}
		out.add(goal, Seconds(o.At.Mean), "± "+Seconds(o.At.HalfWidth), Seconds(o.At.Min), Seconds(o.At.Max))
		out.add("  met in", Percent(int64(o.Met*float64(r.Replications.Runs)+0.5), int64(r.Replications.Runs))+" of runs")
	}
	return out
}

// in writes a figure with its unit.
func in(x float64, unit string) string {
	if unit == "seconds" {
		return Seconds(x)
	}
	if x == float64(int64(x)) {
		return Count(int64(x))
	}
	return significant(float64(int64(x*10+0.5)) / 10)
}

var figureNames = map[string]string{
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
