package simulationtest

import (
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// staleTests: whoever has lost a shard can do nothing to it any more.
var staleTests = []storeTest{
	{"TakenOver", func(e *env) {
		s, claims := e.createRunning(2)
		e.wait(simulation.HeartbeatTimeout + time.Microsecond)
		second := e.claim(e.job(s.ID, 0))
		e.refusesAll(claims[0], "a worker that was taken over")
		e.must(e.store.Advance(e.ctx, second, At(5000), e.now))
		e.refusesAll(claims[0], "a worker that was taken over by one that went on")
		e.must(e.store.Advance(e.ctx, claims[1], At(7000), e.now)) // the other shard is not touched by it
	}},
	{"HandedOver", func(e *env) {
		s, claims := e.createRunning(1)
		job, err := e.store.HandOver(e.ctx, claims[0], At(3000), e.now)
		e.must(err)
		e.refusesAll(claims[0], "a worker that handed over")
		e.same(job, e.job(s.ID, 0), "the job of the next turn")
		second := e.claim(job)
		e.refusesAll(claims[0], "a worker whose successor works")
		e.must(e.store.Advance(e.ctx, second, At(3000), e.now))
	}},
	{"Cancelled", func(e *env) {
		s, claims := e.createRunning(3)
		jobs := s.Jobs()
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		for i, c := range claims {
			e.refusesAll(c, "a worker of a cancelled simulation")
			e.unchanged(s.ID, "a job of a cancelled simulation", func() {
				_, _, err := e.store.ClaimShard(e.ctx, jobs[i], simulation.EngineVersion, e.now.Add(time.Hour))
				e.wants(fault.CodeStale, err, "claim after cancel")
				_, err = e.store.Resend(e.ctx, s.ID, i, jobs[i].Turn, e.now, e.now.Add(time.Hour))
				e.wants(fault.CodeStale, err, "resend after cancel")
			})
		}
	}},
	{"CancelledBetweenTurns", func(e *env) {
		s, claims := e.createRunning(1)
		job, err := e.store.HandOver(e.ctx, claims[0], At(1000), e.now)
		e.must(err)
		_, err = e.store.End(e.ctx, s.ID, simulation.Failed, "why", e.now)
		e.must(err)
		e.unchanged(s.ID, "the job that was under way", func() {
			_, _, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
			e.wants(fault.CodeStale, err, "claim")
		})
	}},
	{"Ready", func(e *env) {
		s := e.create(1)
		c := e.claim(s.Jobs()[0])
		e.must(e.store.MarkReady(e.ctx, c, nil, e.now))
		e.refusesAll(c, "a worker that has prepared its shard")
	}},
	{"Started", func(e *env) {
		s := e.create(1)
		c := e.claim(s.Jobs()[0])
		e.must(e.store.MarkReady(e.ctx, c, nil, e.now))
		_, err := e.store.Settle(e.ctx, s.ID, e.now)
		e.must(err)
		_, err = e.store.Start(e.ctx, s.ID, e.now)
		e.must(err)
		e.refusesAll(c, "the worker that prepared a shard that runs now")
		e.unchanged(s.ID, "the prepare job of a running shard", func() {
			_, _, err := e.store.ClaimShard(e.ctx, s.Jobs()[0], simulation.EngineVersion, e.now)
			e.wants(fault.CodeStale, err, "claim")
		})
	}},
	{"Done", func(e *env) {
		_, claims := e.createRunning(2)
		e.must(e.store.Finish(e.ctx, claims[0], At(9000), nil, e.now))
		e.refusesAll(claims[0], "a worker that has finished its shard")
	}},
	{"Resent", func(e *env) {
		s, claims := e.createRunning(1)
		seen := e.now
		e.wait(simulation.ResendAfter + time.Microsecond)
		_, err := e.store.Resend(e.ctx, s.ID, 0, e.job(s.ID, 0).Turn, seen, e.now)
		e.must(err)
		e.refusesAll(claims[0], "a worker whose job was sent again")
	}},
	{"TokensNobodyHas", func(e *env) {
		s, claims := e.createRunning(1)
		for _, token := range []int64{-1, 0, claims[0].Token - 1, claims[0].Token + 1} {
			c := claims[0]
			c.Token = token
			e.refusesAll(c, "a made-up token")
		}
		_, err := e.store.HandOver(e.ctx, claims[0], At(0), e.now)
		e.must(err)
		e.refusesAll(simulation.Claim{Simulation: s.ID, Token: 0}, "token 0 of a free shard")
	}},
	{"TokenOfAnotherShard", func(e *env) {
		s, claims := e.createRunning(2)
		e.wait(simulation.HeartbeatTimeout + time.Microsecond)
		c := e.claim(e.job(s.ID, 1)) // token 3, while shard 0 is at 2
		e.refusesAll(simulation.Claim{Simulation: s.ID, Shard: 0, Token: c.Token}, "the token of another shard")
		e.refusesAll(claims[1], "a worker that was taken over")
	}},
}

// refusesAll checks that every write with a claim is CodeStale and changes
// nothing, not the plan either.
func (e *env) refusesAll(c simulation.Claim, who string) {
	e.Helper()
	shard := e.read(c.Simulation).Shards[c.Shard]
	p := simulation.Checkpoint{Clock: shard.Clock + 1_000_000, Counts: shard.Counts}
	p.Counts.Delivered++
	for what, err := range map[string]func() error{
		"Beat":      func() error { return e.store.Beat(e.ctx, c, e.now) },
		"MarkReady": func() error { return e.store.MarkReady(e.ctx, c, &simulation.Plan{Makespan: 666}, e.now) },
		"Advance":   func() error { return e.store.Advance(e.ctx, c, p, e.now) },
		"Finish":    func() error { return e.store.Finish(e.ctx, c, p, &simulation.Plan{Makespan: 666}, e.now) },
		"HandOver":  func() error { _, err := e.store.HandOver(e.ctx, c, p, e.now); return err },
	} {
		e.unchanged(c.Simulation, what+" by "+who, func() {
			e.wants(fault.CodeStale, err(), "%s by %s", what, who)
		})
	}
}
