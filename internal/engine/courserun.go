package engine

import (
	"bytes"
	"math/bits"
)

// courseRun is what a passage through a course has beside what every Run has.
type courseRun struct {
	*course
	of     []uint8        // audience by message; nil: there is one only
	flags  []uint8        // by message
	fresh  []int64        // by audience: the next message that was never tried; all messages: there is none
	queues [][]retryQueue // by channel and audience: what is tried again, or goes on
	acks   ackQueue
	groups []courseGroupRun
	caps   []capRun
	full   uint32    // caps without room, a bit each
	carry  []carried // by sender
	page   Time      // see nextPage
	tally  *tally    // nil: nothing is counted by parts

	waiting, undelivered int64 // messages that are in no attempt and not over; those of them that were never delivered
	acknowledged         int64
	unreachable          int64
	repeats              int64
	makespan             Time // the last end of an attempt, or the deadline if something expired there
	end                  Time // the later of that and the last acknowledgement
	done                 bool
}

// What is known of a message, besides where it is.
const (
	isDelivered uint8 = 1 << iota
	isOver            // nothing more is started for it
	isAcknowledged
	isQueued // it has an item in a queue
)

// carried is what a sender is in the middle of.
type carried struct {
	message uint32
	pos     uint8
	attempt uint8
	result  Result
	how     uint8 // see counts and ending
}

const isCounted = 1 << 7

// counts reports whether its message was undelivered at its start.
func (c carried) counts() bool { return c.how&isCounted != 0 }

// ending is which of the group's endings it is, if it has any.
func (c carried) ending() int { return int(c.how &^ isCounted) }

type courseGroupRun struct {
	failure     chance
	permanent   chance
	interval    int64 // ns
	tat         int64 // ns
	last        Time  // start
	factor      int64
	senders     int
	started     bool
	open, hours bool
	wake        Time // see courseAssign
	changes     int  // of the timetable that were made
	turns       int  // of the opening hours
}

type capRun struct {
	count   int64
	used    int64
	window  window
	turns   int
	changes int
}

func (s *Schedule) newCourse() *courseRun {
	c := s.course
	r := &courseRun{
		course: c, flags: make([]uint8, s.messages), fresh: make([]int64, len(c.audiences)),
		queues: make([][]retryQueue, len(c.channels)), caps: make([]capRun, len(c.caps)), carry: make([]carried, s.senders),
	}
	if len(c.audiences) > 1 {
		r.of = shares(s.messages, c.audiences)
	}
	for i := range r.queues {
		r.queues[i] = make([]retryQueue, len(c.audiences))
		for a := range r.queues[i] {
			r.queues[i][a] = newRetryQueue()
		}
	}
	r.acks.due = never
	if c.confirms() {
		r.acks = newAckQueue(s.messages)
	}
	for g, group := range c.groups {
		r.groups = append(r.groups, courseGroupRun{
			failure: s.groups[g].failure, permanent: s.groups[g].permanent, interval: group.interval, factor: 1e6,
			senders: group.senders, open: true, hours: !group.closed,
		})
	}
	for i, cap := range c.caps {
		r.caps[i].count = cap.Count
		r.caps[i].window.starts = make([]Time, c.held[i])
		r.weigh(i)
	}
	for a, audience := range c.audiences {
		if len(audience.path) == 0 {
			r.unreachable += audience.messages
			r.fresh[a] = s.messages
			continue
		}
		r.waiting += audience.messages
		r.fresh[a] = r.nextOf(a, 0)
	}
	r.undelivered, r.page = r.waiting, r.nextPage()
	return r
}

// shares gives every message its audience.
func shares(messages int64, audiences []courseAudience) []uint8 {
	of, given := make([]uint8, messages), make([]int64, len(audiences))
	for i := range of {
		best, most := 0, int64(-1<<63)
		for a := range audiences {
			if deficit := int64(i+1)*audiences[a].messages - given[a]*messages; deficit > most {
				best, most = a, deficit
			}
		}
		of[i] = uint8(best)
		given[best]++
	}
	return of
}

// nextOf is the first message of an audience from a number on; all messages: there is none.
func (r *courseRun) nextOf(audience int, from int64) int64 {
	if r.of == nil {
		return from
	}
	if n := bytes.IndexByte(r.of[from:], uint8(audience)); n >= 0 {
		return from + int64(n)
	}
	return int64(len(r.of))
}

func (r *courseRun) audienceOf(message uint32) int {
	if r.of == nil {
		return 0
	}
	return int(r.of[message])
}

// weigh notes whether a cap has room for one attempt more.
func (r *courseRun) weigh(i int) {
	r.full &^= 1 << i
	if r.caps[i].used+r.course.caps[i].Weight > r.caps[i].count {
		r.full |= 1 << i
	}
}

// over reports whether nothing is left to happen. An acknowledgement may be to come though all messages are over.
func (r *courseRun) over(busy bool) bool {
	return !busy && r.waiting == 0 && r.acks.live == 0
}

// courseInstant does all that happens at an instant, in the order of the rules, and returns how many attempts ended.
func (r *Run) courseInstant(now Time) (ended int) {
	s, c := r.schedule, r.course
	limit := int64(now+1) << s.shift
	for key := r.ends.least(); key < limit; ended++ {
		i := int(key & (1<<s.shift - 1) >> 1)
		r.courseEnd(i, now, c.carry[i].result)
		key = r.ends.least()
	}
	if now == s.deadline {
		r.courseExpire(now)
	}
	if now == c.page {
		ended += r.turnPages(now)
	}
	c.rollWindows(now)
	for c.acks.due == now {
		if message, is := c.acks.take(); is {
			c.acknowledge(message)
			c.end = now
		}
	}
	if now < s.deadline {
		r.courseAssign(now)
	}
	r.wake = r.courseWake(now)
	c.done = c.over(r.free < s.senders)
	return ended
}

// advanceCourse is Advance for a course.
func (r *Run) advanceCourse(to Time, maxEvents int) (reached bool) {
	for events := 0; ; {
		next := r.next()
		if events >= maxEvents && next > r.clock {
			return false
		}
		if next > to {
			r.clock = to
			return true
		}
		events += max(1, r.courseInstant(next))
		r.clock = next
		if r.Done() {
			return true
		}
	}
}

// acknowledge counts the first acknowledgement of a message, and ends it where that is what it waits for.
func (r *courseRun) acknowledge(message uint32) {
	r.flags[message] |= isAcknowledged
	r.acknowledged++
	if r.tally != nil {
		r.tally.Audiences[r.audienceOf(message)].Acknowledged++
	}
	if !r.course.acknowledged {
		return
	}
	if r.flags[message]&isQueued != 0 {
		r.flags[message] &^= isQueued
		r.waiting--
	}
	r.flags[message] |= isOver
}

// turnPages does what timetables, opening hours and windows say of an instant, and returns how many attempts that ended.
func (r *Run) turnPages(now Time) (ended int) {
	c := r.course
	for g := range c.groups {
		group, of := &c.groups[g], &c.course.groups[g]
		for ; group.changes < len(of.timetable) && of.timetable[group.changes].At == now; group.changes++ {
			ended += r.change(g, of.timetable[group.changes])
		}
	}
	for i := range c.caps {
		state, of := &c.caps[i], &c.course.caps[i]
		for ; state.changes < len(of.Timetable) && of.Timetable[state.changes].At == now; state.changes++ {
			state.count = of.Timetable[state.changes].Count
			c.weigh(i)
		}
		if state.turns < len(of.Turns) && of.Turns[state.turns] == now {
			state.turns++
			state.used = 0
			c.weigh(i)
			if c.tally != nil {
				c.tally.Caps[i].Windows = append(c.tally.Caps[i].Windows, 0)
			}
		}
	}
	for g := range c.groups {
		group, of := &c.groups[g], &c.course.groups[g]
		if group.turns < len(of.hours) && of.hours[group.turns] == now {
			group.turns++
			group.hours = !group.hours
		}
	}
	c.page = c.nextPage()
	return ended
}

// nextPage is the next instant of a timetable, of opening hours or of a window's turn.
func (r *courseRun) nextPage() Time {
	next := never
	for g := range r.groups {
		group, of := &r.groups[g], &r.course.groups[g]
		if group.changes < len(of.timetable) {
			next = min(next, of.timetable[group.changes].At)
		}
		if group.turns < len(of.hours) {
			next = min(next, of.hours[group.turns])
		}
	}
	for i := range r.caps {
		state, of := &r.caps[i], &r.course.caps[i]
		if state.changes < len(of.Timetable) {
			next = min(next, of.Timetable[state.changes].At)
		}
		if state.turns < len(of.Turns) {
			next = min(next, of.Turns[state.turns])
		}
	}
	return next
}

// change makes a change of a group's timetable, and returns how many attempts it ended.
func (r *Run) change(g int, to Change) (ended int) {
	group := &r.course.groups[g]
	if to.Senders != nil {
		group.senders = *to.Senders
	}
	if to.RatePerSecond != nil {
		group.retime(nanosOf(*to.RatePerSecond), int64(to.At)*1000)
	}
	if to.FailureRate != nil {
		group.failure = chanceOf(*to.FailureRate)
	}
	if to.Factor != nil {
		group.factor = *to.Factor
	}
	if to.Open != nil {
		group.open = *to.Open
	}
	if !to.Abort {
		return 0
	}
	first := r.schedule.groups[g].first
	for i := first; i < first+r.schedule.groups[g].senders; i++ {
		if r.ends.busy(i) {
			r.courseEnd(i, to.At, Aborted)
			ended++
		}
	}
	return ended
}

// retime changes the interval between starts at an instant in nanoseconds: what is left of it counts in the new one.
func (g *courseGroupRun) retime(interval, at int64) {
	before := g.interval
	g.interval = interval
	switch {
	case !g.started || interval == before:
	case interval == 0:
		g.tat = int64(g.last) * 1000
	case before == 0:
		g.tat = int64(g.last)*1000 + interval
	case g.tat > at:
		high, low := bits.Mul64(uint64(g.tat-at), uint64(interval))
		low, carry := bits.Add64(low, uint64(before-1), 0)
		left, _ := bits.Div64(high+carry, low, uint64(before))
		g.tat = at + int64(left)
	}
}

// opens is the first instant at which a group's rate lets it start.
func (g *courseGroupRun) opens(burst int64) Time {
	if g.interval == 0 || !g.started {
		return 0
	}
	return Time(max(0, g.tat-(burst-1)*g.interval+999) / 1000)
}

// rollWindows lets starts leave rolling windows.
func (r *courseRun) rollWindows(now Time) {
	for i := range r.caps {
		state, of := &r.caps[i], &r.course.caps[i]
		if of.Window == 0 {
			continue
		}
		if left := state.window.leave(now - of.Window); left > 0 {
			state.used -= left * of.Weight
			r.weigh(i)
		}
	}
}

// courseEnd ends what a sender does, with a result, and sets it free.
func (r *Run) courseEnd(i int, now Time, result Result) {
	a, c := &r.senders[i], r.course
	carry := c.carry[i]
	m := carry.message
	flags := &c.flags[m]
	outcome, repeat := Retried, false
	switch {
	case result == Reached:
		repeat = *flags&isDelivered != 0
		if repeat {
			c.repeats++
		} else {
			*flags |= isDelivered
			r.total.Delivered++
			if len(r.log) < cap(r.log) {
				r.log = append(r.log, now)
			}
			if c.tally != nil {
				c.tally.delivered(c.audienceOf(m), now)
			}
		}
		outcome = Delivered
		r.drawAcknowledgement(carry, now)
		if *flags&isOver == 0 {
			if c.course.acknowledged {
				r.goOn(carry, now, now+c.step(carry).wait)
			} else {
				*flags |= isOver
			}
		}
	case *flags&isOver != 0: // acknowledged in the meantime
	default:
		outcome = r.courseFail(carry, now, result)
	}
	r.total.Attempts++
	a.attempts++
	switch {
	case outcome == Failed:
		a.failed++
		r.total.Failed++
	case outcome == Expired:
		a.expired++
		r.total.Expired++
	case outcome == Retried || repeat:
		a.retried++
	}
	if c.tally != nil {
		c.countParts(int(a.group), carry, result, outcome, repeat)
	}
	if r.observe != nil || r.observeTry != nil {
		r.tell(Try{Attempt{int64(m), int(carry.attempt), i, a.started, now - a.started, outcome}, c.step(carry).k, result, repeat})
	}
	a.sendTime += now - a.started
	a.started = now
	c.makespan, c.end = now, now
	r.release(i)
}

// countParts counts an attempt that ended in the parts of a tally.
func (r *courseRun) countParts(g int, carry carried, result Result, outcome Outcome, repeat bool) {
	step, audience := &r.tally.Steps[r.step(carry).k], &r.tally.Audiences[r.audienceOf(carry.message)]
	r.tally.ended(g, carry, result)
	step.Attempts++
	switch {
	case repeat:
		step.Repeats++
	case outcome == Delivered:
		step.Delivered++
	case outcome == Failed:
		audience.Failed++
	case outcome == Expired:
		audience.Expired++
	}
}

func (r *Run) tell(t Try) {
	if r.observe != nil {
		r.observe(t.Attempt)
	}
	if r.observeTry != nil {
		r.observeTry(t)
	}
}

// step is the step that a sender is in the middle of.
func (r *courseRun) step(carry carried) *pathStep {
	return &r.audiences[r.audienceOf(carry.message)].path[carry.pos]
}

// courseFail says what becomes of a message after an attempt that did not deliver it.
func (r *Run) courseFail(carry carried, now Time, result Result) Outcome {
	c := r.course
	step := c.step(carry)
	if result != Permanent && result != OverCap && carry.attempt < step.rule.attempts {
		if now >= r.schedule.deadline {
			return r.stop(carry.message, Expired)
		}
		h := draw(c.keysFor(step.k, carry.attempt).failure.key, tryOf(int64(carry.message), carry.attempt))
		r.queue(now+step.rule.after(carry.attempt, h), carry.message, carry.pos, carry.attempt+1)
		return Retried
	}
	return r.goOn(carry, now, now)
}

// goOn makes the next step of a message due, if there is one and time for it.
func (r *Run) goOn(carry carried, now, due Time) Outcome {
	next := carry.pos + 1
	switch {
	case int(next) == len(r.course.audiences[r.course.audienceOf(carry.message)].path):
		return r.stop(carry.message, Failed)
	case now >= r.schedule.deadline:
		return r.stop(carry.message, Expired)
	}
	r.queue(due, carry.message, next, 1)
	return Retried
}

// stop ends a message; one that was delivered is not counted again.
func (r *Run) stop(message uint32, as Outcome) Outcome {
	r.course.flags[message] |= isOver
	if r.course.flags[message]&isDelivered != 0 {
		return Retried
	}
	return as
}

// queue lets a message wait for its next attempt.
func (r *Run) queue(due Time, message uint32, pos, attempt uint8) {
	c := r.course
	a := c.audienceOf(message)
	c.queues[c.audiences[a].path[pos].channel][a].push(retry{due, placeOf(message, pos, attempt)})
	c.flags[message] |= isQueued
	c.waiting++
	if c.flags[message]&isDelivered == 0 {
		c.undelivered++
	}
}

// drawAcknowledgement notes when a delivery will be acknowledged, if it will.
func (r *Run) drawAcknowledgement(carry carried, now Time) {
	c := r.course
	step := c.step(carry)
	channel := &c.channels[step.channel]
	if channel.after == nil || c.flags[carry.message]&isAcknowledged != 0 {
		return
	}
	keys, t := c.keysFor(step.k, carry.attempt).confirm, tryOf(int64(carry.message), carry.attempt)
	h := draw(keys.key, t)
	if channel.confirms.happens(h, keys.tie, t) {
		c.acks.add(carry.message, now+max(1, channel.after.sample(h)))
	}
}

// courseExpire stops everything that waits.
func (r *Run) courseExpire(now Time) {
	c := r.course
	if c.undelivered > 0 {
		c.makespan, c.end = now, now
	}
	if r.traced {
		r.waited = c.undeliveredOnes()
	}
	if c.tally != nil {
		c.eachUndelivered(func(m int64) { c.tally.Audiences[c.audienceOf(uint32(m))].Expired++ })
	}
	r.lapsed += c.undelivered
	r.total.Expired += c.undelivered
	c.waiting, c.undelivered = 0, 0
	for m, f := range c.flags {
		if f&isQueued != 0 {
			c.flags[m] = f&^isQueued | isOver
		}
	}
	for a := range c.fresh {
		c.fresh[a] = r.schedule.messages
		for channel := range c.queues {
			c.queues[channel][a].clear()
		}
	}
}

// undeliveredOnes is the set of messages that wait and were never delivered.
func (r *courseRun) undeliveredOnes() waited {
	n := int64(len(r.flags))
	w := waited{retried: make([]uint64, n/64+1), retries: r.undelivered, fresh: n, messages: n}
	r.eachUndelivered(func(m int64) { w.retried[m/64] |= 1 << (m % 64) })
	return w
}

func (r *courseRun) eachUndelivered(do func(message int64)) {
	for m, f := range r.flags {
		if f&(isQueued|isDelivered) == isQueued {
			do(int64(m))
		}
	}
	for a := range r.fresh {
		for m, n := r.fresh[a], int64(len(r.flags)); m < n; m = r.nextOf(a, m+1) {
			do(m)
		}
	}
}

// courseAssign lets free senders, in their order, take what is due. It notes when each group should look again, if no
// attempt ends before: perhaps too early, but not too late.
func (r *Run) courseAssign(now Time) {
	c := r.course
	for g := range c.groups {
		c.groups[g].wake = r.assignGroup(g, now)
	}
}

func (r *Run) assignGroup(g int, now Time) (wake Time) {
	c := r.course
	group, state := &c.groups[g], &r.groups[g]
	if !group.open || !group.hours {
		return never
	}
	for state.free.count > 0 {
		lowest := state.free.lowest()
		if lowest >= group.senders {
			return never
		}
		if opens := group.opens(c.course.groups[g].burst); opens > now {
			return opens
		}
		next, ok := c.choose(g, now)
		if !ok {
			return c.nextFor(g, now)
		}
		state.free.remove(lowest)
		r.free--
		r.courseStart(g, r.schedule.groups[g].first+lowest, next, now)
	}
	return never
}

// choose takes what a free sender of a group takes.
func (r *courseRun) choose(g int, now Time) (next place, ok bool) {
	channel := r.course.groups[g].channel
	for _, level := range r.levels {
		due, fresh := r.firstDue(g, level, now), -1
		if due < 0 || r.freshFirst {
			fresh = r.firstFresh(g, level, now)
		}
		switch {
		case fresh >= 0:
			message := uint32(r.fresh[fresh])
			r.fresh[fresh] = r.nextOf(fresh, r.fresh[fresh]+1)
			r.leave(message)
			return placeOf(message, 0, 1), true
		case due >= 0:
			next = r.queues[channel][due].pop()
			message, _, _ := placed(next)
			r.flags[message] &^= isQueued
			r.leave(message)
			return next, true
		}
	}
	return 0, false
}

// firstDue is the audience whose message, of those that are due and have room in the caps, goes first; -1 if there is none.
func (r *courseRun) firstDue(g int, level []uint8, now Time) int {
	channel := r.course.groups[g].channel
	for {
		first := -1
		for _, a := range level {
			if q := &r.queues[channel][a]; q.due <= now && r.hasRoom(g, a) &&
				(first < 0 || q.first().before(r.queues[channel][first].first())) {
				first = int(a)
			}
		}
		if first < 0 {
			return -1
		}
		// What was acknowledged in the meantime is dropped when its turn comes.
		q := &r.queues[channel][first]
		if r.flags[q.first().try>>placeShift]&isOver == 0 {
			return first
		}
		q.pop()
	}
}

// firstFresh is the audience whose fresh message goes first; -1 if there is none.
func (r *courseRun) firstFresh(g int, level []uint8, now Time) int {
	first := -1
	for _, a := range level {
		if r.canBegin(r.course.groups[g].channel, a) && r.audiences[a].at <= now && r.hasRoom(g, a) && (first < 0 || r.fresh[a] < r.fresh[first]) {
			first = int(a)
		}
	}
	return first
}

// hasRoom reports whether every cap that waits has room for an attempt of a group to an audience.
func (r *courseRun) hasRoom(g int, audience uint8) bool {
	return r.covers[g][audience]&^r.refuses&r.full == 0
}

func (r *courseRun) leave(message uint32) {
	r.waiting--
	if r.flags[message]&isDelivered == 0 {
		r.undelivered--
	}
}

// canBegin reports whether an audience has a message that was never tried and begins over a channel.
func (r *courseRun) canBegin(channel, audience uint8) bool {
	return r.fresh[audience] < int64(len(r.flags)) && r.audiences[audience].path[0].channel == channel
}

// courseStart lets a sender begin with a message.
func (r *Run) courseStart(g, i int, next place, now Time) {
	c := r.course
	group := &c.groups[g]
	if group.interval > 0 {
		tat := int64(now) * 1000
		if group.started {
			tat = max(tat, group.tat)
		}
		group.tat = tat + group.interval
	}
	group.started, group.last = true, now
	message, pos, attempt := placed(next)
	a := c.audienceOf(message)
	carry := carried{message, pos, attempt, OverCap, 0}
	if c.flags[message]&isDelivered == 0 {
		carry.how = isCounted
	}
	if c.tally != nil && attempt == 1 {
		c.tally.Steps[c.step(carry).k].Begun++
	}
	end := now + 1
	if covers := c.covers[g][a]; covers&c.refuses&c.full == 0 {
		for ; covers != 0; covers &= covers - 1 {
			c.count(bits.TrailingZeros32(covers), now)
		}
		var length Time
		var ending int
		carry.result, ending, length = r.attempt(g, carry)
		carry.how |= uint8(ending)
		end = min(now+scaledBy(length, group.factor), r.schedule.limit()+1)
	}
	c.carry[i] = carry
	r.senders[i].started = now
	r.ends.set(i, int64(end)<<(uint(r.schedule.shift)&63)|int64(i)<<1)
}

// count counts a start in a cap.
func (r *courseRun) count(i int, now Time) {
	r.caps[i].used += r.course.caps[i].Weight
	if r.course.caps[i].Window > 0 {
		r.caps[i].window.push(now)
	}
	r.weigh(i)
	if r.tally != nil {
		r.tally.started(i, r.caps[i].used, r.course.caps[i].Weight)
	}
}

// attempt draws what an attempt comes to, and how long it takes.
func (r *Run) attempt(g int, carry carried) (result Result, ending int, length Time) {
	c := r.course
	of, state := &c.course.groups[g], &c.groups[g]
	step := c.step(carry)
	channel := &c.channels[of.channel]
	never := channel.never.possible() && c.reached.happens(channel.never, try(carry.message)<<tryShift|try(of.channel))
	keys, t := c.keysFor(step.k, carry.attempt), tryOf(int64(carry.message), carry.attempt)
	h := draw(keys.attempt.key, t)
	if of.endings == nil {
		length := r.schedule.groups[g].table.sample(h)
		switch {
		case never:
			return Temporary, 0, length
		case !state.failure.happens(h, keys.attempt.tie, t):
			return Reached, 0, length
		case keys.failure.happens(state.permanent, t):
			return Permanent, 0, length
		}
		return Temporary, 0, length
	}
	endings := of.endings
	if never {
		endings = of.unable
	}
	for _, e := range endings {
		if e.below.happens(h, keys.attempt.tie, t) {
			return e.result, e.ending, e.table.sample(h)
		}
	}
	panic("engine: an attempt without an ending") // the last one's chance is certain
}

// scaledBy is a time multiplied by millionths, rounded, at least 1 µs.
func scaledBy(t Time, millionths int64) Time {
	if millionths == 1e6 {
		return t
	}
	high, low := bits.Mul64(uint64(t), uint64(millionths))
	low, carry := bits.Add64(low, 500_000, 0)
	quotient, _ := bits.Div64(high+carry, low, 1_000_000)
	return max(1, Time(quotient))
}

// courseWake is when something can happen after now if no attempt ends before.
func (r *Run) courseWake(now Time) Time {
	c := r.course
	wake := never
	consider := func(at Time) {
		if at > now {
			wake = min(wake, at)
		}
	}
	consider(c.acks.due)
	consider(c.page)
	if now >= r.schedule.deadline {
		return wake
	}
	consider(r.schedule.deadline)
	for g := range c.groups {
		wake = min(wake, c.groups[g].wake)
	}
	return wake
}

// nextFor is when there may be something for a group that finds nothing now; never if that is not known.
func (r *courseRun) nextFor(g int, now Time) Time {
	of, wake := &r.course.groups[g], never
	for a := range r.audiences {
		due := r.queues[of.channel][a].due
		if r.canBegin(of.channel, uint8(a)) {
			due = min(due, r.audiences[a].at)
		}
		if due == never {
			continue
		}
		at := due
		if full := r.covers[g][a] &^ r.refuses & r.full; full != 0 {
			at = max(at, r.roomIn(full))
		}
		if at > now {
			wake = min(wake, at)
		}
	}
	return wake
}

// roomIn is when a start leaves one of some full caps; 0 if that is at a turn or a change, which are looked for anyway.
func (r *courseRun) roomIn(full uint32) Time {
	at := never
	for ; full != 0; full &= full - 1 {
		i := bits.TrailingZeros32(full)
		if w := &r.caps[i].window; w.size > 0 {
			at = min(at, w.starts[w.first]+r.course.caps[i].Window)
		}
	}
	if at == never {
		return 0
	}
	return at
}
