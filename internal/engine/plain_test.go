package engine

import (
	"container/heap"
	"testing"
)

// plain does what a course does as a program does that is written without much thought: one heap of events and heaps of
// what waits, of the standard library. It knows what typical has. It is what the benchmark compares with, and holds the
// engine to its counts where the oracle would take for ever.
type plain struct {
	Config
	s        *Schedule
	now      Time
	events   plainHeap
	ready    [][]plainHeap // by channel and audience: what is due
	groups   []plainGroup
	caps     []plainCap
	of       []int
	step     []int // by message, of its path
	try      []int
	begun    []bool
	done     []bool
	reached  []bool
	queued   []int // how often: of several items the last one counts
	confirms []bool

	attempts, delivered, failed, expired, acknowledged, repeats int64
	makespan                                                    Time
}

type plainGroup struct {
	rate, tat int64
	open      bool
	started   bool
	free      plainHeap
	busy      map[int]*plainItem // by sender
	woken     Time
}

type plainCap struct {
	used   int64
	starts []Time
}

// plainItem is an event, or something that waits; in order of at, kind and number.
type plainItem struct {
	at           Time
	kind, number int
	message      int
	result       Result
	started      Time
	stale        int
	ended        bool
}

const (
	plainEnd = iota
	plainDeadline
	plainPage
	plainTurn
	plainDue
	plainAcknowledged
	plainWake
)

type plainHeap []*plainItem

func (h plainHeap) Len() int { return len(h) }
func (h plainHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	if a.at != b.at {
		return a.at < b.at
	}
	if a.kind != b.kind {
		return a.kind < b.kind
	}
	return a.number < b.number
}
func (h plainHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *plainHeap) Push(x any)   { *h = append(*h, x.(*plainItem)) }
func (h *plainHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func (p *plain) later(at Time, kind, number int) *plainItem {
	e := &plainItem{at: at, kind: kind, number: number}
	heap.Push(&p.events, e)
	return e
}

func runPlain(s *Schedule, c Config) *plain {
	n := int(c.Messages)
	p := &plain{Config: c, s: s, step: make([]int, n), try: make([]int, n), begun: make([]bool, n), done: make([]bool, n), reached: make([]bool, n),
		queued: make([]int, n), confirms: make([]bool, n)}
	for range c.Channels {
		p.ready = append(p.ready, make([]plainHeap, len(c.Audiences)))
	}
	for _, a := range shares(c.Messages, s.course.audiences) {
		p.of = append(p.of, int(a))
	}
	for g, group := range c.Groups {
		p.groups = append(p.groups, plainGroup{rate: nanosOf(group.RatePerSecond), open: true, busy: map[int]*plainItem{}, woken: -1})
		for i := range group.Senders {
			heap.Push(&p.groups[g].free, &plainItem{number: s.groups[g].first + i})
		}
		for i, change := range group.Timetable {
			p.later(change.At, plainPage, g*MaxChanges+i)
		}
	}
	p.caps = make([]plainCap, len(c.Caps))
	for i, cap := range c.Caps {
		for _, at := range cap.Turns {
			p.later(at, plainTurn, i)
		}
	}
	p.later(c.TimeToLive, plainDeadline, 0)
	for m := range n {
		p.try[m] = 1
		p.wait(m, c.Audiences[p.of[m]].At)
	}
	for p.events.Len() > 0 {
		p.now = p.events[0].at
		for p.events.Len() > 0 && p.events[0].at == p.now {
			p.handle(heap.Pop(&p.events).(*plainItem))
		}
		if p.now < c.TimeToLive {
			p.start()
		}
	}
	return p
}

// wait lets a message wait for its next attempt from an instant on.
func (p *plain) wait(m int, at Time) {
	p.queued[m]++
	e := p.later(at, plainDue, m)
	e.message, e.stale = m, p.queued[m]
}

func (p *plain) path(m int) []pathStep { return p.s.course.audiences[p.of[m]].path }

func (p *plain) handle(e *plainItem) {
	switch e.kind {
	case plainEnd:
		if !e.ended {
			p.end(e)
		}
	case plainDeadline:
		for m := range p.done {
			if !p.done[m] && p.queued[m] > 0 {
				p.done[m] = true
				if !p.reached[m] {
					p.expired++
					p.makespan = max(p.makespan, p.now)
				}
			}
		}
	case plainPage:
		p.page(e.number/MaxChanges, p.Groups[e.number/MaxChanges].Timetable[e.number%MaxChanges])
	case plainTurn:
		p.caps[e.number].used = 0
	case plainDue:
		if !p.done[e.message] && e.stale == p.queued[e.message] {
			item := &plainItem{at: e.at, number: e.message, message: e.message, stale: e.stale}
			if !p.begun[e.message] { // behind everything that is due, in order of the numbers
				item.at = never
			}
			heap.Push(&p.ready[p.path(e.message)[p.step[e.message]].channel][p.of[e.message]], item)
		}
	case plainAcknowledged:
		if !p.confirms[e.message] {
			p.confirms[e.message] = true
			p.acknowledged++
			p.done[e.message] = true
		}
	}
}

func (p *plain) page(g int, c Change) {
	group := &p.groups[g]
	if c.RatePerSecond != nil {
		state := courseGroupRun{interval: group.rate, tat: group.tat, started: group.started}
		state.retime(nanosOf(*c.RatePerSecond), int64(p.now)*1000)
		group.rate, group.tat = state.interval, state.tat
	}
	if c.Open != nil {
		group.open = *c.Open
	}
	if c.Abort {
		for i := p.s.groups[g].first; i < p.s.groups[g].first+p.Groups[g].Senders; i++ {
			if e := group.busy[i]; e != nil {
				e.ended, e.result = true, Aborted
				p.end(&plainItem{number: i, message: e.message, result: Aborted, started: e.started})
			}
		}
	}
}

func (p *plain) end(e *plainItem) {
	m, g := e.message, 0
	for e.number >= p.s.groups[g].first+p.s.groups[g].senders {
		g++
	}
	delete(p.groups[g].busy, e.number)
	heap.Push(&p.groups[g].free, &plainItem{number: e.number})
	p.attempts++
	p.makespan = max(p.makespan, p.now)
	step := p.path(m)[p.step[m]]
	keys, t := p.s.course.keysFor(step.k, uint8(p.try[m])), tryOf(int64(m), uint8(p.try[m]))
	if e.result == Reached {
		if p.reached[m] {
			p.repeats++
		} else {
			p.reached[m] = true
			p.delivered++
		}
		if channel := &p.s.course.channels[step.channel]; channel.after != nil && !p.confirms[m] {
			if h := draw(keys.confirm.key, t); channel.confirms.happens(h, keys.confirm.tie, t) {
				p.later(p.now+max(1, channel.after.sample(h)), plainAcknowledged, m).message = m
			}
		}
		if !p.done[m] {
			p.goOn(m, p.now+step.wait)
		}
		return
	}
	switch {
	case p.done[m]:
	case (e.result == Temporary || e.result == Aborted) && p.try[m] < int(step.rule.attempts):
		if p.now >= p.TimeToLive {
			p.stop(m, &p.expired)
			return
		}
		wait := step.rule.after(uint8(p.try[m]), draw(keys.failure.key, t))
		p.try[m]++
		p.wait(m, p.now+wait)
	default:
		p.goOn(m, p.now)
	}
}

func (p *plain) goOn(m int, at Time) {
	switch {
	case p.step[m]+1 == len(p.path(m)):
		p.stop(m, &p.failed)
	case p.now >= p.TimeToLive:
		p.stop(m, &p.expired)
	default:
		p.step[m]++
		p.try[m] = 1
		p.wait(m, at)
	}
}

func (p *plain) stop(m int, as *int64) {
	p.done[m] = true
	if !p.reached[m] {
		*as++
	}
}

func (p *plain) start() {
	for i, cap := range p.Caps {
		c := &p.caps[i]
		for cap.Window > 0 && len(c.starts) > 0 && c.starts[0] <= p.now-cap.Window {
			c.starts = c.starts[1:]
			c.used -= cap.Weight
		}
	}
	for g := range p.groups {
		group := &p.groups[g]
		for group.open && group.free.Len() > 0 {
			if group.rate > 0 && group.started {
				if opens := Time(max(0, group.tat-(max(1, p.Groups[g].Burst)-1)*group.rate+999) / 1000); opens > p.now {
					p.wakeAt(g, opens)
					break
				}
			}
			item := p.choose(g)
			if item == nil {
				break
			}
			p.begin(g, heap.Pop(&group.free).(*plainItem).number, item.message)
		}
	}
}

func (p *plain) wakeAt(g int, at Time) {
	if group := &p.groups[g]; group.woken != at {
		group.woken = at
		p.later(at, plainWake, g)
	}
}

func (p *plain) covers(i, g, a int) bool {
	c := p.Caps[i]
	return (c.Groups == nil || c.Groups[g]) && (c.Audiences == nil || c.Audiences[a])
}

func (p *plain) full(i int) bool { return p.caps[i].used+p.Caps[i].Weight > p.Caps[i].Count }

func (p *plain) choose(g int) *plainItem {
	var best *plainHeap
	priority := -1
	channel := p.Groups[g].Channel
	for a := range p.Audiences {
		q := &p.ready[channel][a]
		for q.Len() > 0 && (p.done[(*q)[0].message] || (*q)[0].stale != p.queued[(*q)[0].message]) {
			heap.Pop(q)
		}
		held := false
		for i, cap := range p.Caps {
			if !cap.Refuses && p.covers(i, g, a) && p.full(i) && q.Len() > 0 {
				held = true
				if len(p.caps[i].starts) > 0 {
					p.wakeAt(g, p.caps[i].starts[0]+cap.Window)
				}
			}
		}
		if held || q.Len() == 0 || p.Audiences[a].Priority < priority {
			continue
		}
		if p.Audiences[a].Priority > priority || (plainHeap{(*q)[0], (*best)[0]}).Less(0, 1) {
			best, priority = q, p.Audiences[a].Priority
		}
	}
	if best == nil {
		return nil
	}
	return heap.Pop(best).(*plainItem)
}

func (p *plain) begin(g, sender, m int) {
	group := &p.groups[g]
	if group.rate > 0 {
		tat := int64(p.now) * 1000
		if group.started {
			tat = max(tat, group.tat)
		}
		group.tat = tat + group.rate
	}
	group.started = true
	p.begun[m] = true
	p.queued[m]++ // nothing that waits counts any more
	at, result := p.now+1, OverCap
	refused := false
	for i, cap := range p.Caps {
		refused = refused || cap.Refuses && p.covers(i, g, p.of[m]) && p.full(i)
	}
	if !refused {
		for i, cap := range p.Caps {
			if p.covers(i, g, p.of[m]) {
				p.caps[i].used += cap.Weight
				if cap.Window > 0 {
					p.caps[i].starts = append(p.caps[i].starts, p.now)
				}
			}
		}
		result, at = p.draw(g, m)
		at += p.now
	}
	e := p.later(at, plainEnd, sender)
	e.message, e.result, e.started = m, result, p.now
	group.busy[sender] = e
}

// draw is what an attempt comes to, and how long it takes.
func (p *plain) draw(g, m int) (Result, Time) {
	step := p.path(m)[p.step[m]]
	course := p.s.course
	channel := &course.channels[step.channel]
	never := channel.never.possible() && course.reached.happens(channel.never, try(m)<<tryShift|try(step.channel))
	keys, t := course.keysFor(step.k, uint8(p.try[m])), tryOf(int64(m), uint8(p.try[m]))
	h := draw(keys.attempt.key, t)
	group := &p.s.groups[g]
	if len(p.Groups[g].Endings) == 0 {
		length := group.table.sample(h)
		switch {
		case never:
			return Temporary, length
		case !group.failure.happens(h, keys.attempt.tie, t):
			return Reached, length
		case keys.failure.happens(group.permanent, t):
			return Permanent, length
		}
		return Temporary, length
	}
	endings := course.groups[g].endings
	if never {
		endings = course.groups[g].unable
	}
	for _, e := range endings {
		if e.below.happens(h, keys.attempt.tie, t) {
			return e.result, e.table.sample(h)
		}
	}
	panic("no ending")
}

// A hundred thousand messages come to the same.
func TestTypicalIsPlain(t *testing.T) {
	c := typical(100_000)
	s := compile(t, c)
	r := s.Run(SenderRange{0, s.Senders()})
	r.Advance(never, 0)
	p := runPlain(s, c)
	got := r.Counts()
	if got.Delivered != p.delivered || got.Failed != p.failed || got.Expired != p.expired || got.Attempts != p.attempts ||
		got.Acknowledged != p.acknowledged || got.Repeats != p.repeats || r.Makespan() != p.makespan {
		t.Errorf("%+v, %d acknowledged, %d repeats, %d; plainly %d delivered, %d failed, %d expired, %d attempts, %d acknowledged, %d repeats, %d",
			got, got.Acknowledged, got.Repeats, r.Makespan(), p.delivered, p.failed, p.expired, p.attempts, p.acknowledged, p.repeats, p.makespan)
	}
}
