package report

import (
	"io"
	"strings"

	"alertsim/internal/forecast"
	"alertsim/internal/simulation"
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
	out := Counted(n, "sender") + " meet every objective"
	if n == 1 {
		out = "1 sender meets every objective"
	}
	if s.fewerFails() {
		out += "; one fewer does not"
	}
	if len(s.Groups) > 1 {
		parts := make([]string, len(s.Groups))
		for i, senders := range s.Groups {
			parts[i] = s.Settings.SenderGroups[i].Name + " " + Count(int64(senders))
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
	const barWidth = 24
	out := section{Title: "Senders against time", Align: "rr", Head: []string{"senders", "makespan"}}
	for _, o := range s.Settings.Objectives {
		out.Align += "r"
		out.Head = append(out.Head, Share(o.Share)+" delivered")
	}
	out.Align += "lll"
	longest := 1.0
	for _, p := range s.Curve {
		longest = max(longest, float64(p.Makespan))
	}
	for _, p := range s.Curve {
		cells := []string{Count(int64(p.Senders)), Duration(p.Makespan)}
		for _, o := range p.Objectives {
			if o.Reached {
				cells = append(cells, Duration(o.At))
			} else {
				cells = append(cells, "never")
			}
		}
		class := "missed"
		if p.Met {
			class = "met"
		}
		bar := gauge(float64(p.Makespan)/longest, barWidth)
		if t.ASCII {
			n := int(float64(p.Makespan)/longest*barWidth + 0.5)
			bar = strings.Repeat("#", n) + strings.Repeat(" ", barWidth-n)
		}
		mark := ""
		if p.Senders == s.Senders.Senders {
			mark = "◀ fewest"
		}
		out.Rows = append(out.Rows, row{Class: class, Cells: append(cells, class, bar, mark)})
	}
	return out
}
