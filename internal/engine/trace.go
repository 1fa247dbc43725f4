package engine

import (
	"iter"
	"slices"
)

// Outcome is how an attempt ended.
type Outcome uint8

// The outcomes of an attempt. All but Retried end the message.
const (
	Delivered   Outcome = iota + 1
	Failed              // permanently, or it was the last attempt
	Expired             // temporarily, at the deadline or later
	Retried             // temporarily; there will be another attempt unless the deadline comes first
	Unreachable         // of a message without any attempt: its recipient has none of the channels
)

var outcomeNames = [...]string{Delivered: "delivered", Failed: "failed", Expired: "expired", Retried: "retried", Unreachable: "unreachable"}

// String is an outcome's name, the same everywhere it is written; "" for none.
func (o Outcome) String() string { return outcomeNames[o] }

// OutcomeOf is the outcome of a name; 0 for "", and one that nothing has for what is no name.
func OutcomeOf(name string) Outcome { return Outcome(slices.Index(outcomeNames[:], name)) }

// Attempt is one ended attempt to send one message.
type Attempt struct {
	Message  int64 // from 0
	Number   int   // of the message's attempts, from 1
	Sender   int   // from 0
	Start    Time
	Duration Time
	Outcome  Outcome
}

// Try is an attempt with what the model's second version knows of it.
type Try struct {
	Attempt
	Step   int    // through the cycles, from 0
	Result Result // for the recipient; Outcome is what became of the message: Retried if it goes on, or was over already
	Repeat bool   // it reached a recipient who had been reached
	Ending int    // of the group's endings, from 0; without any, and of an attempt that a cap refused, 0
}

// Trace starts a passage that can be observed. It is slower than Run where there are neither retries nor limits nor a
// deadline.
func (s *Schedule) Trace() *Run { return s.newRun(SenderRange{0, s.senders}, true, nil) }

// Observe has a traced run tell every attempt that ends from now on, in order of its end, then sender; nil: none. A
// message that expires while it waits has no attempt that says so; see Waited.
func (r *Run) Observe(attempt func(Attempt)) { r.observe = attempt }

// ObserveTries is Observe for a Config of the model's second version.
func (r *Run) ObserveTries(try func(Try)) { r.observeTry = try }

// ObserveAcknowledgements has a traced run tell every message that is acknowledged from now on, and when; nil: none.
func (r *Run) ObserveAcknowledgements(acknowledged func(message int64, at Time)) {
	r.observeAcknowledged = acknowledged
}

// Audience is that of a message, from 0.
func (r *Run) Audience(message int64) int {
	if r.course == nil {
		return 0
	}
	return r.course.audienceOf(uint32(message))
}

// Unreachable goes through the messages whose recipients have none of the channels, in order of their numbers, and
// without the first skip of them.
func (r *Run) Unreachable(skip int64) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		if r.course == nil {
			return
		}
		for m := range r.schedule.messages {
			if len(r.course.audiences[r.course.audienceOf(uint32(m))].path) > 0 {
				continue
			}
			if skip--; skip < 0 && !yield(m) {
				return
			}
		}
	}
}

// Duration is how long an attempt of a message takes with a sender.
func (s *Schedule) Duration(message int64, number, sender int) Time {
	g := 0
	for g+1 < len(s.groups) && sender >= s.groups[g+1].first {
		g++
	}
	return s.groups[g].table.sample(draw(s.attemptKey, try(message<<tryShift|int64(number))))
}
