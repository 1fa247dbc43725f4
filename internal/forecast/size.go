package forecast

import (
	"math"
	"slices"

	"alertsim/internal/simulation"
)

// SearchPlans is about how many plans a search for senders computes.
const SearchPlans = 40

// JobOf is the job of n plans with these settings.
func JobOf(s simulation.Settings, n int) Job {
	return Job{Attempts: maxAttempts(s, n), Bytes: planBytes(s), Plans: n}
}

// maxAttempts is the most attempts that n plans can have.
func maxAttempts(s simulation.Settings, n int) int64 {
	return s.Messages * int64(s.Retry.MaxAttempts) * int64(n) // at most 10¹² before it is refused
}

// planBytes is the most that the computation of one plan holds: messages in
// backoff, deliveries that are noted down, and a little for each sender.
//
// Only what failed is ever in backoff, which is a binomial number of messages at
// most: ten deviations above its mean are never reached.
func planBytes(s simulation.Settings) int64 {
	const perMessage, noted, fixed = 56, 8 << 20, 1 << 20
	bytes := int64(fixed)
	if s.TimeToLive != nil || failDifferently(s) || s.Retry.MaxAttempts > 1 {
		bytes += min(noted, 8*s.Messages)
	}
	if s.Retry.MaxAttempts == 1 {
		return bytes
	}
	temporary := 0.0
	for _, g := range s.SenderGroups {
		temporary = max(temporary, g.FailureRate*(1-g.PermanentShare))
	}
	mean := float64(s.Messages) * temporary
	return bytes + perMessage*min(s.Messages, int64(mean+10*math.Sqrt(mean)+100))
}

// expectedEvents is about how many ended attempts a planner computes: as many as
// are expected, by mean values, before what waits expires; and once more where
// the percentiles may need a second passage.
func expectedEvents(s simulation.Settings) float64 {
	whole, once := s, s
	whole.TimeToLive, once.TimeToLive = nil, nil
	once.Retry.MaxAttempts = 1
	makespan := whole.EstimatedMakespan()
	events := float64(s.Messages) * makespan / once.EstimatedMakespan()
	if s.TimeToLive != nil && *s.TimeToLive < makespan {
		events = events**s.TimeToLive/makespan + float64(s.TotalSenders())
	}
	if s.Messages > loggedMessages && (s.TimeToLive != nil || failDifferently(s)) {
		events *= 2
	}
	return events + 1
}

// loggedMessages is up to how many the engine notes deliveries down rather than
// make a second passage.
const loggedMessages = 1 << 20

func failDifferently(s simulation.Settings) bool {
	first := s.SenderGroups[0]
	return slices.ContainsFunc(s.SenderGroups, func(g simulation.SenderGroup) bool {
		return g.FailureRate != first.FailureRate || g.PermanentShare != first.PermanentShare
	})
}
