package engine

// Bounds of a Config. They keep every counter and packed key within its bits.
const (
	MaxMessages = 100_000_000
	MaxGroups   = 8
	MaxSenders  = 10_000 // of all groups together
	MaxAttempts = 10
)

// Time is an instant or a span of simulated time in microseconds.
type Time int64

// Units of Time.
const (
	Microsecond Time = 1
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
)

// Seconds returns t in seconds.
func (t Time) Seconds() float64 { return float64(t) / 1e6 }

// Config is everything that determines a schedule.
type Config struct {
	Messages   int64   // 1..MaxMessages
	Seed       uint64  // any value
	Groups     []Group // 1..MaxGroups; senders are numbered through the groups in order
	Retry      Retry
	TimeToLive Time // the deadline, counted from 0, of all messages; 0: none

	// What follows is the model's second version (see extended.go). What is absent is off.

	Channels     []Channel  // to recipients, at most MaxChannels; none: a single one
	Steps        []Step     // of each message, at most MaxSteps; none: one, over the first channel that its recipient has
	Cycles       int        // how often the steps are gone through, 1..MaxCycles; 0 is 1
	Acknowledged bool       // a message goes on until it is acknowledged, not only delivered
	FreshFirst   bool       // messages that were never tried go before retries and later steps
	Audiences    []Audience // at most MaxAudiences, which have all messages; none: one
	Caps         []Cap      // at most MaxCaps
}

// Group is a number of senders that share a send-time distribution, failure rates and a rate limit.
type Group struct {
	Senders        int          // at least 1; at most MaxSenders in all groups
	SendTime       Distribution // how long an attempt takes
	FailureRate    float64      // share of attempts that fail, 0..1
	PermanentShare float64      // share of failures after which there is no retry, 0..1
	RatePerSecond  float64      // attempts the group may start in a second, 0.000001..1,000,000; 0: no limit

	// Of the model's second version.

	Channel   int      // from 0
	Endings   []Ending // at most MaxEndings, in place of SendTime, FailureRate and PermanentShare
	Burst     int64    // starts that may come at once, 1..MaxBurst; 0 is 1
	Timetable []Change // in order of their instants, at most MaxChanges
	Hours     []Time   // rising: when opening hours close and open the group, in turn; first close, unless Closed
	Closed    bool     // by opening hours, from 0 on
	Increment Time     // of durations, in which they are billed; 0: they are not
}

// Retry says how often and when a message is tried again after a temporary failure. After attempt a it waits
// min(MaxBackoff, InitialBackoff × Multiplier^(a−1)), with Jitter a uniform share of that.
type Retry struct {
	MaxAttempts    int     // 1..MaxAttempts; with 1 the other fields are not looked at
	InitialBackoff Time    // 0 or more
	Multiplier     float64 // 1 or more
	MaxBackoff     Time    // 0 or more
	Jitter         bool

	// Of the model's second version, in which there may be MaxTries attempts.

	Delays      []Time  // the waits themselves, instead of the rule; the last one repeats
	JitterShare float64 // with j > 0 a wait b becomes a whole number from b − J + 1 to b, J = round(j b); Jitter is 1
	Spread      float64 // with s > 0 a wait b becomes a whole number from b − J to b + J, J = round(s b)
}

// SenderRange is the half-open range of senders From..To-1. Numbers outside 0..senders stand for nothing.
type SenderRange struct{ From, To int }
