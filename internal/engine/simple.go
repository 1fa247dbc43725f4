package engine

// advanceSimple is Advance for a schedule without retries, limits and deadline. A sender that ends takes the next
// message in the same step, which is what the rules come to: the senders that end at an instant pop in their order,
// and there is no other sender, retry or slot that could come between.
func (r *Run) advanceSimple(to Time, maxEvents int) (reached bool) {
	limit := int64(to+1) << r.schedule.shift
	for left := maxEvents; left > 0; {
		popped := r.popSimple(limit, left)
		if popped == 0 {
			if !r.Done() {
				r.clock = to
			}
			return true
		}
		left -= popped
	}
	limit = int64(r.clock+1) << r.schedule.shift // the rest of the instant
	for r.popSimple(limit, drawBatch) > 0 {
	}
	return false
}

// popSimple ends the next attempts whose keys are below limit, at most so many, and returns how many it was: 0 only
// if there are none. It leaves the clock at the last end.
func (r *Run) popSimple(limit int64, maxEnds int) (popped int) {
	if r.ends.least() >= limit {
		return 0
	}
	r.draws.fill(r.schedule, r.fresh)
	failures, last := int64(0), int64(0)
	ends, senders := r.ends, r.senders
	shift, mask := uint(r.schedule.shift)&63, int64(1)<<r.schedule.shift-1
	if fresh := r.draws.left(); len(fresh) > 0 {
		fresh = fresh[:min(len(fresh), maxEnds)]
		others, batches := len(r.schedule.groups) > 1, r.draws.batches
		for ; popped < len(fresh); popped++ {
			least := ends.least()
			if least >= limit {
				break
			}
			last = least
			sender := int(least & mask >> 1)
			a := &senders[sender]
			a.ended(Time(least>>shift), least&1)
			failures += least & 1
			more := fresh[popped]
			if others {
				more = batches[a.group][r.draws.next+popped]
			}
			ends.set(sender, least&^1+more)
		}
		r.draws.next += popped
		r.fresh += int64(popped)
	} else {
		for least := ends.least(); least < limit && popped < maxEnds; popped++ {
			last = least
			sender := int(least & mask >> 1)
			senders[sender].ended(Time(least>>shift), least&1)
			failures += least & 1
			ends.set(sender, idle)
			least = ends.least()
		}
	}
	r.clock = Time(last >> shift)
	r.total.Attempts += int64(popped)
	r.total.Failed += failures
	r.total.Delivered += int64(popped) - failures
	return popped
}

// ended counts an attempt that ends now and was delivered or (1) failed, and lets the next one start.
func (a *sender) ended(now Time, failed int64) {
	a.attempts++
	a.failed += uint32(failed)
	a.sendTime += now - a.started
	a.started = now
}

// drawBatch is how many messages are drawn at once. As a message's draw does not depend on the sender that takes it, a
// batch of them, once for each group, keeps the processor busier than draws in between.
const drawBatch = 256

// draws are the attempts of the next fresh messages, drawn ahead for each group, as what they add to the key of a
// sender that starts them: duration << shift | failed.
type draws struct {
	batches [][drawBatch]int64 // by group
	next    int
	drawn   int // how many of each batch are in use
}

// left is what is drawn for the first group and not taken.
func (d *draws) left() []int64 { return d.batches[0][d.next:d.drawn] }

// fill draws the next batch, from this message on, if the last one is used up.
func (d *draws) fill(s *Schedule, fresh int64) {
	if d.next < d.drawn {
		return
	}
	d.next, d.drawn = 0, int(min(drawBatch, s.messages-fresh))
	for g := range s.groups {
		group, batch := &s.groups[g], d.batches[g][:d.drawn]
		for done := 0; done < len(batch); {
			first := fresh + int64(done)
			done += drawUntilTie(batch[done:], group.table, s.attemptKey+uint64(firstTry(first))*golden, group.failure.whole, uint(s.shift))
			if last := firstTry(fresh + int64(done) - 1); group.failure.happens(draw(s.attemptKey, last), s.attemptTieKey, last) {
				batch[done-1] |= 1
			}
		}
	}
}

// drawUntilTie draws attempts, from the one with this counter on, up to the first of which the draw alone does not say
// whether it fails, and returns how many it drew.
func drawUntilTie(batch []int64, table *table, counter, whole uint64, shift uint) int {
	for i := range batch {
		h := mix(counter)
		counter += weylStep
		above := h&chanceMask - whole
		batch[i] = int64(table.sample(h))<<(shift&63) | int64(above>>63)
		if above == 0 {
			return i + 1
		}
	}
	return len(batch)
}
