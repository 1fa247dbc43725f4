package engine

import "slices"

// Plan is what a whole schedule comes to.
type Plan struct {
	Makespan   Time
	Totals     Counts
	Groups     []Counts // of each group's senders; what expired while it waited is with the first group
	Timeline   Timeline
	Latency    *Latency        // nil if nothing was delivered
	Objectives []ObjectiveTime // in the order in which they were asked for
	Parts      *Parts          `json:",omitempty"` // of the model's second version; else nil
}

// Latency is the exact distribution of the time to delivery, counted from 0, over the delivered messages: percentile p
// is the time of the ⌈p·n⌉-th of n deliveries (nearest rank).
type Latency struct{ P50, P90, P95, P99, Max Time }

// ObjectiveTime is when a goal was reached.
type ObjectiveTime struct {
	Reached bool
	At      Time // when Reached; counted from 0
}

// End is when nothing is left to happen: the makespan, or the last acknowledgement if that is later.
func (p Plan) End() Time {
	if p.Parts != nil {
		return p.Parts.End
	}
	return p.Makespan
}

// Planner computes a Plan in steps, so that its caller can give up or show a sign of life between them.
// It is for one goroutine at a time.
type Planner struct {
	schedule  *Schedule
	plan      Plan
	expected  deliveryCount
	run       *Run // the first passage
	timeline  timelineBuilder
	watches   []watch
	ranks     []rank // of the objectives (but of a course, which has watches), then of the percentiles
	percents  []rank // the part of ranks that is the percentiles
	second    *Run   // the passage for percentiles, if the first had guessed them wrong and did not log
	delivered int64  // that the percentiles were computed for
	maxLogged int64  // log the deliveries of no more messages than this
	done      bool
	err       error
}

// Planner prepares the computation of a plan that says when goals are reached.
func (s *Schedule) Planner(goals ...Goal) (*Planner, error) {
	watches, err := s.watches(goals)
	if err != nil {
		return nil, err
	}
	p := &Planner{schedule: s, expected: newDeliveryCount(s), watches: watches, maxLogged: maxLogged}
	for _, w := range watches {
		p.plan.Objectives = append(p.plan.Objectives, ObjectiveTime{})
		if s.course == nil {
			p.ranks = append(p.ranks, rank{wanted: w.wanted})
		}
	}
	p.timeline = newTimelineBuilder(s)
	return p, nil
}

// LeaveOutTimeline makes a plan without a timeline, whose bins take longer than a run of few messages. It must be called
// before the first Step.
func (p *Planner) LeaveOutTimeline() { p.timeline = timelineBuilder{} }

// Step goes on with the computation for about maxEvents ended attempts (≤ 0: to the end) and reports whether the plan
// is complete, or cannot be (see Err). The size of the steps makes no difference to the plan.
func (p *Planner) Step(maxEvents int) (done bool) {
	budget := int64(maxEvents)
	if maxEvents <= 0 {
		budget = int64(never)
	}
	for budget > 0 && !p.done {
		switch {
		case !p.expected.done():
			budget -= p.expected.step(budget)
		case p.run == nil:
			p.begin()
		case p.run.Err() != nil:
			p.err, p.done = p.run.Err(), true
		case !p.run.Done():
			budget -= p.advance(budget)
		case p.run.total.Delivered != p.delivered || p.lacksParts():
			p.again()
		case p.second != nil && !p.secondDone():
			budget -= seek(p.second, never, p.percents, budget)
		default:
			p.finish()
		}
	}
	return p.done
}

// Err is a [*TooLongError] if the schedule does not come to its end; there is no plan then.
func (p *Planner) Err() error { return p.err }

// Plan is the result, once Step has reported that it is complete.
func (p *Planner) Plan() Plan { return p.plan }

// Plan computes the whole plan at once. See Planner.
func (s *Schedule) Plan(goals ...Goal) (Plan, error) {
	p, err := s.Planner(goals...)
	if err != nil {
		return Plan{}, err
	}
	p.Step(0)
	return p.Plan(), p.Err()
}

// maxLogged is how many deliveries are logged at most, in 8 MiB.
const maxLogged = 1 << 20

// begin starts the first passage, with the percentiles of as many deliveries as are expected.
func (p *Planner) begin() {
	p.delivered = p.expected.delivered
	objectives := len(p.ranks)
	p.ranks = append(p.ranks, percentRanks(p.delivered)...)
	p.percents = p.ranks[objectives:]
	p.run = p.schedule.newRun(SenderRange{0, p.schedule.senders}, false, func(r *Run) {
		c := r.course
		if c == nil {
			return
		}
		r.watches, c.tally = p.watches, newTally(c.course)
		if p.schedule.messages <= p.maxLogged {
			for _, a := range c.audiences {
				c.tally.log = append(c.tally.log, make([]Time, 0, a.messages))
			}
		}
	})
	if !p.expected.exact && !p.schedule.simple && p.schedule.course == nil && p.schedule.messages <= p.maxLogged {
		p.run.log = make([]Time, 0, p.schedule.messages)
	}
	note(p.run, p.ranks)
}

// advance moves the first passage on to the end of the current bin at most, and returns what it cost.
func (p *Planner) advance(budget int64) int64 {
	cost := seek(p.run, p.timeline.edge(), p.ranks, budget)
	p.timeline.record(p.run)
	return cost
}

// again finds the percentiles once more, as more or fewer messages were delivered than expected: from the log
// of deliveries or, where that would be too long, by a second passage.
func (p *Planner) again() {
	p.delivered = p.run.total.Delivered
	copy(p.percents, percentRanks(p.delivered))
	logged := func(delivery int64) Time { return p.run.log[delivery-1] }
	switch c := p.run.course; {
	case c != nil && c.tally.log != nil:
		logged = c.tally.logged
	case p.run.log == nil:
		if c != nil {
			c.letGo() // there is room for one passage only
		}
		p.second = p.schedule.newRun(SenderRange{}, false, func(r *Run) {
			if c := r.course; c != nil {
				c.tally = newTally(c.course)
				c.tally.lookFor(p.run.course.tally.Audiences)
			}
		})
		note(p.second, p.percents)
		return
	}
	for i := range p.percents {
		if r := &p.percents[i]; r.wanted > 0 {
			r.at = logged(r.wanted)
		}
	}
}

// lacksParts reports whether the percentiles of the audiences are still to be found, by a second passage.
func (p *Planner) lacksParts() bool {
	return p.run.course != nil && p.run.course.tally.log == nil && p.second == nil
}

// secondDone reports whether the second passage has found all percentiles.
func (p *Planner) secondDone() bool {
	c := p.second.course
	return allReached(p.percents) && (c == nil || !slices.ContainsFunc(c.tally.ranks, func(r []rank) bool { return !allReached(r) }))
}

func (p *Planner) finish() {
	s := p.schedule
	p.plan.Makespan = p.run.Makespan()
	p.plan.Totals = p.run.Counts()
	for g := range s.groups {
		p.plan.Groups = append(p.plan.Groups, p.run.CountsOf(s.SendersOf(g)))
	}
	for i, o := range p.plan.Objectives {
		if p.run.course != nil {
			o.At, o.Reached = p.watches[i].at, p.watches[i].reached
		} else {
			o.At, o.Reached = p.ranks[i].at, p.ranks[i].reached
		}
		p.plan.Objectives[i] = o
	}
	if times := p.percents; p.plan.Totals.Delivered > 0 {
		p.plan.Latency = &Latency{P50: times[0].at, P90: times[1].at, P95: times[2].at, P99: times[3].at, Max: times[4].at}
	}
	if p.run.course != nil {
		if p.second != nil {
			p.run.course.tally.ranks = p.second.course.tally.ranks
		}
		p.plan.Parts = p.run.parts()
	}
	p.plan.Timeline = p.timeline.timeline(p.plan.End(), p.run.course != nil && p.run.course.confirms())
	p.run, p.second = nil, nil
	p.done = true
}

func allReached(ranks []rank) bool {
	return !slices.ContainsFunc(ranks, func(r rank) bool { return !r.reached })
}
