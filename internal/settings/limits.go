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
	MaxBodyBytes = 16 << 10
	// MaxLiveDuration bounds the expected wall time of a live simulation.
	MaxLiveDuration = 24 * time.Hour
	// MaxSeed is the largest integer every JSON reader keeps exactly.
	MaxSeed = 1<<53 - 1
)

// Fields lists every field of the settings in the order of the form.
var Fields = []Field{
	{Path: "name", Kind: KindText, Minimum: 0, Maximum: 80, Default: "Unnamed alert", Unit: "characters",
		Description: "What the alert is called in the history."},
	{Path: "text", Kind: KindText, Minimum: 0, Maximum: 1600, Default: "", Unit: "characters", Lines: true,
		Description: "What the alert says, or its name if absent. Over 160 characters it is sent in several parts, which count against rate limits."},
	{Path: "messages", Kind: KindInteger, Minimum: 1, Maximum: 100_000_000, Default: 1000, Unit: "messages",
		Description: "How many recipients the alert has, one message each."},
	{Path: "seed", Kind: KindInteger, Minimum: 0, Maximum: MaxSeed,
		Description: "The random seed; the same settings with the same seed give the same result. Random if absent."},
	{Path: "senderGroups", Kind: KindList, Minimum: 1, Maximum: 8, Unit: "groups",
		Description: "The senders, in groups that share send time, failure rate and rate limit."},
	{Path: "senderGroups[]", Kind: KindObject, Description: "One group of senders."},
	{Path: "senderGroups[].name", Kind: KindText, Minimum: 0, Maximum: 80, Default: "sms", Unit: "characters",
		Description: "What the group is called."},
	{Path: "senderGroups[].senders", Kind: KindInteger, Minimum: 1, Maximum: MaxSenders, Default: 4, Unit: "senders",
		Description: "Channels of the group, each carrying one message at a time."},
	{Path: "senderGroups[].sendTime", Kind: KindObject, Description: "How long one attempt takes."},
	{Path: "senderGroups[].sendTime.distribution", Kind: KindChoice, Default: string(Normal), Choices: names(Distributions),
		Description: "The kind of distribution of the send time."},
	{Path: "senderGroups[].sendTime.mean", Kind: KindNumber, Minimum: 0.001, Maximum: 3600, Default: 10.0, Unit: "seconds",
		Distributions: []Distribution{Normal, Lognormal, Exponential, Constant},
		Description:   "Mean send time (normal: before it is cut off at 0; constant: the send time)."},
	{Path: "senderGroups[].sendTime.standardDeviation", Kind: KindNumber, Minimum: 0, Maximum: 3600 * MaxDeviationRatio, Unit: "seconds",
		Distributions: []Distribution{Normal, Lognormal},
		Description:   "Standard deviation of the send time, at most ten times the mean; a fifth of the mean if absent."},
	{Path: "senderGroups[].sendTime.minimum", Kind: KindNumber, Minimum: 0, Maximum: 3600, Default: 5.0, Unit: "seconds",
		Distributions: []Distribution{Uniform},
		Description:   "Shortest send time of a uniform distribution."},
	{Path: "senderGroups[].sendTime.maximum", Kind: KindNumber, Minimum: 0.001, Maximum: 3600, Default: 15.0, Unit: "seconds",
		Distributions: []Distribution{Uniform},
		Description:   "Longest send time of a uniform distribution."},
	{Path: "senderGroups[].sendTime.percentiles", Kind: KindList, Minimum: 2, Maximum: 20, Unit: "points",
		Distributions: []Distribution{Empirical},
		Description:   "Measured send times of an empirical distribution, shares and seconds rising."},
	{Path: "senderGroups[].sendTime.percentiles[]", Kind: KindObject, Description: "One measured percentile."},
	{Path: "senderGroups[].sendTime.percentiles[].share", Kind: KindNumber, Minimum: 0, Maximum: 1,
		Description: "Share of attempts that take at most that many seconds."},
	{Path: "senderGroups[].sendTime.percentiles[].seconds", Kind: KindNumber, Minimum: 0, Maximum: 36_000, Unit: "seconds",
		Description: "The send time at that share."},
	{Path: "senderGroups[].failureRate", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
		Description: "Share of attempts that fail."},
	{Path: "senderGroups[].permanentShare", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
		Description: "Share of failures that are permanent: no retry is made."},
	{Path: "senderGroups[].ratePerSecond", Kind: KindNumber, Minimum: 0.01, Maximum: 10_000, Nullable: true, Unit: "per second",
		Description: "Parts or messages a second that the provider allows the whole group; null for no limit."},
	{Path: "senderGroups[].rateUnit", Kind: KindChoice, Default: string(Parts), Choices: names(RateUnits),
		Description: "What the rate limit counts: parts of the text, as for SMS, or whole messages, as for e-mail."},
	{Path: "retry", Kind: KindObject, Description: "How temporary failures are tried again."},
	{Path: "retry.maxAttempts", Kind: KindInteger, Minimum: 1, Maximum: 10, Default: 1, Unit: "attempts",
		Description: "Attempts a message has in all, the first included."},
	{Path: "retry.initialBackoff", Kind: KindNumber, Minimum: 0, Maximum: 86_400, Default: 30.0, Unit: "seconds",
		Description: "Wait before the second attempt."},
	{Path: "retry.multiplier", Kind: KindNumber, Minimum: 1, Maximum: 10, Default: 2.0,
		Description: "By how much the wait grows from attempt to attempt."},
	{Path: "retry.maxBackoff", Kind: KindNumber, Minimum: 0, Maximum: 86_400, Default: 600.0, Unit: "seconds",
		Description: "Longest wait before an attempt."},
	{Path: "retry.jitter", Kind: KindFlag, Default: true,
		Description: "Wait a random share of the backoff, so that retries do not come in waves."},
	{Path: "timeToLive", Kind: KindNumber, Minimum: 1, Maximum: 604_800, Nullable: true, Unit: "seconds",
		Description: "When messages that are still waiting expire; null for never."},
	{Path: "mode", Kind: KindChoice, Default: string(Live), Choices: names(Modes),
		Description: "Live runs against the clock on the wall, instant as fast as the processor allows."},
	{Path: "speed", Kind: KindNumber, Minimum: 1, Maximum: 1000, Default: 1.0, Unit: "simulated seconds per second",
		Description: "How fast a live simulation's clock runs."},
	{Path: "monitoringInterval", Kind: KindNumber, Minimum: 0.5, Maximum: 60, Default: 1.0, Unit: "seconds",
		Description: "How often the monitor asks for progress."},
	{Path: "autoStart", Kind: KindFlag, Default: false,
		Description: "Start as soon as everything is ready."},
	{Path: "objectives", Kind: KindList, Minimum: 0, Maximum: 20, Unit: "objectives",
		Description: "What counts as going well."},
	{Path: "objectives[]", Kind: KindObject, Description: "One objective."},
	{Path: "objectives[].share", Kind: KindNumber, Minimum: 0.0001, Maximum: 1, Default: 0.95,
		Description: "Share of all messages to be delivered."},
	{Path: "objectives[].within", Kind: KindNumber, Minimum: 0.001, Maximum: 31_536_000, Default: 900.0, Unit: "seconds",
		Description: "Time by which that share is to be delivered."},
}

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
