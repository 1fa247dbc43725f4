package engine

// acknowledge counts the first acknowledgement of a message, and ends it where that is what it waits for.
func (r *Run) acknowledge(message uint32, audience uint8, now Time) {
	c := r.course
	if c.left == 1 {
		r.measure(now) // lest it be the last one
	}
	c.flags[message] |= isAcknowledged
	c.acknowledged++
	if c.tally != nil {
		c.tally.Audiences[audience].Acknowledged++
	}
	r.reach(audience, true, now)
	if r.observeAcknowledged != nil {
		r.observeAcknowledged(int64(message), now)
	}
	if !c.course.acknowledged {
		return
	}
	if c.flags[message]&isQueued != 0 {
		c.flags[message] &^= isQueued
		c.waiting--
		for channel := range c.queues {
			if c.queues[channel][audience].first.try>>placeShift == place(message) {
				r.measure(now)
				c.stale |= c.channels[channel].mask
			}
		}
	}
	c.finish(message)
}

// finish notes that nothing more is started for a message.
func (r *courseRun) finish(message uint32) {
	if r.flags[message]&isOver == 0 {
		r.flags[message] |= isOver
		r.left--
	}
}

// courseEnd ends what a sender does, with a result, and sets it free.
func (r *Run) courseEnd(i int, now Time, result Result) {
	r.endAttempt(i, now, result)
	r.setFree(i, now)
}

// setFree sets a sender free whose attempt has ended now.
func (r *Run) setFree(i int, now Time) {
	r.release(i)
	if g := r.senders[i].group; r.course.usable&(1<<g) == 0 {
		r.course.groups[g].wake, r.course.due = now, now
		r.findUsable(int(g))
	}
}

// endAttempt ends what a sender does, with a result.
func (r *Run) endAttempt(i int, now Time, result Result) {
	a, c := &r.senders[i], r.course
	carry := a.carries()
	m := carry.message
	flags := &c.flags[m]
	step := c.step(carry)
	outcome, repeat := Retried, false
	switch {
	case result == Reached:
		repeat = *flags&isDelivered != 0
		if repeat {
			c.did[i].repeats++
		} else {
			*flags |= isDelivered
			r.total.Delivered++
			if c.tally != nil {
				c.tally.delivered(int(carry.audience), now)
			}
			r.reach(carry.audience, false, now)
		}
		outcome = Delivered
		acknowledged := r.drawAcknowledgement(carry, step, now)
		switch due := now + step.wait; {
		case *flags&isOver != 0:
		case !c.course.acknowledged:
			c.finish(m)
		case acknowledged <= due: // so it waits, but not for the next step
			r.goOn(carry, now, never)
		default:
			r.goOn(carry, now, due)
		}
	case *flags&isOver != 0: // acknowledged in the meantime
	default:
		outcome = r.courseFail(carry, step, now, result)
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
		c.countParts(int(a.group), carry, now-a.started, result, outcome, repeat)
	}
	if r.observe != nil || r.observeTry != nil {
		r.tell(Try{Attempt{int64(m), int(carry.attempt), i, a.started, now - a.started, outcome}, step.k, result, repeat, carry.ending()})
	}
	if result == OverCap {
		c.did[i].refused++
	} else {
		a.sendTime += now - a.started
	}
	a.started = now
	c.makespan, c.end = now, now
}

// findUsable notes whether a group has a free sender that may start.
func (r *Run) findUsable(g int) {
	free, senders := &r.groups[g].free, r.course.groups[g].senders
	r.course.usable &^= 1 << g
	if free.count > 0 && (senders == r.schedule.groups[g].senders || free.lowest() < senders) {
		r.course.usable |= 1 << g
	}
}

// countParts counts an attempt that ended in the parts of a tally.
func (r *courseRun) countParts(g int, carry carried, length Time, result Result, outcome Outcome, repeat bool) {
	step := &r.tally.passed[carry.audience][carry.pos]
	increments := int64(0)
	if i := r.course.groups[g].increment; i > 0 && result != OverCap { // which is no call
		increments = int64((length + i - 1) / i)
	}
	r.tally.ended(g, carry, result, increments)
	step.Attempts++
	switch {
	case repeat:
		step.Repeats++
	case outcome == Delivered:
		step.Delivered++
	case outcome == Failed:
		step.failed++
	case outcome == Expired:
		step.expired++
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
	return &r.audiences[carry.audience].path[carry.pos]
}

// courseFail says what becomes of a message after an attempt that did not deliver it.
func (r *Run) courseFail(carry carried, step *pathStep, now Time, result Result) Outcome {
	c := r.course
	if result != Permanent && result != OverCap && carry.attempt < step.rule.attempts {
		if now >= r.schedule.deadline {
			return r.stop(carry.message, Expired)
		}
		h := draw(c.keysFor(step.k, carry.attempt).failure.key, tryOf(int64(carry.message), carry.attempt))
		wait, varies := step.rule.after(carry.attempt, h), step.rule.varies(carry.attempt)
		carry.attempt++
		r.queue(now+wait, carry, varies)
		return Retried
	}
	return r.goOn(carry, now, now)
}

// goOn makes the next step of a message due, if there is one and time for it.
func (r *Run) goOn(carry carried, now, due Time) Outcome {
	carry.pos, carry.attempt = carry.pos+1, 1
	switch {
	case int(carry.pos) == len(r.course.audiences[carry.audience].path):
		return r.stop(carry.message, Failed)
	case now >= r.schedule.deadline:
		return r.stop(carry.message, Expired)
	}
	r.queue(due, carry, false)
	return Retried
}

// stop ends a message; one that was delivered is not counted again.
func (r *Run) stop(message uint32, as Outcome) Outcome {
	r.course.finish(message)
	if r.course.flags[message]&isDelivered != 0 {
		return Retried
	}
	return as
}

// queue lets a message wait for its next attempt, for a time that may vary from one to the other.
func (r *Run) queue(due Time, next carried, varies bool) {
	c, message := r.course, next.message
	channel := c.step(next).channel
	// What is due at the deadline or later will not be taken: its flags are enough.
	if due < r.schedule.deadline && c.queues[channel][next.audience].push(retry{due, placeOf(message, next.pos, next.attempt)}, varies) {
		c.stale |= c.channels[channel].mask
	}
	for _, g := range c.channels[channel].groups {
		if c.groups[g].wake > due && c.usable&(1<<g) != 0 { // else the first one that comes free looks
			c.groups[g].wake = due
			c.due = min(c.due, due)
		}
	}
	c.flags[message] |= isQueued
	c.waiting++
	if c.flags[message]&isDelivered == 0 {
		c.undelivered++
	}
}

// drawAcknowledgement notes when a delivery will be acknowledged, and returns it: never if it will not, or was before.
func (r *Run) drawAcknowledgement(carry carried, step *pathStep, now Time) Time {
	c := r.course
	channel := &c.channels[step.channel]
	if channel.after == nil || c.flags[carry.message]&isAcknowledged != 0 {
		return never
	}
	keys, t := c.keysFor(step.k, carry.attempt).confirm, tryOf(int64(carry.message), carry.attempt)
	h := draw(keys.key, t)
	if !channel.confirms.happens(h, keys.tie, t) {
		return never
	}
	due := now + max(1, channel.after.sample(h))
	c.addAck(carry, due)
	return due
}

// courseExpire stops everything that waits.
func (r *Run) courseExpire(now Time) {
	c := r.course
	if c.undelivered > 0 {
		c.makespan = now
	}
	if c.waiting > 0 {
		c.end = now
	}
	if r.traced {
		r.waited = c.undeliveredOnes()
	}
	if c.tally != nil {
		c.eachUndelivered(func(m int64) { c.tally.Audiences[c.audienceOf(uint32(m))].Expired++ })
	}
	r.lapsed += c.undelivered
	r.total.Expired += c.undelivered
	c.left -= c.waiting
	c.waiting, c.untried, c.undelivered = 0, 0, 0
	for m, f := range c.flags {
		if f&isQueued != 0 {
			c.flags[m] = f&^isQueued | isOver
		}
	}
	c.stale = allGroups
	for a := range c.fresh {
		c.fresh[a] = r.schedule.messages
	}
	c.dropQueues()
}

// dropQueues lets go of what is queued, and of the memory.
func (r *courseRun) dropQueues() {
	r.chunks = chunkPool{}
	for _, queues := range r.queues {
		for a := range queues {
			queues[a] = newDueQueue(flagged{}, &r.chunks)
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
