package forecast

import (
	"math"

	"alertsim/internal/simulation"
)

// plan rounds a curve to whole messages. What is in flight at the deadline still
// ends; what waits expires.
func (c curve) plan(s simulation.Settings) *simulation.Plan {
	end := c.points[len(c.points)-1]
	expired := int64(0)
	if s.TimeToLive != nil && *s.TimeToLive < end.seconds {
		end = c.cut(*s.TimeToLive)
		expired = s.Messages - int64(math.Round(end.ended()))
	}
	ended := s.Messages - expired
	failed := int64(math.Round(end.failed))
	out := &simulation.Plan{
		Makespan: simulation.MicrosOf(end.seconds),
		Totals: simulation.Counts{
			Delivered: ended - failed, Failed: failed, Expired: expired,
			Attempts: ended, SendTime: simulation.MicrosOf(float64(ended) * c.sendTime),
		},
	}
	out.Groups = c.groupCounts(out.Totals)
	out.Timeline = c.timeline(out)
	if n := float64(out.Totals.Delivered); n > 0 {
		percentile := func(share float64) simulation.Micros {
			at, ever := c.when(math.Ceil(share * n))
			if !ever {
				at = end.seconds
			}
			return simulation.MicrosOf(math.Min(at, end.seconds))
		}
		out.Latency = &simulation.Latency{P50: percentile(.5), P90: percentile(.9), P95: percentile(.95), P99: percentile(.99), Max: out.Makespan}
	}
	for _, o := range s.Objectives {
		wanted := math.Ceil(o.Share * float64(s.Messages))
		at, ever := c.when(wanted)
		reached := ever && wanted <= float64(out.Totals.Delivered)
		out.Objectives = append(out.Objectives, objectiveTime(reached, math.Min(at, end.seconds)))
	}
	return out
}

func objectiveTime(reached bool, seconds float64) simulation.ObjectiveTime {
	if !reached {
		return simulation.ObjectiveTime{}
	}
	return simulation.ObjectiveTime{Reached: true, At: simulation.MicrosOf(seconds)}
}

// cut ends the curve at a deadline: what is in flight then still ends, within
// one send time.
func (c *curve) cut(deadline float64) point {
	at, last := c.at(deadline), c.points[len(c.points)-1]
	share := 1 + c.inFlight/at.ended() // of millions: see expectedSent
	end := point{deadline + c.sendTime, math.Min(last.delivered, at.delivered*share), math.Min(last.failed, at.failed*share)}
	kept := c.points[:0:0]
	for _, p := range c.points {
		if p.seconds < deadline {
			kept = append(kept, p)
		}
	}
	c.points = append(kept, at, end)
	return end
}

// groupCounts splits the totals by the groups' shares in the sample; the first
// group takes what rounding leaves.
func (c curve) groupCounts(total simulation.Counts) []simulation.Counts {
	groups := make([]simulation.Counts, len(c.groups))
	rest := total
	rest.Expired = 0
	for i := len(groups) - 1; i > 0; i-- {
		g := &groups[i]
		g.Attempts = int64(math.Round(c.groups[i] * float64(total.Attempts)))
		g.Failed = min(rest.Failed, int64(math.Round(c.groupFailed[i]*float64(g.Attempts))))
		g.Delivered = g.Attempts - g.Failed
		g.SendTime = simulation.Micros(c.groups[i] * float64(total.SendTime))
		rest.Attempts -= g.Attempts
		rest.Failed -= g.Failed
		rest.Delivered -= g.Delivered
		rest.SendTime -= g.SendTime
	}
	groups[0] = rest
	return groups
}

// timeline samples the curve in bins; whatever expires does so in the bin of
// the deadline, the last but those of the final attempts.
func (c curve) timeline(p *simulation.Plan) simulation.Timeline {
	const bins = 200
	t := simulation.Timeline{
		BinWidth:  p.Makespan/bins + 1,
		Delivered: make([]int64, bins), Failed: make([]int64, bins), Expired: make([]int64, bins),
	}
	var before point
	for i := range bins {
		sum := c.at(float64(i+1) * t.BinWidth.Seconds())
		sum.delivered, sum.failed = math.Round(sum.delivered), math.Round(sum.failed)
		if i == bins-1 {
			sum.delivered, sum.failed = float64(p.Totals.Delivered), float64(p.Totals.Failed)
		}
		t.Delivered[i], t.Failed[i] = int64(sum.delivered-before.delivered), int64(sum.failed-before.failed)
		before = sum
	}
	t.Expired[bins-1] = p.Totals.Expired
	return t
}
