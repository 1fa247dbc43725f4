package report

import (
	"fmt"
	"io"
	"strings"

	"alertsim/internal/fit"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// Fit is what is told of a log that the model was fitted to.
type Fit struct {
	*fit.Fit
	Curves *fit.Curves // nil: there are no settings to simulate
	Source string      // what the log is called
}

// Text writes all of it for a terminal.
func (f Fit) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString(f.Source + "\n")
	for _, s := range f.sections() {
		b.WriteString("\n" + s.Title + "\n")
		s.text(&b)
	}
	if f.Curves != nil {
		b.WriteString("\nDelivered over time, of all recipients: the log, and a simulation of what was fitted\n")
		for _, line := range overlay(*f.Curves, t.ASCII) {
			b.WriteString("  " + line + "\n")
		}
		b.WriteString("  " + f.apart() + "\n")
	}
	return t.write(w, b.String())
}

// HTML writes all of it as one page that needs nothing else.
func (f Fit) HTML(w io.Writer) error {
	lead := words.Counted(f.Read.Attempts, "attempt") + ", " + words.Counted(f.Recipients, "recipient")
	var charts []svgChart
	if f.Curves != nil {
		charts = append(charts, f.chart())
	}
	return document{Name: f.Source, Lead: lead, Cards: f.cards(), Charts: charts, Sections: f.sections()}.page().Render(w)
}

func (f Fit) cards() []card {
	out := []card{
		{"Attempts", words.Count(f.Read.Attempts), words.Counted(f.Read.Unreadable.Rows, "row") + " could not be read"},
		{"Recipients", words.Count(f.Recipients), "different ones"},
		{"From first to last", words.Duration(f.Span), "in the log"},
	}
	if f.Curves != nil {
		out = append(out, card{"Distance", words.Figure(f.Curves.Distance), "of the simulation from the log"})
	}
	return out
}

// apart says how far the two curves are from each other.
func (f Fit) apart() string {
	return fmt.Sprintf("Kolmogorov distance %s: at %s the log has %s delivered, the simulation %s.", words.Figure(f.Curves.Distance), words.Duration(f.Curves.At),
		words.Portion(f.Curves.AtLog), words.Portion(f.Curves.AtModel))
}

const overlayHeight = 12

// overlay draws two curves over each other as lines of text.
func overlay(c fit.Curves, plainASCII bool) []string {
	mark, corner, bar, line := []string{" ", "○", "×", "●"}, "└", "│", "─"
	if plainASCII {
		mark, corner, bar, line = []string{" ", "o", "x", "@"}, "+", "|", "-"
	}
	grid := make([][]int, overlayHeight)
	for y := range grid {
		grid[y] = make([]int, chartWidth)
	}
	last, i := len(c.Seconds)-1, 0
	for x := range chartWidth {
		for i < last && c.Seconds[i+1] <= c.Seconds[last]*float64(x+1)/chartWidth {
			i++
		}
		for bit, curve := range [][]float64{c.Log, c.Simulated} {
			y := min(overlayHeight-1, int(curve[i]*overlayHeight))
			grid[y][x] |= 1 << bit
		}
	}
	var lines []string
	for y := overlayHeight - 1; y >= 0; y-- {
		label := "     "
		switch y {
		case overlayHeight - 1:
			label = "100 %"
		case overlayHeight/2 - 1:
			label = " 50 %"
		}
		var b strings.Builder
		b.WriteString(label + " " + bar)
		for _, m := range grid[y] {
			b.WriteString(mark[m])
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return append(lines,
		"      "+corner+strings.Repeat(line, chartWidth),
		fmt.Sprintf("       0%*s", chartWidth-1, words.Duration(c.Seconds[last])),
		fmt.Sprintf("       %s the log  %s the simulation  %s both", mark[1], mark[2], mark[3]))
}

// chart is the two curves on a page.
func (f Fit) chart() svgChart {
	c := f.Curves
	p := plot{span: max(1, settings.MicrosOf(c.Seconds[len(c.Seconds)-1])), peak: 1}
	out := p.frame("Delivered over time: the log, and a simulation of what was fitted", words.Share)
	out.Description, out.Note = f.apart(), f.apart()
	area, model := []float64{plotLeft, plotBottom}, []float64{plotLeft, plotBottom}
	for i, at := range c.Seconds {
		x := p.x(settings.MicrosOf(at))
		area, model = append(area, x, p.y(c.Log[i])), append(model, x, p.y(c.Simulated[i]))
	}
	area = append(area, plotRight, plotBottom)
	out.Areas = []svgArea{{"delivered", "the log", line(area...) + "Z"}, {"acknowledged", "the simulation", line(model...)}}
	return out
}
