package engine

// Reseeded is the schedule of the same Config with another seed. It shares the tables, which take a millisecond a group
// to build, so it costs nothing.
func (s *Schedule) Reseeded(seed uint64) *Schedule {
	out := *s
	out.attemptKey = drawKey(seed, purposeAttempt)
	out.failureKey = drawKey(seed, purposeFailure)
	return &out
}
