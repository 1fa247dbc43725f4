package simulation

import "time"

// Session is the one user, or group by management key, in charge at a time.
// Tokens are never stored, only their SHA-256 in hexadecimal.
type Session struct {
	ID           string
	Members      []string // token hashes; the opener's first
	OpenedAt     time.Time
	LastUsedAt   time.Time
	SimulationID string // its latest simulation, active or ended; "" if none
	Watch        Watch
}

const (
	// SessionIdle is how long a session that runs nothing lasts unused, in time in
	// which it could be used.
	SessionIdle = 15 * time.Minute
	// SessionTouch is how old LastUsedAt may get before a use is recorded, to
	// spare a write for every poll.
	SessionTouch = 30 * time.Second
	// MaxMembers bounds the tokens of one session.
	MaxMembers = 100
)

// ExpiresAt is when the session ends by itself unless it is used, runs something
// or stands still: by the clock that now is by, at most SessionIdle after that.
func (s Session) ExpiresAt(now time.Time) time.Time {
	return now.Add(max(0, SessionIdle-s.idle(now)))
}

// Over reports whether the session has ended by itself; busy says whether its
// latest simulation is being worked on. One that is ready waits for its user and
// ends with the session.
func (s Session) Over(busy bool, now time.Time) bool {
	return !busy && s.idle(now) >= SessionIdle
}

// Used reports whether a use must be recorded: not each one, to spare a write for
// every poll.
func (s Session) Used(now time.Time) bool {
	return now.Sub(s.LastUsedAt).Abs() >= SessionTouch // the clock may have been set back
}

// idle is for how long nobody has used the session, as far as somebody watched.
func (s Session) idle(now time.Time) time.Duration {
	if s.unusedSinceWatch() {
		return s.Watch.Idle + passed(s.Watch.At, now)
	}
	return passed(s.LastUsedAt, now)
}

func (s Session) unusedSinceWatch() bool {
	return !s.Watch.At.IsZero() && s.Watch.UsedAt.Equal(s.LastUsedAt)
}

// Has reports whether a token hash belongs to the session.
func (s Session) Has(tokenHash string) bool {
	for _, m := range s.Members {
		if m == tokenHash {
			return true
		}
	}
	return false
}
