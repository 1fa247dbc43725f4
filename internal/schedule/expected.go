package schedule

import (
	"math"
	"slices"
	"time"

	"alertsim/internal/settings"
)

// What the cheapest attempt of each kind takes of one processor: half of what was measured (BenchmarkCheapest), so that
// what a processor twice as fast would do in time is not refused. Most attempts take several times as much.
const (
	plainAttempt   = 5 * time.Nanosecond   // measured: 9.6, with one sender
	generalAttempt = 17 * time.Nanosecond  // 34: retries, of which few wait
	waitingAttempt = 100 * time.Nanosecond // 238: as many wait as manyWaiting
	courseMessage  = 50 * time.Nanosecond  // 115: a message that is never reached; what expires may take less
)

// manyWaiting is from how many on the memory that they lie in, which no cache holds, takes the time.
const manyWaiting = 1_000_000

// LeastTime is what n plans take of one processor at the least, by the attempts that are expected.
func LeastTime(s settings.Settings, n int) time.Duration {
	each, events := plainAttempt, ExpectedAttempts(s)
	switch {
	case s.Extended() && s.TimeToLive != nil:
		return 0
	case s.Extended():
		each, events = courseMessage, float64(s.Messages)
	case expectedWaiting(s) >= manyWaiting:
		each = waitingAttempt
	case s.AttemptsEach() > 1 || s.TimeToLive != nil || limited(s):
		each = generalAttempt
	}
	return time.Duration(min(float64(each)*events*float64(n), math.MaxInt64/2))
}

func limited(s settings.Settings) bool {
	return slices.ContainsFunc(s.SenderGroups, func(g settings.SenderGroup) bool { return g.RatePerSecond != nil })
}

// expectedWaiting is about how many messages wait for their second attempt at a time: as many as fail for the first time
// while one waits (Little's law).
func expectedWaiting(s settings.Settings) float64 {
	if s.AttemptsEach() < 2 {
		return 0
	}
	once := s
	once.Retry.MaxAttempts, once.TimeToLive = 1, nil
	failing := 1.0
	for _, g := range s.SenderGroups {
		failing = min(failing, g.FailureRate*(1-g.PermanentShare))
	}
	wait := min(s.Retry.InitialBackoff, s.Retry.MaxBackoff)
	wait *= 1 - float64(s.Retry.Jitter)/2
	pass := once.EstimatedMakespan()
	if s.TimeToLive != nil {
		wait = min(wait, *s.TimeToLive)
	}
	return float64(s.Messages) * failing * min(1, wait/pass)
}

// ExpectedEvents is about how many ended attempts a planner computes: ExpectedAttempts,
// and once more where the percentiles may need a second passage.
func ExpectedEvents(s settings.Settings) float64 {
	events := ExpectedAttempts(s)
	if !s.Extended() && s.Messages > loggedMessages && (s.TimeToLive != nil || failDifferently(s)) {
		events *= 2
	}
	return events + 1
}

// ExpectedAttempts is about how many attempts end, by mean values, before what waits
// expires.
//
// Of the model's second version it is a guess: two attempts for each message, if it
// can have them.
func ExpectedAttempts(s settings.Settings) float64 {
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
