package engine

import (
	"iter"
	"math/bits"
)

// waited is the set of messages that expired at the deadline without being in an attempt: those that were in backoff,
// a bit each, and all from fresh on.
type waited struct {
	retried  []uint64
	retries  int64 // bits that are set
	fresh    int64
	messages int64
}

// waiting is the set of messages that wait now, in the queue or in backoff.
func (r *Run) waiting() waited {
	w := waited{retries: int64(r.retries.count), fresh: r.fresh, messages: r.schedule.messages}
	if w.retries > 0 {
		w.retried = make([]uint64, r.fresh/64+1)
	}
	for p := retryRoot; p < retryRoot+r.retries.count; p++ {
		m := at(r.retries.pages, p).try.message()
		w.retried[m/64] |= 1 << (m % 64)
	}
	return w
}

// Waited goes through the messages that a traced run let expire at the deadline without being in an attempt, in order of
// their numbers, and without the first skip of them. There are none before the deadline.
func (r *Run) Waited(skip int64) iter.Seq[int64] {
	w := r.waited
	return func(yield func(int64) bool) {
		left := skip
		for i, word := range w.retried {
			if n := int64(bits.OnesCount64(word)); n <= left {
				left -= n
				continue
			}
			for ; word != 0; word &= word - 1 {
				if left > 0 {
					left--
				} else if !yield(int64(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
		for m := w.fresh + left; m < w.messages; m++ {
			if !yield(m) {
				return
			}
		}
	}
}

// WaitedCount is how many messages Waited goes through if it skips none.
func (r *Run) WaitedCount() int64 { return r.waited.retries + r.waited.messages - r.waited.fresh }
