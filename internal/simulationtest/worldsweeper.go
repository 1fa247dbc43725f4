package simulationtest

import (
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// neglect lets some minutes pass in which only the sweeper comes.
func (w *world) neglect() {
	for range 1 + w.pick(7) {
		w.now = w.now.Add(sweepEvery)
		w.sweep()
	}
}

// abandon ends what is ready, as at the end of its session.
func (w *world) abandon() {
	if len(w.created) == 0 {
		return
	}
	var sim simulation.Simulation
	_, err := w.unsure("abandon", func() (err error) {
		sim, err = w.store.Abandon(w.ctx, w.latest(), w.at(sweeping))
		return err
	})
	w.note("abandon %s: %v", w.latest(), err)
	if !isAway(err) && w.allows(err, fault.CodeConflict, fault.CodeNotFound) {
		w.see(sim)
	}
}

// sweep looks at the session and heals or expires the active simulation.
func (w *world) sweep() {
	session, err := w.store.CurrentSession(w.ctx)
	if !w.allows(err, fault.CodeNotFound) || session.SimulationID == "" {
		return
	}
	now := w.at(sweeping)
	var sim simulation.Simulation
	told, err := w.unsure("settle", func() (err error) {
		sim, err = w.store.Settle(w.ctx, session.SimulationID, now)
		return err
	})
	w.note("sweep %s: %v", session.SimulationID, err)
	if isAway(told) || !w.allows(err, fault.CodeNotFound) {
		return
	}
	told, err = w.unsure("watch", func() (err error) {
		session, err = w.store.WatchSession(w.ctx, session.ID, &sim, now)
		return err
	})
	if isAway(told) || !w.allows(err) || sim.State.Ended() {
		return
	}
	if reason := sim.Overdue(session.Watch.Worked, w.engine); reason != "" {
		w.endSimulation(sim.ID, simulation.Failed, reason, sweeping)
		return
	}
	for _, shard := range sim.Shards {
		if shard.TakeOvers >= simulation.MaxTakeOvers {
			w.endSimulation(sim.ID, simulation.Failed, "a shard does not get on", sweeping)
			return
		}
		if w.silent(session.Watch, shard) {
			w.resend(sim.ID, shard)
		}
	}
}

func (w *world) resend(id string, shard simulation.Shard) {
	var job simulation.Job
	told, err := w.unsure("resend", func() (err error) {
		job, err = w.store.Resend(w.ctx, id, shard.Index, shard.Turn, shard.HeartbeatAt, w.at(sweeping))
		return err
	})
	w.note("resend %s/%d turn %d: %v", id, shard.Index, shard.Turn, err)
	if isAway(err) || !w.allows(err) {
		return
	}
	delete(w.holder, shardID{id, shard.Index})
	if told == nil {
		w.send(job)
	}
}

// silent is how the sweeper finds what is stuck. byAge is the defect that it
// believes the clocks.
func (w *world) silent(watch simulation.Watch, shard simulation.Shard) bool {
	if w.byAge {
		return (shard.State == simulation.ShardPreparing || shard.State == simulation.ShardRunning) &&
			w.at(sweeping).Sub(shard.HeartbeatAt) > simulation.ResendAfter
	}
	return watch.Silent(shard)
}
