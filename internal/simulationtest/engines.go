package simulationtest

import (
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// engineTests: a simulation is gone on with by the version of the engine alone that
// it was created by.
var engineTests = []storeTest{
	{"Kept", func(e *env) {
		e.openSession()
		for _, version := range []int{1, 2, 1 << 40} {
			want := e.newSimulation(2)
			want.Engine = version
			e.must(e.store.Create(e.ctx, want))
			e.same(e.read(want.ID), want, "a new simulation")
			for _, job := range want.Jobs() {
				_, shard, err := e.store.ClaimShard(e.ctx, job, version, e.now)
				e.must(err)
				e.must(e.store.MarkReady(e.ctx, simulation.Claim{Simulation: want.ID, Shard: job.Shard, Token: shard.Token}, FullPlan(), e.now))
			}
			got, err := e.store.Settle(e.ctx, want.ID, e.now)
			e.must(err)
			e.same(got.Engine, version, "what Settle answers")
			got, err = e.store.Start(e.ctx, want.ID, e.now)
			e.must(err)
			e.same(got.Engine, version, "what Start answers")
			got, _, err = e.store.ClaimShard(e.ctx, e.job(want.ID, 0), version, e.now)
			e.must(err)
			e.same(got.Engine, version, "what a claim answers")
			got, err = e.store.End(e.ctx, want.ID, simulation.Cancelled, "", e.now)
			e.must(err)
			e.same(got.Engine, version, "what End answers")
			page, _, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 1)
			e.must(err)
			e.same(page[0].Engine, version, "the history")
		}
	}},
	{"AnotherVersionGetsNothing", func(e *env) {
		s := e.create(2)
		for _, state := range []string{"preparing", "running"} {
			for _, other := range []int{simulation.EngineVersion + 1, simulation.EngineVersion - 1, 0} {
				e.unchanged(s.ID, "a worker of another version", func() {
					for range 2 * simulation.MaxTakeOvers { // as often as its job returns
						_, _, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), other, e.now.Add(time.Hour))
						e.wants(fault.CodeOtherEngine, err, "claim by version %d while %s", other, state)
					}
				})
			}
			if state == "preparing" {
				for _, job := range s.Jobs() {
					e.must(e.store.MarkReady(e.ctx, e.claim(job), nil, e.now))
				}
				e.must(errOf(e.store.Settle(e.ctx, s.ID, e.now)))
				e.must(errOf(e.store.Start(e.ctx, s.ID, e.now)))
			}
		}
		e.claim(e.job(s.ID, 0)) // the right one does
	}},
	{"ALivingWorkerComesFirst", func(e *env) {
		s, claims := e.createRunning(1)
		job := e.job(s.ID, 0)
		_, _, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion+1, e.now.Add(simulation.HeartbeatTimeout))
		e.wants(fault.CodeHeld, err, "claim of a held shard")
		e.must(e.store.Advance(e.ctx, claims[0], At(1000), e.now)) // the worker of the old version ends its slice
		next, err := e.store.HandOver(e.ctx, claims[0], At(2000), e.now)
		e.must(err)
		_, _, err = e.store.ClaimShard(e.ctx, job, simulation.EngineVersion+1, e.now)
		e.wants(fault.CodeStale, err, "claim of an old turn")
		_, _, err = e.store.ClaimShard(e.ctx, next, simulation.EngineVersion+1, e.now)
		e.wants(fault.CodeOtherEngine, err, "claim of what was handed over")
		e.same(e.read(s.ID).Shards[0].Checkpoint(), At(2000), "checkpoint")
	}},
	{"NoTakeOver", func(e *env) {
		s, claims := e.createRunning(1)
		e.must(e.store.Advance(e.ctx, claims[0], At(1000), e.now))
		// Its worker dies; others of another version see its job, and the sweeper sends it again and again.
		for range 2 * simulation.MaxTakeOvers {
			seen := e.read(s.ID).Shards[0].HeartbeatAt
			e.wait(2 * time.Minute)
			_, _, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion+1, e.now)
			e.wants(fault.CodeOtherEngine, err, "claim")
			e.must(errOf(e.store.Resend(e.ctx, s.ID, 0, e.job(s.ID, 0).Turn, seen, e.now)))
		}
		e.same(e.read(s.ID).Shards[0].TakeOvers, 1, "take-overs: of the worker that died")
		_, shard, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion, e.now)
		e.must(err)
		e.same(shard.Clock, settings.Micros(1000), "where a worker of its version goes on")
	}},
}
