package schedule

import (
	"alertsim/internal/engine"
	"alertsim/internal/settings"
)

// Moment is how a simulation stands at an instant, when all that happens in it has happened:
// messages = Untried + Again + InFlight + Delivered + Failed + Expired + Unreachable.
type Moment struct {
	At      settings.Micros
	Untried int64 // messages that wait for their first attempt, or for their audience's instant
	Again   int64 // messages that wait for a further attempt or step
	engine.Counts
	Groups []GroupMoment // in the settings' order
}

// GroupMoment is how a sender group stands at an instant.
type GroupMoment struct {
	Busy int // senders that are in an attempt
	engine.Counts
}

// Moments is a passage that notes how a simulation stands now and then. It is for one goroutine at a time.
type Moments struct {
	schedule *Schedule
	run      *engine.Run
	end      settings.Micros
	steps    int
	all      []Moment
}

// Moments starts a passage that notes how things stand at instant 0 and after each of so many equal steps to the end, whole
// microseconds down.
func (s *Schedule) Moments(end settings.Micros, steps int) *Moments {
	return &Moments{schedule: s, run: s.engine.Run(engine.SenderRange{To: s.engine.Senders()}), end: end, steps: steps}
}

// Step goes on for about maxEvents ended attempts and reports whether all is noted.
func (m *Moments) Step(maxEvents int) bool {
	for len(m.all) <= m.steps {
		at := part(m.end, len(m.all), m.steps)
		if !m.run.Advance(at, maxEvents) {
			return false
		}
		m.all = append(m.all, m.now(at))
	}
	return true
}

// All is what was noted, once Step has returned true.
func (m *Moments) All() []Moment { return m.all }

func (m *Moments) now(at settings.Micros) Moment {
	counts, waiting := m.run.Counts().Balance(m.schedule.engine.Messages())
	moment := Moment{At: at, Untried: m.run.Untried(), Counts: counts, Groups: make([]GroupMoment, m.schedule.groups)}
	moment.Again = waiting - moment.Untried
	for g := range moment.Groups {
		of := m.schedule.engine.SendersOf(g)
		moment.Groups[g] = GroupMoment{m.run.Busy(of), m.run.CountsOf(of)}
	}
	return moment
}

// part is n of so many parts of a span, with no product that could be too large.
func part(span settings.Micros, n, of int) settings.Micros {
	whole, rest := span/settings.Micros(of), span%settings.Micros(of)
	return whole*settings.Micros(n) + rest*settings.Micros(n)/settings.Micros(of)
}
