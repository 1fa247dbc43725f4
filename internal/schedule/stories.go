package schedule

import (
	"math"
	"slices"

	"alertsim/internal/engine"
	"alertsim/internal/simulation"
)

// Of the model's second version a message may have many attempts, and more after it
// was delivered. So its story is told by another passage, up to the instant that
// was asked for, in which the attempts of the messages of a page are kept.

const (
	// triedBytes is the size of a tried.
	triedBytes = 32
	// pageTries and tableTries are how many attempts are kept at once for a page and
	// for a table. Where there are more, they are told of in several passages.
	pageTries  = 1 << 16
	tableTries = 1 << 21
	// tableEndings is how many messages of a table are looked up at once.
	tableEndings = 1 << 20
)

// tried is an attempt of a message that has a place on a page.
type tried struct {
	start, length engine.Time
	place         uint32
	sender        uint16
	step          uint8
	number        uint8
	result        engine.Result
	outcome       engine.Outcome
	repeat        bool
	ending        uint8
}

// stories are the attempts of the messages on the first places of a page.
type stories struct {
	places       func(message int64) (place int64, wanted bool)
	told         int64 // places below it
	tries        []tried
	audiences    []uint8
	acknowledged []engine.Time // by place; never: it was not
}

const never = engine.Time(math.MaxInt64)

// stories makes a passage for a page, whose first messages it tells of, as many as
// there is room for; nil if the context ended.
func (l *lister) stories(page []ending) *stories {
	s := l.schedule.engine
	room := tableTries
	if l.query.Limit > 0 {
		room = pageTries
	}
	t := &stories{
		places: places(page, s.Messages()), told: int64(len(page)), tries: make([]tried, 0, room),
		audiences: make([]uint8, len(page)), acknowledged: make([]engine.Time, len(page)),
	}
	run := s.Trace()
	for i, e := range page {
		t.audiences[i], t.acknowledged[i] = uint8(run.Audience(int64(e.message))), never
	}
	run.ObserveTries(t.note)
	run.ObserveAcknowledgements(func(message int64, at engine.Time) {
		if place, wanted := t.places(message); wanted {
			t.acknowledged[place] = at
		}
	})
	for !run.Advance(l.query.Until, stepEvents) {
		if l.ctx.Err() != nil {
			return nil
		}
	}
	slices.SortStableFunc(t.tries, func(a, b tried) int { return int(a.place) - int(b.place) })
	return t
}

func (t *stories) note(a engine.Try) {
	place, wanted := t.places(a.Message)
	if !wanted || place >= t.told {
		return
	}
	if len(t.tries) == cap(t.tries) {
		t.makeRoom()
		if place >= t.told {
			return
		}
	}
	t.tries = append(t.tries, tried{
		start: a.Start, length: a.Duration, place: uint32(place), sender: uint16(a.Sender), step: uint8(a.Step),
		number: uint8(a.Number), result: a.Result, outcome: a.Outcome, repeat: a.Repeat, ending: uint8(a.Ending),
	})
}

// makeRoom gives up the last places of the page. One message alone always has room:
// it has 1,600 attempts at most.
func (t *stories) makeRoom() {
	for most := cap(t.tries) / 2; len(t.tries) > most && t.told > 1; {
		t.told = (t.told + 1) / 2
		t.tries = slices.DeleteFunc(t.tries, func(a tried) bool { return int64(a.place) >= t.told })
	}
}

// tell hands out the messages of a page with their stories.
func (l *lister) tell(page []ending) bool {
	for len(page) > 0 {
		t := l.stories(page)
		if t == nil {
			return false
		}
		tries := t.tries
		for i, e := range page[:t.told] {
			n := 0
			for n < len(tries) && int(tries[n].place) == i {
				n++
			}
			if !l.yield(e.position, t.message(i, e, tries[:n])) {
				return false
			}
			tries = tries[n:]
		}
		page = page[t.told:]
	}
	return true
}

func (t *stories) message(place int, e ending, tries []tried) simulation.Message {
	m := simulation.Message{
		Index: int64(e.message), Outcome: e.outcome, EndedAt: e.at, Audience: int(t.audiences[place]),
		Attempts: make([]simulation.Attempt, len(tries)),
	}
	if at := t.acknowledged[place]; at != never {
		m.AcknowledgedAt = new(at)
	}
	for i, a := range tries {
		m.Attempts[i] = simulation.Attempt{
			Number: int(a.number), Sender: int(a.sender), Start: a.start, Duration: a.length, Outcome: a.outcome,
			Step: int(a.step), Result: a.result, Repeat: a.repeat, Ending: int(a.ending),
		}
	}
	return m
}

// storiesBytes is what the stories of a page of so many messages take, and of a table.
func storiesBytes(messages int64) (page, table int64) {
	const each = 32 // an audience, an acknowledgement and a place in a map
	page = pageTries*triedBytes + min(messages, smallPage)*(each+endingBytes)
	table = tableTries*triedBytes + min(messages, tableEndings)*(each+endingBytes) + 4*messages
	return page, table
}
