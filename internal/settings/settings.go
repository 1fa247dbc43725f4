package settings

import "time"

// Settings is what the user asked for. It is immutable once submitted, and
// together with the seed it determines every result. Times are in seconds.
//
// Its JSON form is the one of the API, of stored simulations and of scenario
// files; Decode reads it, strictly.
type Settings struct {
	Name               string        `json:"name"`
	Text               string        `json:"text"` // what the alert says; its length counts against rate limits
	Messages           int64         `json:"messages"`
	Seed               int64         `json:"seed"`
	StartAt            string        `json:"startAt,omitempty"` // RFC 3339: when 0 is on the calendar; "": it is not on it
	Zone               string        `json:"zone,omitempty"`    // IANA: whose clocks count
	Channels           []Channel     `json:"channels,omitempty"`
	Steps              []Step        `json:"steps,omitempty"`  // of each message; none: one, over the first channel that its recipient has
	Cycles             int           `json:"cycles,omitempty"` // how often the steps are gone through; 0: once
	Until              Until         `json:"until,omitempty"`  // "": delivered
	Audience           []Audience    `json:"audience,omitempty"`
	SenderGroups       []SenderGroup `json:"senderGroups"`
	Caps               []Cap         `json:"caps,omitempty"`
	Currency           string        `json:"currency,omitempty"` // of prices and budgets; "": USD
	Retry              Retry         `json:"retry"`
	TimeToLive         *float64      `json:"timeToLive"` // nil: messages never expire
	Mode               Mode          `json:"mode"`
	Speed              float64       `json:"speed"`              // simulated seconds a wall second, live only
	MonitoringInterval float64       `json:"monitoringInterval"` // how often a viewer asks for progress
	AutoStart          bool          `json:"autoStart"`
	Objectives         []Objective   `json:"objectives"`
}

// SenderGroup is a number of senders that share a send-time distribution, a
// failure rate and a rate limit.
type SenderGroup struct {
	Name           string        `json:"name"`
	Channel        string        `json:"channel,omitempty"` // that it works on; "": the only one
	Senders        int           `json:"senders"`
	SendTime       SendTime      `json:"sendTime,omitzero"`
	FailureRate    float64       `json:"failureRate"`        // share of attempts that fail
	PermanentShare float64       `json:"permanentShare"`     // share of failures that no retry can mend
	Outcomes       []Outcome     `json:"outcomes,omitempty"` // instead of the three above
	RatePerSecond  *float64      `json:"ratePerSecond"`      // of the whole group, in RateUnit; nil: no limit
	RateUnit       RateUnit      `json:"rateUnit"`
	Burst          int64         `json:"burst,omitempty"` // attempts that may start at once; 0: 1
	Timetable      []GroupChange `json:"timetable,omitempty"`
	OpenHours      []OpenHours   `json:"openHours,omitempty"` // none: always
	Price          *Price        `json:"price,omitempty"`
}

// RateUnit is what a rate limit counts.
type RateUnit string

// The rate units.
const (
	Parts    RateUnit = "parts"    // parts of the text, as SMS providers do
	Messages RateUnit = "messages" // whole messages, as e-mail providers do
)

// RateUnits lists every rate unit, the default first.
var RateUnits = []RateUnit{Parts, Messages}

// AttemptRate is how many attempts a second the provider allows a group, or 0
// if there is no limit.
func (s Settings) AttemptRate(g SenderGroup) float64 {
	switch {
	case g.RatePerSecond == nil:
		return 0
	case g.RateUnit == Messages:
		return *g.RatePerSecond
	}
	return *g.RatePerSecond / float64(s.Parts())
}

// SendTime is the distribution of one attempt's duration. Which parameters it
// has depends on its kind; the others are nil.
type SendTime struct {
	Distribution      Distribution `json:"distribution"`
	Mean              *float64     `json:"mean,omitempty"`              // normal, lognormal, exponential, constant
	StandardDeviation *float64     `json:"standardDeviation,omitempty"` // normal, lognormal
	Minimum           *float64     `json:"minimum,omitempty"`           // uniform
	Maximum           *float64     `json:"maximum,omitempty"`           // uniform
	Percentiles       []Percentile `json:"percentiles,omitempty"`       // empirical
}

// Percentile is one point of an empirical distribution: this share of the
// attempts takes at most that many seconds.
type Percentile struct {
	Share   float64 `json:"share"`
	Seconds float64 `json:"seconds"`
}

// Distribution is the kind of a send-time distribution.
type Distribution string

// The distributions.
const (
	// Normal is cut off at 0; mean and deviation are those before the cut.
	Normal Distribution = "normal"
	// Lognormal has the given mean and deviation (not those of its logarithm).
	Lognormal Distribution = "lognormal"
	// Exponential has the given mean.
	Exponential Distribution = "exponential"
	// Uniform lies between minimum and maximum.
	Uniform Distribution = "uniform"
	// Constant is always the mean.
	Constant Distribution = "constant"
	// Empirical joins the user's own percentiles by straight lines and is flat
	// outside of them.
	Empirical Distribution = "empirical"
)

// Distributions lists every kind, the default first.
var Distributions = []Distribution{Normal, Lognormal, Exponential, Uniform, Constant, Empirical}

// Mode is how simulated time relates to the clock on the wall.
type Mode string

// The modes.
const (
	Live    Mode = "live"    // paced, speed simulated seconds a second
	Instant Mode = "instant" // as fast as the processor allows
)

// Modes lists every mode, the default first.
var Modes = []Mode{Live, Instant}

// TotalSenders is the number of senders of all groups, each as many as it ever has.
func (s Settings) TotalSenders() int {
	n := 0
	for _, g := range s.SenderGroups {
		n += g.MostSenders()
	}
	return n
}

// GroupOf is the group of a sender, both from 0.
func (s Settings) GroupOf(sender int) int {
	for i, g := range s.SenderGroups {
		if sender -= g.MostSenders(); sender < 0 {
			return i
		}
	}
	return len(s.SenderGroups) - 1
}

// ClockInterval is how often a worker checkpoints a running shard: about once a
// second, and as often as the viewer asks.
func (s Settings) ClockInterval() time.Duration {
	return time.Duration(min(1, s.MonitoringInterval) * float64(time.Second))
}
