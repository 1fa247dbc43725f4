package engine

// Reseeded is the schedule of the same Config with another seed. It shares the tables, which take a millisecond a group
// to build, so it costs nothing.
func (s *Schedule) Reseeded(seed uint64) *Schedule {
	out := *s
	out.seed(seed)
	if s.course != nil {
		course := *s.course
		course.seed(seed)
		out.course = &course
	}
	return &out
}

// seed sets what a schedule draws by.
func (s *Schedule) seed(seed uint64) {
	s.attemptKey, s.attemptTieKey = drawKey(seed, purposeAttempt), drawKey(seed, purposeAttempt+purposeTie)
	s.failureKey, s.failureTieKey = drawKey(seed, purposeFailure), drawKey(seed, purposeFailure+purposeTie)
}
