package report

import (
	_ "embed"
	"fmt"
	"io"
	"slices"

	"alertsim/internal/result"
	"alertsim/internal/statistics"
	"alertsim/internal/words"
)

//go:embed study.css
var studyStyle string

// HTML writes the study as one page that needs nothing else: no script, no other file. What its charts show stands in its
// tables too.
func (s Study) HTML(w io.Writer) error {
	var charts []svgChart
	for _, c := range []svgChart{s.bandChart(), s.heatChart(), s.tornadoChart(), s.frontChart()} {
		if c.Title != "" {
			charts = append(charts, c)
		}
	}
	var sections []section
	for _, part := range slices.Concat([]section{s.found(), s.factors(), s.pointsInFull(), s.objectives(), s.front(len(s.Front))}, s.effects(Terminal{}), s.interactions(), []section{s.figures()}) {
		if len(part.Rows) > 0 {
			sections = append(sections, part.withoutBars())
		}
	}
	d := document{Name: s.name(), Lead: s.lead(), Made: s.Made, Cards: s.cards(), Charts: charts, Sections: sections, Style: studyStyle}
	if found := s.InWords(); len(found) > 0 {
		d.Answer = found[0]
	}
	if len(s.Points) > 0 {
		base := Report{}
		base.Settings = s.Points[0].Settings
		d.Text = base.Settings.Text
		d.Assumptions = append(base.assumptions(), "So it is in the first point; the others differ in what varies.")
	}
	return d.page().Render(w)
}

func (s Study) cards() []card {
	cards := []card{
		{"Points", words.Count(int64(s.Query.Points())), "each with " + words.Counted(int64(s.Query.Replications), "seed")},
		{"Runs", words.Count(int64(s.Runs)), "of " + words.Count(int64(s.Query.Runs()))},
	}
	if s.Objectives() {
		cards = append(cards, card{"Points that meet every objective", words.Count(int64(s.Best.Meeting)), "with " + words.Share(s.Query.Probability) + " of the seeds"})
	}
	if p, ok := s.PointOf(s.Best.Point); ok {
		cards = append(cards, card{"The " + string(s.Query.Find), result.CostInWords(p), s.PointInWords(p)})
	}
	return cards
}

// found is what was found, in sentences.
func (s Study) found() section {
	out := section{Title: "What was found", Align: "l"}
	for i, sentence := range s.InWords() {
		if i == 0 {
			continue // at the top
		}
		out.Rows = append(out.Rows, row{Cells: []string{sentence}})
	}
	return out
}

// pointsInFull has all points, and of each where its time lies.
func (s Study) pointsInFull() section {
	out := s.points(s.Points)
	interval := words.Share(statistics.Confidence) + " interval"
	out.Head = append(slices.Clone(out.Head), "mean time", interval, "median", interval, "5 % to 95 % of the seeds")
	out.Align += "rrrrr"
	for i, p := range s.Points {
		cells := make([]string, 5)
		if f := p.Reached; f != nil {
			cells = []string{
				in(f.Mean.Value, f.Unit), meanInterval(f.Mean, f.Unit), in(f.Median, f.Unit), medianInterval(*f), in(f.Quantiles[0], f.Unit) + " to " + in(f.Quantiles[3], f.Unit),
			}
			if f.N < p.Runs {
				cells[4] += fmt.Sprintf(" (of %d)", f.N)
			}
		}
		out.Rows[i].Cells = append(out.Rows[i].Cells, cells...)
	}
	out.Notes = append(out.Notes, "Mean time, median and the rest are over the seeds with which it is reached at all. ? the interval of the mean cannot be trusted.")
	return out
}

// withoutBars leaves out the column that a terminal draws in, which a page has charts for.
func (s section) withoutBars() section {
	last := len(s.Head) - 1
	if last < 0 || s.Head[last] != "" || last == 0 {
		return s
	}
	s.Head, s.Align = s.Head[:last], s.Align[:last]
	for i := range s.Rows {
		s.Rows[i].Cells = s.Rows[i].Cells[:min(last, len(s.Rows[i].Cells))]
	}
	return s
}
