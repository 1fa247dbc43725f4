package engine

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Of so many acknowledgements of a message that the queue drops some, the earliest comes, in its time.
func TestAckQueueDrops(t *testing.T) {
	const messages = 10_000
	random := rand.New(rand.NewPCG(1, 2))
	q, earliest := newAckQueue(messages), make([]Time, messages)
	for m := range earliest {
		earliest[m] = never
	}
	for range 5 * messages {
		m, due := random.IntN(messages), 1+Time(random.IntN(100*messages))
		q.add(uint32(m), due)
		earliest[m] = min(earliest[m], due)
	}
	got := slices.Repeat([]Time{never}, messages)
	for last := Time(0); q.live > 0; {
		due := q.due
		if due < last {
			t.Fatalf("%d comes after %d", due, last)
		}
		last = due
		if m, is := q.take(); is {
			got[m] = due
		}
	}
	if !slices.Equal(got, earliest) {
		t.Error("an acknowledgement is not the earliest of its message")
	}
}
