package report

import (
	"io"
	"math"
	"strings"

	"alertsim/internal/forecast"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Senders tells the answer to a search for the fewest senders.
type Senders struct {
	forecast.Senders
	Settings simulation.Settings // as searched with
	Group    int                 // −1: all groups
}

// Text writes the answer and the curve for a terminal.
func (s Senders) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString(s.Settings.Name + "\n\n" + s.answer() + "\n")
	if s.Forecast != nil {
		found := Report{Forecast: *s.Forecast}
		for _, part := range []section{found.result(), found.objectives()} {
			b.WriteString("\n" + part.Title + "\n")
			part.text(&b)
		}
	} else {
		b.WriteString("\nObjectives\n")
		for _, o := range s.Settings.Objectives {
			b.WriteString("  " + outcome{Objective: o}.goal() + "\n")
		}
	}
	curve := s.curve(t)
	b.WriteString("\n" + curve.Title + "\n")
	curve.text(&b)
	return t.write(w, b.String())
}

// answer is one sentence and, of several groups, how the senders split.
func (s Senders) answer() string {
	if s.Senders.Senders == 0 {
		return "No number of senders meets the objectives: " + s.Reason + "."
	}
	n := int64(s.Senders.Senders)
	out := words.Counted(n, "sender") + " meet every objective"
	if n == 1 {
		out = "1 sender meets every objective"
	}
	if s.fewerFails() {
		out += "; one fewer does not"
	}
	if len(s.Groups) > 1 {
		parts := make([]string, len(s.Groups))
		for i, senders := range s.Groups {
			parts[i] = s.Settings.SenderGroups[i].Name + " " + words.Count(int64(senders))
		}
		out += " (" + strings.Join(parts, ", ") + ")"
	}
	return out + "."
}

// fewerFails is false if there can be no fewer.
func (s Senders) fewerFails() bool {
	return len(s.Curve) > 0 && s.Curve[0].Senders < s.Senders.Senders
}

// curve is senders against time, with a bar of the makespan: where the bars stop
// getting shorter, more senders are of no use.
func (s Senders) curve(t Terminal) section {
	out := section{Title: "Senders against time (bars: makespan, logarithmic)", Align: "rr", Head: []string{"senders", "makespan"}}
	for _, o := range s.Settings.Objectives {
		out.Align += "r"
		out.Head = append(out.Head, words.Share(o.Share)+" delivered")
	}
	out.Align += "lll"
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
		class := outcome{met: p.Met}.word()
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
		out.Rows = append(out.Rows, row{Class: class, Cells: append(cells, class, bars.of(p.Makespan, t), mark)})
	}
	return out
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

func (b bars) of(m simulation.Micros, t Terminal) string {
	share := 1 - math.Log(b.longest/max(1, float64(m)))/b.decay
	if t.ASCII {
		n := max(1, int(share*barWidth+0.5))
		return strings.Repeat("#", n) + strings.Repeat(" ", barWidth-n)
	}
	return gauge(share, barWidth)
}
