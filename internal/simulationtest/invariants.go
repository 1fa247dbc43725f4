package simulationtest

import (
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// observe reads the latest simulation and, in turns, one of the others, and
// checks each against what was seen of it last.
func (w *world) observe() {
	w.t.Helper()
	if len(w.created) == 0 {
		return
	}
	w.turn++
	w.look(w.created[w.turn%len(w.created)])
	w.look(w.latest())
	active := ""
	for id, sim := range w.seen {
		if sim.State.Ended() {
			continue
		}
		if active != "" {
			w.fail("%s and %s are both active", active, id)
		}
		active = id
	}
	if active == "" {
		return
	}
	if session, err := w.store.CurrentSession(w.ctx); err != nil || session.SimulationID != active {
		w.fail("%s is active but the session is %+v (%v)", active, session, err)
	}
}

// look reads a simulation, unless it was deleted.
func (w *world) look(id string) {
	w.t.Helper()
	_, known := w.seen[id]
	if !known && id != w.latest() {
		return
	}
	sim, err := w.store.Simulation(w.ctx, id)
	switch {
	case w.allows(err, fault.CodeNotFound):
		w.see(sim)
	case known:
		w.fail("%s has vanished", id)
	}
}

// see checks one state of a simulation against the one before it.
func (w *world) see(sim simulation.Simulation) {
	w.t.Helper()
	p := sim.Progress(w.at(users))
	if p.Wall < 0 || p.Lag < 0 || p.Throughput < 0 || p.Remaining != nil && *p.Remaining < 0 {
		w.fail("%s has negative figures: %+v", sim.ID, p)
	}
	if p.Delivered+p.Failed+p.Expired+p.Unreachable+p.InFlight+p.Waiting != p.Messages || p.Acknowledged > p.Delivered || p.InFlight < 0 || p.Waiting < 0 {
		w.fail("%s does not balance: %+v", sim.ID, p)
	}
	if sim.State == simulation.Completed && p.Delivered != sim.Settings.Messages {
		w.fail("%s completed with %d of %d messages", sim.ID, p.Delivered, sim.Settings.Messages)
	}
	old, known := w.seen[sim.ID]
	w.seen[sim.ID] = sim
	if !known {
		return
	}
	if old.State.Ended() {
		if d := diff(sim, old); d != "" {
			w.fail("%s changed after its end: %s", sim.ID, d)
		}
		return
	}
	if order(sim.State) < order(old.State) {
		w.fail("%s went from %s back to %s", sim.ID, old.State, sim.State)
	}
	for i, shard := range sim.Shards {
		before := old.Shards[i]
		if shard.Turn < before.Turn || shard.Token < before.Token || shard.Clock < before.Clock ||
			shard.Counts.Delivered < before.Counts.Delivered || shard.Counts.Attempts < before.Counts.Attempts {
			w.fail("shard %d of %s went back from %+v to %+v", i, sim.ID, before, shard)
		}
		if before.State == simulation.ShardDone && shard != before {
			w.fail("shard %d of %s changed after it was done: from %+v to %+v", i, sim.ID, before, shard)
		}
	}
}

// order is the place of a state in a simulation's life.
func order(s simulation.State) int {
	switch s {
	case simulation.Preparing:
		return 0
	case simulation.Ready:
		return 1
	case simulation.Running:
		return 2
	case simulation.Completed, simulation.Cancelled, simulation.Failed:
	}
	return 3
}
