package simulationtest

import (
	"slices"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// work lets a worker do the next thing.
func (w *world) work(k *worker) {
	switch {
	case k.frozen.After(w.now):
	case k.job == nil:
		w.takeJob(k)
	case k.state == simulation.ShardPreparing:
		w.prepare(k)
	default:
		w.run(k)
	}
}

// takeJob receives a job and claims its shard. A job that has nothing to do is
// acknowledged, one whose shard is held comes back later.
func (w *world) takeJob(k *worker) {
	m := w.receive()
	if m == nil {
		return
	}
	var sim simulation.Simulation
	var shard simulation.Shard
	told, err := w.unsure("claim", func() (err error) {
		sim, shard, err = w.store.ClaimShard(w.ctx, m.job, k.engine, w.at(k.who))
		return err
	})
	w.note("claim of worker %d, version %d, of %s: %v", k.who, k.engine, m.job.Encode(), err)
	if isAway(err) {
		return // the message comes back
	}
	if !w.allows(err, fault.CodeStale, fault.CodeHeld, fault.CodeNotFound, fault.CodeOtherEngine) {
		switch fault.CodeOf(err) {
		case fault.CodeHeld, fault.CodeOtherEngine:
			w.hide(m, simulation.HeartbeatTimeout)
		default:
			w.acknowledge(m)
		}
		return
	}
	if sim.Engine != k.engine {
		w.fail("worker %d of version %d goes on with what version %d began", k.who, k.engine, sim.Engine)
	}
	id := shardID{m.job.Simulation, m.job.Shard}
	switch {
	case shard.Turn != m.job.Turn || shard.Index != m.job.Shard || sim.ID != m.job.Simulation:
		w.fail("claimed %+v of %s for %s", shard, sim.ID, m.job.Encode())
	case shard.Token <= w.token[id]:
		w.fail("token %d of shard %v was given out after %d", shard.Token, id, w.token[id])
	}
	w.token[id], w.holder[id] = shard.Token, shard.Token
	claim := simulation.Claim{Simulation: m.job.Simulation, Shard: m.job.Shard, Token: shard.Token}
	w.claims = append(w.claims, claim)
	if isAway(told) {
		return // it does not know that it has the shard
	}
	*k = worker{who: k.who, frozen: k.frozen, engine: k.engine, job: m, state: shard.State, clock: shard.Clock, claim: claim}
	if want := checkpoint(shard.Clock); shard.State == simulation.ShardRunning && shard.Clock > 0 && shard.Checkpoint() != want {
		w.fail("the replay of shard %v arrives at %+v, stored is %+v", id, want, shard.Checkpoint())
	}
}

func (w *world) prepare(k *worker) {
	now := w.at(k.who)
	if w.pick(3) == 0 {
		w.goesOn(k, w.write("beat", k.claim, func() error { return w.store.Beat(w.ctx, k.claim, now) }))
		return
	}
	var plan *simulation.Plan
	if k.claim.Shard == 0 {
		plan = &simulation.Plan{Makespan: shardMakespan}
	}
	err := w.write("ready", k.claim, func() error { return w.store.MarkReady(w.ctx, k.claim, plan, now) })
	if isAway(err) {
		k.idle() // the message comes back
	} else if w.goesOn(k, err) {
		w.end(k)
	}
}

func (w *world) run(k *worker) {
	now := w.at(k.who)
	next := min(k.clock+settings.Micros(w.pick(4)*1000), shardMakespan)
	p := checkpoint(next)
	switch move := w.pick(8); {
	case next == shardMakespan && move < 6:
		err := w.write("finish", k.claim, func() error { return w.store.Finish(w.ctx, k.claim, p, nil, now) })
		if w.goesOn(k, err) && !isAway(err) { // else again, later
			w.end(k)
		}
	case move == 0:
		w.goesOn(k, w.write("beat", k.claim, func() error { return w.store.Beat(w.ctx, k.claim, now) }))
	case move == 1:
		w.handOver(k, p)
	default:
		if w.goesOn(k, w.write("advance", k.claim, func() error { return w.store.Advance(w.ctx, k.claim, p, now) })) {
			k.clock = next // whether it was saved or not: the next one makes up for it
		}
	}
}

// handOver may be cut off after each of its parts.
func (w *world) handOver(k *worker, p simulation.Checkpoint) {
	var job simulation.Job
	err := w.write("hand-over", k.claim, func() (err error) {
		job, err = w.store.HandOver(w.ctx, k.claim, p, w.at(k.who))
		return err
	})
	if isAway(err) {
		k.idle() // the message comes back
		return
	}
	if !w.goesOn(k, err) {
		return
	}
	if !w.dies() {
		w.send(job)
		if !w.dies() {
			w.acknowledge(k.job)
		}
	}
	k.idle()
}

// goesOn reports whether a worker has its shard still, as far as it knows, and
// keeps the job hidden. A worker whose write was refused has nothing left to do.
func (w *world) goesOn(k *worker, err error) bool {
	if err != nil && !isAway(err) {
		w.acknowledge(k.job)
		k.idle()
		return false
	}
	w.hide(k.job, simulation.Visibility)
	return true
}

// end is what follows the last write to a shard.
func (w *world) end(k *worker) {
	if !w.dies() {
		w.settle(k.claim.Simulation, k.who)
		w.acknowledge(k.job)
	}
	k.idle()
}

// crash makes a worker forget everything; its job comes back when its
// invisibility is over.
func (w *world) crash() {
	k := w.workers[w.pick(len(w.workers))]
	if k.job != nil {
		w.note("crash of %+v", k.claim)
	}
	k.idle()
}

// writeLate lets somebody write who had a claim once: a worker that was taken for
// dead, or a delayed packet.
func (w *world) writeLate() {
	if len(w.claims) == 0 || !w.lateWrites {
		return
	}
	c := w.claims[w.pick(len(w.claims))]
	shard := simulation.Shard{}
	if sim, ok := w.seen[c.Simulation]; ok {
		shard = sim.Shards[c.Shard]
	}
	p := checkpoint(min(shard.Clock+1000, shardMakespan))
	if slices.ContainsFunc(w.workers, func(k *worker) bool { return k.job != nil && k.claim == c }) {
		p = checkpoint(shard.Clock) // its owner lives: a packet of its own that comes twice
	}
	now := w.at(strangers)
	_ = w.write("late advance", c, func() error { return w.store.Advance(w.ctx, c, p, now) })
	_ = w.write("late beat", c, func() error { return w.store.Beat(w.ctx, c, now) })
}

// write makes a write with a claim and compares what happened with the account
// of who may write. It returns what the writer is told.
func (w *world) write(what string, c simulation.Claim, call func() error) error {
	id := shardID{c.Simulation, c.Shard}
	told, err := w.unsure(what, call)
	w.note("%s by %+v: %v", what, c, err)
	if isAway(err) {
		return told
	}
	w.allows(err, fault.CodeStale, fault.CodeNotFound)
	sim, kept := w.seen[c.Simulation]
	may := w.holder[id] == c.Token && kept && !sim.State.Ended()
	if err == nil && !may {
		w.fail("%s by %+v was taken, but the one who may write is %d", what, c, w.holder[id])
	}
	fits := what == "late beat" || what == "beat" || sim.State == simulation.Running || what == "ready"
	if err != nil && may && fits {
		w.fail("%s by %+v, who may write, was refused: %v", what, c, err)
	}
	if err == nil && (what == "ready" || what == "finish" || what == "hand-over") {
		delete(w.holder, id)
	}
	return told
}
