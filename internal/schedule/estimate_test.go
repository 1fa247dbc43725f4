package schedule_test

import (
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

// The estimate by which the domain refuses live runs that are too long is close
// for runs that are long against one message's way.
func TestEstimatedMakespan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSettings(t, 1, 40)
		s.Messages = 5000
		s.Retry.MaxBackoff = 0 // waits at the end are no matter of throughput
		for i := range s.SenderGroups {
			g := &s.SenderGroups[i]
			if g.SendTime.Distribution == settings.Lognormal { // the mean of a tail that far needs millions of draws
				*g.SendTime.StandardDeviation = min(*g.SendTime.StandardDeviation, *g.SendTime.Mean)
			}
		}
		s, err := settingstest.Valid(s)
		if err != nil {
			t.Skip("refused")
		}
		compiled, err := schedule.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		replay := compiled.Replay(0, 1)
		replay.Advance(1<<62, 0)
		makespan, estimate := replay.Checkpoint().Clock.Seconds(), s.EstimatedMakespan()
		// The last messages may be with the slowest senders.
		tail := 0.0
		for _, g := range s.SenderGroups {
			tail = max(tail, slowest(g, s.AttemptRate(g)))
		}
		factor := 1.25 // chance
		if len(s.SenderGroups) > 1 {
			factor = 2 // which group gets the retries depends on more than its throughput
		}
		if makespan < estimate/factor-1 || makespan > estimate*factor+tail {
			t.Fatalf("a makespan of %v s, estimated %v s with a tail of %v", makespan, estimate, tail)
		}
	})
}

// slowest is about how long the last message of a group can take, by all its
// attempts, with its place behind the rate limit.
func slowest(g settings.SenderGroup, rate float64) float64 {
	var longest float64
	switch t := g.SendTime; t.Distribution {
	case settings.Uniform:
		longest = *t.Maximum
	case settings.Empirical:
		longest = t.Percentiles[len(t.Percentiles)-1].Seconds
	case settings.Normal, settings.Lognormal:
		longest = *t.Mean + 10**t.StandardDeviation
	default:
		longest = 12 * *t.Mean
	}
	if rate > 0 {
		longest += float64(g.Senders) / rate
	}
	return 10 * longest
}
