package engine

import "fmt"

// TooLongError is ErrTooLong of a run: by At, the last instant that can be counted, so many messages had ended.
type TooLongError struct {
	At    Time
	Ended int64
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("%v: %d messages had ended after %.0f s", ErrTooLong, e.Ended, e.At.Seconds())
}

// Unwrap returns ErrTooLong.
func (e *TooLongError) Unwrap() error { return ErrTooLong }

// Countable is the largest number of first messages that have all ended when a run has to stop: a schedule of no more
// comes to its end, if no message is tried again. It plays the schedule to there.
func (s *Schedule) Countable() int64 {
	r := s.Trace()
	r.Advance(never, 0)
	least := r.fresh
	for i := range r.senders {
		if r.ends.busy(i) {
			least = min(least, r.senders[i].try.message())
		}
	}
	for p := retryRoot; p < retryRoot+r.retries.count; p++ {
		least = min(least, at(r.retries.pages, p).try.message())
	}
	return least
}
