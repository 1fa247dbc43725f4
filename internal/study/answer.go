package study

import (
	"math"
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/statistics"
)

// Point is what one point comes to over its seeds.
type Point struct {
	Number   int
	Levels   []int // by factor
	Settings settings.Settings
	// Runs is how many were made, and Refused how many of them last longer than can be counted and tell nothing else.
	Runs, Refused int
	Figures       []FigureOf
	Objectives    []ObjectiveOf
	// Met is in how many of the runs every objective is met.
	Met statistics.Share
	// Time is by when every objective about time is reached, in the share of the seeds that the study asks for, in
	// seconds; the makespan if there is no such objective. +Inf if it is not reached in so many.
	Time float64
	// Reached is the same over the runs in which it is reached, each by its own time; nil if in none.
	Reached *FigureOf
	// Cost is the mean of what the sending costs; the number of senders where nothing has a price.
	Cost float64
}

// FigureOf is one figure of a point over its runs.
type FigureOf struct {
	Name, Unit string
	statistics.Estimate
	Mean      statistics.Mean
	Quantiles [len(Quantiles)]float64
}

// Quantiles are those that are told of the runs: so many of them do not exceed it (nearest rank).
var Quantiles = [...]float64{0.05, 0.25, 0.75, 0.95}

// ObjectiveOf is what becomes of an objective over the runs of a point.
type ObjectiveOf struct {
	settings.Objective
	Share statistics.Share
	At    *FigureOf // when it is reached, over the runs in which it is; nil if in none, and of a budget
}

// Meets reports whether every objective is met in the share of the seeds that the study asks for.
func (p Point) Meets(probability float64) bool {
	return p.Refused == 0 && p.Met.Meets(probability)
}

// Point is the answer for a point, once all its runs are made.
func (r *Results) Point(number int) (Point, bool) { return r.point(number, true) }

// Brief is Point without figures and objectives, which take most of the time.
func (r *Results) Brief(number int) (Point, bool) { return r.point(number, false) }

func (r *Results) point(number int, whole bool) (Point, bool) {
	runs, ok := r.RunsOf(number)
	if !ok {
		return Point{}, false
	}
	s, err := r.Query.SettingsOf(number)
	if err != nil { // which Prepare has refused
		return Point{}, false
	}
	return pointOf(r.Query, number, s, runs, whole), true
}

func pointOf(q Query, number int, s settings.Settings, runs []Run, whole bool) Point {
	p := Point{Number: number, Levels: q.LevelsOf(number), Settings: s, Runs: len(runs)}
	met, times := 0, make([]float64, len(runs))
	for i, run := range runs {
		if run.Refused {
			p.Refused++
		}
		if run.MetAll(len(s.Objectives)) {
			met++
		}
		times[i] = timeOf(s, run)
	}
	p.Met = statistics.ShareOf(met, len(runs))
	if whole {
		p.tell(s, runs, times)
	}
	slices.Sort(times)
	p.Time = times[statistics.Needed(q.Probability, len(times))-1]
	p.Cost = float64(s.TotalSenders())
	if s.HasPrices() {
		p.Cost = math.Inf(1)
		if costs := ValuesOf(runs, sendingCostFigure); len(costs) > 0 {
			p.Cost = statistics.MeanOf(costs).Value
		}
	}
	return p
}

// tell fills in figures and objectives; times are those of timeOf by run.
func (p *Point) tell(s settings.Settings, runs []Run, times []float64) {
	for i, f := range Figures {
		if of := figureOf(f.Name, f.UnitOf(s), ValuesOf(runs, i)); of != nil {
			p.Figures = append(p.Figures, *of)
		}
	}
	for i, o := range s.Objectives {
		at := figureOf(timeOfObjective.Name, Seconds, ValuesOf(runs, len(Figures)+i))
		p.Objectives = append(p.Objectives, ObjectiveOf{o, statistics.ShareOf(MetIn(runs, i), len(runs)), at})
	}
	p.Reached = figureOf("time", Seconds, slices.DeleteFunc(slices.Clone(times), func(t float64) bool { return math.IsInf(t, 1) }))
}

// timeOf is by when every objective about time is reached in a run, in seconds.
func timeOf(s settings.Settings, run Run) float64 {
	if run.Refused {
		return math.Inf(1)
	}
	latest, timed := 0.0, false
	for i, o := range s.Objectives {
		if o.Budget != nil {
			continue
		}
		timed = true
		at, reached := run.Value(len(Figures) + i)
		if !reached {
			return math.Inf(1)
		}
		latest = max(latest, float64(at)/1e6)
	}
	if !timed {
		makespan, _ := run.Value(0)
		return Figures[0].Value(makespan)
	}
	return latest
}

// figureOf is nil if there are no values.
func figureOf(name, unit string, values []float64) *FigureOf {
	if len(values) == 0 {
		return nil
	}
	out := &FigureOf{Name: name, Unit: unit, Estimate: statistics.Of(values), Mean: statistics.MeanOf(values)}
	sorted := slices.Sorted(slices.Values(values))
	for i, q := range Quantiles {
		out.Quantiles[i] = sorted[statistics.Needed(q, len(sorted))-1]
	}
	return out
}
