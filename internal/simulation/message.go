package simulation

import (
	"alertsim/internal/engine"
	"alertsim/internal/settings"
)

// Message is one recipient's copy of the alert that has ended. It is computed
// from the settings, never stored.
type Message struct {
	Index    int64
	Outcome  engine.Outcome  // not engine.Retried
	EndedAt  settings.Micros // of a delivered one: when it was delivered first
	Attempts []Attempt       // none if it expired before the first

	// Of the model's second version.

	Audience       int              // from 0, of Settings.Audiences
	AcknowledgedAt *settings.Micros // nil: it was not
}

// Attempt is one try to send a message.
type Attempt struct {
	Number   int // from 1
	Sender   int // from 0, through the groups in order
	Start    settings.Micros
	Duration settings.Micros
	Outcome  engine.Outcome

	// Of the model's second version.

	Step   int           // through the cycles, from 0
	Result engine.Result // 0: the outcome says it
	Repeat bool          // it reached a recipient who had been reached
	Ending int           // of its group's outcomes, from 0, if it has any and the result is one of them
}

// Reached reports whether an attempt got to its recipient.
func (a Attempt) Reached() bool {
	return a.Result == engine.Reached || a.Result == 0 && a.Outcome == engine.Delivered
}

// Refused reports whether a cap refused an attempt, so that it was no call.
func (a Attempt) Refused() bool { return a.Result == engine.OverCap }

// Why says in words why a message ended as it did.
func (m Message) Why() string {
	switch m.Outcome {
	case engine.Delivered:
		return "an attempt reached its recipient"
	case engine.Failed:
		if n := len(m.Attempts); n > 0 && m.Attempts[n-1].Refused() {
			return "a cap refused its last attempt"
		}
		return "its last attempt failed, and there was none left"
	case engine.Expired:
		return "the time to live ended before it was delivered"
	case engine.Unreachable:
		return "its recipient has none of the channels"
	case engine.Retried: // which is no end
	}
	return ""
}
