package engine

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var planShares = []float64{0, 0.07, 0.5, 0.95, 1}

// A plan says what the list of all attempts says.
func TestPlanEqualsNaive(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		attempts, lapsed := naive(c)
		p, err := s.Planner(goalsOf(planShares)...)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "long") {
			p.maxLogged = 0
		}
		steps := rapid.IntRange(0, 20).Draw(t, "steps")
		var seen Time
		for !p.Step(steps) {
			clock, counts := p.Progress()
			if clock < seen || counts.Ended()+counts.InFlight > c.Messages {
				t.Fatalf("progress to %d, %+v after %d", clock, counts, seen)
			}
			seen = clock
		}
		if clock, counts := p.Progress(); clock != p.Plan().Makespan || counts != p.Plan().Totals {
			t.Fatalf("progress ends at %d, %+v", clock, counts)
		}
		got, want := p.Plan(), naivePlan(c, attempts, lapsed, p.Plan().Timeline.BinWidth)
		if !reflect.DeepEqual(got.Timeline, want.Timeline) {
			t.Fatalf("the timeline differs: %+v", got.Timeline)
		}
		got.Timeline, want.Timeline = Timeline{}, Timeline{}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("plan %+v\nwant %+v", got, want)
		}
		checkWithoutTimeline(t, s, p.Plan(), steps, goalsOf(planShares)...)
		bins := len(p.Plan().Timeline.Delivered)
		if bins > MaxBins || bins < MaxBins*9/10 && p.Plan().Makespan > fineBins && c.Messages > 10 {
			t.Fatalf("%d bins", bins)
		}
	})
}

// checkWithoutTimeline holds that a plan without a timeline is the same but for that.
func checkWithoutTimeline(t *rapid.T, s *Schedule, want Plan, steps int, goals ...Goal) {
	t.Helper()
	p, err := s.Planner(goals...)
	if err != nil {
		t.Fatal(err)
	}
	p.LeaveOutTimeline()
	for !p.Step(steps) {
	}
	want.Timeline = Timeline{}
	if got := p.Plan(); !reflect.DeepEqual(got, want) {
		t.Fatalf("without a timeline %+v\nwant %+v", got, want)
	}
}

func naivePlan(c Config, attempts []Attempt, lapsed int, width Time) Plan {
	var p Plan
	var delivered []Time
	if lapsed > 0 {
		p.Makespan = c.TimeToLive
	}
	for _, a := range attempts {
		end := a.Start + a.Duration
		p.Makespan = max(p.Makespan, end)
		if a.Outcome == Delivered {
			delivered = append(delivered, end)
		}
	}
	senders := 0
	for _, g := range c.Groups {
		p.Groups = append(p.Groups, countsAt(c, attempts, lapsed, SenderRange{senders, senders + g.Senders}, p.Makespan))
		senders += g.Senders
	}
	p.Totals = countsAt(c, attempts, lapsed, SenderRange{0, senders}, p.Makespan)

	bins := p.Makespan/width + 1
	p.Timeline = Timeline{width, make([]int64, bins), make([]int64, bins), make([]int64, bins), nil}
	for _, a := range attempts {
		bin := (a.Start + a.Duration) / width
		switch a.Outcome {
		case Delivered:
			p.Timeline.Delivered[bin]++
		case Failed:
			p.Timeline.Failed[bin]++
		case Expired:
			p.Timeline.Expired[bin]++
		}
	}
	if lapsed > 0 {
		p.Timeline.Expired[c.TimeToLive/width] += int64(lapsed)
	}

	slices.Sort(delivered)
	if n := len(delivered); n > 0 {
		nearest := func(percent int) Time { return delivered[max((percent*n+99)/100, 1)-1] }
		p.Latency = &Latency{nearest(50), nearest(90), nearest(95), nearest(99), nearest(100)}
	}
	for _, hundredths := range []int64{0, 7, 50, 95, 100} {
		var o ObjectiveTime
		if n := (hundredths*c.Messages + 99) / 100; n <= int64(len(delivered)) {
			o.Reached = true
			if n > 0 {
				o.At = delivered[n-1]
			}
		}
		p.Objectives = append(p.Objectives, o)
	}
	return p
}

func TestPlanRefusesShares(t *testing.T) {
	s := compile(t, Config{
		Messages: 1, Groups: []Group{{Senders: 1, SendTime: Constant(1)}}, Retry: Retry{MaxAttempts: 1},
	})
	for _, share := range []float64{-0.1, 1.1} {
		if _, err := s.Plan(Goal{Share: share}); err == nil {
			t.Errorf("share %v is accepted", share)
		}
	}
}

func TestShareRank(t *testing.T) {
	for _, c := range []struct {
		share    float64
		messages int64
		want     int64
		why      string
	}{
		{0.95, 1000, 950, "whole"},
		{0.07, 100, 7, "the product in floating point is just above 7"},
		{0.999, 1001, 1000, "999.999 rounds up"},
		{0.5, 3, 2, "1.5 rounds up"},
		{0, 10, 0, "none"},
		{1e-9, 100_000_000, 1, "a tenth of a message is one message"},
		{1, 100_000_000, 100_000_000, "all"},
	} {
		if got := shareRank(c.share, c.messages); got != c.want {
			t.Errorf("%v of %d is %d, want %d: %s", c.share, c.messages, got, c.want, c.why)
		}
	}
}
