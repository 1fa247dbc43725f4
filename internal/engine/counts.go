package engine

// Counts says what the senders of a range have done so far. The counts of ranges that cover all senders once add up
// to those of the whole, and then messages − Delivered − Failed − Expired − InFlight is how many wait or are in backoff.
type Counts struct {
	Delivered int64 // messages
	Failed    int64 // messages
	Expired   int64 // messages
	Attempts  int64 // ended attempts
	SendTime  Time  // sum of the durations of the ended attempts
	InFlight  int64 // senders that are in an attempt now
}

// AtLeast reports whether nothing that only ever grows is less than in o: all but InFlight.
func (c Counts) AtLeast(o Counts) bool {
	return c.Delivered >= o.Delivered && c.Failed >= o.Failed && c.Expired >= o.Expired &&
		c.Attempts >= o.Attempts && c.SendTime >= o.SendTime
}

// AverageSendTime is the mean duration of the ended attempts in seconds, 0 if there are none.
func (c Counts) AverageSendTime() float64 {
	if c.Attempts == 0 {
		return 0
	}
	return c.SendTime.Seconds() / float64(c.Attempts)
}

// Balance makes the figures of several ranges, each read at its own clock, add up: messages = delivered + failed + expired
// + inFlight + waiting. A message that one range counts as ended may be counted as in flight by another that is behind.
func (c Counts) Balance(messages int64) (inFlight, waiting int64) {
	inFlight = min(c.InFlight, messages-c.Ended())
	return inFlight, messages - c.Ended() - inFlight
}

// Ended is the number of messages that have ended: Delivered + Failed + Expired.
func (c Counts) Ended() int64 { return c.Delivered + c.Failed + c.Expired }

// Add returns the sum of both, field by field.
func (c Counts) Add(o Counts) Counts {
	return Counts{
		Delivered: c.Delivered + o.Delivered,
		Failed:    c.Failed + o.Failed,
		Expired:   c.Expired + o.Expired,
		Attempts:  c.Attempts + o.Attempts,
		SendTime:  c.SendTime + o.SendTime,
		InFlight:  c.InFlight + o.InFlight,
	}
}
