package engine

// MaxBins is the largest number of bins in a timeline.
const MaxBins = 200

// Timeline is how many messages ended when: bin i is for the instants i×BinWidth up to, but not including, (i+1)×BinWidth.
// The last bin holds the makespan, or the last acknowledgement if that is later. What is unreachable is in no bin.
type Timeline struct {
	BinWidth                   Time
	Delivered, Failed, Expired []int64
	Acknowledged               []int64 `json:",omitempty"` // nil if nothing can be
}

// fineBins is the number of bins while the makespan is not known. When they are full, neighbours are merged and the
// width doubles, so at the end more than half are in use (if an instant is not too coarse for that), enough to come
// within a tenth of MaxBins.
const fineBins = 4096

type timelineBuilder struct {
	width Time
	bin   int // the current one
	seen  Counts
	acked int64      // seen
	bins  [][4]int64 // delivered, failed, expired, acknowledged
}

func newTimelineBuilder(s *Schedule) timelineBuilder {
	return timelineBuilder{width: max(s.roughMakespan()/(4*fineBins), 1), bins: make([][4]int64, fineBins)}
}

// roughMakespan is about what the makespan would be with the fastest group's median send time and nothing in the way.
// Only how often bins are merged depends on it.
func (s *Schedule) roughMakespan() Time {
	median := never
	for _, g := range s.groups {
		median = min(median, g.table.median())
	}
	rounds := (s.messages + int64(s.senders) - 1) / int64(s.senders)
	return min(scale(uint64(rounds), median, 1), s.deadline, s.bound)
}

// edge is the last instant of the current bin; without bins there is none.
func (b *timelineBuilder) edge() Time {
	if b.bins == nil {
		return never
	}
	return Time(b.bin+1)*b.width - 1
}

// record puts what ended since the last time into the current bin, and if the run has left it, goes on to the bin in
// which something happens next. That may be behind the last one: bins are merged only for what is put there.
func (b *timelineBuilder) record(r *Run) {
	if b.bins == nil {
		return
	}
	ended := [4]int64{r.total.Delivered - b.seen.Delivered, r.total.Failed - b.seen.Failed, r.total.Expired - b.seen.Expired}
	if r.course != nil {
		ended[3] = r.course.acknowledged - b.acked
		b.acked = r.course.acknowledged
	}
	if ended != [4]int64{} {
		for b.bin >= fineBins {
			b.merge()
		}
		b.bins[b.bin] = sum(b.bins[b.bin], ended)
	}
	b.seen = r.total
	if r.clock < b.edge() || r.Done() {
		return
	}
	b.bin = int(r.next() / b.width)
}

// merge makes one bin of every two.
func (b *timelineBuilder) merge() {
	for i := range fineBins / 2 {
		b.bins[i] = sum(b.bins[2*i], b.bins[2*i+1])
	}
	clear(b.bins[fineBins/2:])
	b.width *= 2
	b.bin /= 2
}

// timeline merges the fine bins into as many as are allowed.
func (b *timelineBuilder) timeline(end Time, acknowledged bool) Timeline {
	if b.bins == nil {
		return Timeline{}
	}
	for end/b.width >= fineBins {
		b.merge()
	}
	used := int(end/b.width) + 1
	merged := (used + MaxBins - 1) / MaxBins
	t := Timeline{BinWidth: b.width * Time(merged)}
	for first := 0; first < used; first += merged {
		var bin [4]int64
		for _, fine := range b.bins[first:min(first+merged, used)] {
			bin = sum(bin, fine)
		}
		t.Delivered = append(t.Delivered, bin[0])
		t.Failed = append(t.Failed, bin[1])
		t.Expired = append(t.Expired, bin[2])
		if acknowledged {
			t.Acknowledged = append(t.Acknowledged, bin[3])
		}
	}
	return t
}

func sum(a, b [4]int64) [4]int64 {
	return [4]int64{a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]}
}
