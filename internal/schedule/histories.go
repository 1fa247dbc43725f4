package schedule

import (
	"math/bits"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

const (
	// tableBytes is what the histories of a whole table may take, and the endings
	// that wait for them.
	tableBytes = 128 << 20
	// endingBytes is the size of an ending, and historyBytes that of one attempt
	// before the last.
	endingBytes  = 32
	historyBytes = 8
	// smallPage is up to how many messages are looked up in a map; beyond, in a
	// table of all messages.
	smallPage = 5000
)

// histories are the attempts before the last one of some messages. Each has a
// place, from 0.
type histories struct {
	schedule   *engine.Schedule
	place      func(message int64) (place int64, wanted bool)
	starts     []uint64 // of each place so many as there can be: (start << senderBits | sender) + 1; 0: none
	senderBits int
}

func (s *Schedule) histories(places int64, place func(int64) (int64, bool)) *histories {
	return &histories{
		schedule: s.engine, place: place, senderBits: bits.Len(uint(s.engine.Senders() - 1)),
		starts: make([]uint64, places*int64(s.engine.MaxAttempts()-1)),
	}
}

// note keeps an attempt that is followed by another.
func (h *histories) note(a engine.Attempt) {
	if place, wanted := h.place(a.Message); wanted {
		h.of(place)[a.Number-1] = (uint64(a.Start)<<h.senderBits | uint64(a.Sender)) + 1
	}
}

func (h *histories) of(place int64) []uint64 {
	perMessage := int64(h.schedule.MaxAttempts() - 1)
	return h.starts[place*perMessage : (place+1)*perMessage]
}

// again plays the schedule once more, to the last end on the page, if any message
// on it was tried before; nil if the context ended.
func (l *lister) again() *histories {
	s := l.schedule.engine
	tried := false
	for _, e := range l.page {
		tried = tried || e.number != 1
	}
	if !tried || s.MaxAttempts() == 1 {
		return l.schedule.histories(0, noPlace)
	}
	h := l.schedule.histories(int64(len(l.page)), places(l.page, s.Messages()))
	run := s.Trace()
	run.Observe(func(a engine.Attempt) {
		if a.Outcome == engine.Retried {
			h.note(a)
		}
	})
	for to := l.page[len(l.page)-1].at; !run.Advance(to, stepEvents); {
		if l.ctx.Err() != nil {
			return nil
		}
	}
	return h
}

func everyPlace(message int64) (int64, bool) { return message, true }
func noPlace(int64) (int64, bool)            { return 0, false }

// places tells the place of a message on a page.
func places(page []ending, messages int64) func(message int64) (int64, bool) {
	if len(page) <= smallPage {
		places := make(map[int64]int64, len(page))
		for i, e := range page {
			places[int64(e.message)] = int64(i)
		}
		return func(message int64) (int64, bool) {
			place, wanted := places[message]
			return place, wanted
		}
	}
	places := make([]uint32, messages) // + 1; 0: not on the page
	for i, e := range page {
		places[e.message] = uint32(i + 1)
	}
	return func(message int64) (int64, bool) {
		place := int64(places[message])
		return place - 1, place > 0
	}
}

// message tells the whole story of one that has ended.
func (h *histories) message(e ending) simulation.Message {
	m := simulation.Message{Index: int64(e.message), Outcome: e.outcome, EndedAt: e.at}
	var history []uint64
	if place, wanted := h.place(m.Index); wanted {
		history = h.of(place)
	}
	if e.number > 0 {
		m.Attempts = make([]simulation.Attempt, 0, e.number)
	}
	for n, packed := range history {
		if packed == 0 {
			break
		}
		packed--
		a := simulation.Attempt{
			Number: n + 1, Sender: int(packed & (1<<h.senderBits - 1)), Start: settings.Micros(packed >> h.senderBits),
			Outcome: engine.Retried,
		}
		a.Duration = h.schedule.Duration(m.Index, a.Number, a.Sender)
		m.Attempts = append(m.Attempts, a)
	}
	if e.number > 0 {
		m.Attempts = append(m.Attempts, simulation.Attempt{
			Number: int(e.number), Sender: int(e.sender), Start: e.start,
			Duration: e.at - e.start, Outcome: m.Outcome,
		})
	}
	return m
}
