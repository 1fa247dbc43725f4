package study

import (
	"math"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Figure is one thing that is told of a run. In a run it is an integer: as many as Scale are one of its unit, or, with the
// Scale asFloat, the bits of a floating-point number.
type Figure struct {
	Name, Unit string
	Scale      float64
	of         func(settings.Settings, *simulation.Plan) (value int64, has bool)
}

// The units.
const (
	Seconds  = "seconds"
	Messages = "messages"
	Attempts = "attempts"
	Money    = "money" // in the currency of the settings
)

const asFloat = 0

// Figures are all of them, but for those of the objectives. The place of one in the list never changes.
var Figures = []Figure{
	{"makespan", Seconds, 1e6, func(_ settings.Settings, p *simulation.Plan) (int64, bool) { return int64(p.Makespan), true }},
	count("delivered", Messages, func(c simulation.Counts) int64 { return c.Delivered }),
	count("failed", Messages, func(c simulation.Counts) int64 { return c.Failed }),
	count("expired", Messages, func(c simulation.Counts) int64 { return c.Expired }),
	ofModel2(count("unreachable", Messages, func(c simulation.Counts) int64 { return c.Unreachable })),
	ofModel2(count("acknowledged", Messages, func(c simulation.Counts) int64 { return c.Acknowledged })),
	ofModel2(count("repeats", Attempts, func(c simulation.Counts) int64 { return c.Repeats })),
	{"sendingCost", Money, 1e6, sendingCost},
	count("attempts", Attempts, func(c simulation.Counts) int64 { return c.Attempts }),
	{"averageSendTime", Seconds, asFloat, func(_ settings.Settings, p *simulation.Plan) (int64, bool) {
		return int64(math.Float64bits(p.Totals.AverageSendTime())), true // a quotient, which no unit makes whole
	}},
	latency("latencyP50", func(l simulation.Latency) settings.Micros { return l.P50 }),
	latency("latencyP90", func(l simulation.Latency) settings.Micros { return l.P90 }),
	latency("latencyP95", func(l simulation.Latency) settings.Micros { return l.P95 }),
	latency("latencyP99", func(l simulation.Latency) settings.Micros { return l.P99 }),
	latency("latencyMax", func(l simulation.Latency) settings.Micros { return l.Max }),
}

// sendingCostFigure is the place of sendingCost in Figures.
const sendingCostFigure = 7

func count(name, unit string, pick func(simulation.Counts) int64) Figure {
	return Figure{name, unit, 1, func(_ settings.Settings, p *simulation.Plan) (int64, bool) { return pick(p.Totals), true }}
}

// ofModel2 is a figure that runs of the model's second version have.
func ofModel2(f Figure) Figure {
	of := f.of
	f.of = func(s settings.Settings, p *simulation.Plan) (int64, bool) {
		value, has := of(s, p)
		return value, has && p.Parts != nil
	}
	return f
}

func latency(name string, pick func(simulation.Latency) settings.Micros) Figure {
	return Figure{name, Seconds, 1e6, func(_ settings.Settings, p *simulation.Plan) (int64, bool) {
		if p.Latency == nil {
			return 0, false
		}
		return int64(pick(*p.Latency)), true
	}}
}

func sendingCost(s settings.Settings, p *simulation.Plan) (int64, bool) {
	_, total := simulation.Charges(s, p)
	if total == nil || !total.IsInt64() { // as much money as that there is not
		return 0, false
	}
	return total.Int64(), true
}

// Value is what an integer of the figure is in its unit.
func (f Figure) Value(x int64) float64 {
	if f.Scale == asFloat {
		return math.Float64frombits(uint64(x))
	}
	return float64(x) / f.Scale
}

// UnitOf is the unit with these settings: of money their currency.
func (f Figure) UnitOf(s settings.Settings) string {
	if f.Unit == Money {
		return s.Money()
	}
	return f.Unit
}

// ValuesOf are those of the i-th figure over the runs that have it, in its unit.
func ValuesOf(runs []Run, i int) []float64 {
	f := timeOfObjective
	if i < len(Figures) {
		f = Figures[i]
	}
	var values []float64
	for _, run := range runs {
		if x, has := run.Value(i); has {
			values = append(values, f.Value(x))
		}
	}
	return values
}

// Changes are by how much the i-th figure differs from one list of runs to another, seed by seed, where both have it.
func Changes(from, to []Run, i int) []float64 {
	var changes []float64
	for seed := range min(len(from), len(to)) {
		a, b := ValuesOf(from[seed:seed+1], i), ValuesOf(to[seed:seed+1], i)
		if len(a) > 0 && len(b) > 0 {
			changes = append(changes, b[0]-a[0])
		}
	}
	return changes
}

// timeOfObjective is what follows the Figures in a run, for each of the objectives.
var timeOfObjective = Figure{Name: "objective", Unit: Seconds, Scale: 1e6}
