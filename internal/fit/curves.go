package fit

import (
	"context"
	"math"
	"math/bits"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// Curves are the deliveries of a log and those of a simulation of its settings, laid over each other.
type Curves struct {
	Seconds   []float64 `json:"seconds" nullable:"false" doc:"Since the first start."`
	Log       []float64 `json:"log" nullable:"false" doc:"Shares of the recipients that are delivered before."`
	Simulated []float64 `json:"simulated" nullable:"false" doc:"The same of the messages."`
	Distance  float64   `json:"distance" doc:"The largest difference: the Kolmogorov distance."`
	At        float64   `json:"at" doc:"When it is there, in seconds."`
	AtLog     float64   `json:"atLog" doc:"The share of the log then."`
	AtModel   float64   `json:"atSimulated"`
}

// curvePoints is about how many points of the curves are kept.
const curvePoints = 200

// stepEvents is how many attempts are simulated between two looks at the context: about a millisecond.
const stepEvents = 20_000

// LayOver simulates the settings and compares its deliveries with the log's, which are known at the edges of curveBins
// equal parts of its time. It may be called only if there are Settings, and gives up when ctx ends. told is told which
// share is done; nil: nobody is.
func (f *Fit) LayOver(ctx context.Context, told func(float64)) (*Curves, error) {
	compiled, err := schedule.Compile(*f.Settings)
	if err != nil {
		return nil, err
	}
	run := compiled.Replay(0, f.Settings.TotalSenders())
	messages := float64(f.Settings.Messages)
	c := &Curves{}
	look := func(at int64, log float64) error { // at: µs of the simulation, exclusive
		for !run.Advance(settings.Micros(at-1), stepEvents) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if told != nil {
				told(float64(run.Checkpoint().Counts.Delivered) / messages)
			}
		}
		simulated, seconds := float64(run.Checkpoint().Counts.Delivered)/messages, float64(at)/1e6
		if d := math.Abs(log - simulated); d > c.Distance {
			c.Distance, c.At, c.AtLog, c.AtModel = d, seconds, log, simulated
		}
		c.Seconds, c.Log, c.Simulated = append(c.Seconds, seconds), append(c.Log, log), append(c.Simulated, simulated)
		return nil
	}
	log := 0.0
	for i := range curveBins + 1 {
		if i > 0 {
			log = f.Delivered[i-1]
		}
		if err := look(f.first-f.start+edge(i, f.end-f.first)+1, log); err != nil {
			return nil, err
		}
	}
	// A simulation that lasts longer is looked at less and less often.
	for at, width := f.end-f.start, max(1, (f.end-f.start)/curveBins); !run.Done(); width += width/50 + 1 {
		at += width
		if err := look(at, log); err != nil {
			return nil, err
		}
	}
	c.thin()
	return c, nil
}

// thin keeps about curvePoints of the points, and the last.
func (c *Curves) thin() {
	end := c.Seconds[len(c.Seconds)-1]
	kept := 0
	for i, at := range c.Seconds {
		if i == len(c.Seconds)-1 || kept == 0 || at-c.Seconds[kept-1] >= end/curvePoints {
			c.Seconds[kept], c.Log[kept], c.Simulated[kept] = at, c.Log[i], c.Simulated[i]
			kept++
		}
	}
	c.Seconds, c.Log, c.Simulated = c.Seconds[:kept], c.Log[:kept], c.Simulated[:kept]
}

// binOf is in which of curveBins equal parts of a span an instant after its beginning is.
func binOf(after, span int64) int {
	if span <= 0 || after <= 0 {
		return 0
	}
	if after >= span {
		return curveBins - 1
	}
	high, low := bits.Mul64(uint64(after), curveBins)
	bin, _ := bits.Div64(high, low, uint64(span))
	return int(bin)
}

// edge is the last instant before part i: what is up to it is in the parts before. It is −1 for the first.
func edge(i int, span int64) int64 {
	high, low := bits.Mul64(uint64(i), uint64(span))
	whole, rest := bits.Div64(high, low, curveBins)
	switch {
	case i == curveBins:
		return span // the last part has its end
	case rest == 0:
		return int64(whole) - 1
	}
	return int64(whole)
}
