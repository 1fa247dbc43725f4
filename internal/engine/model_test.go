package engine

// The model's second version (docs/model.md) in the terms of the engine: instants in microseconds from the start, no
// names, no calendar. What is in no slice is off; so the zero value of everything beyond the first version is the first.

// model is everything that determines a schedule.
type model struct {
	messages   int64
	seed       uint64
	deadline   Time
	channels   []channel  // at least one
	steps      []step     // none: one, over the first channel that a recipient has
	cycles     int        // how often the steps are gone through, at least 1
	confirmed  bool       // until acknowledged, not delivered
	freshFirst bool       // before retries and later steps
	retry      retryRule  // of steps that have none
	audiences  []audience // at least one, whose messages are all
	groups     []modelGroup
	caps       []modelCap
}

// channel is a way to reach recipients.
type channel struct {
	neverReached float64      // share of recipients
	confirms     float64      // share of deliveries that are acknowledged
	after        Distribution // how long after the delivery
}

// step is one attempt, or several, to reach a recipient over one channel.
type step struct {
	channel int
	wait    Time // for an acknowledgement, from the delivery on
	retry   *retryRule
}

// retryRule is how often and when an attempt is made again after a temporary failure.
type retryRule struct {
	attempts int    // 1..20
	waits    []Time // after each attempt; the last one repeats
	jitter   float64
	spread   float64
}

// audience is a part of the recipients.
type audience struct {
	messages int64
	channels []bool // that they have; nil: all
	priority int    // higher first
	at       Time   // before which they are in no queue
}

// modelGroup is a number of senders.
type modelGroup struct {
	channel        int
	senders        int
	sendTime       Distribution
	failureRate    float64
	permanentShare float64
	outcomes       []ending // instead of the three
	rate           float64  // attempts a second; 0: no limit
	burst          int64    // at least 1
	timetable      []change
	hours          []Time // when opening hours close and open the group, in turn
	closed         bool   // by opening hours, at 0
	increment      Time   // in which durations are billed; 0: they are not
}

// ending is one way in which an attempt can end.
type ending struct {
	share    float64
	result   result
	sendTime Distribution
}

// result is what an attempt came to for its recipient.
type result uint8

const (
	reached result = iota + 1
	temporary
	permanent
	overCap // refused by a cap
	aborted // by the timetable
)

// change is what holds for a group from an instant on.
type change struct {
	at          Time
	rate        *float64 // 0: no limit
	senders     *int
	failureRate *float64
	factor      *int64 // of send times, in millionths
	open        *bool
	abort       bool
}

// modelCap bounds what is started in a window.
type modelCap struct {
	count     int64
	weight    int64  // of an attempt
	groups    []bool // nil: all
	audiences []bool // nil: all
	window    Time   // rolling; 0: since the last turn
	turns     []Time
	fails     bool // what is over it is refused, and does not wait
	timetable []capChange
}

type capChange struct {
	at    Time
	count int64
}

func (c modelCap) covers(group, audience int) bool {
	return (c.groups == nil || c.groups[group]) && (c.audiences == nil || c.audiences[audience])
}

// tried is one attempt.
type tried struct {
	message       int64
	step          int // through the cycles
	attempt       int // of the step, from 1
	sender        int
	start, length Time
	result        result
	repeat        bool // it delivered a message that had been delivered
}

// fate is what became of a message.
type fate struct {
	delivered, acknowledged Time // never: not
	ended                   end
}

// end is how a message is counted.
type end uint8

const (
	open end = iota
	endDelivered
	endFailed
	endExpired
	endUnreachable
)

// shareOut gives every message its audience: the one with the largest deficit at each number, the first of equals.
func shareOut(c model) []int {
	given := make([]int64, len(c.audiences))
	of := make([]int, c.messages)
	for i := range of {
		best, most := 0, int64(0)
		for a, audience := range c.audiences {
			if deficit := int64(i+1)*audience.messages - given[a]*c.messages; a == 0 || deficit > most {
				best, most = a, deficit
			}
		}
		of[i] = best
		given[best]++
	}
	return of
}

// stepOf is a step through the cycles; ok is false behind the last.
func (c model) stepOf(k, audience int) (s step, ok bool) {
	if len(c.steps) == 0 {
		for i := range c.channels {
			if c.has(audience, i) {
				return step{channel: i}, k == 0
			}
		}
		return step{}, false
	}
	if k >= c.cycles*len(c.steps) {
		return step{}, false
	}
	return c.steps[k%len(c.steps)], true
}

func (c model) has(audience, channel int) bool {
	has := c.audiences[audience].channels
	return has == nil || has[channel]
}

// stepFrom is the first step from k on that a recipient has the channel for; ok is false if there is none.
func (c model) stepFrom(k, audience int) (at int, ok bool) {
	for ; ; k++ {
		s, some := c.stepOf(k, audience)
		if !some {
			return k, false
		}
		if c.has(audience, s.channel) {
			return k, true
		}
	}
}

func (c model) retryOf(k, audience int) retryRule {
	if s, _ := c.stepOf(k, audience); s.retry != nil {
		return *s.retry
	}
	return c.retry
}
