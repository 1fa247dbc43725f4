package engine

// advanceSimple is Advance for a schedule without retries, limits and deadline. A sender that ends takes the next
// message in the same step, which is what the rules come to: the senders that end at an instant pop in their order,
// and there is no other sender, retry or slot that could come between.
func (r *Run) advanceSimple(to Time, maxEvents int) (reached bool) {
	shift := r.schedule.shift
	if r.popSimple(int64(to+1)<<shift, maxEvents) < maxEvents {
		if !r.Done() {
			r.clock = to
		}
		return true
	}
	r.popSimple(int64(r.clock+1)<<shift, len(r.senders)) // the rest of the instant
	return false
}

// popSimple ends at most so many attempts whose keys are below limit, and returns how many. It leaves the clock at the
// last end.
func (r *Run) popSimple(limit int64, most int) (popped int) {
	var (
		s        = r.schedule
		ends     = r.ends
		senders  = r.senders
		shift    = uint(s.shift) & 63
		mask     = int64(1)<<shift - 1
		single   = len(s.groups) == 1
		table    = s.groups[0].table
		failure  = s.groups[0].failure
		fresh    = int(min(s.messages-r.fresh, int64(most)))
		counter  = s.attemptKey + uint64(firstTry(r.fresh))*golden
		least    = ends.least()
		last     = least
		failures = int64(0)
	)
	for ; popped < fresh && least < limit; popped++ {
		last = least
		i := int(last & mask >> 1)
		now := Time(last >> shift)
		a := &senders[i]
		a.attempts++
		a.failed += uint32(last & 1)
		a.sendTime += now - a.started
		a.started = now
		failures += last & 1
		if !single {
			group := &s.groups[a.group]
			table, failure = group.table, group.failure
		}
		h := mix(counter)
		counter += weylStep
		least = ends.set(i, endKey(now+table.sample(h), i, h, failure, shift))
	}
	r.fresh += int64(popped)
	for ; popped < most && least < limit; popped++ {
		last = least
		i := int(last & mask >> 1)
		now := Time(last >> shift)
		a := &senders[i]
		a.attempts++
		a.failed += uint32(last & 1)
		a.sendTime += now - a.started
		a.started = now
		failures += last & 1
		least = ends.set(i, idle)
	}
	if popped > 0 {
		r.clock = Time(last >> shift)
		r.total.Failed += failures
		r.total.Delivered += int64(popped) - failures
		r.total.Attempts += int64(popped)
	}
	return popped
}

// endKey is the key of an attempt: its end, its sender, and whether the lower bits of its draw are below the threshold
// of failure.
func endKey(end Time, sender int, draw, failure uint64, shift uint) int64 {
	failed := (draw&chanceMask - failure) >> 63
	return int64(end)<<shift | int64(sender)<<1 | int64(failed)
}
