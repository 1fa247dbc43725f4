package engine

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// The interval of 9,999 a second is 10⁹/9,999 = 100,010.001 ns, in whole nanoseconds 100,010. The last of a million
// starts is in slot 999,999: after 999,999 × 100,010 = 100,009,899,990 ns, which is in microsecond 100,009,900. It ends
// 0.05 s later. Whole microseconds in between would make it 999,999 × 101 µs = 101 s.
func TestRateLimitLosesNoPartOfAMicrosecond(t *testing.T) {
	s := compile(t, Config{
		Messages: 1_000_000, Groups: []Group{{Senders: 10_000, SendTime: Constant(0.05), RatePerSecond: 9999}},
		Retry: Retry{MaxAttempts: 1},
	})
	r := s.Run(SenderRange{0, s.Senders()})
	r.Advance(never, 0)
	if want := Time(100_009_900 + 50_000); r.Makespan() != want {
		t.Errorf("ends at %d, want %d", r.Makespan(), want)
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		rate float64
		want interval
		why  string
	}{
		{0, interval{}, "no limit"},
		{3, interval{333_333, 333}, "a third of a second in whole nanoseconds"},
		{9999, interval{100, 10}, "100,010.001 ns"},
		{10_000.0 / 3, interval{300, 0}, "three parts"},
		{10_000.0 / 7, interval{700, 0}, "seven parts"},
		{maxRate, interval{1, 0}, "one in each microsecond"},
		{minRate, interval{1_000_000_000_000, 0}, "one in eleven days"},
		{0.01 / 24, interval{2_400_000_000, 0}, "the slowest with the longest text"},
	} {
		if got := intervalOf(c.rate); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.rate, got, c.want)
		}
	}
}

// While there is work and a free sender, n starts take exactly n intervals, whatever the rate; and a slot never opens
// before its time.
func TestSlotsDoNotDrift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nanos := rapid.Int64Range(1000, 20_000).Draw(t, "interval in ns")
		interval := interval{Time(nanos / 1000), Time(nanos % 1000)}
		var slot slot
		for n := range rapid.Int64Range(1, 5000).Draw(t, "starts") {
			if want := Time((n*nanos + 999) / 1000); slot.opens != want {
				t.Fatalf("slot %d opens at %d µs, want %d", n, slot.opens, want)
			}
			slot.take(slot.opens, interval)
		}
	})
}

func ExampleSchedule_Run_rateLimit() {
	s, err := Compile(Config{
		Messages: 5, Groups: []Group{{Senders: 5, SendTime: Constant(1), RatePerSecond: 9999}}, Retry: Retry{MaxAttempts: 1},
	})
	if err != nil {
		panic(err)
	}
	for a := range s.Attempts() {
		fmt.Print(int64(a.Start), " ")
	}
	// Output: 0 101 201 301 401
}
