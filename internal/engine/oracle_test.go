package engine

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// oracle is the model's rules written down once, one message at a time, with nothing but lists that are searched. It
// shares only draws and samples with the engine. What it does is slow, and meant to be seen to be right.
type oracle struct {
	model
	of       []int // audience by message
	tables   map[string]*table
	messages []oracleMessage
	senders  []oracleSender
	groups   []oracleGroup
	caps     []oracleCap
	tries    []tried
	fates    []fate
	closed   []Time // by group: how long while a message was not over
	// heldByRate is, by group, how long its rate alone kept it from starting; heldByCap how long a cap kept something back.
	heldByRate, heldByCap []Time

	lapsed   []int64 // messages that expired at the deadline in no attempt
	makespan Time    // the last end of an attempt, or the deadline if something expired there
	runEnd   Time    // the later of that and the last acknowledgement
}

type oracleMessage struct {
	waits   bool // in a queue, in backoff, before its audience's instant or between steps
	begun   bool // its first attempt has started
	over    bool // nothing more is started for it
	step    int
	attempt int
	due     Time
	pending Time // the earliest acknowledgement to come
}

type oracleSender struct {
	group, number int
	busy          bool
	message       int64
	start, end    Time
	result        result
}

type oracleGroup struct {
	senders     int
	rate        float64
	failureRate float64
	factor      int64
	open, hours bool
	started     bool
	last        Time  // start
	tat         int64 // ns
}

type oracleCap struct {
	count  int64
	turn   Time
	starts []Time
}

// runOracle plays a model from 0 to its end.
func runOracle(c model) *oracle {
	o := &oracle{model: c, tables: map[string]*table{}, of: shareOut(c), messages: make([]oracleMessage, c.messages), fates: make([]fate, c.messages)}
	for g, group := range c.groups {
		o.groups = append(o.groups, oracleGroup{
			senders: group.senders, rate: group.rate, failureRate: group.failureRate, factor: 1e6, open: true, hours: !group.closed,
		})
		for n := range mostSenders(group) {
			o.senders = append(o.senders, oracleSender{group: g, number: n})
		}
	}
	for _, c := range c.caps {
		o.caps = append(o.caps, oracleCap{count: c.count, turn: math.MinInt64})
	}
	for i := range o.messages {
		m := &o.messages[i]
		m.pending, m.attempt = never, 1
		o.fates[i] = fate{never, never, open}
		k, ok := c.stepFrom(0, o.of[i])
		if !ok {
			m.over, o.fates[i].ended = true, endUnreachable
			continue
		}
		m.waits, m.step, m.due = true, k, c.audiences[o.of[i]].at
	}
	o.closed, o.heldByRate, o.heldByCap = make([]Time, len(c.groups)), make([]Time, len(c.groups)), make([]Time, len(c.caps))
	for now := Time(0); now != never; {
		o.instant(now)
		next := o.next(now)
		if next != never {
			o.measure(now, next-now)
		}
		now = next
	}
	return o
}

// measure notes what was held back, and by what, between two instants.
func (o *oracle) measure(now, span Time) {
	left := slices.ContainsFunc(o.messages, func(m oracleMessage) bool { return !m.over })
	ready := make([]bool, len(o.groups)) // open, and with a free sender
	for g, group := range o.groups {
		isOpen := group.open && group.hours
		if !isOpen && left {
			o.closed[g] += span
		}
		ready[g] = isOpen && slices.ContainsFunc(o.senders, func(s oracleSender) bool { return s.group == g && !s.busy && s.number < group.senders })
		if _, some := o.choose(now, g); ready[g] && some && group.opens(o.model.groups[g].burst) > now {
			o.heldByRate[g] += span
		}
	}
	for i, c := range o.model.caps {
		if c.fails || o.used(i, now)+c.weight <= o.caps[i].count {
			continue
		}
		for m, message := range o.messages {
			at, _ := o.stepOf(message.step, o.of[m])
			if message.waits && message.due <= now && slices.ContainsFunc(o.senders, func(s oracleSender) bool {
				return ready[s.group] && o.model.groups[s.group].channel == at.channel && c.covers(s.group, o.of[m])
			}) {
				o.heldByCap[i] += span
				break
			}
		}
	}
}

func mostSenders(g modelGroup) int {
	n := g.senders
	for _, c := range g.timetable {
		if c.senders != nil {
			n = max(n, *c.senders)
		}
	}
	return n
}

// instant does all that happens at one instant, in the order of the rules.
func (o *oracle) instant(now Time) {
	for i := range o.senders {
		if s := &o.senders[i]; s.busy && s.end == now {
			o.end(i, now, s.result)
		}
	}
	if now == o.deadline {
		o.expire(now)
	}
	o.turnPages(now)
	for i := range o.messages {
		if m := &o.messages[i]; m.pending == now {
			m.pending = never
			if o.fates[i].acknowledged == never {
				o.fates[i].acknowledged = now
				o.runEnd = max(o.runEnd, now)
			}
			if o.confirmed {
				m.waits, m.over = false, true
			}
		}
	}
	if now < o.deadline {
		o.startAll(now)
	}
}

// turnPages does what timetables, opening hours and windows say of an instant.
func (o *oracle) turnPages(now Time) {
	for g := range o.groups {
		for _, c := range o.model.groups[g].timetable {
			if c.at == now {
				o.change(g, c)
			}
		}
	}
	for i, c := range o.model.caps {
		for _, change := range c.timetable {
			if change.at == now {
				o.caps[i].count = change.count
			}
		}
		if slices.Contains(c.turns, now) {
			o.caps[i].turn = now
		}
	}
	for g, group := range o.model.groups {
		if slices.Contains(group.hours, now) {
			o.groups[g].hours = !o.groups[g].hours
		}
	}
}

func (o *oracle) change(g int, c change) {
	group := &o.groups[g]
	if c.senders != nil {
		group.senders = *c.senders
	}
	if c.rate != nil && *c.rate != group.rate {
		group.retime(*c.rate, int64(c.at)*1000)
	}
	if c.failureRate != nil {
		group.failureRate = *c.failureRate
	}
	if c.factor != nil {
		group.factor = *c.factor
	}
	if c.open != nil {
		group.open = *c.open
	}
	if c.abort {
		for i := range o.senders {
			if s := &o.senders[i]; s.busy && s.group == g {
				o.end(i, c.at, aborted)
			}
		}
	}
}

// retime changes a rate at an instant in nanoseconds.
func (g *oracleGroup) retime(rate float64, at int64) {
	before := g.rate
	g.rate = rate
	switch {
	case !g.started:
	case rate == 0:
		g.tat = int64(g.last) * 1000
	case before == 0:
		g.tat = int64(g.last)*1000 + gap(rate)
	case g.tat > at:
		left := new(big.Int).Mul(big.NewInt(g.tat-at), big.NewInt(gap(rate)))
		left.Add(left, big.NewInt(gap(before)-1))
		g.tat = at + left.Div(left, big.NewInt(gap(before))).Int64()
	}
}

// gap is the time between two starts in nanoseconds.
func gap(rate float64) int64 { return int64(1e9/rate + 0.5) }

// opens is the first instant at which a group's rate lets it start.
func (g *oracleGroup) opens(burst int64) Time {
	if g.rate == 0 || !g.started {
		return 0
	}
	return Time(max(0, g.tat-(burst-1)*gap(g.rate)+999) / 1000)
}

// end ends what a sender does, with a result.
func (o *oracle) end(i int, now Time, result result) {
	s := &o.senders[i]
	m, f := &o.messages[s.message], &o.fates[s.message]
	s.busy = false
	o.makespan, o.runEnd = max(o.makespan, now), max(o.runEnd, now)
	try := tried{s.message, m.step, m.attempt, i, s.start, now - s.start, result, false}
	defer func() { o.tries = append(o.tries, try) }()
	audience := o.of[s.message]
	if result == reached {
		if try.repeat = f.delivered != never; !try.repeat {
			f.delivered, f.ended = now, endDelivered
		}
		o.drawAcknowledgement(s.message, now)
		if m.over || !o.confirmed {
			m.over = true
			return
		}
		at, _ := o.stepOf(m.step, audience)
		o.goOn(s.message, now, now+at.wait)
		return
	}
	if m.over {
		return
	}
	rule := o.retryOf(m.step, audience)
	if result != permanent && result != overCap && m.attempt < rule.attempts {
		if now >= o.deadline {
			o.stop(s.message, endExpired)
			return
		}
		wait := o.backoff(rule, s.message, m.step, m.attempt)
		m.waits, m.attempt, m.due = true, m.attempt+1, now+wait
		return
	}
	o.goOn(s.message, now, now)
}

// goOn makes the next step of a message due, if there is one and time for it.
func (o *oracle) goOn(message int64, now, due Time) {
	m := &o.messages[message]
	k, more := o.stepFrom(m.step+1, o.of[message])
	switch {
	case !more:
		o.stop(message, endFailed)
	case now >= o.deadline:
		o.stop(message, endExpired)
	default:
		m.waits, m.step, m.attempt, m.due = true, k, 1, due
	}
}

// stop ends a message: one that was never delivered so.
func (o *oracle) stop(message int64, as end) {
	m, f := &o.messages[message], &o.fates[message]
	m.waits, m.over = false, true
	if f.ended == open {
		f.ended = as
	}
}

// expire stops everything that waits.
func (o *oracle) expire(now Time) {
	for i := range o.messages {
		if o.messages[i].waits {
			o.runEnd = max(o.runEnd, now)
			if o.fates[i].ended == open {
				o.makespan = max(o.makespan, now)
				o.lapsed = append(o.lapsed, int64(i))
			}
			o.stop(int64(i), endExpired)
		}
	}
}

// startAll lets the free senders begin, the lowest first.
func (o *oracle) startAll(now Time) {
	nothing := make([]bool, len(o.groups))
	for i := range o.senders {
		s := &o.senders[i]
		g, group := s.group, &o.groups[s.group]
		if s.busy || nothing[g] || !group.open || !group.hours || s.number >= group.senders || group.opens(o.model.groups[g].burst) > now {
			continue
		}
		m, ok := o.choose(now, g)
		if !ok {
			nothing[g] = true
			continue
		}
		o.start(i, m, now)
	}
}

// choose is the message that a free sender of a group takes.
func (o *oracle) choose(now Time, g int) (best int64, ok bool) {
	for i := range o.messages {
		m := &o.messages[i]
		if !m.waits || m.due > now {
			continue
		}
		at, _ := o.stepOf(m.step, o.of[i])
		if at.channel != o.model.groups[g].channel || !o.room(now, g, o.of[i], false) {
			continue
		}
		if !ok || o.before(int64(i), best) {
			best, ok = int64(i), true
		}
	}
	return best, ok
}

// before reports whether one of two that are due goes before the other.
func (o *oracle) before(a, b int64) bool {
	p, q := o.audiences[o.of[a]].priority, o.audiences[o.of[b]].priority
	m, n := o.messages[a], o.messages[b]
	switch {
	case p != q:
		return p > q
	case m.begun != n.begun:
		return m.begun != o.freshFirst
	case m.begun && m.due != n.due:
		return m.due < n.due
	}
	return a < b
}

// room reports whether every cap that refuses (or that does not) has room for one attempt more.
func (o *oracle) room(now Time, g, audience int, refuse bool) bool {
	for i, c := range o.model.caps {
		if c.fails == refuse && c.covers(g, audience) && o.used(i, now)+c.weight > o.caps[i].count {
			return false
		}
	}
	return true
}

// used is how much of a cap is used at an instant.
func (o *oracle) used(i int, now Time) (n int64) {
	for _, start := range o.caps[i].starts {
		if w := o.model.caps[i].window; w > 0 && start > now-w || w == 0 && start >= o.caps[i].turn {
			n += o.model.caps[i].weight
		}
	}
	return n
}

// start lets a sender begin with a message.
func (o *oracle) start(i int, message int64, now Time) {
	s, m := &o.senders[i], &o.messages[message]
	g, group := s.group, &o.groups[s.group]
	m.waits, m.begun = false, true
	s.busy, s.message, s.start = true, message, now
	if group.rate > 0 {
		tat := int64(now) * 1000
		if group.started {
			tat = max(tat, group.tat)
		}
		group.tat = tat + gap(group.rate)
	}
	group.started, group.last = true, now
	if !o.room(now, g, o.of[message], true) {
		s.end, s.result = now+1, overCap
		return
	}
	for c := range o.caps {
		if o.model.caps[c].covers(g, o.of[message]) {
			o.caps[c].starts = append(o.caps[c].starts, now)
		}
	}
	var length Time
	s.result, length = o.attempt(g, message, m.step, m.attempt)
	s.end = now + scaled(length, group.factor)
}

// scaled is a time multiplied by millionths, rounded, at least 1 µs.
func scaled(t Time, millionths int64) Time {
	high, low := bits.Mul64(uint64(t), uint64(millionths))
	low, carry := bits.Add64(low, 500_000, 0)
	q, _ := bits.Div64(high+carry, low, 1_000_000)
	return max(1, Time(q))
}

// attempt draws what an attempt comes to, and how long it takes.
func (o *oracle) attempt(g int, message int64, k, a int) (result, Time) {
	group := o.model.groups[g]
	never := o.happens(o.channels[group.channel].neverReached, 3, message, 0, group.channel)
	h := o.draw(1, message, k, a)
	if len(group.outcomes) == 0 {
		length := o.sample(group.sendTime, h)
		switch {
		case never:
			return temporary, length
		case !o.happens(o.groups[g].failureRate, 1, message, k, a):
			return reached, length
		case o.happens(group.permanentShare, 2, message, k, a):
			return permanent, length
		}
		return temporary, length
	}
	possible := slices.Clone(group.outcomes)
	if never {
		possible = slices.DeleteFunc(possible, func(e ending) bool { return e.result == reached })
		if len(possible) == 0 {
			return temporary, o.sample(group.outcomes[0].sendTime, h)
		}
	}
	total, sum := 0.0, 0.0
	for _, e := range possible {
		total += e.share
	}
	for i, e := range possible {
		if sum += e.share; i == len(possible)-1 || o.happens(sum/total, 1, message, k, a) {
			return e.result, o.sample(e.sendTime, h)
		}
	}
	panic("no outcome")
}

// drawAcknowledgement notes when a delivery will be acknowledged, if it will.
func (o *oracle) drawAcknowledgement(message int64, now Time) {
	m := &o.messages[message]
	at, _ := o.stepOf(m.step, o.of[message])
	c := o.channels[at.channel]
	if c.confirms == 0 || o.fates[message].acknowledged != never || !o.happens(c.confirms, 4, message, m.step, m.attempt) {
		return
	}
	m.pending = min(m.pending, now+max(1, o.sample(c.after, o.draw(4, message, m.step, m.attempt))))
}

// backoff is the wait after an attempt that failed.
func (o *oracle) backoff(r retryRule, message int64, k, a int) Time {
	wait := r.waits[min(a, len(r.waits))-1]
	h := o.draw(2, message, k, a)
	share := func(n Time) Time { // one of n whole numbers from 0
		high, _ := bits.Mul64(uint64(n), h&fractionMask)
		return Time(high)
	}
	if width := Time(math.Floor(r.spread*float64(wait) + 0.5)); width > 0 {
		return wait - width + share(2*width+1)
	}
	width := Time(math.Floor(r.jitter*float64(wait) + 0.5))
	if width == 0 {
		return wait
	}
	return wait - width + 1 + share(width)
}

func (o *oracle) draw(purpose uint64, message int64, k, a int) uint64 {
	return draw(drawKey(o.seed, purpose+8*uint64(2*k+a>>4)), try(message<<4|int64(a&15)))
}

func (o *oracle) happens(share float64, purpose uint64, message int64, k, a int) bool {
	return naiveHappens(share, o.draw(purpose, message, k, a), o.draw(purpose+purposeTie, message, k, a))
}

// sample is the value of a distribution that belongs to a draw.
func (o *oracle) sample(d Distribution, h uint64) Time {
	name := fmt.Sprint(d)
	if o.tables[name] == nil {
		t, err := newTable(d.quantile())
		if err != nil {
			panic(err)
		}
		o.tables[name] = t
	}
	return o.tables[name].sample(h)
}

// next is the next instant at which something may happen; never when the run is over.
func (o *oracle) next(now Time) Time {
	next, going := never, false
	consider := func(at Time) {
		if at > now {
			next = min(next, at)
		}
	}
	for i := range o.messages {
		if m := &o.messages[i]; m.waits {
			consider(m.due)
			going = true
		}
		if at := o.messages[i].pending; at != never && o.fates[i].acknowledged == never {
			consider(at)
			going = true
		}
	}
	for _, s := range o.senders {
		if s.busy {
			consider(s.end)
			going = true
		}
	}
	if !going {
		return never
	}
	for g, group := range o.model.groups {
		consider(o.groups[g].opens(group.burst))
		for _, c := range group.timetable {
			consider(c.at)
		}
		for _, at := range group.hours {
			consider(at)
		}
	}
	for i, c := range o.model.caps {
		for _, change := range c.timetable {
			consider(change.at)
		}
		for _, at := range c.turns {
			consider(at)
		}
		for _, at := range o.caps[i].starts {
			if c.window > 0 {
				consider(at + c.window)
			}
		}
	}
	consider(o.deadline)
	return next
}
