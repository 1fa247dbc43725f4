package report

import (
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// lasting is a simulated time in words; see words.Duration for what it is measured
// against.
func lasting(m settings.Micros, against ...float64) string {
	return words.Duration(m.Seconds(), against...)
}

func wallTime(d time.Duration) string { return words.Duration(d.Seconds()) }

// goals are the shares and the times that figures of a run are measured against.
func goals(s settings.Settings) (shares, times []float64) {
	for _, o := range s.Objectives {
		if o.Budget != nil {
			continue
		}
		shares, times = append(shares, o.Share), append(times, o.Within)
	}
	return shares, times
}
