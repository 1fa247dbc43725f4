package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"alertsim/internal/result"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// bandWidth is that of a drawn range, in characters.
const bandWidth = 28

// addBand draws for each row of a table of points where the times of its seeds lie.
func (s Study) addBand(table *section, points []study.Point, t Terminal) {
	scale := s.timeAxis(points)
	if scale == nil {
		return
	}
	mark, from, to, line := "●", "├", "┤", "─"
	if t.ASCII {
		mark, from, to, line = "o", "[", "]", "-"
	}
	for i, p := range points {
		cell := []string{}
		if f := s.drawn(p); f != nil {
			low, middle, high := scale.at(f.Quantiles[0]), scale.at(f.Median), scale.at(f.Quantiles[3])
			for x := range bandWidth {
				switch {
				case x == middle:
					cell = append(cell, mark)
				case x == low:
					cell = append(cell, from)
				case x == high:
					cell = append(cell, to)
				case x > low && x < high:
					cell = append(cell, line)
				default:
					cell = append(cell, " ")
				}
			}
		}
		notes := s.marks(p)
		table.Rows[i].Cells = append(table.Rows[i].Cells, strings.Join(cell, ""), notes)
	}
	table.Align += "ll"
	head := "5 % to 95 % of the seeds"
	if s.timed() && !s.reached() {
		head = "makespan: " + head
	}
	if scale.logarithmic {
		head += " (logarithmic)"
	}
	table.Head = append(table.Head, head, "")
	table.Notes = append(table.Notes, fmt.Sprintf("%s: the median. The drawing goes from %s to %s.", mark, words.Duration(scale.low), words.Duration(scale.high)))
}

func (a axis) at(x float64) int {
	return min(bandWidth-1, max(0, int(a.place(x)*float64(bandWidth-1)+0.5)))
}

// marks say what is special about a point.
func (s Study) marks(p study.Point) string {
	switch {
	case p.Number == s.Best.Point:
		return "◀ " + string(s.Query.Find)
	case p.Number == s.Best.Closest && p.Met.Held > 0:
		return "◀ closest"
	}
	return ""
}

// timeAxis is for the times of points; nil where there are none.
func (s Study) timeAxis(points []study.Point) *axis {
	var all []float64
	for _, p := range points {
		if f := s.drawn(p); f != nil {
			all = append(all, f.Quantiles[0], f.Quantiles[3])
		}
	}
	if len(all) == 0 {
		return nil
	}
	a := axisOf("seconds", all)
	return &a
}

// responseName is what the factors change.
func (s Study) responseName(e result.StudyEffects) string {
	if e.Name == "time" && s.timed() {
		return "when the objectives are reached"
	}
	if e.Name == "time" {
		return "makespan"
	}
	return figureName(e.Name)
}

// effects has a tornado for each response: each factor from its lowest level to its highest.
func (s Study) effects(t Terminal) (out []section) {
	for _, e := range s.Effects {
		table := section{
			Title: "What each factor changes from its lowest level to its highest, the others at their middle: " + s.responseName(e),
			Align: "llrrrl", Head: []string{"", "levels", "from", "to", "change (" + words.Share(statistics.Confidence) + " interval)", ""},
		}
		unit := s.Unit(e.Response)
		scale := tornadoAxis(e, unit)
		for _, f := range e.Factors {
			table.Rows = append(table.Rows, row{Cells: []string{
				s.Query.Vary[f.Factor].Name, s.ends(f), in(f.AtLow, unit), in(f.AtHigh, unit), changeInWords(f.Change, unit), scale.bar(f.AtLow, f.AtHigh, t),
			}})
			if f.Runs < s.Query.Replications {
				table.Notes = append(table.Notes, fmt.Sprintf("%s: over the %d of %d seeds that have both.", s.Query.Vary[f.Factor].Name, f.Runs, s.Query.Replications))
			}
		}
		table.Notes = append(table.Notes, doubtNote(e)...)
		out = append(out, table)
	}
	return out
}

func doubtNote(e result.StudyEffects) []string {
	for _, f := range e.Factors {
		if f.Change.Doubt != "" && f.Change.Interval != nil {
			return []string{"? the interval cannot be trusted: " + f.Change.Doubt + "."}
		}
	}
	return nil
}

func (s Study) ends(e study.Effect) string {
	f := s.Query.Vary[e.Factor]
	return result.LevelInWords(f, f.Levels[e.Low]) + " → " + result.LevelInWords(f, f.Levels[e.High])
}

// changeInWords is a difference with its sign, and where it lies.
func changeInWords(m statistics.Mean, unit string) string {
	out := change(m.Value, unit)
	if i := m.Interval; i != nil {
		out += fmt.Sprintf(" (%s to %s)", change(i.Low, unit), change(i.High, unit))
	}
	if m.Doubt == statistics.DoubtFew || m.Doubt == statistics.DoubtSkewed {
		out += " ?"
	}
	return out
}

func change(x float64, unit string) string {
	if x == 0 {
		return "0"
	}
	return signed(x > 0, in(math.Abs(x), unit))
}

func tornadoAxis(e result.StudyEffects, unit string) axis {
	var all []float64
	for _, f := range e.Factors {
		for _, x := range []float64{f.AtLow, f.AtHigh} {
			if !math.IsNaN(x) {
				all = append(all, x)
			}
		}
	}
	a := axisOf(unit, all)
	if len(all) > 0 && !a.logarithmic && slices.Max(all) > slices.Min(all) {
		a.low = slices.Min(all) // it is about what changes
	}
	return a
}

// bar goes from one figure to another.
func (a axis) bar(from, to float64, t Terminal) string {
	if math.IsNaN(from) || math.IsNaN(to) {
		return ""
	}
	full := "█"
	if t.ASCII {
		full = "#"
	}
	low, high := a.at(min(from, to)), a.at(max(from, to))
	return strings.Repeat(" ", low) + strings.Repeat(full, high-low+1)
}

// interactions say where the effect of one factor depends on another.
func (s Study) interactions() (out []section) {
	for _, e := range s.Effects {
		table := section{Title: "How much larger the effect of one is at the highest level of the other: " + s.responseName(e), Align: "lr"}
		for _, x := range e.Interactions {
			name := s.Query.Vary[x.Factors[0]].Name + " × " + s.Query.Vary[x.Factors[1]].Name
			table.Rows = append(table.Rows, row{Cells: []string{name, changeInWords(x.Change, s.Unit(e.Response))}})
		}
		out = append(out, table)
	}
	return out
}
