package forecast

import (
	"math"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/words"
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

// leastTime is what n plans take of one processor at the least, by the attempts that are expected.
func leastTime(s settings.Settings, n int) time.Duration {
	each, events := plainAttempt, expectedEnds(s)
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

var limited = anyGroup(func(g settings.SenderGroup) bool { return g.RatePerSecond != nil })

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

// outOfReach refuses at once what the budget would only be burnt for.
func outOfReach(j Job, budget, least time.Duration) error {
	what, remedy := "a forecast", "run it as an instant simulation, or let the command line compute it; both take the time it needs. Or ask for fewer messages or attempts"
	if j.Plans > 1 {
		what, remedy = "so many runs", "ask for fewer of them or for fewer messages, or let the command line make them, which takes the time it needs"
	}
	return fault.Errorf(fault.CodeTooLong, "%s of up to %s attempts cannot be done within %.3g s: it takes %.0f s of a processor at the least; %s",
		what, words.Count(j.Attempts), budget.Seconds(), math.Ceil(least.Seconds()), remedy)
}
