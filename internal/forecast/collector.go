package forecast

import (
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

// collector gathers the runs of settings, and tells of them as a study tells of a point.
type collector struct {
	settings settings.Settings
	runs     []study.Run
}

// figures are the values of every figure that a run has, in their order.
func (c *collector) figures(tell func(f study.Figure, values []float64)) {
	for i, f := range study.Figures {
		if values := study.ValuesOf(c.runs, i); len(values) > 0 {
			tell(f, values)
		}
	}
}

// precision is that of the least precise figure.
func (c *collector) precision(miss float64) (worst float64, figure string) {
	c.figures(func(f study.Figure, values []float64) {
		if p := statistics.Missing(values, miss).Precision(); figure == "" || p > worst {
			worst, figure = p, f.Name
		}
	})
	return worst, figure
}

func (c *collector) result(miss float64) Replications {
	out := Replications{Runs: len(c.runs), All: c.runs}
	c.figures(func(f study.Figure, values []float64) {
		out.Figures = append(out.Figures, Figure{Name: f.Name, Unit: f.UnitOf(c.settings), Estimate: statistics.Missing(values, miss)})
	})
	for i, o := range c.settings.Objectives {
		share := ObjectiveShare{Objective: o, Share: statistics.ShareMissing(study.MetIn(c.runs, i), len(c.runs), miss)}
		if times := study.ValuesOf(c.runs, len(study.Figures)+i); len(times) > 0 {
			share.At = new(statistics.Missing(times, miss))
		}
		out.Objectives = append(out.Objectives, share)
	}
	return out
}
