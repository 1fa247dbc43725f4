package forecast

import (
	"slices"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// JobOf is the job of n plans with these settings.
func JobOf(s settings.Settings, n int) Job {
	return Job{Attempts: maxAttempts(s, n), Bytes: schedule.MemoryOf(s).Plan, Plans: n, Least: leastTime(s, n)}
}

// maxAttempts is the most attempts that n plans can have.
func maxAttempts(s settings.Settings, n int) int64 {
	return s.MostAttempts() * int64(n) // at most 10¹² before it is refused
}

// expectedEvents is about how many ended attempts a planner computes: expectedEnds,
// and once more where the percentiles may need a second passage.
func expectedEvents(s settings.Settings) float64 {
	events := expectedEnds(s)
	if !s.Extended() && s.Messages > loggedMessages && (s.TimeToLive != nil || failDifferently(s)) {
		events *= 2
	}
	return events + 1
}

// expectedEnds is about how many attempts end, by mean values, before what waits
// expires.
//
// Of the model's second version it is a guess: two attempts for each message, if it
// can have them.
func expectedEnds(s settings.Settings) float64 {
	if s.Extended() {
		return float64(min(s.MostAttempts(), 2*s.Messages))
	}
	whole, once := s, s
	whole.TimeToLive, once.TimeToLive = nil, nil
	once.Retry.MaxAttempts = 1
	makespan := whole.EstimatedMakespan()
	events := float64(s.Messages) * makespan / once.EstimatedMakespan()
	if s.TimeToLive != nil && *s.TimeToLive < makespan {
		events = events**s.TimeToLive/makespan + float64(s.TotalSenders())
	}
	return events
}

// loggedMessages is up to how many the engine notes deliveries down rather than
// make a second passage.
const loggedMessages = 1 << 20

func failDifferently(s settings.Settings) bool {
	first := s.SenderGroups[0]
	return slices.ContainsFunc(s.SenderGroups, func(g settings.SenderGroup) bool {
		return g.FailureRate != first.FailureRate || g.PermanentShare != first.PermanentShare
	})
}
