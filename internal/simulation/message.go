package simulation

import (
	"alertsim/internal/engine"
	"alertsim/internal/settings"
)

// Message is one recipient's copy of the alert that has ended. It is computed
// from the settings, never stored.
type Message struct {
	Index    int64
	Outcome  engine.Outcome // not engine.Retried
	EndedAt  settings.Micros
	Attempts []Attempt // none if it expired before the first
}

// Attempt is one try to send a message.
type Attempt struct {
	Number   int // from 1
	Sender   int // from 0, through the groups in order
	Start    settings.Micros
	Duration settings.Micros
	Outcome  engine.Outcome
}
