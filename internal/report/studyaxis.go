package report

import (
	"math"
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// axis places figures between 0 and 1: evenly from 0 on or, where the largest is many times the least, by their
// logarithms.
type axis struct {
	low, high   float64
	logarithmic bool
	unit        string
}

// manyTimes is from which ratio on small figures could not be told from 0 beside large ones.
const manyTimes = 20

// axisOf needs figures that are not negative.
func axisOf(unit string, figures []float64) axis {
	a := axis{unit: unit, high: 1}
	if len(figures) == 0 {
		return a
	}
	a.low, a.high = slices.Min(figures), slices.Max(figures)
	if a.logarithmic = a.low > 0 && a.high > manyTimes*a.low; !a.logarithmic {
		a.low = 0
	}
	if a.high <= a.low {
		a.high = a.low + 1
	}
	return a
}

func (a axis) place(x float64) float64 {
	if a.logarithmic {
		return math.Log(max(x, a.low)/a.low) / math.Log(a.high/a.low)
	}
	return (x - a.low) / (a.high - a.low)
}

// rounded begins and ends at ticks.
func (a axis) rounded() axis {
	ticks := a.ticks()
	if a.high > ticks[len(ticks)-1] {
		ticks = append(ticks, a.next(ticks[len(ticks)-1]))
	}
	a.low, a.high = ticks[0], ticks[len(ticks)-1]
	return a
}

// roundTimes are where a logarithmic axis of times has its ticks, in seconds.
var roundTimes = []float64{0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 6 * 3600, 86_400, 10 * 86_400, 100 * 86_400, 1000 * 86_400}

// ticks are round figures, the first at or below the axis' begin.
func (a axis) ticks() []float64 {
	if !a.logarithmic {
		var out []float64
		for x := math.Floor(a.low/a.step()) * a.step(); x <= a.high*(1+1e-9); x += a.step() {
			out = append(out, x)
		}
		return out
	}
	first := math.Pow(10, math.Floor(math.Log10(a.low)+1e-9))
	if a.unit == "seconds" {
		first = roundTimes[0]
		for _, t := range roundTimes {
			if t <= a.low {
				first = t
			}
		}
	}
	out := []float64{first}
	for x := a.next(first); x <= a.high*(1+1e-9); x = a.next(x) {
		out = append(out, x)
	}
	return out
}

// step is that of an even axis.
func (a axis) step() float64 {
	if a.unit == "seconds" {
		return tickStep(settings.MicrosOf(a.high - a.low)).Seconds()
	}
	step := roundUp(a.high-a.low) / 4
	if a.unit == "senders" || a.unit == "messages" {
		return max(1, math.Ceil(step))
	}
	return step
}

func (a axis) next(x float64) float64 {
	if !a.logarithmic {
		return x + a.step()
	}
	if a.unit == "seconds" {
		if i := slices.IndexFunc(roundTimes, func(t float64) bool { return t > x }); i >= 0 {
			return roundTimes[i]
		}
	}
	return 10 * x
}

// label is how a tick is written.
func (a axis) label(x float64) string {
	switch {
	case x == 0:
		return "0"
	case a.unit == "seconds":
		return words.Time(x)
	case a.unit == "senders" || a.unit == "messages":
		return words.Count(int64(x))
	}
	return words.Money(x, a.unit)
}
