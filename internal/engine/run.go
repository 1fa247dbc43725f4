package engine

import "math"

// Run is one passage through a schedule, from instant 0 on. It always rests between two instants: all that happens at
// Clock or before has happened, and nothing after it. It is for one goroutine at a time.
type Run struct {
	schedule *Schedule
	of       SenderRange
	clock    Time
	fresh    int64 // the next message that was never tried
	total    Counts
	lapsed   int64 // messages that expired without being in an attempt
	senders  []sender
	ends     tree

	draws draws // of the simple case

	// What follows is for the general case only.
	retries    retryQueue
	groups     []groupState
	free       int  // free senders in all groups
	wake       Time // see nextWake
	traced     bool // it may be observed
	observe    func(Attempt)
	observeTry func(Try)

	observeAcknowledged func(message int64, at Time)

	waited waited // what expired without being in an attempt, if traced
	log    []Time // when each delivery was made, if there is room for all of them; a course has one for each audience

	watches []watch    // of goals, in a Probe or a Planner's passage
	course  *courseRun // of the model's second version; else nil
}

// A sender is what one sender has done and does. It delivered what it attempted and did not fail, retry or let expire.
type sender struct {
	started  Time // of the attempt it is in, or the end of its last one when it is free
	sendTime Time // of its ended attempts
	attempts uint32
	failed   uint32
	retried  uint32
	expired  uint32
	try      try // it is in; kept in the general case only. Of a course it is a place
	group    uint8

	// Of a course: see carried.
	audience uint8
	result   Result
	how      uint8
}

type groupState struct {
	slot slot
	free freeSet
}

// Run starts a passage, whose Counts are those of the senders in a range. Instant 0 has happened when it returns.
func (s *Schedule) Run(of SenderRange) *Run { return s.newRun(of, false, nil) }

// newRun is Run with what prepare gives it before anything happens; nil: nothing.
func (s *Schedule) newRun(of SenderRange, traced bool, prepare func(*Run)) *Run {
	r := &Run{
		schedule: s,
		of:       of,
		senders:  make([]sender, s.senders),
		ends:     newTree(s.senders),
		wake:     never,
		retries:  newRetryQueue(),
		groups:   make([]groupState, len(s.groups)),
		draws:    draws{batches: make([][drawBatch]int64, len(s.groups))},
		traced:   traced,
	}
	for g, group := range s.groups {
		r.groups[g].free = newFreeSet(group.senders)
		for i := range group.senders {
			r.senders[group.first+i].group = uint8(g)
			r.groups[g].free.add(i)
		}
	}
	r.free = s.senders
	if s.course != nil {
		r.course = s.newCourse()
		for g := range r.groups {
			r.findUsable(g)
		}
		r.total.Unreachable = r.course.unreachable
	}
	if prepare != nil {
		prepare(r)
	}
	if s.course != nil {
		r.courseInstant(0)
	} else {
		r.instant(0)
	}
	return r
}

// Advance lets everything happen that happens at instants up to and including to, and reports whether it got there, or to
// the end, or as far as can be counted.
// It stops early, after a whole instant, when maxEvents or more attempts have ended in this call; maxEvents ≤ 0 is no
// limit. How a passage is cut into calls makes no difference to it.
func (r *Run) Advance(to Time, maxEvents int) (reached bool) {
	if maxEvents <= 0 {
		maxEvents = math.MaxInt
	}
	to = min(to, r.schedule.bound) // beyond which there is nothing, or nothing that can be counted
	if r.Done() || to <= r.clock {
		return true
	}
	if r.course != nil {
		reached = r.advanceCourse(to, maxEvents)
	} else if r.schedule.simple && !r.traced {
		reached = r.advanceSimple(to, maxEvents)
	} else {
		reached = r.advanceGeneral(to, maxEvents)
	}
	return reached || r.Done() || r.clock == r.schedule.bound
}

// Clock is the instant up to which everything has happened: the last one that was asked for and reached, or the one
// after which Advance stopped early, or the makespan once the run is done.
func (r *Run) Clock() Time { return r.clock }

// Done reports whether every message has ended, and nothing is left to be acknowledged.
func (r *Run) Done() bool {
	if r.course != nil {
		return r.course.done
	}
	return r.total.Ended() == r.schedule.messages
}

// Err is a [*TooLongError] once the run has got as far as can be counted and is not done.
func (r *Run) Err() error {
	if r.clock < r.schedule.bound || r.Done() {
		return nil
	}
	return &TooLongError{At: r.clock, Ended: r.total.Ended()}
}

// Ended is how many messages have ended, of all senders.
func (r *Run) Ended() int64 { return r.total.Ended() }

// Used is how many senders of a group have been in an attempt. They are its first ones, as of free senders the lowest
// goes first; so a group with more senders than were used never had all of them busy. If that is true of every group, the
// run would have been the same with any numbers of senders that are not below Used.
func (r *Run) Used(group int) int {
	g := r.schedule.groups[group]
	for n := g.senders; n > 0; n-- {
		if i := g.first + n - 1; r.senders[i].attempts > 0 || r.ends.busy(i) {
			return n
		}
	}
	return 0
}

// Untried is how many messages wait for their first attempt, or for their audience's instant.
func (r *Run) Untried() int64 {
	if r.course != nil {
		return r.course.untried
	}
	return r.schedule.messages - r.fresh
}

// Busy is how many senders of a range are in an attempt, be it of a message that was delivered before.
func (r *Run) Busy(of SenderRange) (n int) {
	for i := max(of.From, 0); i < min(of.To, len(r.senders)); i++ {
		if r.ends.busy(i) {
			n++
		}
	}
	return n
}

// Makespan is the instant of the last end, once the run is done; before, it is 0.
func (r *Run) Makespan() Time {
	switch {
	case !r.Done():
		return 0
	case r.course != nil:
		return r.course.makespan
	}
	return r.clock
}

// Counts is what the senders of the run's range have done. It takes a nanosecond or so for each of them.
func (r *Run) Counts() Counts { return r.CountsOf(r.of) }

// CountsOf is what the senders of any range have done, so that one run serves many ranges.
func (r *Run) CountsOf(of SenderRange) Counts {
	var c Counts
	from, to := max(of.From, 0), min(of.To, len(r.senders))
	for i := from; i < to; i++ {
		s := &r.senders[i]
		c.Attempts += int64(s.attempts)
		c.Failed += int64(s.failed)
		c.Expired += int64(s.expired)
		c.Delivered += int64(s.attempts) - int64(s.failed) - int64(s.retried) - int64(s.expired)
		c.SendTime += s.sendTime
		if r.ends.busy(i) && (r.course == nil || r.senders[i].counts()) {
			c.InFlight++
		}
	}
	if from == 0 && to > 0 {
		c.Expired += r.lapsed
	}
	if r.course != nil {
		r.course.addCounts(&c, from, to)
	}
	return c
}
