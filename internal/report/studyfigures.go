package report

import (
	"fmt"
	"strings"

	"alertsim/internal/statistics"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// told is the point whose figures are told: the best, or else the closest, or else the only one.
func (s Study) told() (study.Point, bool) {
	switch {
	case s.Best.Point >= 0:
		return s.PointOf(s.Best.Point)
	case s.Best.Closest >= 0 && s.Objectives():
		p, _ := s.PointOf(s.Best.Closest)
		return p, p.Met.Held > 0 || len(s.Points) == 1
	case len(s.Points) == 1:
		return s.Points[0], true
	}
	return study.Point{}, false
}

// figures are those of one point.
func (s Study) figures() section {
	p, ok := s.told()
	if !ok {
		return section{}
	}
	interval := words.Share(statistics.Confidence) + " interval"
	out := section{
		Title: fmt.Sprintf("Figures of %s over %s", s.PointInWords(p), words.Counted(int64(p.Runs), "seed")),
		Align: "lrrrrrr", Head: []string{"", "mean", interval, "median", interval, "5 %", "95 %"},
	}
	doubts := map[string][]string{}
	add := func(name string, f study.FigureOf) {
		if f.Mean.Doubt != "" && f.Mean.Interval != nil {
			doubts[f.Mean.Doubt] = append(doubts[f.Mean.Doubt], name)
		}
		out.Rows = append(out.Rows, row{Cells: []string{
			name, in(f.Mean.Value, f.Unit), meanInterval(f.Mean, f.Unit), in(f.Median, f.Unit), medianInterval(f), in(f.Quantiles[0], f.Unit), in(f.Quantiles[3], f.Unit),
		}})
	}
	for _, f := range p.Figures {
		add(figureName(f.Name), f)
	}
	for _, o := range p.Objectives {
		if o.At != nil {
			add(goal(o.Objective, p.Settings.Money()), *o.At)
		}
	}
	out.Notes = append(out.Notes, "Intervals: of the mean by Student, of the median by its ranks. 5 % and 95 % of the seeds do not exceed the last two.")
	for _, doubt := range []string{statistics.DoubtFew, statistics.DoubtSkewed} {
		if names := doubts[doubt]; names != nil {
			out.Notes = append(out.Notes, fmt.Sprintf("? the interval of the mean cannot be trusted, as of %s: %s; that of the median can.", strings.Join(names, ", "), doubt))
		}
	}
	return out
}

// meanInterval has a question mark where it cannot be trusted.
func meanInterval(m statistics.Mean, unit string) string {
	if m.Interval == nil {
		return m.Doubt
	}
	out := in(m.Interval.Low, unit) + " to " + in(m.Interval.High, unit)
	if m.Doubt != "" {
		out += " ?"
	}
	return out
}

func medianInterval(f study.FigureOf) string {
	if f.Interval != nil && f.Interval.Low == f.Interval.High {
		return in(f.Interval.Low, f.Unit)
	}
	return interval(f.Estimate, f.Unit)
}

// timesOf are those of the objectives of a point.
func timesOf(p study.Point) (within []float64) {
	for _, o := range p.Objectives {
		if o.Budget == nil {
			within = append(within, o.Within)
		}
	}
	return within
}
