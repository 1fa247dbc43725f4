package study

import (
	"cmp"
	"math"
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/statistics"
)

// Response is what an effect is about: what a run comes to, in its unit.
type Response struct {
	Name, Unit string
	of         func(s settings.Settings, r Run) (float64, bool)
}

// ResponseOf finds a response by its name: one of the Figures, or "time" of the objectives.
func ResponseOf(name string) (Response, bool) {
	if name == "time" {
		return Response{"time", Seconds, func(s settings.Settings, r Run) (float64, bool) {
			t := timeOf(s, r)
			return t, !math.IsInf(t, 1)
		}}, true
	}
	i := slices.IndexFunc(Figures, func(f Figure) bool { return f.Name == name })
	if i < 0 {
		return Response{}, false
	}
	return Response{name, Figures[i].Unit, func(_ settings.Settings, r Run) (float64, bool) {
		x, has := r.Value(i)
		return Figures[i].Value(x), has
	}}, true
}

// Effect is what a factor does to a response, the other factors at their middle: each seed is run with its lowest and
// with its highest level, so that luck, which is the same in both, does not look like an effect.
type Effect struct {
	Factor    int
	Low, High int     // levels
	AtLow     float64 // mean of the runs that have the response, NaN if none has
	AtHigh    float64
	// Change is the mean of the differences, seed by seed, over the seeds that have the response with both.
	Change statistics.Mean
	Runs   int // such seeds
}

// Interaction is how much more the effect of one factor is at the highest level of another than at its lowest, the other
// factors at their middle.
type Interaction struct {
	Factors [2]int
	Change  statistics.Mean
	Runs    int
}

// Effects are those of all factors, the largest first, and their interactions two by two. Those are left out of which not
// all points are made.
func (r *Results) Effects(of Response) (effects []Effect, interactions []Interaction) {
	factors := r.Query.Vary
	ends := make([][2]int, len(factors))
	for i := range factors {
		ends[i] = r.ends(i, of)
		if e, ok := r.effect(i, ends[i], of); ok {
			effects = append(effects, e)
		}
	}
	slices.SortStableFunc(effects, func(a, b Effect) int { return cmp.Compare(math.Abs(b.Change.Value), math.Abs(a.Change.Value)) })
	for i := range factors {
		for j := i + 1; j < len(factors); j++ {
			if x, ok := r.interaction(i, j, ends, of); ok {
				interactions = append(interactions, x)
			}
		}
	}
	return effects, interactions
}

// middle are the levels in the middle of ordered factors, and the first of others.
func (q Query) middle() []int {
	levels := make([]int, len(q.Vary))
	for i, f := range q.Vary {
		if f.IsOrdered() {
			order := f.order()
			levels[i] = order[(len(order)-1)/2]
		}
	}
	return levels
}

// order are the levels of an ordered factor, the lowest first.
func (f Factor) order() []int {
	order := make([]int, len(f.Levels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, _ := f.Levels[a].Number()
		y, _ := f.Levels[b].Number()
		return cmp.Compare(x, y)
	})
	return order
}

// ends are the lowest and the highest level of a factor; of one without an order those with the least and the largest
// mean.
func (r *Results) ends(factor int, of Response) [2]int {
	f := r.Query.Vary[factor]
	if f.IsOrdered() {
		order := f.order()
		return [2]int{order[0], order[len(order)-1]}
	}
	ends, means := [2]int{}, [2]float64{math.Inf(1), math.Inf(-1)}
	levels := r.Query.middle()
	for level := range f.Levels {
		levels[factor] = level
		values, ok := r.values(levels, of)
		if !ok || len(present(values)) == 0 {
			continue
		}
		m := mean(present(values))
		if m < means[0] {
			ends[0], means[0] = level, m
		}
		if m > means[1] {
			ends[1], means[1] = level, m
		}
	}
	return ends
}

func (r *Results) effect(factor int, ends [2]int, of Response) (Effect, bool) {
	levels := r.Query.middle()
	levels[factor] = ends[0]
	low, ok := r.values(levels, of)
	if !ok {
		return Effect{}, false
	}
	levels[factor] = ends[1]
	high, ok := r.values(levels, of)
	if !ok {
		return Effect{}, false
	}
	e := Effect{Factor: factor, Low: ends[0], High: ends[1], AtLow: mean(present(low)), AtHigh: mean(present(high))}
	var changes []float64
	for i := range low {
		changes = append(changes, high[i]-low[i]) // NaN where one has none
	}
	changes = present(changes)
	if e.Runs = len(changes); e.Runs > 0 {
		e.Change = statistics.MeanOf(changes)
	}
	return e, e.Runs > 0
}

func (r *Results) interaction(i, j int, ends [][2]int, of Response) (Interaction, bool) {
	var corners [2][2][]float64
	for a := range 2 {
		for b := range 2 {
			levels := r.Query.middle()
			levels[i], levels[j] = ends[i][a], ends[j][b]
			values, ok := r.values(levels, of)
			if !ok {
				return Interaction{}, false
			}
			corners[a][b] = values
		}
	}
	var changes []float64
	for k := range corners[0][0] {
		changes = append(changes, corners[1][1][k]-corners[0][1][k]-corners[1][0][k]+corners[0][0][k])
	}
	changes = present(changes)
	if len(changes) == 0 {
		return Interaction{}, false
	}
	return Interaction{[2]int{i, j}, statistics.MeanOf(changes), len(changes)}, true
}

// values are the response of a point by seed, NaN where a run has none; false if not all runs are made.
func (r *Results) values(levels []int, of Response) ([]float64, bool) {
	number := r.Query.PointOf(levels)
	runs, ok := r.RunsOf(number)
	if !ok {
		return nil, false
	}
	s, err := r.Query.SettingsOf(number)
	if err != nil {
		return nil, false
	}
	values := make([]float64, len(runs))
	for i, run := range runs {
		x, has := of.of(s, run)
		if !has {
			x = math.NaN()
		}
		values[i] = x
	}
	return values, true
}

func present(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), math.IsNaN)
}

func mean(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, x := range values {
		sum += x
	}
	return sum / float64(len(values))
}
