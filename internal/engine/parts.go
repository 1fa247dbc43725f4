package engine

import "slices"

// Parts are what the parts of a schedule of the model's second version come to.
type Parts struct {
	End       Time // when nothing was left to happen
	Audiences []AudiencePart
	Channels  []StepPart // what happened over each, in all steps
	Steps     []StepPart // through the cycles
	Groups    []GroupPart
	Caps      []CapPart
}

// AudiencePart is what becomes of an audience's messages.
type AudiencePart struct {
	Messages, Delivered, Failed, Expired, Unreachable int64
	Acknowledged                                      int64
	Latency                                           *Latency // counted from its instant; nil if nothing was delivered
}

// StepPart is what happens in a step, or over a channel.
type StepPart struct {
	Begun     int64 // steps whose first attempt started
	Attempts  int64 // that ended
	Delivered int64 // messages, for the first time
	Repeats   int64
}

// GroupPart is how a group's attempts ended.
type GroupPart struct {
	Reached, Temporary, Permanent, OverCap, Aborted int64
	Endings                                         []int64 // by ending, if the group has any; what was aborted is in none
	Increments, ReachedIncrements                   int64   // that the attempts took, each rounded up, and those that reached somebody
	Closed                                          Time    // how long while a message was not over
	HeldByRate                                      Time    // how long its rate alone kept it from starting something
}

// CapPart is what was started under a cap, in its unit.
type CapPart struct {
	Windows []int64 // from one turn to the next, the first one before the first turn; none of a rolling window
	Held    Time    // how long it kept something waiting that a free sender of an open group would have taken
	Peak    int64   // the most that counted at an instant; 0 of a rolling window that cannot bind, which is not looked at
}

// A tally counts the parts of one passage.
type tally struct {
	Parts
	passed [][]passed // by audience and step of its path
	log    [][]Time   // by audience: when its messages were delivered, if that is kept
	ranks  [][]rank   // by audience: of its percentiles, if they are looked for
}

// passed is what the messages of an audience do in a step.
type passed struct {
	StepPart
	failed, expired int64
}

func newTally(c *course) *tally {
	t := &tally{passed: make([][]passed, len(c.audiences))}
	t.Audiences = make([]AudiencePart, len(c.audiences))
	for a, audience := range c.audiences {
		t.Audiences[a].Messages = audience.messages
		t.passed[a] = make([]passed, len(audience.path))
		if len(audience.path) == 0 {
			t.Audiences[a].Unreachable = audience.messages
		}
	}
	t.Channels = make([]StepPart, len(c.channels))
	t.Steps = make([]StepPart, len(c.keys)/2)
	t.Groups = make([]GroupPart, len(c.groups))
	for g, group := range c.groups {
		t.Groups[g].Endings = make([]int64, len(group.endings))
	}
	t.Caps = make([]CapPart, len(c.caps))
	for i, cap := range c.caps {
		if cap.Window == 0 {
			t.Caps[i].Windows = make([]int64, 1, len(cap.Turns)+1)
		}
	}
	return t
}

// lookFor has the percentiles of audiences noted, of which is known how many messages are delivered.
func (t *tally) lookFor(audiences []AudiencePart) {
	t.ranks = make([][]rank, len(audiences))
	for a, part := range audiences {
		if part.Delivered > 0 {
			t.ranks[a] = percentRanks(part.Delivered)
		}
	}
}

// delivered counts a message that was delivered for the first time.
func (t *tally) delivered(audience int, now Time) {
	part := &t.Audiences[audience]
	part.Delivered++
	if t.log != nil {
		t.log[audience] = append(t.log[audience], now)
	}
	if t.ranks == nil {
		return
	}
	for i := range t.ranks[audience] {
		if r := &t.ranks[audience][i]; r.wanted == part.Delivered {
			r.at, r.reached = now, true
		}
	}
}

// ended counts an attempt of a group.
func (t *tally) ended(g int, carry carried, result Result, increments int64) {
	group := &t.Groups[g]
	group.Increments += increments
	if result == Reached {
		group.ReachedIncrements += increments
	}
	switch result {
	case Reached:
		group.Reached++
	case Temporary:
		group.Temporary++
	case Permanent:
		group.Permanent++
	case OverCap:
		group.OverCap++
	case Aborted:
		group.Aborted++
	}
	if len(group.Endings) > 0 && result <= Permanent {
		group.Endings[carry.ending()]++
	}
}

// started counts what a cap has room for no more.
func (t *tally) started(i int, used, weight int64) {
	c := &t.Caps[i]
	c.Peak = max(c.Peak, used)
	if c.Windows != nil {
		c.Windows[len(c.Windows)-1] += weight
	}
}

// sum adds what was counted by audience and step to the parts.
func (t *tally) sum(c *course) {
	for a, audience := range c.audiences {
		for i, step := range audience.path {
			p := t.passed[a][i]
			t.Steps[step.k].add(p.StepPart)
			t.Channels[step.channel].add(p.StepPart)
			t.Audiences[a].Failed += p.failed
			t.Audiences[a].Expired += p.expired
		}
	}
}

func (p *StepPart) add(other StepPart) {
	p.Begun += other.Begun
	p.Attempts += other.Attempts
	p.Delivered += other.Delivered
	p.Repeats += other.Repeats
}

// latencies are the percentiles of the audiences, from the logs or from ranks that were reached.
func (t *tally) latencies(c *course) {
	for a := range t.Audiences {
		part, from := &t.Audiences[a], c.audiences[a].at
		if part.Delivered == 0 {
			continue
		}
		ranks := percentRanks(part.Delivered)
		var at [5]Time
		for i, r := range ranks {
			if t.ranks != nil {
				at[i] = t.ranks[a][i].at - from
			} else {
				at[i] = t.log[a][r.wanted-1] - from
			}
		}
		part.Latency = &Latency{P50: at[0], P90: at[1], P95: at[2], P99: at[3], Max: at[4]}
	}
}

// logged is when one of all deliveries was made, from 1, if they are logged.
func (t *tally) logged(delivery int64) Time {
	enough := func(at Time) bool { // whether as many were made until then
		n := 0
		for _, log := range t.log {
			made, _ := slices.BinarySearch(log, at+1)
			n += made
		}
		return int64(n) >= delivery
	}
	first, last := Time(0), Time(0)
	for _, log := range t.log {
		if len(log) > 0 {
			last = max(last, log[len(log)-1])
		}
	}
	for first < last {
		if middle := first + (last-first)/2; enough(middle) {
			last = middle
		} else {
			first = middle + 1
		}
	}
	return last
}

// parts are those of a run that is done, in which nothing else is kept.
func (r *Run) parts() *Parts {
	c := r.course
	c.tally.latencies(c.course)
	c.tally.sum(c.course)
	out := c.tally.Parts
	out.End = c.end
	out.Audiences = slices.Clone(out.Audiences)
	return &out
}
