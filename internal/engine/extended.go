package engine

// Bounds of what the model's second version has.
const (
	MaxChannels  = 8
	MaxSteps     = 8
	MaxCycles    = 10
	MaxAudiences = 17 // the rest, if the others do not have all messages, is one of them
	MaxCaps      = 16
	MaxEndings   = 8
	MaxChanges   = 100
	MaxTries     = 20
	MaxBurst     = 1_000_000
)

// Channel is a way to reach recipients, with the queue that its groups share.
type Channel struct {
	NeverReached float64      // share of the recipients to whom no attempt delivers, 0..1
	Confirms     float64      // share of the deliveries that are acknowledged, 0..1
	After        Distribution // how long after the delivery; at least 1 µs; not looked at if none is acknowledged
}

// Step is an attempt, or several by a retry rule, to reach a recipient over one channel.
type Step struct {
	Channel int
	Wait    Time   // for an acknowledgement, counted from the delivery, before the next step is due
	Retry   *Retry // nil: the Config's
}

// Audience is a part of the recipients. They are evenly mixed: message i belongs to the audience with the largest deficit
// (i + 1) × its messages − given so far × all messages, the first of equals.
type Audience struct {
	Messages int64
	Channels []bool // that its recipients have, of all Channels; nil: all
	Priority int    // 0..9; a higher one goes first
	At       Time   // before which its messages are in no queue
}

// Result is what an attempt came to, for its recipient.
type Result uint8

// The results.
const (
	Reached   Result = iota + 1
	Temporary        // it may be tried again
	Permanent        // it may not
	OverCap          // a cap refused it
	Aborted          // the timetable ended it
)

// Ending is one way in which an attempt of a group may end.
type Ending struct {
	Share    float64 // of the attempts; all together are 1
	Result   Result  // Reached, Temporary or Permanent
	SendTime Distribution
}

// Change is what holds for a group from an instant on. What is nil stays as it was.
type Change struct {
	At            Time
	RatePerSecond *float64 // 0: no limit
	Senders       *int     // of which sender n may start if n < Senders
	FailureRate   *float64 // not beside Endings
	Factor        *int64   // of send times, in millionths
	Open          *bool
	Abort         bool // ends the attempts that are under way, as temporary failures; only with Open false
}

// Cap bounds what is started in a window.
type Cap struct {
	Count     int64  // what may be started
	Weight    int64  // of one attempt, at least 1
	Groups    []bool // which it is for; nil: all
	Audiences []bool // which it is for; nil: all
	Window    Time   // what was started in (t − Window, t] counts; 0: since the last of Turns
	Turns     []Time // rising
	Refuses   bool   // what is over it is refused when it starts; else it waits
	Timetable []CapChange
}

// CapChange is what a cap's count is from an instant on.
type CapChange struct {
	At    Time
	Count int64
}

// Extended reports whether a Config has anything of the model's second version.
func (c Config) Extended() bool { return c.extended() }

func (c Config) extended() bool {
	if len(c.Channels) > 0 || len(c.Steps) > 0 || c.Cycles > 1 || c.Acknowledged || c.FreshFirst || len(c.Audiences) > 0 || len(c.Caps) > 0 || c.Retry.extended() {
		return true
	}
	for _, g := range c.Groups {
		if len(g.Endings) > 0 || g.Burst > 1 || g.Increment > 0 || len(g.Timetable) > 0 || len(g.Hours) > 0 || g.Closed {
			return true
		}
	}
	return false
}

func (r Retry) extended() bool {
	return len(r.Delays) > 0 || r.JitterShare > 0 || r.Spread > 0 || r.MaxAttempts > MaxAttempts
}

// RollingStarts is how many starts all rolling caps hold together at most; see Compile's bounds.
func (c Config) RollingStarts() (starts int64) {
	for _, cap := range c.Caps {
		starts += cap.held(c.maxTries())
	}
	return starts
}

var resultNames = [...]string{Reached: "delivered", Temporary: "temporary", Permanent: "permanent", OverCap: "overCap", Aborted: "aborted"}

// String is a result's name, the same everywhere it is written; "" for none.
func (r Result) String() string { return resultNames[r] }
