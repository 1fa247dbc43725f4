package engine

// A deliveryCount is how many messages a schedule delivers, found without running it, so that percentiles can be
// taken in a single passage. When all groups fail alike and there is no deadline, it is exact: whether a message is
// delivered then depends on its own draws only. Otherwise it is a guess that costs nothing.
type deliveryCount struct {
	schedule  *Schedule
	next      int64 // message to count
	delivered int64
	exact     bool
}

func newDeliveryCount(s *Schedule) deliveryCount {
	f := deliveryCount{schedule: s}
	first := s.groups[0]
	alike := s.deadline == never && s.course == nil
	for _, g := range s.groups {
		alike = alike && g.failure == first.failure && g.permanent == first.permanent
	}
	f.exact = alike
	if !alike || !first.failure.possible() {
		f.next, f.delivered = s.messages, s.messages
	}
	return f
}

func (f *deliveryCount) done() bool { return f.next == f.schedule.messages }

// step counts at most so many messages, and returns what that cost in the events of a run, which take ten times as long.
func (f *deliveryCount) step(maxEvents int64) (cost int64) {
	end := f.schedule.messages
	if left := end - f.next; left/10 > maxEvents {
		end = f.next + 10*maxEvents
	}
	cost = (end-f.next)/10 + 1
	for ; f.next < end; f.next++ {
		if f.delivers(firstTry(f.next)) {
			f.delivered++
		}
	}
	return cost
}

// delivers says whether a message is delivered by this attempt or a later one.
func (f *deliveryCount) delivers(t try) bool {
	s, g := f.schedule, &f.schedule.groups[0]
	for g.failure.happens(draw(s.attemptKey, t), s.attemptTieKey, t) {
		if t.attempt() >= s.maxAttempts || g.permanent.happens(draw(s.failureKey, t), s.failureTieKey, t) {
			return false
		}
		t++
	}
	return true
}
