package engine

import "iter"

// Outcome is how an attempt ended.
type Outcome uint8

// The outcomes of an attempt. All but Retried end the message.
const (
	Delivered Outcome = iota + 1
	Failed            // permanently, or it was the last attempt
	Expired           // temporarily, at the deadline or later
	Retried           // temporarily; there will be another attempt unless the deadline comes first
)

// Attempt is one ended attempt to send one message.
type Attempt struct {
	Message  int64 // from 0
	Number   int   // of the message's attempts, from 1
	Sender   int   // from 0
	Start    Time
	Duration Time
	Outcome  Outcome
}

// Attempts goes through every attempt of the schedule in order of its end, then sender. A message that expires while
// it waits has no attempt that says so. It is about as fast as a run with all features.
func (s *Schedule) Attempts() iter.Seq[Attempt] {
	return func(yield func(Attempt) bool) {
		var batch []Attempt
		r := s.newRun(SenderRange{}, func(a Attempt) { batch = append(batch, a) })
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
