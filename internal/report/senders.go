package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/words"
)

// Senders tells the answer to a search for the fewest senders.
type Senders struct {
	forecast.Senders
	Settings   settings.Settings // as searched with
	Group      int               // −1: all groups
	Deployment deployment.Deployment
}

// Text writes the answer and the curve for a terminal.
func (s Senders) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString(s.Settings.Name + "\n\n" + s.sentence() + "\n")
	parts := []section{s.search()}
	if s.Plan != nil {
		found := Report{Result: result.Of(s.Senders.Settings, s.Plan, s.Deployment)}
		result := found.result()
		result.Title = "Result with seed " + words.Count(s.Settings.Seed)
		parts = append(parts, result, found.objectives())
	} else {
		goals := section{Title: "Objectives", Align: "l"}
		for _, o := range s.Settings.Objectives {
			goals.Rows = append(goals.Rows, row{Cells: []string{goal(o, s.Settings.Money())}})
		}
		parts = append(parts, goals)
	}
	for _, part := range parts {
		b.WriteString("\n" + part.Title + "\n")
		part.text(&b)
	}
	curve := s.curve(t)
	b.WriteString("\n" + curve.Title + "\n")
	curve.text(&b)
	return t.write(w, b.String())
}

// sentence is one sentence and, of several groups, how the senders split.
func (s Senders) sentence() string {
	if s.Senders.Senders == 0 {
		if !s.Searched.Complete() {
			return "No number of senders was found that meets the objectives: " + s.Reason + "."
		}
		return "No number of senders meets the objectives: " + s.Reason + "."
	}
	n := int64(s.Senders.Senders)
	out := words.Counted(n, "sender") + " meet every objective with "
	if n == 1 {
		out = "1 sender meets every objective with "
	}
	out += fmt.Sprintf("%d of %d seeds", s.Share.Held, s.Share.Runs)
	if len(s.Groups) > 1 {
		parts := make([]string, len(s.Groups))
		for i, senders := range s.Groups {
			parts[i] = s.Settings.SenderGroups[i].Name + " " + words.Count(int64(senders))
		}
		out += " (" + strings.Join(parts, ", ") + ")"
	}
	return out + "."
}

// search is how sure the answer is and what it rests on.
func (s Senders) search() section {
	out := section{Title: "Search", Align: "ll"}
	out.add("wanted", fmt.Sprintf("every objective met with %s of the seeds; tried with %d, from %s on", words.Share(s.Probability), s.Seeds, words.Count(s.Settings.Seed)))
	if s.Senders.Senders > 0 {
		out.add("of all seeds", fmt.Sprintf("between %s and %s (%s confidence)",
			words.Portion(s.Share.Low, s.Probability), words.Portion(s.Share.High, s.Probability), words.Share(statistics.Confidence)))
	}
	if f := s.Fewer; f != nil && f.Runs > 0 && f.Runs < s.Seeds && !s.Searched.Complete() {
		out.add("one fewer", fmt.Sprintf("met with %d of the first %d seeds, until the time ran out", f.Held, f.Runs))
	} else if f != nil && f.Runs > 0 {
		out.add("one fewer", fmt.Sprintf("met with only %d of %d seeds", f.Held, f.Runs))
	} else if f != nil {
		out.add("one fewer", "cannot suffice")
	}
	for i, sentence := range s.SearchedInWords() {
		name := ""
		if i == 0 {
			name = "searched"
		}
		out.add(name, sentence)
	}
	return out
}

// curve is senders against time, with a bar of the makespan: where the bars stop
// getting shorter, more senders are of no use.
func (s Senders) curve(t Terminal) section {
	out := section{Title: "Senders against time (bars: makespan, logarithmic)", Align: "rr", Head: []string{"senders", "makespan"}}
	for _, o := range s.Settings.Objectives {
		out.Align += "r"
		out.Head = append(out.Head, words.Share(o.Share)+" delivered")
	}
	out.Align += "rll"
	out.Head = append(out.Head, "seeds met")
	_, times := goals(s.Settings)
	bars, knee := newBars(s.Curve), knee(s.Curve)
	for i, p := range s.Curve {
		cells := []string{words.Count(int64(p.Senders)), lasting(p.Makespan, times...)}
		for j, o := range p.Objectives {
			if o.Reached {
				cells = append(cells, lasting(o.At, times[j]))
			} else {
				cells = append(cells, "never")
			}
		}
		var marks []string
		if p.Senders == s.Senders.Senders {
			marks = append(marks, "fewest")
		}
		if i == knee {
			marks = append(marks, "more are no faster")
		}
		mark := ""
		if marks != nil {
			mark = "◀ " + strings.Join(marks, "; ")
		}
		out.Rows = append(out.Rows, row{Cells: append(cells, seedsMet(p), bars.of(p.Makespan, t), mark)})
	}
	return out
}

// seedsMet is in how many runs every objective was met.
func seedsMet(p forecast.SendersPoint) string {
	return fmt.Sprintf("%d of %d", p.Held, p.Runs)
}

// knee is the first point of a curve after which the makespan falls by less than
// a hundredth; −1 if it falls to the end.
func knee(curve []forecast.SendersPoint) int {
	for i, p := range curve {
		least := p.Makespan
		for _, q := range curve[i+1:] {
			least = min(least, q.Makespan)
		}
		if i < len(curve)-1 && float64(least) > 0.99*float64(p.Makespan) {
			return i
		}
	}
	return -1
}

// bars are logarithmic, so that they shrink evenly as long as twice the senders
// take half the time.
type bars struct{ longest, decay float64 }

const barWidth = 24

func newBars(curve []forecast.SendersPoint) bars {
	longest, shortest := 1.0, math.Inf(1)
	for _, p := range curve {
		longest = max(longest, float64(p.Makespan))
		shortest = min(shortest, float64(p.Makespan))
	}
	// A curve that is nearly flat should look so.
	return bars{longest, math.Log(max(8, 1.2*longest/max(1, shortest)))}
}

func (b bars) of(m settings.Micros, t Terminal) string {
	share := 1 - math.Log(b.longest/max(1, float64(m)))/b.decay
	if t.ASCII {
		n := max(1, int(share*barWidth+0.5))
		return strings.Repeat("#", n) + strings.Repeat(" ", barWidth-n)
	}
	return gauge(share, barWidth)
}
