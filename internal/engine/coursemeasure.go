package engine

import "math/bits"

// What is due first is looked for again only where it may have changed: for a group that something was taken from or put
// before, and for a cap of such a group. A start, for instance, is measured twice, at itself and at the next slot, but
// what it changes in other groups is nothing.

// A soonest is an instant that was found when it was known of all instants before until: it is exact if it is one of them,
// and else at least that late. Its zero value says nothing.
type soonest struct{ at, until Time }

// says reports whether it still says when something is, if that is before an instant.
func (s soonest) says(next Time) bool { return s.at < s.until || s.at >= next && s.until > 0 }

// measure notes what was held back since the last measure until an instant, and by what. It is called before anything
// changes: between its instants only time goes by, messages become due, starts leave rolling windows, and messages are
// acknowledged that are not the first of a queue.
func (r *Run) measure(next Time) {
	c := r.course
	now := c.since
	if c.tally == nil || next == now {
		return
	}
	c.since = next
	if c.stale != 0 {
		c.forget()
	}
	if c.left > 0 {
		for closed := ^c.opened & (1<<len(c.groups) - 1); closed != 0; closed &= closed - 1 {
			c.tally.Groups[bits.TrailingZeros8(closed)].Closed += next - now
		}
	}
	ready := c.usable & c.opened
	for groups := ready; groups != 0; groups &= groups - 1 {
		g := bits.TrailingZeros8(groups)
		if group := &c.groups[g]; group.slot > now {
			if !group.allowed.says(next) {
				group.allowed = soonest{c.firstAllowed(g, now, next), next}
			}
			c.tally.Groups[g].HeldByRate += next - max(now, min(next, group.allowed.at))
		}
	}
	for full := c.full &^ c.refuses; full != 0; full &= full - 1 {
		i := bits.TrailingZeros32(full)
		until := min(next, c.roomAt(i))
		if until <= now {
			continue
		}
		state := &c.caps[i]
		if state.ready != ready || !state.under.says(next) {
			state.ready, state.under = ready, soonest{c.firstUnder(i, ready, now, next), next}
		}
		c.tally.Caps[i].Held += max(0, until-max(now, state.under.at))
	}
}

// forget drops what was found of stale groups.
func (r *courseRun) forget() {
	for g := range r.groups {
		if r.stale&(1<<g) != 0 {
			r.groups[g].allowed = soonest{}
		}
	}
	for i := range r.caps {
		if r.stale&r.under[i] != 0 {
			r.caps[i].under = soonest{}
		}
	}
	r.stale = 0
}

// firstAllowed is when there first is something that a group may take by every cap, if it is between two instants: what
// is before is as good as the one, what is after as the other.
func (r *courseRun) firstAllowed(g int, now, next Time) Time {
	first := never
	for a := 0; a < len(r.audiences) && first > now; a++ {
		due := r.dueFor(g, uint8(a), now, next)
		for full := r.covers[g][a] &^ r.refuses & r.full; full != 0 && due < first; full &= full - 1 {
			due = max(due, r.roomAt(bits.TrailingZeros32(full)))
		}
		first = min(first, due)
	}
	return first
}

// firstUnder is when there first is something due that a cap keeps from a group that is ready, if it is between two instants.
func (r *courseRun) firstUnder(i int, ready uint8, now, next Time) Time {
	first := never
	for ready &= r.under[i]; ready != 0; ready &= ready - 1 {
		g := bits.TrailingZeros8(ready)
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
	leave := 1
	if over := state.used - state.count; over > 0 {
		leave += int((over + of.Weight - 1) / of.Weight)
	}
	if leave > state.window.size {
		return never
	}
	return state.window.at(leave-1) + of.Window
}
