package forecast

import (
	"context"
	"math"

	"alertsim/internal/simulation"
)

// sampleMessages is how many messages are simulated to extrapolate from.
const sampleMessages = 2_000_000

// extrapolate forecasts more messages than can be simulated while somebody
// waits. So many messages have one attempt each (simulation.MaxRetryMessages),
// so the queue drains at a steady rate between the first sends and the last: a
// sample is simulated and a steady stretch put into its middle. A time-to-live
// then cuts the result off.
func extrapolate(ctx context.Context, s simulation.Settings, sample int64) (Forecast, error) {
	small := s
	small.Messages, small.TimeToLive = sample, nil
	plan, err := planOf(ctx, small)
	if err != nil {
		return Forecast{}, err
	}
	c := stretch(plan, s.Messages)
	out := c.plan(s)
	return complete(s, out, &Sample{Messages: sample, RelativeError: c.relativeError}), nil
}

// curve is the number of messages that ended by a time, in straight lines.
type curve struct {
	points        []point
	sendTime      float64 // mean, seconds
	groups        []float64
	groupFailed   []float64
	inFlight      float64 // messages in flight in the steady stretch
	relativeError float64
}

type point struct{ seconds, delivered, failed float64 }

func (p point) ended() float64 { return p.delivered + p.failed }

// stretch puts the ends that are missing into the middle of a sample,
// at the rate of its middle half.
func stretch(plan *simulation.Plan, messages int64) curve {
	sample := cumulate(plan)
	n := len(sample)
	from, to := sample[n/4], sample[3*n/4]
	span := to.seconds - from.seconds
	more := float64(messages - plan.Totals.Ended())
	rate := (to.ended() - from.ended()) / span
	delivered := more * (to.delivered - from.delivered) / (to.ended() - from.ended())
	inserted := point{seconds: more / rate, delivered: delivered, failed: more - delivered}

	c := curve{sendTime: plan.Totals.AverageSendTime(), relativeError: rateError(sample[n/4 : 3*n/4+1])}
	for i, p := range sample {
		if i == n/2 {
			c.points = append(c.points, p)
		}
		if i >= n/2 {
			p = point{p.seconds + inserted.seconds, p.delivered + inserted.delivered, p.failed + inserted.failed}
		}
		c.points = append(c.points, p)
	}
	for _, g := range plan.Groups {
		share := float64(g.Attempts) / float64(plan.Totals.Attempts)
		c.groups = append(c.groups, share)
		c.groupFailed = append(c.groupFailed, float64(g.Failed)/math.Max(1, float64(g.Attempts)))
		c.inFlight += share * rate * g.AverageSendTime()
	}
	return c
}

func cumulate(plan *simulation.Plan) []point {
	t := plan.Timeline
	points := make([]point, 1, len(t.Delivered)+1)
	sum := point{}
	for i := range t.Delivered {
		sum.delivered += float64(t.Delivered[i])
		sum.failed += float64(t.Failed[i])
		sum.seconds = math.Min(float64(i+1)*t.BinWidth.Seconds(), plan.Makespan.Seconds())
		points = append(points, sum)
	}
	return points
}

// rateError is the half-width of the 95 % confidence interval of the mean rate,
// relative to it, by the spread of the bins (batch means).
func rateError(points []point) float64 {
	var rates []float64
	for i := 1; i < len(points); i++ {
		rates = append(rates, (points[i].ended()-points[i-1].ended())/(points[i].seconds-points[i-1].seconds))
	}
	e := estimate(rates)
	return e.HalfWidth / e.Mean
}

// at is how much had ended by a time.
func (c curve) at(seconds float64) point {
	for i := 1; i < len(c.points); i++ {
		a, b := c.points[i-1], c.points[i]
		if seconds <= b.seconds && b.seconds > a.seconds {
			x := (seconds - a.seconds) / (b.seconds - a.seconds)
			return point{seconds, a.delivered + x*(b.delivered-a.delivered), a.failed + x*(b.failed-a.failed)}
		}
	}
	return c.points[len(c.points)-1]
}

// when is the time at which so many were delivered.
func (c curve) when(delivered float64) (seconds float64, ever bool) {
	for i := 1; i < len(c.points); i++ {
		a, b := c.points[i-1], c.points[i]
		if delivered <= b.delivered && b.delivered > a.delivered {
			return a.seconds + (delivered-a.delivered)/(b.delivered-a.delivered)*(b.seconds-a.seconds), true
		}
	}
	return 0, false
}
