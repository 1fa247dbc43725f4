package schedule

import (
	"context"
	"iter"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MessageQuery says which messages are wanted.
type MessageQuery struct {
	Until   settings.Micros // those that end at this instant or before
	Outcome engine.Outcome  // 0 for all
	After   int64           // how many ended messages, of any outcome, to skip
	Limit   int             // 0 for all there are
}

// Messages goes through the messages that have ended, each with its position, from 1,
// in order of their end (of a delivered one its first delivery; what is unreachable
// comes first); of those that end at the same instant the ones that
// were in an attempt come first, by sender, then those that expire while they
// wait, by number. It stops when ctx ends.
//
// The schedule is played to the end of what is wanted. The earlier attempts of
// the messages found are noted on the way where all there can be fit into
// tableBytes; else, and for a page, the schedule is played once more for those of
// a page, or of so many messages at a time as fit. See MemoryOf.
func (s *Schedule) Messages(ctx context.Context, q MessageQuery) iter.Seq2[int64, simulation.Message] {
	return s.messages(ctx, q, tableBytes)
}

func (s *Schedule) messages(ctx context.Context, q MessageQuery, tableBytes int64) iter.Seq2[int64, simulation.Message] {
	return func(yield func(int64, simulation.Message) bool) {
		l := lister{ctx: ctx, schedule: s, query: q, yield: yield, run: s.engine.Trace()}
		size := smallPage
		switch retries := int64(s.engine.MaxAttempts() - 1); {
		case s.extended && q.Limit == 0:
			size = int(min(s.engine.Messages(), tableEndings))
		case s.extended, retries == 0:
		case q.Limit == 0 && s.engine.Messages()*retries*historyBytes <= tableBytes:
			l.noted = s.histories(s.engine.Messages(), everyPlace)
		case q.Limit == 0:
			size = int(min(s.engine.Messages(), max(1, tableBytes/(endingBytes+retries*historyBytes))))
		}
		if q.Limit > 0 {
			size = min(size, q.Limit)
		}
		l.page = make([]ending, 0, size)
		if l.unreachable() && l.skip() {
			l.list()
		}
	}
}

// stepEvents is how many attempts are played between two looks at the context:
// about a millisecond.
const stepEvents = 20_000

// ending is how a message ended, but for its earlier attempts. Its size is
// endingBytes.
type ending struct {
	position int64
	at       engine.Time
	start    engine.Time // of the last attempt
	message  uint32
	sender   uint16
	number   uint8 // of the last attempt; 0 if the message expired while it waited
	outcome  engine.Outcome
}

// lister finds the messages that are wanted, a page at a time.
type lister struct {
	ctx      context.Context
	schedule *Schedule
	query    MessageQuery
	yield    func(int64, simulation.Message) bool

	run      *engine.Run
	ended    []engine.Attempt // since the last look
	position int64            // of the last message that was looked at
	page     []ending
	given    int
	noted    *histories // of all messages, if they are noted on the way
}

// unreachable takes the messages that are so from the start.
func (l *lister) unreachable() bool {
	all := l.run.Counts().Unreachable
	l.position = min(l.query.After, all)
	if l.query.Outcome != 0 && l.query.Outcome != engine.Unreachable {
		l.position = all
		return true
	}
	for m := range l.run.Unreachable(l.position) {
		if !l.take(engine.Attempt{Message: m, Outcome: engine.Unreachable}, 0) {
			return false
		}
	}
	return true
}

// skip plays on, as fast as a run goes, to shortly before the first message that
// is wanted: no instant ends more of them than there are senders, but the
// deadline, before which it stops.
func (l *lister) skip() bool {
	if l.noted != nil || l.query.After <= l.position {
		return true
	}
	to := l.query.Until
	if l.schedule.expires {
		to = min(to, l.schedule.deadline-1)
	}
	for l.ctx.Err() == nil {
		events := l.query.After - l.run.Ended() - int64(l.schedule.engine.Senders())
		if events <= 0 || l.run.Advance(to, int(min(events, stepEvents))) {
			l.position = l.run.Ended()
			return true
		}
	}
	return false
}

// list goes on from there and looks at each message that ends.
func (l *lister) list() {
	if l.schedule.extended {
		l.run.ObserveTries(func(t engine.Try) {
			if t.Outcome != engine.Retried && !t.Repeat {
				l.ended = append(l.ended, t.Attempt)
			}
		})
	} else {
		l.observe()
	}
	until, deadline := l.query.Until, l.schedule.deadline
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

// observe has the run tell of the attempts of the first version of the model.
func (l *lister) observe() {
	l.run.Observe(func(a engine.Attempt) {
		if a.Outcome != engine.Retried {
			l.ended = append(l.ended, a)
		} else if l.noted != nil {
			l.noted.note(a)
		}
	})
}

// expire takes what expired at the deadline while it waited.
func (l *lister) expire() bool {
	skip := min(max(0, l.query.After-l.position), l.run.WaitedCount())
	l.position += skip
	if l.query.Outcome != 0 && l.query.Outcome != engine.Expired {
		l.position += l.run.WaitedCount() - skip
		return true
	}
	n := 0
	for m := range l.run.Waited(skip) {
		if n++; n%stepEvents == 0 && l.ctx.Err() != nil {
			return false
		}
		if !l.take(engine.Attempt{Message: m, Outcome: engine.Expired}, l.schedule.deadline) {
			return false
		}
	}
	return true
}

// take puts a message that has ended on the page, if it is wanted, and hands the
// page out when it is full. It returns false when no more are wanted.
func (l *lister) take(last engine.Attempt, at engine.Time) bool {
	if l.position++; l.position <= l.query.After || l.query.Outcome != 0 && last.Outcome != l.query.Outcome {
		return true
	}
	l.page = append(l.page, ending{
		position: l.position, at: at, start: last.Start, message: uint32(last.Message), sender: uint16(last.Sender),
		number: uint8(last.Number), outcome: last.Outcome,
	})
	enough := l.given+len(l.page) == l.query.Limit
	if enough {
		l.run = nil // its memory is needed for the histories
	}
	return (!enough && len(l.page) < cap(l.page) || l.flush()) && !enough
}

// flush hands out the page with every message's attempts.
func (l *lister) flush() bool {
	if l.schedule.extended {
		if !l.tell(l.page) {
			return false
		}
		l.given += len(l.page)
		l.page = l.page[:0]
		return true
	}
	noted := l.noted
	if noted == nil {
		if noted = l.again(); noted == nil {
			return false
		}
	}
	for _, e := range l.page {
		if !l.yield(e.position, noted.message(e)) {
			return false
		}
	}
	l.given += len(l.page)
	l.page = l.page[:0]
	return true
}

// AllMessages goes through the messages that have ended by an instant, without
// their positions. See Messages.
func (s *Schedule) AllMessages(ctx context.Context, until settings.Micros) iter.Seq[simulation.Message] {
	return func(yield func(simulation.Message) bool) {
		for _, m := range s.Messages(ctx, MessageQuery{Until: until}) {
			if !yield(m) {
				return
			}
		}
	}
}
