package fit

import (
	"cmp"
	"context"
	"slices"
)

const (
	// curveBins is into how many parts the time of a log is divided for curves and for resampling starts.
	curveBins = 2000
	// keptGaps is how many of the longest times without a start are kept.
	keptGaps = 32
	// maxPerSecond is up to how many starts in a second are counted apart.
	maxPerSecond = 1 << 14
)

// gap is a time without any start of a group.
type gap struct {
	from, to int64
	before   int64 // starts up to its beginning
	running  int64 // attempts under way at its end
}

// load is how much a group had to do while first attempts were left, which is when senders and rates show.
type load struct {
	from, to   int64 // the first start, and the last one that was a first attempt
	starts     int64 // in that time
	all        int64 // starts in all
	running    int64
	most       int64 // at once
	atMost     int64 // µs in which so many were under way
	since      int64
	last       int64 // start
	spacing    tally
	sums       []int64 // µs of the spacings of a slot
	gaps       []gap   // the longest first
	perSecond  tally   // seconds by how many starts they have
	second     int64
	inSecond   int
	bins       [curveBins]uint32
	accepted   int64 // starts to audiences of which somebody was refused
	beforeStop int64 // accepted before the first refusal; absent: nobody was refused
}

// timeline is what comes of the events by their time.
type timeline struct {
	start, end int64
	loads      [maxGroups]*load
	delivered  [curveBins]int64 // first deliveries
	deliveries int64
}

func (t *timeline) bin(at int64) int { return binOf(at-t.start, t.end-t.start) }

// measure goes through the events once.
func measure(ctx context.Context, events *sorter[event], p *persons) (*timeline, error) {
	t := &timeline{start: p.firstStart, end: p.lastEnd}
	err := events.each(ctx, func(e *event) error {
		l := t.loads[e.group]
		if l == nil {
			l = &load{from: e.at, to: p.lastFresh[e.group], last: absent, second: absent, since: e.at, beforeStop: absent}
			t.loads[e.group] = l
		}
		l.pass(e.at)
		switch e.kind {
		case isEnd:
			if e.say&saysInstant == 0 {
				l.running--
			}
			if e.say&saysDelivered != 0 {
				t.delivered[t.bin(e.at)]++
				t.deliveries++
			}
		case isRefused:
			if l.beforeStop == absent {
				l.beforeStop = l.accepted
			}
		default:
			l.begin(e)
			if p.refused[e.group][e.audience] > 0 {
				l.accepted++
			}
			if e.at <= l.to {
				l.bins[t.bin(e.at)]++
			}
		}
		return nil
	})
	for _, l := range t.loads {
		if l != nil {
			slices.SortFunc(l.gaps, func(a, b gap) int { return cmp.Compare(a.from, b.from) })
		}
	}
	return t, err
}

// pass lets time go on to an instant.
func (l *load) pass(at int64) {
	if to := min(at, l.to); to > l.since {
		if l.running == l.most {
			l.atMost += to - l.since
		}
		l.since = to
	}
}

func (l *load) begin(e *event) {
	l.all++
	if e.at > l.to {
		return
	}
	l.starts++
	if l.last != absent {
		d := e.at - l.last
		slot := slotOf(d, fineBits)
		l.spacing.add(slot)
		for len(l.sums) < len(l.spacing) {
			l.sums = append(l.sums, 0)
		}
		l.sums[slot] += d
		l.keep(gap{l.last, e.at, l.all - 1, l.running})
	}
	l.last = e.at
	if s := floorDiv(e.at, 1e6); s != l.second {
		if l.second != absent {
			l.perSecond.add(min(l.inSecond, maxPerSecond))
			for empty := min(s-l.second-1, 1<<20); empty > 0; empty-- {
				l.perSecond.add(0)
			}
		}
		l.second, l.inSecond = s, 0
	}
	l.inSecond++
	if e.say&saysInstant != 0 {
		return
	}
	if l.running++; l.running > l.most {
		l.most, l.atMost = l.running, 0
	}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// keep keeps a gap if it is one of the longest.
func (l *load) keep(g gap) {
	if len(l.gaps) == keptGaps && g.to-g.from <= l.gaps[keptGaps-1].to-l.gaps[keptGaps-1].from {
		return
	}
	i, _ := slices.BinarySearchFunc(l.gaps, g, func(a, b gap) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	l.gaps = slices.Insert(l.gaps, i, g)
	if len(l.gaps) > keptGaps {
		l.gaps = l.gaps[:keptGaps]
	}
}

// waitSketch has the times from the end of an attempt to the next one: all of them, and of those that began when nothing
// but the wait itself kept them.
type waitSketch struct{ all, free sketch }

// retried counts second and later attempts that failed while first attempts were left, and those of them that were also
// begun then.
type retried struct{ failed, begun int64 }

// second is what a second passage finds, when rates and senders are known.
type second struct {
	burst [maxGroups]float64                  // the most starts beyond the rate
	waits [maxGroups][maxSequence]*waitSketch // by channel and number of the attempt before, from 0
	early [maxGroups]retried                  // by channel
}

// again goes through the events once more. rates are starts a µs by group, 0: none is known.
func again(ctx context.Context, events *sorter[event], p *persons, t *timeline, rates [maxGroups]float64, resolution int64) (*second, error) {
	out := &second{}
	var level [maxGroups]float64
	var lastStart, lastEnd [maxGroups]int64
	var running [maxGroups]int64
	for i := range lastStart {
		lastStart[i], lastEnd[i] = absent, absent
	}
	return out, events.each(ctx, func(e *event) error {
		g, l := e.group, t.loads[e.group]
		if e.kind == isEnd {
			if lastEnd[g] = e.at; e.say&saysInstant == 0 {
				running[g]--
			}
			return nil
		}
		if rates[g] > 0 {
			if lastStart[g] != absent {
				level[g] = max(0, level[g]-rates[g]*float64(e.at-lastStart[g]))
			}
			level[g]++
			out.burst[g] = max(out.burst[g], level[g])
		}
		if e.say&saysDelay != 0 {
			w := &out.waits[p.channels[g]][e.attempt-1]
			if *w == nil {
				*w = &waitSketch{}
			}
			(*w).all.add(e.delay, e.block)
			if e.at-e.delay < l.to {
				early := &out.early[p.channels[g]]
				if early.failed++; e.at <= l.to {
					early.begun++
				}
			}
			free := e.at-e.delay >= l.to // nobody waits for a first attempt any more
			if resolution <= 1000 {
				free = free && lastEnd[g] != e.at
				if rates[g] > 0 {
					free = free && float64(e.at-lastStart[g]) > 1/rates[g]*1.001+2
				}
			} else {
				free = free && running[g] < l.most*9/10
			}
			if free {
				(*w).free.add(e.delay, e.block)
			}
		}
		lastStart[g] = e.at
		if e.say&saysInstant == 0 {
			running[g]++
		}
		return nil
	})
}

// windowed is how many starts a window holds at most, and how many starts brought it to that.
type windowed struct{ most, reached, starts int64 }

// rolling counts the starts of each group in windows of that many µs up to each of them.
func rolling(ctx context.Context, events *sorter[event], window int64) (out [maxGroups]windowed, err error) {
	behind, err := events.stream()
	if err != nil {
		return out, err
	}
	var counts [maxGroups]int64
	var old event
	more := behind.next(&old)
	err = events.each(ctx, func(e *event) error {
		if e.kind != isStart {
			return nil
		}
		for more && old.at <= e.at-window {
			if old.kind == isStart {
				counts[old.group]--
			}
			more = behind.next(&old)
		}
		counts[e.group]++
		w := &out[e.group]
		w.starts++
		if counts[e.group] > w.most {
			w.most, w.reached = counts[e.group], 0
		}
		if counts[e.group] == w.most {
			w.reached++
		}
		return nil
	})
	if err == nil {
		err = behind.err
	}
	return out, err
}
