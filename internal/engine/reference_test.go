package engine

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every attempt of a schedule is the one that the rules call for, and the counts at any clock follow from them.
func TestEqualsNaive(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		want, lapsed := naive(c)
		got := slices.Collect(s.Attempts())
		if len(got) != len(want) {
			t.Fatalf("%d attempts, want %d", len(got), len(want))
		}
		makespan := Time(0)
		if lapsed > 0 {
			makespan = c.TimeToLive
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("attempt %d is %+v, want %+v", i, got[i], want[i])
			}
			makespan = max(makespan, want[i].Start+want[i].Duration)
		}
		if makespan > s.bound {
			t.Fatalf("makespan %d is beyond its bound %d", makespan, s.bound)
		}

		from := rapid.IntRange(0, s.Senders()).Draw(t, "from")
		of := SenderRange{from, rapid.IntRange(from, s.Senders()).Draw(t, "to")}
		all := s.Run(SenderRange{0, s.Senders()})
		part := s.Run(of)
		for !all.Done() {
			clock := all.Clock()
			checkNow(t, s, all, want, func(int64) bool { return true })
			compareCounts(t, "all", clock, all.Counts(), countsAt(c, want, lapsed, SenderRange{0, s.Senders()}, clock))
			compareCounts(t, "range", clock, part.Counts(), countsAt(c, want, lapsed, of, clock))
			clock += rapid.SampledFrom([]Time{1, 2, 5, makespan/7 + 1}).Draw(t, "step")
			if !all.Advance(clock, 0) || !part.Advance(clock, 0) {
				t.Fatalf("does not reach %d", clock)
			}
			if clock != all.Clock() && !all.Done() {
				t.Fatalf("the clock is %d, want %d", all.Clock(), clock)
			}
		}
		compareCounts(t, "all", makespan, all.Counts(), countsAt(c, want, lapsed, SenderRange{0, s.Senders()}, makespan))
		compareCounts(t, "range", makespan, part.Counts(), countsAt(c, want, lapsed, of, makespan))
		if all.Makespan() != makespan || !part.Done() {
			t.Fatalf("makespan %d, want %d", all.Makespan(), makespan)
		}
	})
}

func compareCounts(t *rapid.T, what string, clock Time, got, want Counts) {
	t.Helper()
	if got != want {
		t.Fatalf("%s at %d: %+v, want %+v", what, clock, got, want)
	}
}
