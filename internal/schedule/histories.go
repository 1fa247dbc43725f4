package schedule

import (
	"math/bits"

	"alertsim/internal/engine"
	"alertsim/internal/simulation"
)

const (
	// tableBytes is what the messages that are told at a time may take.
	tableBytes = 96 << 20
	// endingBytes is the size of an ending, and historyBytes of one attempt before
	// the last.
	endingBytes  = 80
	historyBytes = 8
	// smallPage is up to how many messages are looked up in a map; beyond, in a
	// table of all messages.
	smallPage = 5000
)

// pageSize is how many messages are told at a time.
func (s *Schedule) pageSize(limit int) int {
	most := tableBytes / (endingBytes + historyBytes*(s.engine.MaxAttempts()-1))
	if s.engine.MaxAttempts() == 1 {
		most = smallPage // nothing is to be played again for them
	}
	if limit > 0 {
		return min(limit, most)
	}
	return most
}

// histories are the attempts before the last one of the messages on a page.
type histories struct {
	schedule   *Schedule
	page       []ending
	starts     []uint64 // of each message so many as there can be: start << senderBits | sender
	senderBits int
}

// histories plays the schedule once more, to the last end on the page, if any
// message on it was tried before.
func (l *lister) histories() (*histories, bool) {
	s := l.schedule.engine
	h := &histories{schedule: l.schedule, page: l.page, senderBits: bits.Len(uint(s.Senders() - 1))}
	tried := false
	for _, e := range l.page {
		tried = tried || e.last.Number != 1
	}
	if !tried || s.MaxAttempts() == 1 {
		return h, true
	}
	h.starts = make([]uint64, len(l.page)*(s.MaxAttempts()-1))
	place := h.places()
	run := s.Trace()
	run.Observe(func(a engine.Attempt) {
		if a.Outcome != engine.Retried {
			return
		}
		if i, wanted := place(a.Message); wanted {
			h.starts[i*(s.MaxAttempts()-1)+a.Number-1] = uint64(a.Start)<<h.senderBits | uint64(a.Sender)
			h.page[i].history = uint8(a.Number)
		}
	})
	for to := l.page[len(l.page)-1].at; !run.Advance(to, stepEvents); {
		if l.ctx.Err() != nil {
			return nil, false
		}
	}
	return h, true
}

// places tells the place of a message on the page.
func (h *histories) places() func(message int64) (place int, wanted bool) {
	if len(h.page) <= smallPage {
		places := make(map[int64]int, len(h.page))
		for i, e := range h.page {
			places[e.last.Message] = i
		}
		return func(message int64) (int, bool) {
			place, wanted := places[message]
			return place, wanted
		}
	}
	places := make([]uint32, h.schedule.engine.Messages()) // + 1; 0: not on the page
	for i, e := range h.page {
		places[e.last.Message] = uint32(i + 1)
	}
	return func(message int64) (int, bool) {
		place := places[message]
		return int(place) - 1, place > 0
	}
}

// message tells the whole story of one on the page.
func (h *histories) message(i int) simulation.Message {
	e := &h.page[i]
	m := simulation.Message{Index: e.last.Message, Outcome: outcomes[e.last.Outcome], EndedAt: simulation.Micros(e.at)}
	if e.history == 0 && e.last.Number == 0 {
		return m
	}
	m.Attempts = make([]simulation.Attempt, 0, e.history+1)
	for n := range int(e.history) {
		packed := h.starts[i*(h.schedule.engine.MaxAttempts()-1)+n]
		a := simulation.Attempt{
			Number: n + 1, Sender: int(packed & (1<<h.senderBits - 1)), Start: simulation.Micros(packed >> h.senderBits),
			Outcome: simulation.OutcomeRetried,
		}
		a.Duration = simulation.Micros(h.schedule.engine.Duration(m.Index, a.Number, a.Sender))
		m.Attempts = append(m.Attempts, a)
	}
	if a := e.last; a.Number > 0 {
		m.Attempts = append(m.Attempts, simulation.Attempt{
			Number: a.Number, Sender: a.Sender, Start: simulation.Micros(a.Start), Duration: simulation.Micros(a.Duration), Outcome: m.Outcome,
		})
	}
	return m
}
