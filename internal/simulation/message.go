package simulation

import "fmt"

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
	EndedAt  Micros
	Attempts []Attempt // none if it expired before the first
}

// Attempt is one try to send a message.
type Attempt struct {
	Number   int // from 1
	Sender   int // from 0, through the groups in order
	Start    Micros
	Duration Micros
	Outcome  Outcome
}

// Recipient is the fictional number of a message's recipient, a function of the
// seed and the message: one of the numbers 555-0100 to 555-0199 that the North
// American Numbering Plan keeps for fiction, in some area code. Several messages
// may have the same.
func (s Settings) Recipient(message int64) string {
	h := mix(uint64(s.Seed) ^ mix(uint64(message)+0x9e3779b97f4a7c15))
	return fmt.Sprintf("+1 %d 555 01%02d", 200+h%800, (h>>32)%100)
}

// mix is the finalizer of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// AlertText is what every message says: the text, or the name where there is
// none.
func (s Settings) AlertText() string {
	if s.Text == "" {
		return s.Name
	}
	return s.Text
}
