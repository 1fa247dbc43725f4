package engine

// Counts says what the senders of a range have done so far. The counts of ranges that cover all senders once add up
// to those of the whole, and then messages − Delivered − Failed − Expired − Unreachable − InFlight is how many wait, are in
// backoff or between steps. What happens without a sender is counted by the range that holds sender 0.
type Counts struct {
	Delivered int64 // messages
	Failed    int64 // messages
	Expired   int64 // messages
	Attempts  int64 // ended attempts
	SendTime  Time  // sum of the durations of the ended attempts, but for refused ones
	InFlight  int64 // senders that are in an attempt now, of a message that was not delivered when it started

	// Of the model's second version.

	Unreachable  int64 `json:",omitempty"` // messages whose recipients have none of the channels
	Acknowledged int64 `json:",omitempty"` // messages, of those delivered
	Repeats      int64 `json:",omitempty"` // attempts that delivered a message once more
	Steps        int64 `json:",omitempty"` // steps that were begun beyond the first of each message
	Refused      int64 `json:",omitempty"` // attempts that a cap refused
}

// AtLeast reports whether nothing that only ever grows is less than in o: all but InFlight.
func (c Counts) AtLeast(o Counts) bool {
	return c.Delivered >= o.Delivered && c.Failed >= o.Failed && c.Expired >= o.Expired &&
		c.Attempts >= o.Attempts && c.SendTime >= o.SendTime &&
		c.Unreachable >= o.Unreachable && c.Acknowledged >= o.Acknowledged &&
		c.Repeats >= o.Repeats && c.Steps >= o.Steps && c.Refused >= o.Refused
}

// AverageSendTime is the mean duration in seconds of the ended attempts that were not refused, 0 if there are none.
func (c Counts) AverageSendTime() float64 {
	if c.Attempts == c.Refused {
		return 0
	}
	return c.SendTime.Seconds() / float64(c.Attempts-c.Refused)
}

// Balance makes the figures of several ranges, each read at its own clock, add up: messages = delivered + failed + expired
// + unreachable + inFlight + waiting, and acknowledged ≤ delivered. A message that one range counts as ended may be counted
// as in flight by another that is behind.
func (c Counts) Balance(messages int64) (balanced Counts, waiting int64) {
	c.Acknowledged = min(c.Acknowledged, c.Delivered)
	c.InFlight = min(c.InFlight, messages-c.Ended())
	return c, messages - c.Ended() - c.InFlight
}

// Ended is the number of messages whose end is known: Delivered + Failed + Expired + Unreachable. One that was delivered
// may still be tried until it is acknowledged.
func (c Counts) Ended() int64 { return c.Delivered + c.Failed + c.Expired + c.Unreachable }

// Add returns the sum of both, field by field.
func (c Counts) Add(o Counts) Counts {
	return Counts{
		Delivered:    c.Delivered + o.Delivered,
		Failed:       c.Failed + o.Failed,
		Expired:      c.Expired + o.Expired,
		Attempts:     c.Attempts + o.Attempts,
		SendTime:     c.SendTime + o.SendTime,
		InFlight:     c.InFlight + o.InFlight,
		Unreachable:  c.Unreachable + o.Unreachable,
		Acknowledged: c.Acknowledged + o.Acknowledged,
		Repeats:      c.Repeats + o.Repeats,
		Steps:        c.Steps + o.Steps,
		Refused:      c.Refused + o.Refused,
	}
}
