package engine

import "math/bits"

// weigh notes whether a cap has room for one attempt more.
func (r *courseRun) weigh(i int) {
	r.full &^= 1 << i
	if r.caps[i].used+r.course.caps[i].Weight > r.caps[i].count {
		r.full |= 1 << i
	}
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
	c.open()
	for g := range c.groups {
		r.findUsable(g)
		c.groups[g].wake = now
		c.groups[g].slot = c.groups[g].opens(c.course.groups[g].burst)
	}
	c.stale = allGroups
	return ended
}

// open notes which groups are open.
func (r *courseRun) open() {
	r.opened = 0
	for g := range r.groups {
		if r.groups[g].open && r.groups[g].hours {
			r.opened |= 1 << g
		}
	}
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
	if now < r.leaves {
		return
	}
	r.leaves = never
	for i := range r.caps {
		state, of := &r.caps[i], &r.course.caps[i]
		if of.Window == 0 {
			continue
		}
		if left := state.window.leave(now - of.Window); left > 0 {
			state.used -= left * of.Weight
			r.weigh(i)
		}
		if state.window.size > 0 {
			r.leaves = min(r.leaves, state.window.oldest+of.Window)
		}
	}
}

// count counts a start in a cap.
func (r *courseRun) count(i int, now Time) {
	r.caps[i].used += r.course.caps[i].Weight
	if r.course.caps[i].Window > 0 {
		r.caps[i].window.push(now)
		r.leaves = min(r.leaves, now+r.course.caps[i].Window)
	}
	r.weigh(i)
	if r.tally != nil {
		r.tally.started(i, r.caps[i].used, r.course.caps[i].Weight)
	}
}

// roomIn is when a start leaves one of some full caps; 0 if that is at a turn or a change, which are looked for anyway.
func (r *courseRun) roomIn(full uint32) Time {
	at := never
	for ; full != 0; full &= full - 1 {
		i := bits.TrailingZeros32(full)
		if w := &r.caps[i].window; w.size > 0 {
			at = min(at, w.oldest+r.course.caps[i].Window)
		}
	}
	if at == never {
		return 0
	}
	return at
}
