package schedule

import (
	"iter"

	"alertsim/internal/engine"
	"alertsim/internal/simulation"
)

// Messages goes through the messages that end at or before an instant, in order
// of their end; of those that end at the same instant the ones that were in an
// attempt come first, by sender, then those that expire while they wait, by
// number. It takes about 100 ns a message, whatever the consumer skips.
func (s *Schedule) Messages(until simulation.Micros) iter.Seq[simulation.Message] {
	return func(yield func(simulation.Message) bool) {
		l := ledger{schedule: s.engine, until: until, earlier: map[int64][]simulation.Attempt{}, yield: yield}
		if s.expires {
			l.deadline = s.deadline
			l.taken = make([]uint64, s.engine.Messages()/64+1)
		}
		l.run(s.expires)
	}
}

// ledger keeps what is needed to tell a message's whole story when it ends.
type ledger struct {
	schedule *engine.Schedule
	until    simulation.Micros
	deadline simulation.Micros
	earlier  map[int64][]simulation.Attempt // of messages that were tried and have not ended
	taken    []uint64                       // bit m: message m ended, or was in an attempt at the deadline
	yield    func(simulation.Message) bool
}

// run plays the attempts. At the deadline the ones still under way are known only
// as they end; there are at most as many as senders, and they are held back
// until what expired while it waited has come.
func (l *ledger) run(expires bool) {
	var after []engine.Attempt
	for a := range l.schedule.Attempts() {
		end := simulation.Micros(a.Start + a.Duration)
		switch {
		case expires && end > l.deadline:
			after = append(after, a)
			l.take(a.Message)
		case end > l.until:
			return
		case !l.ended(a, end):
			return
		}
	}
	if expires && l.deadline <= l.until && !l.expire() {
		return
	}
	for _, a := range after {
		if end := simulation.Micros(a.Start + a.Duration); end > l.until || !l.ended(a, end) {
			return
		}
	}
}

// ended records an attempt and tells the message's story if that was its end.
func (l *ledger) ended(a engine.Attempt, end simulation.Micros) bool {
	attempts := append(l.earlier[a.Message], simulation.Attempt{
		Number: a.Number, Sender: a.Sender, Start: simulation.Micros(a.Start), Duration: simulation.Micros(a.Duration),
		Outcome: outcomes[a.Outcome],
	})
	if a.Outcome == engine.Retried {
		l.earlier[a.Message] = attempts
		return true
	}
	delete(l.earlier, a.Message)
	l.take(a.Message)
	return l.yield(simulation.Message{Index: a.Message, Outcome: outcomes[a.Outcome], EndedAt: end, Attempts: attempts})
}

// expire ends, at the deadline, every message that has neither ended nor is in
// an attempt.
func (l *ledger) expire() bool {
	for m := range l.schedule.Messages() {
		if l.taken[m/64]>>(m%64)&1 == 1 {
			continue
		}
		if !l.yield(simulation.Message{Index: m, Outcome: simulation.OutcomeExpired, EndedAt: l.deadline, Attempts: l.earlier[m]}) {
			return false
		}
	}
	return true
}

func (l *ledger) take(message int64) {
	if l.taken != nil {
		l.taken[message/64] |= 1 << (message % 64)
	}
}

var outcomes = map[engine.Outcome]simulation.Outcome{
	engine.Delivered: simulation.OutcomeDelivered,
	engine.Failed:    simulation.OutcomeFailed,
	engine.Expired:   simulation.OutcomeExpired,
	engine.Retried:   simulation.OutcomeRetried,
}
