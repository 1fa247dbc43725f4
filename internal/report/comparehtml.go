package report

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

//go:embed compare.css
var compareStyle string

// HTML writes the comparison as one page that needs nothing else.
func (c Comparison) HTML(w io.Writer) error {
	var names []string
	for i := range c {
		names = append(names, c.name(i))
	}
	return document{
		Name: "Comparison", Lead: strings.Join(names, ", ") + ". " + c.seeds(), Made: c[0].Made,
		Charts: []svgChart{c.deliveredChart()}, Sections: present(c.answers(), c.settings(), c.figures(), c.overSeeds()), Style: compareStyle,
	}.page().Render(w)
}

// name is the letter and the name of a run.
func (c Comparison) name(i int) string { return fmt.Sprintf("%c: %s", 'A'+i, c[i].Settings.Name) }

// answers has the answer of each in a sentence.
func (c Comparison) answers() section {
	s := section{Title: "The answers", Align: "ll"}
	for i, r := range c {
		s.add(c.name(i), r.sentence())
	}
	return s
}

// deliveredChart has the course of deliveries of each, as shares of its own messages.
func (c Comparison) deliveredChart() svgChart {
	p := plot{peak: 1}
	for _, r := range c {
		p.span = max(p.span, r.Plan.End())
	}
	chart := p.frame("Delivered over time", words.Share)
	var told []string
	for i, r := range c {
		t, sum := r.Plan.Timeline, int64(0)
		points := []float64{plotLeft, plotBottom}
		for bin, n := range t.Delivered {
			sum += n
			points = append(points, p.x(min(settings.Micros(bin+1)*t.BinWidth, r.Plan.End())), p.y(float64(sum)/float64(r.Settings.Messages)))
		}
		points = append(points, plotRight, points[len(points)-1])
		chart.Areas = append(chart.Areas, svgArea{Class: fmt.Sprintf("curve curve-%d", i), Label: c.name(i), Path: line(points...)})
		told = append(told, fmt.Sprintf("%c %s", 'A'+i, words.Part(sum, r.Settings.Messages)))
	}
	chart.Description = "Share of the messages that are delivered by a time; in the end " + strings.Join(told, ", ") + "."
	return chart
}
