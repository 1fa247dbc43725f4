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
				part.HeldByRate += next - max(now, min(next, c.firstAllowed(g)))
			}
		}
	}
	for i := range c.caps {
		if c.full&(1<<i) != 0 && c.refuses&(1<<i) == 0 {
			until, from := min(next, c.roomAt(i)), c.firstUnder(i, ready)
			c.tally.Caps[i].Held += max(0, until-max(now, from))
		}
	}
}

// firstAllowed is when there first is something that a group may take by every cap; never if nothing comes of itself.
func (r *courseRun) firstAllowed(g int) Time {
	first := never
	for a := range r.audiences {
		due := r.dueFor(g, uint8(a))
		for full := r.covers[g][a] &^ r.refuses & r.full; full != 0 && due != never; full &= full - 1 {
			due = max(due, r.roomAt(bits.TrailingZeros32(full)))
		}
		first = min(first, due)
	}
	return first
}

// firstUnder is when there first is something due that a cap keeps from a group that is ready.
func (r *courseRun) firstUnder(i int, ready uint64) Time {
	first := never
	for g := range r.groups {
		if ready&(1<<g) == 0 {
			continue
		}
		for a := range r.audiences {
			if r.covers[g][a]&(1<<i) != 0 {
				first = min(first, r.dueFor(g, uint8(a)))
			}
		}
	}
	return first
}

// dueFor is when an audience first has something in the queue of a group's channel.
func (r *courseRun) dueFor(g int, audience uint8) Time {
	channel := r.course.groups[g].channel
	q := &r.queues[channel][audience]
	for q.first.due != never && r.flags[q.first.try>>placeShift]&isOver != 0 {
		q.pop()
	}
	due := q.first.due
	if r.canBegin(channel, audience) {
		due = min(due, r.audiences[audience].at)
	}
	return due
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
