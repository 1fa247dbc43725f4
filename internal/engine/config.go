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
}

// Group is a number of senders that share a send-time distribution, failure rates and a rate limit.
type Group struct {
	Senders        int          // at least 1; at most MaxSenders in all groups
	SendTime       Distribution // how long an attempt takes
	FailureRate    float64      // share of attempts that fail, 0..1
	PermanentShare float64      // share of failures after which there is no retry, 0..1
	RatePerSecond  float64      // attempts the group may start in a second, 0.000001..1,000,000; 0: no limit
}

// Retry says how often and when a message is tried again after a temporary failure. After attempt a it waits
// min(MaxBackoff, InitialBackoff × Multiplier^(a−1)), with Jitter a uniform share of that.
type Retry struct {
	MaxAttempts    int     // 1..MaxAttempts; with 1 the other fields are not looked at
	InitialBackoff Time    // 0 or more
	Multiplier     float64 // 1 or more
	MaxBackoff     Time    // 0 or more
	Jitter         bool
}

// SenderRange is the half-open range of senders From..To-1. Numbers outside 0..senders stand for nothing.
type SenderRange struct{ From, To int }
