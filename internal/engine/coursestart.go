package engine

import "math/bits"

// courseAssign lets free senders, in their order, take what is due. It looks at those groups only for which something may
// have changed, and returns when one should be looked at again: perhaps too early, but not too late.
func (r *Run) courseAssign(now Time) (again Time) {
	c := r.course
	again = never
	rolled := false
	for g := range c.groups {
		group := &c.groups[g]
		if group.wake <= now {
			if !rolled {
				c.rollWindows(now)
				rolled = true
			}
			group.wake = r.assignGroup(g, now)
		}
		again = min(again, group.wake)
	}
	return again
}

// assignGroup lets the free senders of a group take what is due, and returns when to look again, unless a sender comes
// free that has none before it, something is queued, or a page is turned.
func (r *Run) assignGroup(g int, now Time) (wake Time) {
	c := r.course
	group, free := &c.groups[g], &r.groups[g].free
	for c.usable&c.opened&(1<<g) != 0 {
		if group.slot > now {
			return group.slot
		}
		next, audience, again := c.choose(g, now)
		if audience < 0 {
			return again
		}
		lowest := free.lowest()
		free.remove(lowest)
		r.free--
		r.findUsable(g)
		r.courseStart(g, r.schedule.groups[g].first+lowest, next, uint8(audience), now)
	}
	return never
}

// choose takes what a free sender of a group takes, of an audience; -1 if there is nothing, and then it says when to look
// again: never if that is not known.
func (r *courseRun) choose(g int, now Time) (next place, audience int, again Time) {
	channel := r.course.groups[g].channel
	queues, covers, full := r.queues[channel], r.covers[g], r.full&^r.refuses
	again = never
	for _, level := range r.levels[channel] {
		due, fresh := -1, -1
		for _, a := range level {
			q, begins := &queues[a], never
			for q.first.due <= now && r.flags[q.first.try>>placeShift]&isOver != 0 { // acknowledged in the meantime
				q.pop()
			}
			if r.canBegin(channel, a) {
				begins = r.audiences[a].at
			}
			switch soonest := min(q.first.due, begins); {
			case soonest > now:
				again = min(again, soonest)
				continue
			case covers[a]&full != 0:
				if room := r.roomIn(covers[a] & full); room > now {
					again = min(again, room)
				}
				continue
			}
			if q.first.due <= now && (due < 0 || q.first.before(queues[due].first)) {
				due = int(a)
			}
			if begins <= now && (fresh < 0 || r.fresh[a] < r.fresh[fresh]) {
				fresh = int(a)
			}
		}
		switch {
		case due >= 0 && (fresh < 0 || !r.freshFirst):
			next = queues[due].pop()
			message, _, _ := placed(next)
			r.flags[message] &^= isQueued
			r.leave(message)
			return next, due, never
		case fresh >= 0:
			message := uint32(r.fresh[fresh])
			r.fresh[fresh] = r.nextOf(fresh, r.fresh[fresh]+1)
			r.untried--
			r.leave(message)
			return placeOf(message, 0, 1), fresh, never
		}
	}
	return 0, -1, again
}

func (r *courseRun) leave(message uint32) {
	r.waiting--
	if r.flags[message]&isDelivered == 0 {
		r.undelivered--
	}
}

// canBegin reports whether an audience has a message that was never tried and begins over a channel.
func (r *courseRun) canBegin(channel, audience uint8) bool {
	return r.fresh[audience] < int64(len(r.flags)) && r.audiences[audience].first == channel
}

// courseStart lets a sender begin with a message.
func (r *Run) courseStart(g, i int, next place, a uint8, now Time) {
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
	group.slot = group.opens(c.course.groups[g].burst)
	c.stale |= c.near[g]
	message, pos, attempt := placed(next)
	carry := carried{message, a, pos, attempt, OverCap, 0}
	if c.flags[message]&isDelivered == 0 {
		carry.how = isCounted
	}
	step := c.step(carry)
	if c.tally != nil && attempt == 1 {
		c.tally.passed[a][pos].Begun++
	}
	if attempt == 1 && pos > 0 {
		c.did[i].steps++
	}
	end := now + 1
	if covers := c.covers[g][a]; covers&c.refuses&c.full == 0 {
		for ; covers != 0; covers &= covers - 1 {
			c.count(bits.TrailingZeros32(covers), now)
		}
		var length Time
		var ending int
		carry.result, ending, length = r.attempt(g, step.k, carry)
		carry.how |= uint8(ending)
		end = min(now+scaledBy(length, group.factor), r.schedule.limit()+1)
	}
	r.senders[i].carry(carry)
	r.senders[i].started = now
	r.ends.set(i, int64(end)<<(uint(r.schedule.shift)&63)|int64(i)<<1)
}

// attempt draws what an attempt of step k comes to, and how long it takes.
func (r *Run) attempt(g, k int, carry carried) (result Result, ending int, length Time) {
	c := r.course
	of, state := &c.course.groups[g], &c.groups[g]
	channel := &c.channels[of.channel]
	never := channel.never.possible() && c.reached.happens(channel.never, try(carry.message)<<tryShift|try(of.channel))
	keys, t := c.keysFor(k, carry.attempt), tryOf(int64(carry.message), carry.attempt)
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
