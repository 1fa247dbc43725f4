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
		var queue retryQueue
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
			if queue[0] != sorted[0] {
				t.Fatalf("first is %+v, want %+v", queue[0], sorted[0])
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

func TestBackoffs(t *testing.T) {
	for _, c := range []struct {
		retry Retry
		want  []Time
		why   string
	}{
		{Retry{5, 30 * Second, 2, 100 * Second, false}, []Time{30 * Second, 60 * Second, 100 * Second, 100 * Second}, "doubles up to the maximum"},
		{Retry{4, 3, 1.5, Second, false}, []Time{3, 5, 7}, "3, 4.5, 6.75 in whole microseconds"},
		{Retry{3, 10, 2, 0, false}, []Time{0, 0}, "a maximum of 0 is none"},
		{Retry{4, Second, math.MaxFloat64, maxBackoff, false}, []Time{Second, maxBackoff, maxBackoff}, "the product overflows"},
		{Retry{3, 0, math.MaxFloat64, maxBackoff, false}, []Time{0, 0}, "nothing times anything"},
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
