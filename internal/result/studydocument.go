package result

import (
	"math"

	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

// StudyAnswer is what a study comes to.
type StudyAnswer struct {
	Query       StudyQuery          `json:"query" doc:"As understood, with every level and the seed."`
	Complete    bool                `json:"complete" doc:"Every run is made."`
	PointsInAll int                 `json:"pointsInAll"`
	RunsInAll   int                 `json:"runsInAll"`
	Runs        int                 `json:"runs" doc:"That are made."`
	Attempts    float64             `json:"attempts" doc:"How many all runs have, as expected before them."`
	WorkSeconds float64             `json:"workSeconds" doc:"What all runs take of one processor, as expected before them."`
	Confidence  float64             `json:"confidence" doc:"That of every interval."`
	CostUnit    *string             `json:"costUnit" doc:"What every cost is in: a currency, or senders where nothing has a price; null: the points differ in that."`
	Points      []StudyPoint        `json:"points" nullable:"false" doc:"Those of which every run is made."`
	Best        StudyBest           `json:"best"`
	Front       []int               `json:"front" nullable:"false" doc:"Numbers of the points of which no other is both cheaper and faster, the cheapest first."`
	Effects     []StudyEffectsTable `json:"effects" nullable:"false" doc:"What the factors do, by what they do it to."`
}

// StudyPoint is what one point comes to over its seeds.
type StudyPoint struct {
	Number     int              `json:"number" doc:"From 0; the last factor changes from one to the next."`
	Levels     []int            `json:"levels" nullable:"false" doc:"Of each factor the number of its level, from 0."`
	Names      []string         `json:"names" nullable:"false" doc:"Of each factor the name of its level."`
	Runs       int              `json:"runs"`
	Refused    int              `json:"refused" doc:"Runs that last longer than can be counted; they tell nothing else, and meet nothing."`
	Met        SeedsMet         `json:"met" doc:"With how many seeds every objective is met."`
	Meets      bool             `json:"meets" doc:"Every objective is met with the share of the seeds that was asked for."`
	Time       *float64         `json:"time" doc:"Seconds by which every objective about time is reached with the share of the seeds that was asked for; the makespan where there is none; null: not with so many."`
	Cost       *float64         `json:"cost" doc:"Mean cost of the sending, or the number of senders where nothing has a price; null: it cannot be counted."`
	CostUnit   string           `json:"costUnit" doc:"A currency, or senders."`
	Figures    []StudyFigure    `json:"figures" nullable:"false" doc:"The last one, time, is when the objectives are reached, over the runs in which they are."`
	Objectives []StudyObjective `json:"objectives" nullable:"false"`
}

// StudyFigure is one figure over the runs of a point.
type StudyFigure struct {
	Name         string    `json:"name"`
	Unit         string    `json:"unit"`
	Runs         int       `json:"runs" doc:"That have this figure."`
	Mean         float64   `json:"mean"`
	MeanInterval *Interval `json:"meanInterval,omitempty" doc:"Of the mean over all seeds, by Student; absent: a single run, or all alike."`
	Doubt        string    `json:"doubt,omitempty" doc:"Why the interval of the mean cannot be trusted; absent: nothing speaks against it."`
	Median       float64   `json:"median"`
	Interval     *Interval `json:"interval,omitempty" doc:"Of the median over all seeds, whatever the distribution; absent: too few runs."`
	P05          float64   `json:"p05" doc:"5 % of the runs do not exceed it (nearest rank)."`
	P25          float64   `json:"p25"`
	P75          float64   `json:"p75"`
	P95          float64   `json:"p95"`
	Min          float64   `json:"min"`
	Max          float64   `json:"max"`
}

// StudyObjective is in how many runs of a point an objective is met.
type StudyObjective struct {
	Share    float64      `json:"share,omitempty"`
	Within   float64      `json:"within,omitempty"`
	Of       settings.Of  `json:"of,omitempty" enum:"acknowledged" doc:"Absent: of delivered messages."`
	Audience string       `json:"audience,omitempty"`
	Budget   *float64     `json:"budget,omitempty"`
	Seeds    SeedsMet     `json:"seeds" doc:"With how many it is met."`
	Times    *StudyFigure `json:"times,omitempty" doc:"When it is reached, over the runs in which it is; absent: in none, or a budget."`
}

// StudyBest is what was found among the points.
type StudyBest struct {
	Point   *int     `json:"point" doc:"The best that meets every objective; null: none does, or none was looked for."`
	Closest *int     `json:"closest" doc:"Where none meets them with enough seeds, the one that does most often; null elsewhere."`
	Proven  bool     `json:"proven" doc:"Every point was run with every seed: for these seeds there is no better one."`
	Meeting int      `json:"meeting" doc:"Points that meet every objective."`
	Tried   int      `json:"tried"`
	InWords []string `json:"inWords" nullable:"false" doc:"The same in sentences."`
}

// StudyEffectsTable is what the factors do to one response.
type StudyEffectsTable struct {
	Response     string             `json:"response"`
	Unit         string             `json:"unit"`
	Factors      []StudyEffect      `json:"factors" nullable:"false" doc:"The largest effect first."`
	Interactions []StudyInteraction `json:"interactions" nullable:"false"`
}

// StudyEffect is what changes from a factor's lowest level to its highest, the others at their middle, with the same seeds.
type StudyEffect struct {
	Factor int      `json:"factor" doc:"Its number, from 0."`
	Low    int      `json:"low" doc:"The number of its lowest level; of one without an order the level with the least response."`
	High   int      `json:"high"`
	AtLow  *float64 `json:"atLow" doc:"Mean response there; null: no run has it."`
	AtHigh *float64 `json:"atHigh"`
	StudyChange
}

// StudyInteraction is how much larger the effect of one factor is at the highest level of the other than at its lowest.
type StudyInteraction struct {
	Factors []int `json:"factors" nullable:"false" doc:"Both, by number."`
	StudyChange
}

// StudyChange is a mean of differences, seed by seed.
type StudyChange struct {
	Change   float64   `json:"change"`
	Interval *Interval `json:"interval,omitempty" doc:"Of the change over all seeds, by Student; absent: a single seed, or all alike."`
	Doubt    string    `json:"doubt,omitempty" doc:"Why it cannot be trusted."`
	Runs     int       `json:"runs" doc:"Seeds that have the response at both ends."`
}

// Document is a study as the API and the command line give it.
func (s Study) Document() StudyAnswer {
	e := s.Estimate
	out := StudyAnswer{
		Query: QueryDocument(s.Query), Complete: s.Complete(), PointsInAll: e.Points, RunsInAll: e.Runs, Runs: s.Runs,
		Attempts: e.Attempts, WorkSeconds: e.Work.Seconds(), Confidence: statistics.Confidence,
		Points: make([]StudyPoint, len(s.Points)), Front: make([]int, len(s.Front)), Effects: make([]StudyEffectsTable, len(s.Effects)),
		Best: StudyBest{Proven: s.Best.Proven, Meeting: s.Best.Meeting, Tried: s.Best.Tried, InWords: s.InWords()},
	}
	if unit := s.CostUnit(); unit != "" {
		out.CostUnit = &unit
	}
	if s.Best.Point >= 0 {
		out.Best.Point = new(s.Best.Point)
	}
	if s.Best.Closest >= 0 {
		out.Best.Closest = new(s.Best.Closest)
	}
	for i, p := range s.Points {
		out.Points[i] = s.point(p)
	}
	for i, p := range s.Front {
		out.Front[i] = p.Number
	}
	for i, t := range s.Effects {
		out.Effects[i] = s.effects(t)
	}
	return out
}

func (s Study) point(p study.Point) StudyPoint {
	out := StudyPoint{
		Number: p.Number, Levels: p.Levels, Names: make([]string, len(p.Levels)), Runs: p.Runs, Refused: p.Refused,
		Met: seedsMet(p.Met), Meets: p.Meets(s.Query.Probability), Time: finite(p.Time), Cost: finite(p.Cost), CostUnit: CostUnitOf(p),
		Figures: make([]StudyFigure, 0, len(p.Figures)+1), Objectives: make([]StudyObjective, len(p.Objectives)),
	}
	for i, level := range p.Levels {
		out.Names[i] = s.Query.Vary[i].Levels[level].Name
	}
	for _, f := range p.Figures {
		out.Figures = append(out.Figures, *studyFigure(&f))
	}
	if p.Reached != nil {
		out.Figures = append(out.Figures, *studyFigure(p.Reached))
	}
	for i, o := range p.Objectives {
		out.Objectives[i] = StudyObjective{o.Objective.Share, o.Within, o.Of, o.Audience, o.Budget, seedsMet(o.Share), studyFigure(o.At)}
	}
	return out
}

func (s Study) effects(t StudyEffects) StudyEffectsTable {
	out := StudyEffectsTable{
		Response: t.Name, Unit: s.Unit(t.Response),
		Factors: make([]StudyEffect, len(t.Factors)), Interactions: make([]StudyInteraction, len(t.Interactions)),
	}
	for i, f := range t.Factors {
		out.Factors[i] = StudyEffect{f.Factor, f.Low, f.High, finite(f.AtLow), finite(f.AtHigh), change(f.Change, f.Runs)}
	}
	for i, x := range t.Interactions {
		out.Interactions[i] = StudyInteraction{x.Factors[:], change(x.Change, x.Runs)}
	}
	return out
}

func change(m statistics.Mean, runs int) StudyChange {
	return StudyChange{m.Value, intervalDocument(m.Interval), m.Doubt, runs}
}

func studyFigure(f *study.FigureOf) *StudyFigure {
	if f == nil {
		return nil
	}
	q := f.Quantiles
	return &StudyFigure{
		Name: f.Name, Unit: f.Unit, Runs: f.N, Mean: f.Mean.Value, MeanInterval: intervalDocument(f.Mean.Interval), Doubt: f.Mean.Doubt,
		Median: f.Median, Interval: intervalDocument(f.Interval), P05: q[0], P25: q[1], P75: q[2], P95: q[3], Min: f.Min, Max: f.Max,
	}
}

func intervalDocument(i *statistics.Interval) *Interval {
	if i == nil {
		return nil
	}
	return &Interval{i.Low, i.High}
}

func seedsMet(s statistics.Share) SeedsMet {
	return SeedsMet{Met: s.Held, Of: s.Runs, Share: s.Value(), Interval: Interval{s.Low, s.High}, Confidence: statistics.Confidence}
}

// finite is nil for what is no number.
func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}
