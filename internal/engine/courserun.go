package engine

import "bytes"

// courseRun is what a passage through a course has beside what every Run has.
type courseRun struct {
	*course
	of     []uint8      // audience by message; nil: there is one only
	flags  []uint8      // by message
	fresh  []int64      // by audience: the next message that was never tried; all messages: there is none
	queues [][]dueQueue // by channel and audience: what is tried again, or goes on
	chunks chunkPool    // of the queues, but that of acknowledgements
	acks   ackQueue
	groups []courseGroupRun
	caps   []capRun
	full   uint32  // caps without room, a bit each
	did    []deeds // by sender
	page   Time    // see nextPage
	tally  *tally  // nil: nothing is counted by parts

	usable uint8 // groups that have a free sender that may start, a bit each
	opened uint8 // groups that are open, within their hours
	stale  uint8 // groups of which something may have changed since the last measure
	since  Time  // from which on nothing was measured
	due    Time  // when something can happen next if no attempt ends and nothing is acknowledged before: page, deadline, wakes
	leaves Time  // when a start leaves a rolling window next, or earlier

	left                 int64 // messages that are not over
	untried              int64 // messages that wait for their first attempt
	waiting, undelivered int64 // messages that are in no attempt and not over; those of them that were never delivered
	acknowledged         int64
	unreachable          int64
	makespan             Time // the last end of an attempt, or the deadline if something expired there
	end                  Time // when nothing was left to happen: an end, an acknowledgement, or the deadline if something waited
	done                 bool
}

// What is known of a message, besides where it is.
const (
	isDelivered uint8 = 1 << iota
	isOver            // nothing more is started for it
	isAcknowledged
	isQueued  // it has an item in a queue
	isAwaited // an acknowledgement of it is to come
)

// carried is what a sender is in the middle of.
type carried struct {
	message  uint32
	audience uint8 // of the message
	pos      uint8
	attempt  uint8
	result   Result
	how      uint8 // see counts and ending
}

// deeds are what a sender has done, beside what every sender does.
type deeds struct{ repeats, steps, refused uint32 }

const allGroups = 1<<MaxGroups - 1

const isCounted = 1 << 7

// counts reports whether its message was undelivered at its start.
func (a *sender) counts() bool { return a.how&isCounted != 0 }

// carry and carries are what a sender of a course is in the middle of, which it keeps beside its counts.
func (a *sender) carry(c carried) {
	a.try, a.audience, a.result, a.how = placeOf(c.message, c.pos, c.attempt), c.audience, c.result, c.how
}

func (a *sender) carries() carried {
	message, pos, attempt := placed(a.try)
	return carried{message, a.audience, pos, attempt, a.result, a.how}
}

// ending is which of the group's endings it is, if it has any.
func (c carried) ending() int { return int(c.how &^ isCounted) }

type courseGroupRun struct {
	failure     chance
	permanent   chance
	interval    int64 // ns
	tat         int64 // ns
	slot        Time  // when its rate lets it start next
	allowed     soonest
	last        Time // start
	factor      int64
	senders     int
	started     bool
	open, hours bool
	wake        Time // see courseAssign
	changes     int  // of the timetable that were made
	turns       int  // of the opening hours
}

type capRun struct {
	count   int64
	used    int64
	window  window
	ready   uint8   // the groups of which under is
	under   soonest // something is due that it keeps from them
	turns   int
	changes int
}

func (s *Schedule) newCourse() *courseRun {
	c := s.course
	r := &courseRun{
		course: c, flags: make([]uint8, s.messages), fresh: make([]int64, len(c.audiences)),
		queues: make([][]dueQueue, len(c.channels)), caps: make([]capRun, len(c.caps)), did: make([]deeds, s.senders),
	}
	if len(c.audiences) > 1 {
		r.of = shares(s.messages, c.audiences)
	}
	for i := range r.queues {
		r.queues[i] = make([]dueQueue, len(c.audiences))
		for a := range r.queues[i] {
			r.queues[i][a] = newDueQueue(flagged{flags: r.flags, mask: isOver}, &r.chunks)
		}
	}
	r.acks = newAckQueue(r.flags)
	for g, group := range c.groups {
		r.groups = append(r.groups, courseGroupRun{
			failure: s.groups[g].failure, permanent: s.groups[g].permanent, interval: group.interval, factor: 1e6,
			senders: group.senders, open: true, hours: !group.closed,
		})
	}
	r.open()
	for i, cap := range c.caps {
		r.caps[i].count = cap.Count
		r.caps[i].window.starts = make([]Time, c.held[i])
		r.weigh(i)
	}
	for a, audience := range c.audiences {
		if len(audience.path) == 0 {
			r.unreachable += audience.messages
			r.fresh[a] = s.messages
			continue
		}
		r.waiting += audience.messages
		r.fresh[a] = r.nextOf(a, 0)
	}
	r.left, r.untried, r.undelivered, r.page = r.waiting, r.waiting, r.waiting, r.nextPage()
	return r
}

// letGo gives up what a run that is done needs no more; its counts and parts stay.
func (r *courseRun) letGo() {
	r.of, r.flags, r.queues, r.chunks, r.acks, r.caps = nil, nil, nil, chunkPool{}, ackQueue{}, nil
}

// shares gives every message its audience.
func shares(messages int64, audiences []courseAudience) []uint8 {
	of, given := make([]uint8, messages), make([]int64, len(audiences))
	for i := range of {
		best, most := 0, int64(-1<<63)
		for a := range audiences {
			if deficit := int64(i+1)*audiences[a].messages - given[a]*messages; deficit > most {
				best, most = a, deficit
			}
		}
		of[i] = uint8(best)
		given[best]++
	}
	return of
}

// nextOf is the first message of an audience from a number on; all messages: there is none.
func (r *courseRun) nextOf(audience int, from int64) int64 {
	if r.of == nil {
		return from
	}
	if n := bytes.IndexByte(r.of[from:], uint8(audience)); n >= 0 {
		return from + int64(n)
	}
	return int64(len(r.of))
}

func (r *courseRun) audienceOf(message uint32) int {
	if r.of == nil {
		return 0
	}
	return int(r.of[message])
}

// over reports whether nothing is left to happen. An acknowledgement may be to come though all messages are over.
func (r *courseRun) over(busy bool) bool {
	return !busy && r.waiting == 0 && r.acks.live == 0
}

// addCounts adds what the senders from ≤ i < to have done beside what every sender does.
func (r *courseRun) addCounts(c *Counts, from, to int) {
	for _, d := range r.did[from:max(from, to)] {
		c.Repeats += int64(d.repeats)
		c.Steps += int64(d.steps)
		c.Refused += int64(d.refused)
	}
	if from == 0 && to > 0 {
		c.Unreachable, c.Acknowledged = r.unreachable, r.acknowledged
	}
}
