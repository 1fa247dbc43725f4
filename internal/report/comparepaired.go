package report

import (
	"fmt"
	"slices"

	"alertsim/internal/statistics"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// overSeeds tells every figure over several seeds: its mean with the first, and the mean of the differences to it, seed by
// seed, with the others. What is luck in both then is no difference.
func (c Comparison) overSeeds() section {
	if slices.ContainsFunc(c, func(r Report) bool { return r.Replications == nil }) {
		return section{}
	}
	runs := c[0].Replications.Runs
	s := c.section(fmt.Sprintf("Over %s: means, and the mean differences to A, seed by seed (%s interval)", words.Counted(int64(runs), "seed"), words.Share(statistics.Confidence)))
	doubt := ""
	for i, f := range study.Figures {
		if !c.has(i) {
			continue
		}
		unit := f.UnitOf(c[0].Settings)
		cells := []string{figureName(f.Name), in(statistics.MeanOf(study.ValuesOf(c[0].Replications.All, i)).Value, unit)}
		for _, other := range c[1:] {
			changes := study.Changes(c[0].Replications.All, other.Replications.All, i)
			switch {
			case len(changes) == 0:
				cells = append(cells, words.None)
				continue
			case f.UnitOf(other.Settings) != unit:
				cells = append(cells, "in another currency")
				continue
			}
			m := statistics.MeanOf(changes)
			if m.Interval != nil && m.Doubt != "" {
				doubt = m.Doubt
			}
			cell := changeInWords(m, unit)
			if len(changes) < runs {
				cell += fmt.Sprintf(", of %d", len(changes))
			}
			cells = append(cells, cell)
		}
		s.Rows = append(s.Rows, row{Cells: cells})
	}
	cells := []string{"seeds with every objective met"}
	for _, r := range c {
		met := 0
		for _, run := range r.Replications.All {
			if run.MetAll(len(r.Settings.Objectives)) {
				met++
			}
		}
		share := statistics.ShareOf(met, runs)
		cells = append(cells, fmt.Sprintf("%d of %d (%s of all)", met, runs, percents(share.Low, share.High)))
	}
	s.Rows = append(s.Rows, row{Cells: cells})
	if doubt != "" {
		s.Notes = []string{"? the interval cannot be trusted: " + doubt + "."}
	}
	return s
}

// has reports whether a figure says anything: the first has it, and it is not 0 everywhere.
func (c Comparison) has(figure int) bool {
	if len(study.ValuesOf(c[0].Replications.All, figure)) == 0 {
		return false
	}
	return slices.ContainsFunc(c, func(r Report) bool {
		return slices.ContainsFunc(study.ValuesOf(r.Replications.All, figure), func(x float64) bool { return x != 0 })
	})
}
