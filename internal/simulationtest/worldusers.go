package simulationtest

import (
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// create opens a session if none is in play, and creates a simulation in it.
func (w *world) create() {
	session, err := w.store.CurrentSession(w.ctx)
	if !w.allows(err, fault.CodeNotFound) {
		w.open(nil)
		session, err = w.store.CurrentSession(w.ctx)
		w.allows(err)
	}
	shards := 1 + w.pick(3)
	s := Settings(shards * 500)
	s.Messages = int64(shards) * shardMessages
	sim := simulation.New(fmt.Sprintf("sim-%03d", len(w.created)), session.ID, s, shards, w.at(users))
	sim.Engine = w.engine
	told, err := w.unsure("create", func() error { return w.store.Create(w.ctx, sim) })
	w.note("create %s with %d shards: %v", sim.ID, shards, err)
	if isAway(err) {
		return
	}
	if active := w.active(); (active != "") != (err != nil) {
		w.fail("create while %q is active: %v", active, err)
	}
	if w.allows(err, fault.CodeConflict) {
		w.created = append(w.created, sim.ID)
		if told == nil {
			w.send(sim.Jobs()...)
		}
	}
}

// open opens a session.
func (w *world) open(over *simulation.Session) {
	w.sessions++
	s := simulation.Session{ID: fmt.Sprintf("session-%03d", w.sessions), Members: []string{tokenHash}, OpenedAt: w.at(users), LastUsedAt: w.at(users)}
	err := w.store.OpenSession(w.ctx, s, over)
	w.note("open %s over %+v: %v", s.ID, over, err)
	w.allows(err, fault.CodeConflict)
}

// active is the simulation that had not ended when last seen.
func (w *world) active() string {
	for id, s := range w.seen {
		if !s.State.Ended() {
			return id
		}
	}
	return ""
}

// latest is the last simulation that was created, "" if none was.
func (w *world) latest() string {
	if len(w.created) == 0 {
		return ""
	}
	return w.created[len(w.created)-1]
}

func (w *world) start() {
	if len(w.created) == 0 {
		return
	}
	w.settle(w.latest(), users)
	var sim simulation.Simulation
	told, err := w.unsure("start", func() (err error) {
		sim, err = w.store.Start(w.ctx, w.latest(), w.at(users))
		return err
	})
	w.note("start %s: %v", w.latest(), err)
	if !isAway(err) && w.allows(err, fault.CodeConflict, fault.CodeNotFound) && told == nil && !w.dies() {
		w.send(sim.Jobs()...)
	}
}

func (w *world) settle(id string, who int) {
	_, err := w.unsure("settle", func() error { return errOf(w.store.Settle(w.ctx, id, w.at(who))) })
	w.note("settle %s: %v", id, err)
	w.allows(err, fault.CodeNotFound, fault.CodeUnavailable)
}

func (w *world) cancel() {
	if len(w.created) > 0 {
		w.endSimulation(w.created[w.pick(len(w.created))], simulation.Cancelled, "", users)
	}
}

// endSimulation tells the caller whether the simulation has ended, as far as he
// knows.
func (w *world) endSimulation(id string, state simulation.State, reason string, who int) bool {
	var sim simulation.Simulation
	told, err := w.unsure("end", func() (err error) {
		sim, err = w.store.End(w.ctx, id, state, reason, w.at(who))
		return err
	})
	w.note("end %s as %s: %v", id, state, err)
	if isAway(err) {
		return false
	}
	if w.allows(err, fault.CodeConflict, fault.CodeNotFound) {
		w.see(sim) // from now on nothing may change
	}
	return !isAway(told)
}

// forget deletes a simulation from the history.
func (w *world) forget() {
	if len(w.created) == 0 {
		return
	}
	id := w.created[w.pick(len(w.created))]
	err := w.store.Delete(w.ctx, id)
	w.note("delete %s: %v", id, err)
	if w.allows(err, fault.CodeConflict, fault.CodeNotFound) {
		delete(w.seen, id)
	}
}

// useSession does something a member does, now and then of an old session.
func (w *world) useSession() {
	id := fmt.Sprintf("session-%03d", max(1, w.sessions-w.pick(2)))
	if w.pick(2) == 0 {
		w.allows(w.store.TouchSession(w.ctx, id, w.at(users)), fault.CodeNotFound)
		return
	}
	w.allows(w.store.JoinSession(w.ctx, id, fmt.Sprintf("member %s", w.now), w.at(users)), fault.CodeNotFound, fault.CodeConflict)
}

// replaceSession resets, or opens a session over one that is over.
func (w *world) replaceSession() {
	session, err := w.store.CurrentSession(w.ctx)
	if !w.allows(err, fault.CodeNotFound) {
		w.open(nil)
		return
	}
	switch active := w.active() != ""; {
	case w.pick(2) == 0: // reset
		if active && !w.endSimulation(session.SimulationID, simulation.Cancelled, "reset", users) {
			return
		}
		w.allows(w.store.EndSession(w.ctx, session.ID, "none"), fault.CodeConflict)
		w.allows(w.store.EndSession(w.ctx, session.ID, session.SimulationID))
	case session.Over(active, w.at(users)):
		w.open(&session)
	default:
		session.LastUsedAt = session.LastUsedAt.Add(-1000)
		w.open(&session) // it was used since
	}
}

func (w *world) listHistory() {
	page, next, err := w.store.Simulations(w.ctx, simulation.Find{}, w.cursors[w.pick(len(w.cursors))], 1+w.pick(3))
	w.allows(err)
	for _, s := range page {
		if _, ok := w.seen[s.ID]; !ok {
			w.fail("the history lists %s, which was deleted", s.ID)
		}
	}
	if next != "" {
		w.cursors = append(w.cursors, next)
	}
	w.tag(page)
}

// tag changes the tags of what is listed, in whatever state it is. It draws nothing, by which the schedule would be another.
func (w *world) tag(page []simulation.Listed) {
	words := []string{"a", "b", "Übung", "q3"}
	for i, s := range page {
		n := (i + len(w.cursors)) % len(words)
		_, err := w.store.Tag(w.ctx, s.ID, words[n:], words[:n])
		w.allows(err, fault.CodeNotFound)
	}
}

func (w *world) tryKey() {
	scope := string(rune('a' + w.pick(2)))
	if w.pick(4) == 0 {
		w.allows(w.store.ForgetKeyTries(w.ctx, scope))
		return
	}
	w.allows(w.store.TakeKeyTry(w.ctx, scope, w.at(users)), fault.CodeTooMany)
}
