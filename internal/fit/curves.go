package fit

import (
	"math"

	"alertsim/internal/simulation"
)

// Curves are the deliveries of a log and those of a simulation of its settings, laid over each other.
type Curves struct {
	Seconds   []float64 `json:"seconds"`   // since the first start
	Log       []float64 `json:"log"`       // shares of the recipients that are delivered by then
	Simulated []float64 `json:"simulated"` // the same of the messages
	Distance  float64   `json:"distance"`  // the largest difference: the Kolmogorov distance
	At        float64   `json:"at"`        // when it is there, in seconds
}

// curvePoints is how many points of the curves are told.
const curvePoints = 200

// LayOver compares the log's deliveries with those of a run of the fitted settings.
func (f *Fit) LayOver(plan *simulation.Plan) Curves {
	var c Curves
	messages := float64(f.Recipients + f.untried())
	if f.Settings != nil {
		messages = float64(f.Settings.Messages)
	}
	end := max(f.Span, plan.Makespan.Seconds())
	width := float64(f.end-f.first) / 1e6 / curveBins
	offset := float64(f.first-f.start) / 1e6
	both := func(at float64) (log, simulated float64) {
		return f.deliveredBy(at-offset, width), deliveredBy(plan.Timeline, at*1e6) / messages
	}
	// The curves are known at the edges of their parts; in between they are joined by straight lines, so the largest
	// difference is at an edge of either.
	look := func(at float64) {
		if a, b := both(at); math.Abs(a-b) > c.Distance {
			c.Distance, c.At = math.Abs(a-b), at
		}
	}
	for i := range curveBins + 1 {
		look(offset + float64(i)*width)
	}
	for i := range len(plan.Timeline.Delivered) + 1 {
		look(float64(i) * float64(plan.Timeline.BinWidth) / 1e6)
	}
	for i := range curvePoints + 1 {
		at := end * float64(i) / curvePoints
		a, b := both(at)
		c.Seconds, c.Log, c.Simulated = append(c.Seconds, at), append(c.Log, a), append(c.Simulated, b)
	}
	return c
}

// deliveredBy is the share that was delivered by so many seconds after the first start.
func (f *Fit) deliveredBy(at, width float64) float64 {
	n := len(f.Delivered)
	switch {
	case at < 0:
		return 0
	case width == 0 || at >= width*float64(n):
		return f.Delivered[n-1]
	}
	i := int(at / width)
	before := 0.0
	if i > 0 {
		before = f.Delivered[i-1]
	}
	return before + (f.Delivered[i]-before)*(at/width-float64(i))
}

// deliveredBy is how many messages are delivered by a time in µs, with a part's messages spread evenly over it.
func deliveredBy(t simulation.Timeline, at float64) float64 {
	sum, width := 0.0, float64(t.BinWidth)
	for i, n := range t.Delivered {
		from := float64(i) * width
		if at <= from {
			break
		}
		sum += float64(n) * min(1, (at-from)/width)
	}
	return sum
}
