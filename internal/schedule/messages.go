package schedule

import (
	"context"
	"iter"

	"alertsim/internal/engine"
	"alertsim/internal/simulation"
)

// MessageQuery says which messages are wanted.
type MessageQuery struct {
	Until   simulation.Micros  // those that end at this instant or before
	Outcome simulation.Outcome // "" for all
	After   int64              // how many ended messages, of any outcome, to skip
	Limit   int                // 0 for all there are
}

// Messages goes through the messages that have ended, each with its rank, from 1,
// in order of their end; of those that end at the same instant the ones that
// were in an attempt come first, by sender, then those that expire while they
// wait, by number. It stops when ctx ends.
//
// The schedule is played to the end of what is wanted, and once more for the
// earlier attempts of the messages found: for a page that takes as much memory
// as a run (see MemoryOf) and the page; of all messages, so many at a time that
// they take no more than tableBytes.
func (s *Schedule) Messages(ctx context.Context, q MessageQuery) iter.Seq2[int64, simulation.Message] {
	return s.messages(ctx, q, s.pageSize(q.Limit))
}

// messages tells so many messages at a time.
func (s *Schedule) messages(ctx context.Context, q MessageQuery, size int) iter.Seq2[int64, simulation.Message] {
	return func(yield func(int64, simulation.Message) bool) {
		l := lister{
			ctx: ctx, schedule: s, query: q, yield: yield, run: s.engine.Trace(),
			page: make([]ending, 0, min(size, int(s.engine.Messages()))),
		}
		if l.skip() {
			l.list()
		}
	}
}

// stepEvents is how many attempts are played between two looks at the context:
// about a millisecond.
const stepEvents = 20_000

// ending is how a message ended, but for its earlier attempts.
type ending struct {
	rank    int64
	at      engine.Time
	last    engine.Attempt // Number 0 if it expired while it waited
	history uint8          // attempts before the last, or in all if it expired while it waited
}

// lister finds the messages that are wanted, a page at a time.
type lister struct {
	ctx      context.Context
	schedule *Schedule
	query    MessageQuery
	yield    func(int64, simulation.Message) bool

	run   *engine.Run
	ended []engine.Attempt // since the last look
	rank  int64            // of the last message that was looked at
	page  []ending
	given int
}

// skip plays on, as fast as a run goes, to shortly before the first message that
// is wanted: no instant ends more of them than there are senders, but the
// deadline, before which it stops.
func (l *lister) skip() bool {
	to := engine.Time(l.query.Until)
	if l.schedule.expires {
		to = min(to, engine.Time(l.schedule.deadline)-1)
	}
	for l.ctx.Err() == nil {
		events := l.query.After - l.run.Ended() - int64(l.schedule.engine.Senders())
		if events <= 0 || l.run.Advance(to, int(min(events, stepEvents))) {
			l.rank = l.run.Ended()
			return true
		}
	}
	return false
}

// list goes on from there and looks at each message that ends.
func (l *lister) list() {
	l.run.Observe(func(a engine.Attempt) {
		if a.Outcome != engine.Retried {
			l.ended = append(l.ended, a)
		}
	})
	until, deadline := engine.Time(l.query.Until), engine.Time(l.schedule.deadline)
	for open := l.schedule.expires && deadline <= until; l.ctx.Err() == nil; {
		to := until
		if open {
			to = deadline
		}
		reached := l.run.Advance(to, stepEvents)
		for _, a := range l.ended {
			if !l.take(a, a.Start+a.Duration) {
				return
			}
		}
		l.ended = l.ended[:0]
		switch {
		case reached && open:
			if open = false; !l.expire() {
				return
			}
		case reached:
			l.flush()
			return
		}
	}
}

// expire takes what expired at the deadline while it waited.
func (l *lister) expire() bool {
	skip := min(max(0, l.query.After-l.rank), l.run.WaitedCount())
	l.rank += skip
	if l.query.Outcome != "" && l.query.Outcome != simulation.OutcomeExpired {
		l.rank += l.run.WaitedCount() - skip
		return true
	}
	n := 0
	for m := range l.run.Waited(skip) {
		if n++; n%stepEvents == 0 && l.ctx.Err() != nil {
			return false
		}
		if !l.take(engine.Attempt{Message: m, Outcome: engine.Expired}, engine.Time(l.schedule.deadline)) {
			return false
		}
	}
	return true
}

// take puts a message that has ended on the page, if it is wanted, and hands the
// page out when it is full. It returns false when no more are wanted.
func (l *lister) take(last engine.Attempt, at engine.Time) bool {
	if l.rank++; l.rank <= l.query.After || l.query.Outcome != "" && outcomes[last.Outcome] != l.query.Outcome {
		return true
	}
	l.page = append(l.page, ending{rank: l.rank, at: at, last: last})
	enough := l.given+len(l.page) == l.query.Limit
	if enough {
		l.run = nil // its memory is needed for the histories
	}
	return (!enough && len(l.page) < cap(l.page) || l.flush()) && !enough
}

// flush hands out the page with every message's attempts.
func (l *lister) flush() bool {
	histories, ok := l.histories()
	if !ok {
		return false
	}
	for i := range l.page {
		if !l.yield(l.page[i].rank, histories.message(i)) {
			return false
		}
	}
	l.given += len(l.page)
	l.page = l.page[:0]
	return true
}

var outcomes = [...]simulation.Outcome{
	engine.Delivered: simulation.OutcomeDelivered,
	engine.Failed:    simulation.OutcomeFailed,
	engine.Expired:   simulation.OutcomeExpired,
	engine.Retried:   simulation.OutcomeRetried,
}

// AllMessages goes through the messages that have ended by an instant, without
// their ranks. See Messages.
func (s *Schedule) AllMessages(ctx context.Context, until simulation.Micros) iter.Seq[simulation.Message] {
	return func(yield func(simulation.Message) bool) {
		for _, m := range s.Messages(ctx, MessageQuery{Until: until}) {
			if !yield(m) {
				return
			}
		}
	}
}
