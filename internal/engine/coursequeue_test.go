package engine

import (
	"container/heap"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Of so many acknowledgements of a message that the queue drops some, the earliest comes, in its time.
func TestAckQueueDrops(t *testing.T) {
	const messages = 10_000
	random := rand.New(rand.NewPCG(1, 2))
	r, earliest := &courseRun{flags: make([]uint8, messages)}, make([]Time, messages)
	r.acks = newAckQueue(r.flags)
	for m := range earliest {
		earliest[m] = never
	}
	for range 5 * messages {
		m, due := random.IntN(messages), 1+Time(random.IntN(100*messages))
		r.addAck(carried{message: uint32(m)}, due)
		earliest[m] = min(earliest[m], due)
	}
	got := slices.Repeat([]Time{never}, messages)
	for last := Time(0); r.acks.live > 0; {
		due := r.acks.first.due
		if due < last {
			t.Fatalf("%d comes after %d", due, last)
		}
		last = due
		if m, _, is := r.takeAck(); is {
			got[m] = due
		}
	}
	if !slices.Equal(got, earliest) {
		t.Error("an acknowledgement is not the earliest of its message")
	}
}

// What is pushed comes in order of due time and message, whatever the times are like and however pushes and pops mix.
func TestDueQueueIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var chunks chunkPool
		flags := make([]uint8, 1000)
		q := newDueQueue(flagged{flags: flags, mask: isOver}, &chunks)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		widths := rapid.SliceOfN(rapid.SampledFrom([]Time{1, 5, 300, 1e5, 1e8, 1e12, 1 << 60}), 1, 3).Draw(t, "widths")
		pushes := rapid.IntRange(1, 3000).Draw(t, "pushes")
		var waiting retryHeap
		now, popped := Time(0), 0
		for pushed := 0; pushed < pushes || len(waiting) > 0; {
			if pushed < pushes && random.IntN(2) == 0 || len(waiting) == 0 {
				for range min(1+random.IntN(100), pushes-pushed) {
					r := retry{now + Time(random.Int64N(int64(widths[random.IntN(len(widths))]))), placeOf(uint32(random.IntN(1000)), uint8(pushed>>8), uint8(pushed))}
					q.push(r, random.IntN(4) > 0)
					heap.Push(&waiting, r)
					pushed++
				}
			}
			for range min(1+random.IntN(100), len(waiting)) {
				want := heap.Pop(&waiting).(retry)
				if random.IntN(3) == 0 {
					flags[random.IntN(len(flags))] |= isOver
				}
				if flags[want.try>>placeShift]&isOver != 0 {
					if q.first == want && q.pop() != want.try {
						t.Fatal("what is dropped is not the first")
					}
					continue
				}
				if q.first != want {
					t.Fatalf("after %d: %v is first, want %v", popped, q.first, want)
				}
				if got := q.pop(); got != want.try {
					t.Fatalf("after %d: %v is taken, want %v", popped, got, want.try)
				}
				popped++
				now = min(max(now, want.due), 1<<61)
			}
		}
		if q.first.due != never || q.count+q.line.count+q.near.count != 0 || !q.far.empty() {
			t.Fatalf("%+v is not empty", q)
		}
		spare := uint32(0)
		for n := chunks.spare; n != 0; n = chunks.at(n).next {
			spare++
		}
		if spare != chunks.unused {
			t.Fatalf("%d of %d chunks are free again", spare, chunks.unused)
		}
	})
}
