package fit

import "math"

// fewWaits is how many waits are needed to tell of them.
const fewWaits = 20

// makeRetries tells the waits after each attempt that failed, channel by channel.
func (m *maker) makeRetries() {
	for c := range m.channels {
		for after := range maxSequence {
			w := m.second.waits[c][after]
			if w == nil {
				continue
			}
			out := RetryFit{Channel: m.channels[c], After: after + 1, Count: w.all.n, Free: w.free.n >= fewWaits}
			s := &w.all
			if out.Free {
				s = &w.free
			}
			half := float64(m.fit.resolution) / 2e6
			if m.fit.resolution > 1 {
				half = float64(m.fit.resolution) / 1e6
			}
			q := m.draws.quantiles(s, []float64{0.05, 0.5, 0.95})
			out.Median = q[1].widened(half, half)
			out.Low, out.High = ends95(s, q, half)
			m.fit.Retries = append(m.fit.Retries, out)
		}
	}
}

// ends95 are the ends of a uniform distribution from its sample, in seconds: the least and the greatest value, beyond
// which n values leave 3.7/n of the whole open. Where a few values lie further out than a uniform distribution has them,
// since senders or rates added to the waits, the ends are those that its middle 90 % point to.
func ends95(s *sketch, q []Estimate, half float64) (low, high Estimate) {
	least, top := float64(s.least)/1e6, float64(s.top)/1e6
	middle := q[2].Value - q[0].Value
	room := (top - least) * min(1, 3.7/float64(s.n))
	slack := middle*(0.02+5/float64(s.n)) + 2*half
	low, high = exactly(least).widened(room+half, half), exactly(top).widened(half, room+half)
	if by := q[0].Value - middle/18; least < by-slack-middle/18 {
		low = Estimate{by, q[0].Low - middle/18 - half, q[0].High - middle/18 + half}
	}
	if by := q[2].Value + middle/18; top > by+slack+middle/18 {
		high = Estimate{by, q[2].Low + middle/18 - half, q[2].High + middle/18 + half}
	}
	return low.within(0, math.MaxFloat64), high.within(0, math.MaxFloat64)
}

// constant reports whether waits are always the same, to the resolution of the times or a fiftieth: senders and rates
// add a little.
func (r RetryFit) constant(resolution float64) bool {
	return r.High.Value-r.Low.Value <= max(2*resolution, 0.002*r.Median.Value) ||
		!r.Free && r.Median.Value-r.Low.Value <= 0.02*r.Median.Value
}
