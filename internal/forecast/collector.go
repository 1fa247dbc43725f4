package forecast

import (
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/statistics"
)

// collector gathers every figure of every run.
type collector struct {
	settings settings.Settings
	runs     int
	series   []series
	times    [][]float64 // by objective, of the runs in which it was reached
	met      []int       // by objective
}

type series struct {
	name, unit string
	of         func(*simulation.Plan) (float64, bool)
	values     []float64
}

func newCollector(s settings.Settings) *collector {
	latency := func(pick func(simulation.Latency) settings.Micros) func(*simulation.Plan) (float64, bool) {
		return func(p *simulation.Plan) (float64, bool) {
			if p.Latency == nil {
				return 0, false
			}
			return pick(*p.Latency).Seconds(), true
		}
	}
	count := func(pick func(simulation.Counts) int64) func(*simulation.Plan) (float64, bool) {
		return func(p *simulation.Plan) (float64, bool) { return float64(pick(p.Totals)), true }
	}
	some := func(pick func(simulation.Counts) int64) func(*simulation.Plan) (float64, bool) { // of the model's second version
		return func(p *simulation.Plan) (float64, bool) { return float64(pick(p.Totals)), p.Parts != nil }
	}
	return &collector{
		settings: s,
		times:    make([][]float64, len(s.Objectives)),
		met:      make([]int, len(s.Objectives)),
		series: []series{
			{name: "makespan", unit: "seconds", of: func(p *simulation.Plan) (float64, bool) { return p.Makespan.Seconds(), true }},
			{name: "delivered", unit: "messages", of: count(func(c simulation.Counts) int64 { return c.Delivered })},
			{name: "failed", unit: "messages", of: count(func(c simulation.Counts) int64 { return c.Failed })},
			{name: "expired", unit: "messages", of: count(func(c simulation.Counts) int64 { return c.Expired })},
			{name: "unreachable", unit: "messages", of: some(func(c simulation.Counts) int64 { return c.Unreachable })},
			{name: "acknowledged", unit: "messages", of: some(func(c simulation.Counts) int64 { return c.Acknowledged })},
			{name: "repeats", unit: "attempts", of: some(func(c simulation.Counts) int64 { return c.Repeats })},
			{name: "sendingCost", unit: s.Money(), of: func(p *simulation.Plan) (float64, bool) {
				_, total := simulation.Charges(s, p)
				if total == nil {
					return 0, false
				}
				return simulation.Amount(total), true
			}},
			{name: "attempts", unit: "attempts", of: count(func(c simulation.Counts) int64 { return c.Attempts })},
			{name: "averageSendTime", unit: "seconds", of: func(p *simulation.Plan) (float64, bool) { return p.Totals.AverageSendTime(), true }},
			{name: "latencyP50", unit: "seconds", of: latency(func(l simulation.Latency) settings.Micros { return l.P50 })},
			{name: "latencyP90", unit: "seconds", of: latency(func(l simulation.Latency) settings.Micros { return l.P90 })},
			{name: "latencyP95", unit: "seconds", of: latency(func(l simulation.Latency) settings.Micros { return l.P95 })},
			{name: "latencyP99", unit: "seconds", of: latency(func(l simulation.Latency) settings.Micros { return l.P99 })},
			{name: "latencyMax", unit: "seconds", of: latency(func(l simulation.Latency) settings.Micros { return l.Max })},
		},
	}
}

func (c *collector) add(p *simulation.Plan) {
	c.runs++
	for i := range c.series {
		if v, ok := c.series[i].of(p); ok {
			c.series[i].values = append(c.series[i].values, v)
		}
	}
	for i, o := range p.Objectives {
		if simulation.Met(c.settings, p, i) {
			c.met[i]++
		}
		if o.Reached && c.settings.Objectives[i].Budget == nil {
			c.times[i] = append(c.times[i], (o.At - c.settings.Since(c.settings.Objectives[i])).Seconds())
		}
	}
}

// precision is that of the least precise figure.
func (c *collector) precision(miss float64) (worst float64, figure string) {
	for _, s := range c.series {
		if len(s.values) == 0 {
			continue
		}
		if p := statistics.Missing(s.values, miss).Precision(); figure == "" || p > worst {
			worst, figure = p, s.name
		}
	}
	return worst, figure
}

func (c *collector) result(miss float64) Replications {
	out := Replications{Runs: c.runs}
	for _, s := range c.series {
		if len(s.values) > 0 {
			out.Figures = append(out.Figures, Figure{Name: s.name, Unit: s.unit, Estimate: statistics.Missing(s.values, miss)})
		}
	}
	for i, o := range c.settings.Objectives {
		share := ObjectiveShare{Objective: o, Share: statistics.ShareMissing(c.met[i], c.runs, miss)}
		if len(c.times[i]) > 0 {
			share.At = new(statistics.Missing(c.times[i], miss))
		}
		out.Objectives = append(out.Objectives, share)
	}
	return out
}
