package settings

import "time"

// Field is what is allowed in one field of the settings. It is the only place
// of a bound or a default: the decoder, the API's description and, through
// it, the form take theirs from here.
type Field struct {
	// Path is the field's place; [] stands for every element of a list.
	Path string `json:"path"`
	Kind Kind   `json:"kind"`
	// Minimum and Maximum are inclusive: of a number its value, of a text its
	// length in characters, of a list its number of elements.
	Minimum float64 `json:"minimum"`
	Maximum float64 `json:"maximum"`
	// Default is what an absent field becomes; nil where there is none or where
	// it depends on other fields.
	Default  any      `json:"default,omitempty"`
	Nullable bool     `json:"nullable,omitempty"`
	Choices  []string `json:"choices,omitempty"` // of a choice
	// Distributions are those that have this parameter of a send time; of every
	// other field there are none.
	Distributions []Distribution `json:"distributions,omitempty"`
	Lines         bool           `json:"lines,omitempty"` // a text may have several lines
	Unit          string         `json:"unit,omitempty"`
	// Description is one sentence for people.
	Description string `json:"description"`
}

// IsShare reports whether a field is a share of 1, which people write as a
// percentage too.
func (f Field) IsShare() bool { return f.Kind == KindNumber && f.Unit == "" && f.Maximum == 1 }

// Kind is the JSON type a field has.
type Kind string

// The kinds.
const (
	KindInteger Kind = "integer"
	KindNumber  Kind = "number"
	KindText    Kind = "text"
	KindFlag    Kind = "flag"
	KindChoice  Kind = "choice"
	KindList    Kind = "list"
	KindObject  Kind = "object"
	// KindJitter is true, false or a share.
	KindJitter Kind = "jitter"
)

// Limits that are not those of one field.
const (
	// MaxLiveMessages bounds a live simulation: a worker that takes over replays
	// it, and that must stay a matter of a second.
	MaxLiveMessages = 10_000_000
	// MaxRetryMessages bounds simulations with more than one attempt: messages
	// in backoff are held in memory, 16 bytes each.
	MaxRetryMessages = 10_000_000
	// MaxSenders bounds the senders of all groups together.
	MaxSenders = 10_000
	// MaxDeviationRatio bounds a standard deviation relative to its mean.
	MaxDeviationRatio = 10
	// MaxBodyBytes bounds the JSON form of settings.
	MaxBodyBytes = 64 << 10
	// MaxExtendedMessages bounds simulations with anything of the model's second
	// version: what is known of a message is held in memory.
	MaxExtendedMessages = 10_000_000
	// MaxExtendedAttempts bounds the attempts of all their messages together, each as
	// many as it can have.
	MaxExtendedAttempts = 100_000_000
	// MaxInstant bounds what timetables and audiences say of time, in seconds: 366 days.
	MaxInstant = 366 * 86_400
	// MaxLiveDuration bounds the expected wall time of a live simulation.
	MaxLiveDuration = 24 * time.Hour
	// MaxSeed is the largest integer every JSON reader keeps exactly.
	MaxSeed = 1<<53 - 1
)

func names[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

var fieldByPath = func() map[string]Field {
	m := make(map[string]Field, len(Fields))
	for _, f := range Fields {
		m[f.Path] = f
	}
	return m
}()

// defaultObjectives is what absent objectives become.
func defaultObjectives() []Objective { return []Objective{{Share: 0.95, Within: 900}} }
