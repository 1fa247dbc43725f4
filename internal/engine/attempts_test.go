package engine

import "iter"

// Attempts goes through every attempt of the schedule in order of its end, then sender. A message that expires while
// it waits has no attempt that says so.
func (s *Schedule) Attempts() iter.Seq[Attempt] {
	return func(yield func(Attempt) bool) {
		var batch []Attempt
		r := s.Trace()
		r.Observe(func(a Attempt) { batch = append(batch, a) })
		for {
			done := r.Advance(never, 1)
			for _, a := range batch {
				if !yield(a) {
					return
				}
			}
			if done {
				return
			}
			batch = batch[:0]
		}
	}
}
