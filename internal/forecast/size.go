package forecast

import (
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// JobOf is the job of n plans with these settings.
func JobOf(s settings.Settings, n int) Job {
	return Job{Attempts: maxAttempts(s, n), Bytes: schedule.MemoryOf(s).Plan, Plans: n, Least: schedule.LeastTime(s, n)}
}

// maxAttempts is the most attempts that n plans can have.
func maxAttempts(s settings.Settings, n int) int64 {
	return s.MostAttempts() * int64(n) // at most 10¹² before it is refused
}
