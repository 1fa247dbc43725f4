package simulation

import (
	"alertsim/internal/settings"
)

// Counts are sums over a shard's senders or over all of them. They are never
// averages, so that adding them up is exact. All but InFlight only ever grow.
type Counts struct {
	Delivered int64
	Failed    int64
	Expired   int64
	Attempts  int64           // attempts that have ended
	SendTime  settings.Micros // their durations summed up
	InFlight  int64           // attempts under way
}

// Plus adds two counts field by field.
func (c Counts) Plus(d Counts) Counts {
	return Counts{
		Delivered: c.Delivered + d.Delivered,
		Failed:    c.Failed + d.Failed,
		Expired:   c.Expired + d.Expired,
		Attempts:  c.Attempts + d.Attempts,
		SendTime:  c.SendTime + d.SendTime,
		InFlight:  c.InFlight + d.InFlight,
	}
}

// atLeast tells whether nothing that only grows is less than in d.
func (c Counts) atLeast(d Counts) bool {
	return c.Delivered >= d.Delivered && c.Failed >= d.Failed && c.Expired >= d.Expired &&
		c.Attempts >= d.Attempts && c.SendTime >= d.SendTime
}

// Ended is the number of messages that have ended.
func (c Counts) Ended() int64 { return c.Delivered + c.Failed + c.Expired }

// AverageSendTime is the mean duration of the ended attempts in seconds, 0 if
// there are none.
func (c Counts) AverageSendTime() float64 {
	if c.Attempts == 0 {
		return 0
	}
	return c.SendTime.Seconds() / float64(c.Attempts)
}

// Balance makes the figures of several shards, each read at its own clock, add
// up: messages = delivered + failed + expired + inFlight + waiting. A message
// that one shard counts as ended may be counted as in flight by another that
// is behind.
func (c Counts) Balance(messages int64) (inFlight, waiting int64) {
	inFlight = min(c.InFlight, messages-c.Ended())
	return inFlight, messages - c.Ended() - inFlight
}
