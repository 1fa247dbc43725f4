package engine

// courseInstant does all that happens at an instant, in the order of the rules, and returns how many attempts ended.
func (r *Run) courseInstant(now Time) (ended int) {
	s, c := r.schedule, r.course
	r.measure(now)
	limit := int64(now+1) << s.shift
	for key := r.ends.least(); key < limit; ended++ {
		i := int(key & (1<<s.shift - 1) >> 1)
		r.courseEnd(i, now, r.senders[i].result)
		key = r.ends.least()
	}
	if now == s.deadline {
		r.courseExpire(now)
	}
	if now == c.page {
		ended += r.turnPages(now)
	}
	r.takeAcks(now)
	if c.due <= now {
		c.due = c.page
		if now < s.deadline {
			c.due = min(c.due, s.deadline, r.courseAssign(now))
		}
	}
	r.lookAhead()
	return ended
}

// lookAhead notes when something happens next if no attempt ends before, and whether nothing does any more.
func (r *Run) lookAhead() {
	c := r.course
	r.wake = min(c.due, c.acks.first.due)
	c.done = c.over(r.free < r.schedule.senders)
}

// courseEndAlone is a shorter way to do what courseInstant does where one attempt ends and nothing else happens, of a group whose
// other senders are all busy: its sender is the only one that can start, and goes on without having been free. In other
// situations it does nothing and returns false.
func (r *Run) courseEndAlone(now Time) bool {
	s, c := r.schedule, r.course
	if now >= r.wake || now >= s.deadline {
		return false
	}
	i := int(r.ends.least() & (1<<s.shift - 1) >> 1)
	g := int(r.senders[i].group)
	group := &c.groups[g]
	if c.usable&(1<<g) != 0 || i-s.groups[g].first >= group.senders || r.ends.besides(i) < int64(now+1)<<s.shift {
		return false
	}
	r.measure(now)
	r.endAttempt(i, now, r.senders[i].result)
	if c.due <= now { // it has left something to another group
		r.setFree(i, now)
		c.due = min(c.page, s.deadline, r.courseAssign(now))
		r.lookAhead()
		return true
	}
	again := never
	if c.opened&(1<<g) != 0 {
		if again = group.slot; again <= now {
			c.rollWindows(now)
			var next place
			var audience int
			if next, audience, again = c.choose(g, now); audience >= 0 {
				r.courseStart(g, i, next, uint8(audience), now)
				r.wake = min(c.due, c.acks.first.due)
				return true
			}
		}
	}
	r.setFree(i, now)
	group.wake = again
	c.due = min(c.due, again)
	r.lookAhead()
	return true
}

// acknowledgeAlone is a shorter way to do what courseInstant does where messages are acknowledged and nothing else happens:
// nothing can start then. In other situations it does nothing and returns false.
func (r *Run) acknowledgeAlone(now Time) bool {
	c := r.course
	if now >= c.due || r.ends.least() < int64(now+1)<<r.schedule.shift {
		return false
	}
	r.takeAcks(now)
	r.lookAhead()
	if c.done {
		r.measure(now)
	}
	return true
}

// takeAcks acknowledges what is due to be acknowledged.
func (r *Run) takeAcks(now Time) {
	c := r.course
	for c.acks.first.due == now {
		if message, audience, is := c.takeAck(); is {
			r.acknowledge(message, audience, now)
			c.end = now
		}
	}
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
		if r.courseEndAlone(next) || r.acknowledgeAlone(next) {
			events++
		} else {
			events += max(1, r.courseInstant(next))
		}
		r.clock = next
		if r.Done() {
			return true
		}
	}
}
