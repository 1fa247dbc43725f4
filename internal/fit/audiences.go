package fit

import (
	"math/bits"
	"slices"
)

// usedTogether is from which share of the recipients several channels for one of them are taken for steps.
const usedTogether = 0.01

// makeAudiences tells the parts of the recipients, and the order of channels.
func (m *maker) makeAudiences() {
	m.makeSteps()
	if m.fit.Columns.of(Audience) >= 0 && len(m.reader.audiences.texts) > 1 {
		for i, name := range m.reader.audiences.texts {
			a := &m.persons.audiences[i]
			m.audience(name, func(b int) float64 { return a.recipients[b] }, a.first, a.masks)
		}
		return
	}
	if len(m.channels) < 2 {
		return
	}
	firsts := map[int]int64{}
	for path, n := range m.persons.paths {
		firsts[firstOf(path)] += n
	}
	if len(firsts) < 2 {
		return
	}
	for c, name := range m.channels {
		if firsts[c] == 0 {
			continue
		}
		low, high := clopperPearson(float64(firsts[c]), float64(m.fit.Recipients))
		out := AudienceFit{Name: "first over " + name, Messages: firsts[c], Share: Estimate{float64(firsts[c]) / float64(m.fit.Recipients), low, high}}
		out.Channels = []string{name}
		if m.fit.Steps != nil {
			from := slices.Index(m.fit.Steps.Channels, name)
			out.Channels = slices.Clone(m.fit.Steps.Channels[max(0, from):])
		}
		m.fit.Audiences = append(m.fit.Audiences, out)
	}
}

// firstOf is the channel of a path's first attempt.
func firstOf(path uint64) int {
	return int(path>>(uint(bits.Len64(path)-1)/4*4)) - 1
}

func (m *maker) audience(name string, count func(int) float64, first int64, masks map[uint8]int64) {
	out := AudienceFit{Name: name}
	n := 0.0
	for i := range blocks {
		n += count(i)
	}
	out.Messages = int64(n)
	out.Share = m.draws.share(count, func(b int) float64 { return m.persons.recipients[b] })
	if first != absent {
		out.At = float64(max(0, first-m.fit.start)) / 1e6
	}
	var mask uint8
	for one := range masks {
		mask |= one
	}
	for c, channel := range m.channels {
		if mask&(1<<c) != 0 {
			out.Channels = append(out.Channels, channel)
		}
	}
	m.fit.Audiences = append(m.fit.Audiences, out)
}

// makeSteps finds the order in which recipients with several channels were tried over them.
func (m *maker) makeSteps() {
	var several, most int64
	var best uint64
	for path, n := range m.persons.paths {
		if path < 16 {
			continue
		}
		several += n
		if n > most || n == most && path > best {
			most, best = n, path
		}
	}
	if float64(several) < usedTogether*float64(m.fit.Recipients) {
		return
	}
	out := &StepsFit{}
	// A longer path that begins as the usual one says more of the order.
	for path, n := range m.persons.paths {
		if bits.Len64(path) > bits.Len64(best) && n > several/100 && path>>(uint(bits.Len64(path)-1)/4*4-uint(bits.Len64(best)-1)/4*4) == best {
			best = path
		}
	}
	for shift := int(uint(bits.Len64(best)-1) / 4 * 4); shift >= 0; shift -= 4 {
		out.Channels = append(out.Channels, m.channels[best>>shift&15-1])
	}
	inOrder := int64(0)
	for path, n := range m.persons.paths {
		if path >= 16 && m.ordered(path, out.Channels) {
			inOrder += n
		}
	}
	out.Share = float64(inOrder) / float64(several)
	if w := &m.persons.waits; w.n >= fewWaits {
		q := m.draws.quantiles(w, []float64{0.05, 0.5, 0.95})
		low, _ := bounds(w, q, float64(m.fit.resolution)/1e6, 0)
		out.Wait = &low
	}
	m.fit.Steps = out
}

func (m *maker) ordered(path uint64, channels []string) bool {
	before := -1
	for shift := int(uint(bits.Len64(path)-1) / 4 * 4); shift >= 0; shift -= 4 {
		at := slices.Index(channels, m.channels[path>>shift&15-1])
		if at <= before {
			return false
		}
		before = at
	}
	return true
}
