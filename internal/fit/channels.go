package fit

import (
	"context"
	"math"
)

// ending is a way in which attempts of a group end, with the kind that its failures turned out to be.
type ending struct {
	word   int
	kind   Kind // Delivered, Temporary or Permanent
	counts [blocks]float64
	times  *sketch
}

func (e *ending) total(weights []float64) (n float64) {
	for i, w := range weights {
		n += w * e.counts[i]
	}
	return n
}

// makeChannel makes the figures of a channel and its groups, or gives up with ctx.
func (m *maker) makeChannel(ctx context.Context, c int) {
	p := m.persons
	tries := p.tries[c]
	raw := summed(&p.seen[c], once)
	left := 0.0 // the share of the last failures of which nothing says whether they were for good
	if all := total(raw[byFailure][:]); all > 0 {
		left = raw[byFailure][min(max(tries-1, 0), maxSequence)] / all
	}
	sums := known(raw, tries)
	var groups []int
	for g, of := range m.channelOf {
		if of == c {
			groups = append(groups, g)
		}
	}
	rule := outcomesRule(false)
	plain, _ := rule.estimate(&sums, false)
	all := make([][]ending, len(groups))
	for i, g := range groups {
		all[i] = m.endings(g, tries, left, plain.permanent)
		rule = rule || outcomesRule(differ(all[i]))
	}
	never := m.never(c, tries, rule, sums)
	out := ChannelFit{Name: m.channels[c]}
	if tries > 1 {
		out.Never = &never.share
	}
	m.confirmations(c, &out)
	m.fit.Channels = append(m.fit.Channels, out)
	for i, g := range groups {
		m.makeGroup(ctx, g, all[i], never, len(groups) == 1)
	}
}

func total(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

// endings are the ways in which attempts of a group ended. Of the failures that may be for good, left is the share of
// which nothing says so; good of those are taken to be.
func (m *maker) endings(g, tries int, left, good float64) []ending {
	var out []ending
	add := func(word int, kind Kind, factor float64, from ...*ends) {
		e := ending{word: word, kind: kind, times: &sketch{}}
		for _, f := range from {
			if f == nil {
				continue
			}
			for i, n := range f.counts {
				e.counts[i] += factor * n
			}
			e.times.merge(&f.times)
		}
		if e.total(once) > 0 {
			out = append(out, e)
		}
	}
	for w, word := range m.persons.words {
		last, followed := m.persons.ends[g][w][0], m.persons.ends[g][w][1]
		switch word.Kind {
		case Delivered, Temporary, Permanent:
			add(w, word.Kind, 1, last, followed)
		case Failed:
			temporary := left * (1 - good)
			if tries == 1 {
				temporary = 1
			}
			before := len(out)
			add(w, Temporary, 1, followed)
			add(w, Temporary, temporary, last)
			if len(out) == before+2 {
				for i, n := range out[before+1].counts {
					out[before].counts[i] += n
				}
				out[before].times.merge(out[before+1].times)
				out = out[:before+1]
			}
			add(w, Permanent, 1-temporary, last)
		case Open, Refused, Aborted, Ignored, Unknown:
		}
	}
	return out
}

const (
	// enough is how many durations are needed to compare distributions.
	enough = 30
	// apartFactor is that of √((n + m)/(n m)) for the distance that chance makes in one of a thousand pairs of samples.
	apartFactor = 1.95
)

// differ reports whether outcomes take other times than deliveries.
func differ(all []ending) bool {
	delivered := &sketch{}
	for i := range all {
		if all[i].kind == Delivered {
			delivered.merge(all[i].times)
		}
	}
	for i := range all {
		s := all[i].times
		if delivered.n < enough || s.n < enough {
			continue
		}
		a, b := float64(delivered.n), float64(s.n)
		if delivered.apart(s) > apartFactor*math.Sqrt((a+b)/(a*b)) {
			return true
		}
	}
	return false
}

// neverFit is how many are never reached, and what follows for attempts, for all and for each resample.
type neverFit struct {
	rule    outcomesRule
	share   Estimate
	chances chances
	draws   []chances
	is      bool // more than chance
}

// likelier is twice the difference of the logarithms of likelihoods that chance exceeds with 5 %.
const likelier = 3.84

func (m *maker) never(c, tries int, rule outcomesRule, sums sequences) *neverFit {
	out := &neverFit{rule: rule}
	without, less := rule.estimate(&sums, false)
	with, more := rule.estimate(&sums, tries > 1)
	out.chances, out.is = without, tries > 1 && 2*(more-less) > likelier
	if out.is {
		out.chances = with
	}
	var shares []float64
	for _, w := range m.draws.draws {
		s := known(summed(&m.persons.seen[c], w), tries)
		drawn := without
		if tries > 1 {
			drawn, _ = rule.from(&s, with, 1e-6)
			shares = append(shares, drawn.never)
		}
		if !out.is {
			drawn, _ = rule.estimate(&s, false)
		}
		out.draws = append(out.draws, drawn)
	}
	out.share = between(with.never, shares).upTo(1)
	if !out.is {
		out.share = Estimate{0, 0, out.share.High}
	}
	return out
}

func (m *maker) confirmations(c int, out *ChannelFit) {
	p := m.persons
	s := p.confirmations[c]
	if s == nil {
		return
	}
	if float64(p.repeated) > 0.01*total(p.recipients[:]) {
		m.fit.note("Many recipients were delivered to more than once, so which delivery they confirmed is not known.")
		return
	}
	e := m.draws.share(func(i int) float64 { return p.confirmed[c][i] }, func(i int) float64 { return p.deliveries[c][i] })
	out.Confirmed = &e
	out.ConfirmTimes = m.draws.times(s, m.fit.resolution)
}
