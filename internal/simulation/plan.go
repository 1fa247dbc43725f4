package simulation

import (
	"alertsim/internal/settings"
)

// Plan is what a whole run comes to. A live simulation has one from when it is
// prepared, an instant one when it is done. It is a pure function of the
// settings.
type Plan struct {
	Makespan   settings.Micros
	Totals     Counts
	Groups     []Counts // one for each sender group, in order; expiry while waiting is in none
	Timeline   Timeline
	Latency    *Latency // nil if nothing is delivered
	Objectives []ObjectiveTime
}

// Timeline counts messages by the bin in which they ended; bin i holds the ends
// at times in [i × BinWidth, (i+1) × BinWidth).
type Timeline struct {
	BinWidth  settings.Micros
	Delivered []int64
	Failed    []int64
	Expired   []int64
}

// Latency holds exact percentiles (nearest rank) of the time from the start to
// the delivery, over the delivered messages.
type Latency struct {
	P50, P90, P95, P99, Max settings.Micros
}

// ObjectiveTime says when an objective's share of all messages was delivered.
type ObjectiveTime struct {
	Reached bool
	At      settings.Micros // if reached
}

// Meets reports whether that was in time.
func (t ObjectiveTime) Meets(o settings.Objective) bool {
	return t.Reached && t.At <= settings.MicrosOf(o.Within)
}

// Cut returns the part of the timeline that lies before a clock: whole bins
// only, so that it grows but never changes.
func (t Timeline) Cut(clock settings.Micros) Timeline {
	if t.BinWidth <= 0 {
		return t
	}
	n := min(int((clock+1)/t.BinWidth), len(t.Delivered)) // all instants up to and including clock have happened
	return Timeline{BinWidth: t.BinWidth, Delivered: t.Delivered[:n], Failed: t.Failed[:n], Expired: t.Expired[:n]}
}

// Stop is the timeline of a run that stopped with these totals when its slowest
// shard was at a clock: the whole bins before it, and in the bins behind them what
// else has ended. That is all of the partial bin up to the clock, and what shards
// that were ahead have counted; as the plan says how much at most ends in a bin,
// it fills the first of them.
func (t Timeline) Stop(clock settings.Micros, totals Counts) Timeline {
	out := t.Cut(clock)
	n := len(out.Delivered)
	out.Delivered = fill(t.Delivered, n, totals.Delivered)
	out.Failed = fill(t.Failed, n, totals.Failed)
	out.Expired = fill(t.Expired, n, totals.Expired)
	bins := max(len(out.Delivered), len(out.Failed), len(out.Expired))
	for _, series := range []*[]int64{&out.Delivered, &out.Failed, &out.Expired} {
		*series = append(*series, make([]int64, bins-len(*series))...)
	}
	return out
}

// fill is the first whole bins and as many more as the total needs.
func fill(planned []int64, whole int, total int64) []int64 {
	bins := make([]int64, 0, whole+1)
	for i, n := range planned {
		if i >= whole {
			if n = min(n, total); total <= 0 {
				break
			}
		}
		bins = append(bins, n)
		total -= n
	}
	return bins
}
