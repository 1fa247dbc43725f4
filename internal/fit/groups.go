package fit

import (
	"cmp"
	"context"
	"math"
	"slices"

	"alertsim/internal/settings"
)

// makeGroup makes the figures of a group. alone says that no other group works on its channel.
func (m *maker) makeGroup(ctx context.Context, g int, all []ending, never *neverFit, alone bool) {
	p := m.persons
	out := GroupFit{Outcomes: []OutcomeFit{}, Name: m.groups[g], Channel: m.channels[m.channelOf[g]]}
	var open, known float64
	for w, word := range p.words {
		for _, e := range p.ends[g][w] {
			if e == nil {
				continue
			}
			n := total(e.counts[:])
			out.Attempts += int64(n)
			if word.Kind == Open || word.Kind == Unknown {
				open += n
			}
		}
	}
	kind := func(k Kind) func(int) float64 {
		return func(block int) (n float64) {
			for i := range all {
				if all[i].kind == k || k == "" {
					n += all[i].counts[block]
				}
			}
			return n
		}
	}
	out.Delivered = m.draws.share(kind(Delivered), kind(""))
	for i := range blocks {
		known += kind("")(i)
		out.LeastDelivered += kind(Delivered)(i)
	}
	out.MostDelivered = (out.LeastDelivered + open) / max(1, known+open)
	out.LeastDelivered /= max(1, known+open)

	failure, permanent := groupChances(all, never, alone)
	out.FailureRate = m.chance(failure, never, 1-out.Delivered.Low, 1-out.Delivered.High)
	if p.tries[m.channelOf[g]] > 1 || sum(all, Permanent, once) > 0 {
		e := m.chance(permanent, never, math.NaN(), math.NaN())
		if failed := sum(all, Permanent, once) + sum(all, Temporary, once); failed > 0 {
			if hits := sum(all, Permanent, once); min(hits, failed-hits) < enough {
				low, high := clopperPearson(hits, failed)
				e = Estimate{e.Value, min(e.Low, low), max(e.High, high)}
			}
			out.Permanent = &e
		}
	}
	m.outcomes(ctx, g, all, failure, never, &out)
	if l := m.timeline.loads[g]; l != nil {
		out.Rate, out.Senders = m.rate(l), sendersOf(l)
		if b := m.second.burst[g]; out.Rate.Binds && b >= 1.95 && m.fit.resolution <= 1000 {
			out.Burst = int64(math.Floor(b + 0.05))
		}
	}
	m.fit.Groups = append(m.fit.Groups, out)
}

func sum(all []ending, kind Kind, weights []float64) (n float64) {
	for i := range all {
		if all[i].kind == kind {
			n += all[i].total(weights)
		}
	}
	return n
}

// groupChances are the share of failures of a group, and of those for good among them, with weights and the chances of
// the channel. Alone the group has the channel's; beside others its own, of which the attempts to recipients who are
// never reached are taken away in the channel's proportion.
func groupChances(all []ending, never *neverFit, alone bool) (failure, permanent func(w []float64, c chances) float64) {
	if alone {
		return func(_ []float64, c chances) float64 { return 1 - c.delivers }, func(_ []float64, c chances) float64 { return c.permanent }
	}
	parts := func(w []float64, c chances) (d, t, p float64) {
		d, t, p = sum(all, Delivered, w), sum(all, Temporary, w), sum(all, Permanent, w)
		if c.lost > 0 {
			lost := min(t+p, c.lost*(d+t+p))
			if never.rule {
				share := (t + p - lost) / max(1, t+p)
				return d, t * share, p * share
			}
			return d, max(0, t-lost), p
		}
		return d, t, p
	}
	failure = func(w []float64, c chances) float64 { d, t, p := parts(w, c); return (t + p) / (d + t + p) }
	permanent = func(w []float64, c chances) float64 { _, t, p := parts(w, c); return p / (t + p) }
	return failure, permanent
}

// chance is a figure with its interval, which reaches to the bounds that are given unless somebody is never reached.
func (m *maker) chance(of func([]float64, chances) float64, never *neverFit, a, b float64) Estimate {
	var values []float64
	for i, w := range m.draws.draws {
		if x := of(w, never.draws[i]); !math.IsNaN(x) {
			values = append(values, x)
		}
	}
	value := of(once, never.chances)
	if math.IsNaN(value) {
		value = 0
	}
	e := between(value, values)
	if !never.is && !math.IsNaN(a) {
		e = Estimate{e.Value, min(e.Low, b), max(e.High, a)}
	}
	return e.upTo(1)
}

// outcomes tells the ways in which attempts of a group ended, the most frequent first, and their times.
func (m *maker) outcomes(ctx context.Context, g int, all []ending, failure func([]float64, chances) float64, never *neverFit, out *GroupFit) {
	together := !bool(never.rule) || !never.is && !differ(all)
	times := &sketch{}
	everything := func(w []float64) (n float64) {
		for i := range all {
			n += all[i].total(w)
		}
		return n
	}
	var ended [blocks]float64
	for i := range all {
		for b, n := range all[i].counts {
			ended[b] += n
		}
	}
	for i := range all {
		m.tell(1)
		if ctx.Err() != nil {
			return
		}
		e := &all[i]
		o := OutcomeFit{Word: m.persons.words[e.word].Text, Kind: e.kind, Count: int64(math.Round(e.total(once))), As: settings.OutcomeResult(e.kind)}
		if o.Word == "" {
			o.Word = string(e.kind)
		}
		if slices.ContainsFunc(out.Outcomes, func(x OutcomeFit) bool { return x.Word == o.Word }) {
			o.Word += ", for good"
		}
		o.Share = m.draws.share(func(b int) float64 { return e.counts[b] }, func(b int) float64 { return ended[b] })
		o.Model = m.chance(func(w []float64, c chances) float64 {
			f := failure(w, c)
			if e.kind == Delivered {
				return (1 - f) * e.total(w) / sum(all, Delivered, w)
			}
			return f * e.total(w) / (everything(w) - sum(all, Delivered, w))
		}, never, math.NaN(), math.NaN())
		if !never.is {
			o.Model = Estimate{o.Model.Value, min(o.Model.Low, o.Share.Low), max(o.Model.High, o.Share.High)}
		}
		if e.times.n > 0 && !together {
			o.Times = m.draws.times(e.times, m.fit.resolution)
		}
		out.Outcomes = append(out.Outcomes, o)
	}
	if together {
		for w := range m.persons.words {
			for _, e := range m.persons.ends[g][w] {
				if e != nil {
					times.merge(&e.times)
				}
			}
		}
	}
	slices.SortStableFunc(out.Outcomes, func(a, b OutcomeFit) int { return cmp.Compare(b.Count, a.Count) })
	if together && times.n > 0 {
		out.SendTimes = m.draws.times(times, m.fit.resolution)
	}
}

// sendersBind is from which share of the time with first attempts left all senders were at work, that is told as what
// limited the sending.
const sendersBind = 0.5

func sendersOf(l *load) SendersFit {
	out := SendersFit{Most: l.most}
	if span := l.to - l.from; span > 0 {
		out.Share = float64(l.atMost) / float64(span)
	}
	out.Binds = out.Share >= sendersBind && l.starts > l.most
	return out
}
