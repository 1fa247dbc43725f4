package fit

import (
	"fmt"
	"time"
)

const (
	day = int64(86400e6) // µs
	// capReached is the share of the starts that have to bring a window to its most for a cap to be told.
	capReached = 0.03
	fewReached = 20
)

// makeCaps looks for counts at which starts stop.
func (m *maker) makeCaps() {
	for g, l := range m.timeline.loads {
		if l == nil {
			continue
		}
		m.refusals(g, l)
		if !m.dailyCap(g, l) {
			m.rollingCaps(g, l)
		}
	}
}

// refusals tells a cap by which attempts were refused: what was accepted before the first refusal.
func (m *maker) refusals(g int, l *load) {
	if l.beforeStop == absent {
		return
	}
	out := CapFit{Group: m.groups[g], Count: l.beforeStop, Seconds: 86400, Fails: true,
		Why: "so many were taken before the first was refused; that a day is what it is counted in is an assumption"}
	for a, n := range m.persons.refused[g] {
		if n > 0 && a < len(m.reader.audiences.texts) {
			out.audience = append(out.audience, m.reader.audiences.texts[a])
		}
	}
	m.fit.Caps = append(m.fit.Caps, out)
}

// dailyCap looks for pauses that end at the same time of day, with as many starts between each two of them.
func (m *maker) dailyCap(g int, l *load) bool {
	var turns []gap
	for _, p := range l.gaps {
		if p.to-p.from >= 600e6 && p.running*2 <= l.most {
			turns = append(turns, p)
		}
	}
	if len(turns) < 2 {
		return false
	}
	slack := max(m.fit.resolution, 1e6)
	for i, p := range turns {
		apart := (p.to - turns[0].to) % day
		if min(apart, day-apart) > slack {
			return false
		}
		if i > 0 && p.before-turns[i-1].before != turns[1].before-turns[0].before {
			return false
		}
	}
	count := turns[1].before - turns[0].before
	if rest := l.all - turns[len(turns)-1].before; turns[0].before > count || rest > count || count < fewReached {
		return false
	}
	phase := turns[0].to % day
	if begins := (l.from - turns[0].to) % day; min(-begins, day+begins) <= slack { // it may as well be any 24 hours
		for _, w := range m.windows {
			if w.length == day && w.groups[g].most == count {
				return false
			}
		}
	}
	at := time.UnixMicro(phase).UTC()
	if m.fit.StartAt != "" {
		at = time.UnixMicro(turns[0].to).In(m.reader.sent.zone)
	}
	at = at.Add(time.Second)
	m.fit.Caps = append(m.fit.Caps, CapFit{
		Group: m.groups[g], Count: count, Seconds: 86400, Daily: at.Format("15:04"),
		Why: fmt.Sprintf("%d times in a row it stopped after as many and went on at the same time of day", len(turns)),
	})
	return true
}

// rollingCaps looks for windows that starts fill to the same count again and again, unless the pace alone explains it.
func (m *maker) rollingCaps(g int, l *load) {
	pace := 0.0 // starts a µs that are explained already
	if m.rates[g] > 0 {
		pace = m.rates[g]
	}
	if sendersOf(l).Binds {
		return
	}
	for _, w := range m.windows {
		x := w.groups[g]
		if x.most < fewReached || x.reached < fewReached || float64(x.reached) < capReached*float64(x.starts) {
			continue
		}
		if pace > 0 && float64(x.most) > 0.98*pace*float64(w.length) {
			continue
		}
		pace = float64(x.most) / float64(w.length)
		m.fit.Caps = append(m.fit.Caps, CapFit{
			Group: m.groups[g], Count: x.most, Seconds: float64(w.length) / 1e6,
			Why: fmt.Sprintf("%d of %d starts brought the window to this count, and none above it", x.reached, x.starts),
		})
	}
}

// capped reports whether a cap explains pauses of a group.
func (m *maker) capped(g int) bool {
	for _, c := range m.fit.Caps {
		if c.Group == m.groups[g] && !c.Fails {
			return true
		}
	}
	return false
}

// makePauses tells the times in which a group started nothing though first attempts were left and senders free.
func (m *maker) makePauses() {
	for g, l := range m.timeline.loads {
		if l == nil || l.starts < 100 || m.capped(g) {
			continue
		}
		usual := int64(quantileOfTally(l.spacing, 0.99))
		for _, p := range l.gaps {
			if p.to-p.from < max(10*usual, 10*m.fit.resolution, 1e6) || p.running*2 > l.most || m.explained(p) {
				continue
			}
			m.fit.Pauses = append(m.fit.Pauses, Pause{m.groups[g], float64(p.from-m.fit.start) / 1e6, float64(p.to-m.fit.start) / 1e6})
		}
	}
}

// explained reports whether a pause ends as an audience comes.
func (m *maker) explained(p gap) bool {
	for _, a := range m.fit.Audiences {
		if a.At > 0 && int64(a.At*1e6+0.5)+m.fit.start == p.to {
			return true
		}
	}
	return false
}

func quantileOfTally(t tally, share float64) float64 {
	weights := make([]float64, len(t))
	for i, n := range t {
		weights[i] = float64(n)
	}
	return quantileOf(weights, fineBits, share)
}
