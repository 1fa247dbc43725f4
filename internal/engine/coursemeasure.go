package engine

import "math/bits"

// measure notes what is held back from an instant to the next one, and by what. Between them only time goes by: messages
// become due, and starts leave rolling windows.
func (r *Run) measure(now, next Time) {
	c := r.course
	var ready uint64 // groups that are open and have a free sender
	for g := range c.groups {
		group, part := &c.groups[g], &c.tally.Groups[g]
		switch isOpen := group.open && group.hours; {
		case !isOpen && c.left > 0:
			part.Closed += next - now
		case isOpen && r.hasUsable(g):
			ready |= 1 << g
			if group.opens(c.course.groups[g].burst) > now {
				part.HeldByRate += next - max(now, min(next, c.firstAllowed(g, now, next)))
			}
		}
	}
	for full := c.full &^ c.refuses; full != 0; full &= full - 1 {
		i := bits.TrailingZeros32(full)
		if until := min(next, c.roomAt(i)); until > now {
			c.tally.Caps[i].Held += max(0, until-max(now, c.firstUnder(i, ready, now, next)))
		}
	}
}

// firstAllowed is when there first is something that a group may take by every cap, if it is between two instants: what
// is before is as good as the one, what is after as the other.
func (r *courseRun) firstAllowed(g int, now, next Time) Time {
	soonest := &r.soonest[r.course.groups[g].channel]
	if *soonest >= next {
		return never
	}
	first, least := never, never
	for a := 0; a < len(r.audiences); a++ {
		due := r.dueFor(g, uint8(a), now, next)
		least = min(least, due)
		for full := r.covers[g][a] &^ r.refuses & r.full; full != 0 && due != never; full &= full - 1 {
			due = max(due, r.roomAt(bits.TrailingZeros32(full)))
		}
		if first = min(first, due); first <= now {
			return first
		}
	}
	*soonest = least
	return first
}

// firstUnder is when there first is something due that a cap keeps from a group that is ready, if it is between two instants.
func (r *courseRun) firstUnder(i int, ready uint64, now, next Time) Time {
	first := never
	for ; ready != 0; ready &= ready - 1 {
		g := bits.TrailingZeros64(ready)
		if r.soonest[r.course.groups[g].channel] >= next {
			continue
		}
		for a := 0; a < len(r.audiences) && first > now; a++ {
			if r.covers[g][a]&(1<<i) != 0 {
				first = min(first, r.dueFor(g, uint8(a), now, next))
			}
		}
	}
	return first
}

// dueFor is when an audience first has something in the queue of a group's channel, if that is between two instants.
func (r *courseRun) dueFor(g int, audience uint8, now, next Time) Time {
	channel, begins := r.course.groups[g].channel, never
	if r.canBegin(channel, audience) {
		begins = r.audiences[audience].at
	}
	if begins <= now {
		return begins
	}
	q := &r.queues[channel][audience]
	for q.first.due < next && r.flags[q.first.try>>placeShift]&isOver != 0 {
		q.pop()
	}
	return min(begins, q.first.due)
}

// roomAt is when a full cap has room by itself, as starts leave its rolling window; never if only a turn or a change gives
// it some. Where its count has fallen, several must leave.
func (r *courseRun) roomAt(i int) Time {
	state, of := &r.caps[i], &r.course.caps[i]
	leave := int((state.used + of.Weight - state.count + of.Weight - 1) / of.Weight)
	if leave > state.window.size {
		return never
	}
	return state.window.at(leave-1) + of.Window
}
