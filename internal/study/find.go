package study

import (
	"cmp"
	"math"
	"slices"
)

// Best is what a study finds among its points.
type Best struct {
	// Point is the best that meets every objective in the share of the seeds; −1: none does, or none was looked for.
	Point int
	// Proven says that every point was run with every seed, so that for these seeds there is no better one.
	Proven bool
	// Meeting is how many points meet the objectives, of Tried.
	Meeting, Tried int
	// Closest is the point that meets them most often, where none does often enough; −1 elsewhere.
	Closest int
}

// BestOf looks for the best of the points that are made.
func (q Query) BestOf(points []Point) Best {
	best := Best{Point: -1, Closest: -1, Tried: len(points), Proven: len(points) == q.Points()}
	for i, p := range points {
		if !p.Meets(q.Probability) {
			continue
		}
		best.Meeting++
		if q.Find != Grid && (best.Point < 0 || q.better(p, points[indexOf(points, best.Point)])) {
			best.Point = points[i].Number
		}
	}
	if best.Meeting == 0 && len(points) > 0 {
		most := slices.MaxFunc(points, func(a, b Point) int {
			return cmp.Or(cmp.Compare(a.Met.Value(), b.Met.Value()), cmp.Compare(b.Number, a.Number))
		})
		best.Closest = most.Number
	}
	return best
}

func indexOf(points []Point, number int) int {
	return slices.IndexFunc(points, func(p Point) bool { return p.Number == number })
}

// better reports whether a is better than b by what the study looks for, and by the other of cost and time where that is
// the same.
func (q Query) better(a, b Point) bool {
	byCost, byTime := cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Time, b.Time)
	if q.Find == Fastest {
		return cmp.Or(byTime, byCost) < 0
	}
	return cmp.Or(byCost, byTime) < 0
}

// Front are the points of which none is both cheaper and as fast, or faster and as cheap: the cheapest first. Points that
// never come to an end of what is asked for are not among them.
func Front(points []Point) []Point {
	var sorted []Point
	for _, p := range points {
		if !math.IsInf(p.Time, 1) && !math.IsInf(p.Cost, 1) {
			sorted = append(sorted, p)
		}
	}
	slices.SortStableFunc(sorted, func(a, b Point) int { return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Time, b.Time)) })
	var front []Point
	for _, p := range sorted {
		if len(front) == 0 || p.Time < front[len(front)-1].Time {
			front = append(front, p)
		}
	}
	return front
}
