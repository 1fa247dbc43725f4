package engine

// advanceGeneral is Advance for every schedule, instant by instant.
func (r *Run) advanceGeneral(to Time, maxEvents int) (reached bool) {
	for events := 0; events < maxEvents; {
		next := r.nextInstant()
		if next > to {
			r.clock = to
			return true
		}
		events += max(1, r.instant(next))
		if r.Done() {
			return true
		}
	}
	return false
}

// nextInstant is when something happens next: an attempt ends, a free sender can start, or the deadline ends a wait.
func (r *Run) nextInstant() Time {
	next := min(Time(r.ends.least()>>r.schedule.shift), r.wake)
	if r.clock < r.schedule.deadline && (r.fresh < r.schedule.messages || len(r.retries) > 0) {
		next = min(next, r.schedule.deadline)
	}
	return next
}

// instant does all that happens at now, in the order of the rules, and returns how many attempts ended.
func (r *Run) instant(now Time) (ended int) {
	s := r.schedule
	limit := int64(now+1) << s.shift
	for key := r.ends.least(); key < limit; ended++ {
		i := int(key & (1<<s.shift - 1) >> 1)
		r.end(i, now, key&1 == 1)
		r.ends.set(i, idle)
		key = r.ends.least()
	}
	if now == s.deadline {
		r.expire()
	}
	r.wake = never
	if r.free > 0 && now < s.deadline {
		r.assign(now)
		r.wake = r.nextWake(now)
	}
	r.clock = now
	return ended
}

// end counts the attempt of a sender that ends now, and sets the sender free.
func (r *Run) end(i int, now Time, failed bool) {
	a := &r.senders[i]
	outcome := Delivered
	if failed {
		outcome = r.fail(a.try, now, int(a.group))
	}
	switch outcome {
	case Delivered:
		r.total.Delivered++
	case Failed:
		a.failed++
		r.total.Failed++
	case Expired:
		a.expired++
		r.total.Expired++
	case Retried:
		a.retried++
	}
	if r.observe != nil {
		r.observe(Attempt{a.try.message(), a.try.attempt(), i, a.started, now - a.started, outcome})
	}
	r.total.Attempts++
	a.attempts++
	a.sendTime += now - a.started
	a.started = now
	r.groups[a.group].free.add(i - r.schedule.groups[a.group].first)
	r.free++
}

// fail says what becomes of a message whose attempt failed now, and puts it into backoff if it is tried again.
func (r *Run) fail(t try, now Time, group int) Outcome {
	s := r.schedule
	if t.attempt() >= s.maxAttempts {
		return Failed
	}
	h := draw(s.failureKey, t)
	if h&chanceMask < s.groups[group].permanent {
		return Failed
	}
	if now >= s.deadline {
		return Expired
	}
	wait := s.backoffs[t.attempt()]
	if s.jitter {
		wait = jittered(wait, h)
	}
	r.retries.push(retry{now + wait, t + 1})
	return Retried
}

// expire ends every message that is in no attempt.
func (r *Run) expire() {
	waiting := r.schedule.messages - r.fresh + int64(len(r.retries))
	r.fresh = r.schedule.messages
	r.retries = r.retries[:0]
	r.lapsed += waiting
	r.total.Expired += waiting
}

// assign lets free senders, in their order, take what is due.
func (r *Run) assign(now Time) {
	s := r.schedule
	for g := range r.groups {
		state, group := &r.groups[g], &s.groups[g]
		for state.free.count > 0 && state.slot <= now {
			t, ok := r.take(now)
			if !ok {
				return
			}
			i := group.first + state.free.takeLowest()
			r.free--
			h := draw(s.attemptKey, t)
			r.senders[i].try = t
			r.senders[i].started = now
			r.ends.set(i, endKey(now+group.table.sample(h), i, h, group.failure, s.shift))
			state.slot = now + group.interval
		}
	}
}

// take removes what a sender that is free now takes: the first due retry, else the next fresh message.
func (r *Run) take(now Time) (t try, ok bool) {
	if len(r.retries) > 0 && r.retries[0].due <= now {
		return r.retries.pop(), true
	}
	if r.fresh < r.schedule.messages {
		r.fresh++
		return firstTry(r.fresh - 1), true
	}
	return 0, false
}

// nextWake is when a sender that stayed free can start: when something is due and its group's slot is open.
func (r *Run) nextWake(now Time) Time {
	due := now
	if r.fresh == r.schedule.messages {
		if len(r.retries) == 0 {
			return never
		}
		due = max(now, r.retries[0].due)
	}
	wake := never
	for g := range r.groups {
		if r.groups[g].free.count > 0 {
			wake = min(wake, max(due, r.groups[g].slot))
		}
	}
	if wake >= r.schedule.deadline {
		return never
	}
	return wake
}
