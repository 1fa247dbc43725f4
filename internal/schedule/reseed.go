package schedule

// Reseeded is the schedule of the same settings with another seed, without the
// work of Compile.
func (s *Schedule) Reseeded(seed int64) *Schedule {
	out := *s
	out.engine = s.engine.Reseeded(uint64(seed))
	return &out
}
