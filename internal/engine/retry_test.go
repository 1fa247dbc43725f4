package engine

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The queue gives back what is in it in the order of (due time, message), however pushes and pops mix.
func TestRetryQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		queue := newRetryQueue()
		var sorted []retry
		for n := range rapid.IntRange(200, 500).Draw(t, "operations") {
			if len(sorted) == 0 || rapid.IntRange(0, 2).Draw(t, "operation") > 0 {
				r := retry{Time(rapid.IntRange(0, 50).Draw(t, "due")), firstTry(int64((n * 7919) % 500))}
				queue.push(r)
				i, _ := slices.BinarySearchFunc(sorted, r, func(a, b retry) int {
					if a.before(b) {
						return -1
					}
					return 1
				})
				sorted = slices.Insert(sorted, i, r)
				continue
			}
			if queue.pages[0][retryRoot] != sorted[0] || queue.due != sorted[0].due || queue.count != len(sorted) {
				t.Fatalf("first of %d is %+v, want %+v of %d", queue.count, queue.pages[0][retryRoot], sorted[0], len(sorted))
			}
			queue.pop()
			sorted = sorted[1:]
		}
		for _, want := range sorted {
			if got := queue.pop(); got != want.try {
				t.Fatalf("popped %v, want %v", got, want.try)
			}
		}
	})
}

// The queue of a million retries has the pages it needs and one more at most, while it grows and while it shrinks, and
// moves nothing to make room.
func TestRetryQueuePages(t *testing.T) {
	queue := newRetryQueue()
	check := func() {
		t.Helper()
		needed := (retryRoot+queue.count-1)>>retryPageBits + 1
		if got := len(queue.pages); got < needed || got > needed+1 {
			t.Fatalf("%d retries have %d pages, want %d or one more", queue.count, got, needed)
		}
	}
	const n = 1_000_000
	for i := range n {
		queue.push(retry{Time(mix(uint64(i)) >> 20), firstTry(int64(i))})
		check()
	}
	first := queue.pages[0]
	last := retry{}
	for i := range n {
		least := queue.pages[0][retryRoot]
		if least.before(last) {
			t.Fatalf("retry %d, %+v, is before %+v", i, least, last)
		}
		last = least
		queue.pop()
		check()
	}
	if queue.due != never {
		t.Errorf("an empty queue has something due at %d", queue.due)
	}
	if queue.pages[0] != first {
		t.Error("the first page was moved")
	}
}

func TestBackoffs(t *testing.T) {
	for _, c := range []struct {
		retry Retry
		want  []Time
		why   string
	}{
		{Retry{MaxAttempts: 5, InitialBackoff: 30 * Second, Multiplier: 2, MaxBackoff: 100 * Second}, []Time{30 * Second, 60 * Second, 100 * Second, 100 * Second}, "doubles up to the maximum"},
		{Retry{MaxAttempts: 4, InitialBackoff: 3, Multiplier: 1.5, MaxBackoff: Second}, []Time{3, 5, 7}, "3, 4.5, 6.75 in whole microseconds"},
		{Retry{MaxAttempts: 3, InitialBackoff: 10, Multiplier: 2, MaxBackoff: 0}, []Time{0, 0}, "a maximum of 0 is none"},
		{Retry{MaxAttempts: 4, InitialBackoff: Second, Multiplier: math.MaxFloat64, MaxBackoff: maxBackoff}, []Time{Second, maxBackoff, maxBackoff}, "the product overflows"},
		{Retry{MaxAttempts: 3, InitialBackoff: 0, Multiplier: math.MaxFloat64, MaxBackoff: maxBackoff}, []Time{0, 0}, "nothing times anything"},
	} {
		got := backoffs(c.retry)
		for a, want := range c.want {
			if got[a+1] != want {
				t.Errorf("%s: after attempt %d %d, want %d", c.why, a+1, got[a+1], want)
			}
		}
	}
}

func TestJitter(t *testing.T) {
	if w := jittered(10, 0); w != 1 {
		t.Errorf("at least %d, want 1", w)
	}
	if w := jittered(10, math.MaxUint64); w != 10 {
		t.Errorf("at most %d, want 10", w)
	}
	if w := jittered(0, math.MaxUint64); w != 0 {
		t.Errorf("no backoff became %d", w)
	}
}
