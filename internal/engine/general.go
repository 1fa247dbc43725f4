package engine

// advanceGeneral is Advance for every schedule. It goes from one end or instant to the next, and like Advance rests
// only when an instant is whole.
func (r *Run) advanceGeneral(to Time, maxEvents int) (reached bool) {
	for events := 0; ; {
		next := r.next()
		if events >= maxEvents && next > r.clock {
			return false
		}
		if next > to {
			r.clock = to
			return true
		}
		if r.endAlone(next) {
			events++
		} else {
			events += max(1, r.instant(next))
		}
		r.clock = next
		if r.Done() {
			return true
		}
	}
}

// next is when something happens next, unless the run is done.
func (r *Run) next() Time {
	return min(Time(r.ends.least()>>r.schedule.shift), r.wake)
}

// endAlone is a shorter way to do what instant does, for an attempt that ends now, before any other sender can start.
// In other situations it does nothing and returns false.
func (r *Run) endAlone(now Time) bool {
	s := r.schedule
	if now >= r.wake {
		return false
	}
	least := r.ends.least()
	i := int(least & (1<<s.shift - 1) >> 1)
	slot := r.groups[r.senders[i].group].slot.opens
	switch {
	case slot <= now && s.prompt:
		// This sender is the first to choose: the free ones cannot start now, those that end in the same instant have
		// higher numbers, and what they put into backoff is not due before the next instant. If it takes something, the
		// next wake may be for nothing, but not too late.
		r.end(i, now, least&1 == 1)
		if !r.start(i, now) {
			r.release(i)
			r.wake = r.nextWake(now)
		}
	case slot > now && r.fresh < s.messages:
		// There is work, but the slot is closed: the sender can only wait for it to open.
		r.end(i, now, least&1 == 1)
		r.release(i)
		r.wake = min(r.wake, slot)
	default:
		return false
	}
	return true
}

// instant does all that happens at now, in the order of the rules, and returns how many attempts ended.
func (r *Run) instant(now Time) (ended int) {
	s := r.schedule
	limit := int64(now+1) << s.shift
	for key := r.ends.least(); key < limit; ended++ {
		i := int(key & (1<<s.shift - 1) >> 1)
		r.end(i, now, key&1 == 1)
		r.release(i)
		key = r.ends.least()
	}
	if now == s.deadline {
		r.expire()
	}
	r.assign(now)
	r.wake = r.nextWake(now)
	return ended
}

// end counts the attempt of a sender that ends now.
func (r *Run) end(i int, now Time, failed bool) {
	a := &r.senders[i]
	outcome := Delivered
	if failed {
		outcome = r.fail(a, now)
	} else {
		r.total.Delivered++
		if len(r.log) < cap(r.log) {
			r.log = append(r.log, now)
		}
	}
	if r.observe != nil {
		r.observe(Attempt{Message: a.try.message(), Number: a.try.attempt(), Sender: i, Start: a.started, Duration: now - a.started, Outcome: outcome})
	}
	r.total.Attempts++
	a.attempts++
	a.sendTime += now - a.started
	a.started = now
}

// fail counts a failure and says what becomes of the message, which goes into backoff if it is tried again.
func (r *Run) fail(a *sender, now Time) Outcome {
	s := r.schedule
	h := draw(s.failureKey, a.try)
	if a.try.attempt() >= s.maxAttempts || s.groups[a.group].permanent.happens(h, s.failureTieKey, a.try) {
		a.failed++
		r.total.Failed++
		return Failed
	}
	if now >= s.deadline {
		a.expired++
		r.total.Expired++
		return Expired
	}
	a.retried++
	wait := s.backoffs[a.try.attempt()]
	if s.jitter {
		wait = jittered(wait, h)
	}
	r.retries.push(retry{now + wait, a.try + 1})
	return Retried
}

// release sets a sender free whose attempt has ended.
func (r *Run) release(i int) {
	g := r.senders[i].group
	r.ends.set(i, idle)
	r.groups[g].free.add(i - r.schedule.groups[g].first)
	r.free++
}

// expire ends every message that is in no attempt.
func (r *Run) expire() {
	if r.traced {
		r.waited = r.waiting()
	}
	waiting := r.schedule.messages - r.fresh + int64(r.retries.count)
	r.fresh = r.schedule.messages
	r.retries.clear()
	r.lapsed += waiting
	r.total.Expired += waiting
}

// assign lets free senders, in their order, take what is due.
func (r *Run) assign(now Time) {
	for g := range r.groups {
		state, first := &r.groups[g], r.schedule.groups[g].first
		for state.free.count > 0 && state.slot.opens <= now {
			lowest := state.free.lowest()
			if !r.start(first+lowest, now) {
				return
			}
			state.free.remove(lowest)
			r.free--
		}
	}
}

// start lets a sender take what is due now, the first retry or else the next fresh message, and reports whether
// there was any.
func (r *Run) start(i int, now Time) bool {
	s, a := r.schedule, &r.senders[i]
	group := &s.groups[a.group]
	key := int64(now)<<(uint(s.shift)&63) | int64(i)<<1
	switch {
	case r.retries.due <= now:
		a.try = r.retries.pop()
		h := draw(s.attemptKey, a.try)
		key += endKey(group.table.sample(h), 0, h, group.failure.whole, s.shift)
		if h&chanceMask == group.failure.whole && group.failure.tied(s.attemptTieKey, a.try) {
			key |= 1
		}
	case r.fresh < s.messages:
		r.draws.fill(s, r.fresh)
		a.try = firstTry(r.fresh)
		key += r.draws.batches[a.group][r.draws.next]
		r.draws.next++
		r.fresh++
	default:
		return false
	}
	a.started = now
	r.ends.set(i, key)
	r.groups[a.group].slot.take(now, group.interval)
	return true
}

// nextWake is when something can happen after now if no attempt ends before: when a free sender can start, for
// something is due and its group's slot is open; or at the deadline.
func (r *Run) nextWake(now Time) Time {
	if now >= r.schedule.deadline {
		return never
	}
	wake := r.schedule.deadline
	if r.free == 0 {
		return wake
	}
	due := now
	if r.fresh == r.schedule.messages {
		due = max(now, r.retries.due)
	}
	for g := range r.groups {
		if r.groups[g].free.count > 0 {
			wake = min(wake, max(due, r.groups[g].slot.opens))
		}
	}
	return wake
}
