package simulation

import (
	"alertsim/internal/settings"
)

// Outcome is how an attempt or a message ended.
type Outcome string

// The outcomes. An attempt that is tried again is OutcomeRetried; a message
// never is.
const (
	OutcomeDelivered Outcome = "delivered"
	OutcomeFailed    Outcome = "failed"
	OutcomeExpired   Outcome = "expired"
	OutcomeRetried   Outcome = "retried"
)

// Message is one recipient's copy of the alert that has ended. It is computed
// from the settings, never stored.
type Message struct {
	Index    int64
	Outcome  Outcome
	EndedAt  settings.Micros
	Attempts []Attempt // none if it expired before the first
}

// Attempt is one try to send a message.
type Attempt struct {
	Number   int // from 1
	Sender   int // from 0, through the groups in order
	Start    settings.Micros
	Duration settings.Micros
	Outcome  Outcome
}
