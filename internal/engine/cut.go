package engine

// Cut returns the part of the timeline that lies before a clock: whole bins
// only, so that it grows but never changes.
func (t Timeline) Cut(clock Time) Timeline {
	if t.BinWidth <= 0 {
		return t
	}
	n := min(int((clock+1)/t.BinWidth), len(t.Delivered)) // all instants up to and including clock have happened
	return Timeline{
		BinWidth: t.BinWidth, Delivered: t.Delivered[:n], Failed: t.Failed[:n], Expired: t.Expired[:n],
		Acknowledged: t.Acknowledged[:min(n, len(t.Acknowledged))],
	}
}

// Stop is the timeline of a run that stopped with these totals when its slowest
// shard was at a clock: the whole bins before it, and in the bins behind them what
// else has ended. That is all of the partial bin up to the clock, and what shards
// that were ahead have counted; as the plan says how much at most ends in a bin,
// it fills the first of them.
func (t Timeline) Stop(clock Time, totals Counts) Timeline {
	out := t.Cut(clock)
	n := len(out.Delivered)
	out.Delivered = fill(t.Delivered, n, totals.Delivered)
	out.Failed = fill(t.Failed, n, totals.Failed)
	out.Expired = fill(t.Expired, n, totals.Expired)
	all := []*[]int64{&out.Delivered, &out.Failed, &out.Expired}
	if t.Acknowledged != nil {
		out.Acknowledged = fill(t.Acknowledged, n, totals.Acknowledged)
		all = append(all, &out.Acknowledged)
	}
	bins := 0
	for _, series := range all {
		bins = max(bins, len(*series))
	}
	for _, series := range all {
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
