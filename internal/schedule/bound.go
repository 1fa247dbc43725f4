package schedule

import (
	"cmp"
	"slices"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
)

// A Bound knows of numbers of senders that they cannot meet the objectives with
// the draws of one seed, without running them: there is less time of senders, or
// there are fewer starts, than it takes even if every choice were the best one.
// It is for one goroutine at a time.
//
// The reasoning, for one objective of K messages within W. Let C be W, or the
// time-to-live if that is earlier: no attempt starts after C that could count.
// Choose a price for each group: of each start where its rate limit is what
// holds it back, else of each microsecond of a sender. Up to C a group cannot
// spend more than starts × price or senders × C × price, since every attempt
// that has ended by C has paid for its start, or its duration. In sum that is
// the supply.
//
// On the other side, an attempt costs at least the cheapest price that any group
// has for it: what chance holds for it does not depend on who makes it. Call a
// message safe if its first attempt succeeds in every group, else risky.
//
//   - Messages start in their order, so those that were started by C are the
//     first k, for some k. (Only the first attempts matter here: retries go
//     before them, but not past them.)
//   - A safe message of the first k has ended its only attempt by C, and paid for
//     it, unless it is in flight at C. As many are as there are senders at most;
//     and if C is W, no more than may be missing, since they are not delivered.
//   - So at least K − (safe ones of the first k) of the risky ones are delivered.
//     Each has paid for its attempts up to the first that does not fail in every
//     group, unless that one is in flight at C.
//   - A message whose attempts and backoffs cannot fit into W, at the shortest
//     duration in any group, is not delivered at all.
//
// The demand is the least of this over all k, with the cheapest risky messages,
// less the most expensive attempts that may be in flight. If it is above the
// supply, the objective is missed. Nothing in it depends on the order in which
// retries are made or on which group takes what. Of the model's second version it
// knows nothing, and excludes nothing.
type Bound struct {
	// Pause is called now and then where there is much to compute; if it returns
	// false, nothing that is found out from then on counts. nil: it is not called.
	Pause func() bool

	schedule   *Schedule
	maxSenders int
	means      []float64 // of each group's durations, µs
	demands    map[demandKey]*demand
}

type demandKey struct {
	goal  int
	rated uint8 // bit g: group g pays by the start
}

// demand is what one objective takes at least, in starts or mean durations.
type demand struct {
	possible bool
	paid     float64   // without what may be in flight
	inFlight []float64 // the most that so many attempts in flight can cost
}

// Bound makes a bound for numbers of senders up to a total.
func (s *Schedule) Bound(maxSenders int) *Bound {
	b := &Bound{schedule: s, maxSenders: maxSenders, demands: map[demandKey]*demand{}}
	if s.extended {
		return b
	}
	const sample = 1000
	n := min(sample, s.engine.Messages())
	for g := range s.groups {
		sum := 0.0
		for m := range n {
			sum += float64(s.engine.Draw(m, 1, g).Duration)
		}
		b.means = append(b.means, sum/float64(n))
	}
	return b
}

// Excludes reports whether so many senders of each group certainly miss an
// objective. False says nothing.
func (b *Bound) Excludes(senders []int) bool {
	if b.schedule.extended { // of which it knows nothing
		return false
	}
	total := 0
	for _, n := range senders {
		total += n
	}
	for i, goal := range b.schedule.goals {
		cut := b.schedule.cut(goal)
		supply, key := 0.0, demandKey{goal: i}
		for g, n := range senders {
			durations := float64(n) * float64(cut) / b.means[g]
			if starts, limited := b.schedule.engine.MaxStarts(g, cut); limited && float64(starts) < durations {
				key.rated |= 1 << g
				durations = float64(starts)
			}
			supply += durations
		}
		d := b.demands[key]
		if d == nil {
			d = b.demandOf(key)
			b.demands[key] = d
		}
		if !d.possible || supply*rounding < d.paid-d.inFlight[min(total, len(d.inFlight)-1)] {
			return true
		}
	}
	return false
}

// rounding is more than the relative error of sums of floating-point numbers
// with 24 bits.
const rounding = 1 + 1e-6

// cut is the instant up to which attempts are paid for.
func (s *Schedule) cut(g goal) settings.Micros {
	if s.expires {
		return min(g.within, s.deadline)
	}
	return g.within
}

func (b *Bound) demandOf(key demandKey) *demand {
	s := b.schedule
	goal := s.goals[key.goal]
	messages := s.engine.Messages()
	inFlight := top{limit: b.maxSenders}
	if s.cut(goal) == goal.within {
		inFlight.limit = int(min(int64(inFlight.limit), messages-goal.needed))
	}
	safe := make([]float32, messages) // what a safe message costs; below 0 if it is not safe
	var lost []bool                   // safe ones that come too late; nil: none
	var risky []float32               // what the risky ones cost that can be delivered
	for m := range messages {
		if m%pauseMessages == pauseMessages-1 && b.Pause != nil && !b.Pause() {
			return &demand{possible: true, inFlight: []float64{0}}
		}
		c := b.cost(m, key.rated, goal.within)
		if c.risky {
			safe[m] = -1
			if c.inTime {
				risky = append(risky, float32(c.all))
				inFlight.add(c.last)
			}
			continue
		}
		safe[m] = float32(c.all)
		inFlight.add(c.last)
		if !c.inTime {
			if lost == nil {
				lost = make([]bool, messages)
			}
			lost[m] = true
		}
	}
	slices.Sort(risky)
	rest := make([]float64, len(risky)+1) // what so many of the cheapest risky ones cost
	for i, cost := range risky {
		rest[i+1] = rest[i] + float64(cost)
	}
	d := &demand{inFlight: inFlight.sums()}
	paid, missing := 0.0, goal.needed
	consider := func() {
		if n := max(missing, 0); n < int64(len(rest)) && (!d.possible || paid+rest[n] < d.paid) {
			d.possible, d.paid = true, paid+rest[n]
		}
	}
	consider()
	for m, cost := range safe {
		if cost < 0 {
			continue
		}
		paid += float64(cost)
		if lost == nil || !lost[m] {
			missing--
		}
		consider()
	}
	return d
}

// pauseMessages is how many messages are looked at between two pauses.
const pauseMessages = 20_000

// BoundBytes is the most that a bound takes while it looks at a message.
const BoundBytes = 4 + 1 + 4 + 8

// cost is what a message costs at least that is delivered.
type cost struct {
	risky  bool
	all    float64 // its attempts
	last   float64 // the one that may succeed
	inTime bool
}

func (b *Bound) cost(message int64, rated uint8, within settings.Micros) cost {
	s, c := b.schedule.engine, cost{}
	elapsed := engine.Time(0)
	for attempt := 1; attempt <= s.MaxAttempts(); attempt++ {
		var shortest, backoff engine.Time
		fails, temporary := 0, false
		for g := range b.means {
			d := s.Draw(message, attempt, g)
			price := float64(d.Duration) / b.means[g]
			if rated>>g&1 == 1 {
				price = 1
			}
			if g == 0 || price < c.last {
				c.last = price
			}
			if g == 0 || d.Duration < shortest {
				shortest = d.Duration
			}
			if d.Fails {
				fails++
				temporary = temporary || !d.Permanent
				backoff = d.Backoff // the same in all groups
			}
		}
		c.all += c.last
		c.risky = c.risky || fails > 0
		elapsed += shortest
		if fails < len(b.means) {
			c.inTime = elapsed <= within
			return c
		}
		if !temporary {
			return c
		}
		elapsed += backoff
	}
	return c
}

// top keeps the largest of many numbers.
type top struct {
	limit  int
	kept   []float64
	atMost float64 // what is below it does not count any more
}

func (t *top) add(x float64) {
	if x <= t.atMost || t.limit == 0 {
		return
	}
	t.kept = append(t.kept, x)
	if len(t.kept) >= 2*t.limit+64 {
		t.shrink()
		t.atMost = t.kept[len(t.kept)-1]
	}
}

func (t *top) shrink() {
	slices.SortFunc(t.kept, func(a, b float64) int { return cmp.Compare(b, a) })
	t.kept = t.kept[:min(len(t.kept), t.limit)]
}

// sums is what 0, 1, 2 … of the largest add up to.
func (t *top) sums() []float64 {
	t.shrink()
	out := make([]float64, len(t.kept)+1)
	for i, x := range t.kept {
		out[i+1] = out[i] + x
	}
	return out
}
