package study

import (
	"encoding/json"

	"alertsim/internal/settings"
)

// Query is what a study asks for. It is immutable once submitted, and determines every run.
type Query struct {
	Name string
	// Settings are those that everything varies in, as they were given, so that what is not said in them follows what
	// varies: a standard deviation its mean. They say a seed.
	Settings *settings.Tree
	Vary     []Factor // at most MaxFactors; none: a single point
	// Replications is how many seeds each point is run with: that of the settings and the next ones, the same for every
	// point (common random numbers).
	Replications int
	Find         Find
	// Probability is the share of the seeds in which a point has to meet every objective, above 0 and up to 1.
	Probability float64
}

// Find is what is looked for among the points.
type Find string

// What may be looked for.
const (
	Grid     Find = "grid"     // nothing: every point is told
	Cheapest Find = "cheapest" // the least cost with which every objective is met
	Fastest  Find = "fastest"  // the least time in which every objective is met
)

// Finds lists them, the default first.
var Finds = []Find{Grid, Cheapest, Fastest}

// Factor is one thing that varies, and its levels: the values of one field, or alternatives that may change several.
type Factor struct {
	Name   string
	Place  settings.Place // of values; that of alternatives is zero
	Levels []Level        // at least 1
}

// Level is one of the values of a factor.
type Level struct {
	// Name is how people read it: the value, or the name of the alternative.
	Name string
	// Value is as it stands in JSON; of an alternative it is nil.
	Value any
	Set   []Setting // of an alternative
}

// Setting is a value and the place that it is put in.
type Setting struct {
	Place settings.Place
	Value any
}

// IsOrdered reports whether the levels are numbers, of which there is a lowest and a highest.
func (f Factor) IsOrdered() bool {
	for _, l := range f.Levels {
		if _, is := l.Number(); !is {
			return false
		}
	}
	return true
}

// Number is the level as a number, if it is one.
func (l Level) Number() (float64, bool) {
	n, ok := l.Value.(json.Number)
	if !ok {
		return 0, false
	}
	x, err := n.Float64()
	return x, err == nil
}

// The limits of a study.
const (
	MaxFactors             = 4
	MaxPoints              = 10_000
	MaxReplications        = 1000
	MaxRuns                = 1_000_000 // points × replications: every run is kept, of about 50 bytes
	DefaultReplications    = 20
	DefaultProbability     = 0.95
	MaxNameLength          = 80 // characters, of a study, a factor or an alternative
	MaxBodyBytes           = settings.MaxBodyBytes
	MaxAlternatives        = 1000 // of a factor
	maxAlternativeSettings = 100
)

// Points is how many there are: every level of every factor with every one of the others.
func (q Query) Points() int {
	n := 1
	for _, f := range q.Vary {
		n *= len(f.Levels)
	}
	return n
}

// Runs is how many runs there are, over all points.
func (q Query) Runs() int { return q.Points() * q.Replications }

// LevelsOf are the numbers of the levels of a point, by factor. The last factor changes from one point to the next.
func (q Query) LevelsOf(point int) []int {
	levels := make([]int, len(q.Vary))
	for i := len(q.Vary) - 1; i >= 0; i-- {
		n := len(q.Vary[i].Levels)
		levels[i], point = point%n, point/n
	}
	return levels
}

// PointOf is the point with these levels.
func (q Query) PointOf(levels []int) int {
	point := 0
	for i, f := range q.Vary {
		point = point*len(f.Levels) + levels[i]
	}
	return point
}
