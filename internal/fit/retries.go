package fit

import "math"

// fewWaits is how many waits are needed to tell of them.
const fewWaits = 20

// makeRetries tells the waits after each attempt that failed, channel by channel.
func (m *maker) makeRetries() {
	for c := range m.channels {
		added := m.added(c)
		for after := range maxSequence {
			w := m.second.waits[c][after]
			if w == nil {
				continue
			}
			out := RetryFit{Channel: m.channels[c], After: after + 1, Count: w.all.n, Free: true}
			s, usual := &w.free, w.all.quantile(0.5)/1e6
			switch {
			case !m.freshFirst(c) && added <= littleAdded*usual && w.all.n > 2*w.free.n:
				s, out.Added = &w.all, added
			case w.free.n < fewWaits:
				s, out.Added, out.Free = &w.all, added, false
			}
			half := float64(m.fit.resolution) / 1e6
			if m.fit.resolution == 1 {
				half /= 2
			}
			q := m.draws.quantiles(s, []float64{0.05, 0.5, 0.95})
			out.Median = q[1].widened(half+out.Added, half)
			out.Low, out.High = bounds(s, q, half, out.Added)
			m.fit.Retries = append(m.fit.Retries, out)
		}
		m.fit.FreshFirst = m.fit.FreshFirst || m.freshFirst(c)
	}
}

// littleAdded is which part of a wait senders and rates may add for it to be told from all retries.
const littleAdded = 0.05

// added is about what senders and rates add to the wait of a retry that goes first, in seconds: five times the distance
// that all but a thousandth of the starts have.
func (m *maker) added(c int) (most float64) {
	for g, l := range m.timeline.loads {
		if l != nil && m.channelOf[g] == c && l.starts > 1 {
			most = max(most, 5*quantileOfTally(l.spacing, 0.999)/1e6)
		}
	}
	return most
}

// freshFirst reports whether retries wait until everybody was tried once: there were some to make, and none was begun.
func (m *maker) freshFirst(c int) bool {
	e := m.second.early[c]
	if e.failed < 50 || e.begun > 0 {
		return false
	}
	for g, l := range m.timeline.loads {
		if w := m.second.waits[c][0]; l != nil && m.channelOf[g] == c && w != nil {
			return l.to-l.from > 2*w.all.least
		}
	}
	return false
}

// bounds are the ends of a uniform distribution from its sample, in seconds: the least and the greatest value. Beyond
// each, n values with the range R leave R (0.025^(−1/(n − 1)) − 1) open with 2.5 %. Where a few values lie further out than
// a uniform distribution has them, since senders or rates added to the waits, the ends are those that the middle 90 %
// point to. half is what the times are rounded by, added what waits may hold beyond.
func bounds(s *sketch, q []Estimate, half, added float64) (low, high Estimate) {
	least, top := float64(s.least)/1e6, float64(s.top)/1e6
	middle := q[2].Value - q[0].Value
	room := (top - least) * min(1, math.Pow(outside, -1/max(1, float64(s.n-1)))-1)
	slack := middle*(0.02+5/float64(s.n)) + 2*half + added
	low, high = exactly(least).widened(room+half+added, half), exactly(top).widened(half+added, room+half)
	if by := q[0].Value - middle/18; least < by-slack-middle/18 {
		low = Estimate{by, q[0].Low - middle/18 - half - added, q[0].High - middle/18 + half}
	}
	if by := q[2].Value + middle/18; top > by+slack+middle/18 {
		high = Estimate{by, q[2].Low + middle/18 - half - added, q[2].High + middle/18 + half}
	}
	return low.upTo(math.MaxFloat64), high.upTo(math.MaxFloat64)
}

// constant reports whether waits are always the same, to the resolution of the times or a fiftieth: senders and rates
// add a little.
func (r RetryFit) constant(resolution float64) bool {
	return r.High.Value-r.Low.Value <= max(2*resolution, 0.002*r.Median.Value) ||
		r.Added > 0 && r.Median.Value-r.Low.Value <= min(r.Added, 0.02*r.Median.Value)
}
