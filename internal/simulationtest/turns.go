package simulationtest

import (
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// turnTests: jobs that come twice, late or out of order.
var turnTests = []storeTest{
	{"DuplicateOfAJobInWork", func(e *env) {
		s, claims := e.createRunning(1)
		e.unchanged(s.ID, "a duplicate", func() {
			_, _, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion, e.now.Add(simulation.HeartbeatTimeout))
			e.wants(fault.CodeHeld, err, "claim of a held shard")
		})
		e.must(e.store.Advance(e.ctx, claims[0], At(1000), e.now))
	}},
	{"OldAndFutureTurns", func(e *env) {
		s, _ := e.createRunning(1)
		job := e.job(s.ID, 0)
		for _, turn := range []int64{0, 1, job.Turn + 1, 1 << 40} {
			e.unchanged(s.ID, "a job of another turn", func() {
				wrong := job
				wrong.Turn = turn
				_, _, err := e.store.ClaimShard(e.ctx, wrong, simulation.EngineVersion, e.now.Add(time.Hour))
				e.wants(fault.CodeStale, err, "claim of turn %d", turn)
				_, err = e.store.Resend(e.ctx, s.ID, 0, turn, e.now, e.now.Add(time.Hour))
				e.wants(fault.CodeStale, err, "resend of turn %d", turn)
			})
		}
	}},
	{"JobsOfEveryTurnDeliveredAgain", func(e *env) {
		s, claims := e.createRunning(1)
		jobs := []simulation.Job{s.Jobs()[0]}
		for i := range 5 {
			job, err := e.store.HandOver(e.ctx, claims[0], At(settings.Micros(i)*1000), e.now)
			e.must(err)
			e.same(job, simulation.Job{Kind: simulation.JobRun, Simulation: s.ID, Turn: int64(i) + 3}, "the job of the next turn")
			for _, old := range jobs {
				_, _, err := e.store.ClaimShard(e.ctx, old, simulation.EngineVersion, e.now)
				e.wants(fault.CodeStale, err, "claim of turn %d at turn %d", old.Turn, job.Turn)
			}
			claims[0] = e.claim(job)
			jobs = append(jobs, job)
		}
		e.same(e.read(s.ID).Shards[0].TakeOvers, 0, "take-overs")
	}},
	{"RedeliveryAfterACrash", func(e *env) {
		s, claims := e.createRunning(1)
		e.must(e.store.Advance(e.ctx, claims[0], At(4000), e.now))
		e.wait(simulation.HeartbeatTimeout)
		_, _, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion, e.now)
		e.wants(fault.CodeHeld, err, "claim when the heartbeat is as old as it may be")
		e.wait(time.Microsecond)
		sim, shard, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion, e.now)
		e.must(err)
		e.same(shard.Checkpoint(), At(4000), "where the second worker goes on")
		e.same(shard.TakeOvers, 1, "take-overs")
		e.same(sim.Settings, s.Settings, "settings in the answer to a claim")
		e.same(sim.State, simulation.Running, "state in the answer to a claim")
		e.same(shard, e.read(s.ID).Shards[0], "the shard in the answer to a claim")
	}},
	{"TakeOversAreCountedUntilTheClockMoves", func(e *env) {
		s, _ := e.createRunning(1)
		var c simulation.Claim
		for i := range simulation.MaxTakeOvers {
			e.wait(simulation.HeartbeatTimeout + 1000)
			c = e.claim(e.job(s.ID, 0))
			e.same(e.read(s.ID).Shards[0].TakeOvers, i+1, "take-overs")
		}
		e.must(e.store.Beat(e.ctx, c, e.now))
		e.must(e.store.Advance(e.ctx, c, At(0), e.now))
		e.same(e.read(s.ID).Shards[0].TakeOvers, simulation.MaxTakeOvers, "take-overs while the clock stands")
		e.must(e.store.Advance(e.ctx, c, At(1), e.now))
		e.same(e.read(s.ID).Shards[0].TakeOvers, 0, "take-overs when the clock has moved")
	}},
	{"ResendOfALivingShard", func(e *env) {
		s, claims := e.createRunning(1)
		job, seen := e.job(s.ID, 0), e.now
		for what, write := range map[string]func() error{
			"a heartbeat":  func() error { return e.store.Beat(e.ctx, claims[0], e.now) },
			"a checkpoint": func() error { return e.store.Advance(e.ctx, claims[0], At(1000), e.now) },
		} {
			// The other way round too: its worker's clock may have been set back.
			for _, later := range []time.Duration{time.Hour, -3 * time.Hour} {
				e.wait(later)
				e.must(write())
				e.unchanged(s.ID, "a resend after "+what, func() {
					_, err := e.store.Resend(e.ctx, s.ID, 0, job.Turn, seen, e.now.Add(time.Hour))
					e.wants(fault.CodeHeld, err, "resend after %s %s later", what, later)
				})
			}
		}
	}},
	{"ResendOfALostJob", func(e *env) {
		s, claims := e.createRunning(1)
		lost, err := e.store.HandOver(e.ctx, claims[0], At(2000), e.now)
		e.must(err)
		seen := e.now
		e.wait(time.Minute)
		job, err := e.store.Resend(e.ctx, s.ID, 0, lost.Turn, seen, e.now)
		e.must(err)
		e.same(job.Turn, lost.Turn+1, "turn")
		_, _, err = e.store.ClaimShard(e.ctx, lost, simulation.EngineVersion, e.now)
		e.wants(fault.CodeStale, err, "claim by the job that was not lost after all")
		e.claim(job)
		e.same(e.read(s.ID).Shards[0].TakeOvers, 0, "take-overs: nobody held it")
	}},
	{"ResendByOtherClocks", func(e *env) {
		for _, later := range []time.Duration{-24 * time.Hour, 0, 24 * time.Hour} {
			s, _ := e.createRunning(1)
			seen := e.now
			e.wait(later)
			job, err := e.store.Resend(e.ctx, s.ID, 0, e.job(s.ID, 0).Turn, seen, e.now)
			e.must(err)
			e.same(e.read(s.ID).Shards[0].TakeOvers, 1, "take-overs")
			e.claim(job)
			e.clear()
		}
	}},
	{"ResendOfAPrepareJob", func(e *env) {
		s := e.create(2)
		seen := e.now
		e.wait(simulation.ResendAfter + 1000)
		job, err := e.store.Resend(e.ctx, s.ID, 1, 1, seen, e.now)
		e.must(err)
		e.same(job, simulation.Job{Kind: simulation.JobPrepare, Simulation: s.ID, Shard: 1, Turn: 2}, "the job")
		e.same(e.read(s.ID).Shards[0].Turn, int64(1), "turn of the other shard")
	}},
	{"NothingToResendWhenReady", func(e *env) {
		s := e.createReady(1)
		_, err := e.store.Resend(e.ctx, s.ID, 0, 1, e.now, e.now.Add(time.Hour))
		e.wants(fault.CodeStale, err, "resend of a ready shard")
	}},
	{"HandOverWhilePreparing", func(e *env) {
		s := e.create(2)
		c := e.claim(s.Jobs()[0])
		e.wait(time.Second)
		job, err := e.store.HandOver(e.ctx, c, At(0), e.now)
		e.must(err)
		e.same(job, simulation.Job{Kind: simulation.JobPrepare, Simulation: s.ID, Turn: 2}, "the job of the next turn")
		e.refusesAll(c, "a worker that handed over while it prepared")
		e.must(e.store.MarkReady(e.ctx, e.claim(job), FullPlan(), e.now))
		e.same(e.read(s.ID).Shards[0].TakeOvers, 0, "take-overs")
	}},
	{"CheckpointsDoNotGoBack", func(e *env) {
		s, claims := e.createRunning(1)
		e.must(e.store.Advance(e.ctx, claims[0], At(9000), e.now))
		fewer, other := At(9000), At(9500)
		fewer.Counts.Delivered--
		other.Counts.Delivered--
		other.Counts.Failed++
		e.unchanged(s.ID, "a checkpoint that goes back", func() {
			for _, p := range []simulation.Checkpoint{At(8999), At(0), fewer, other} {
				e.wants(fault.CodeInternal, e.store.Advance(e.ctx, claims[0], p, e.now.Add(time.Second)), "advance to %+v", p)
				e.wants(fault.CodeInternal, e.store.Finish(e.ctx, claims[0], p, FullPlan(), e.now), "finish at %+v", p)
				_, err := e.store.HandOver(e.ctx, claims[0], p, e.now)
				e.wants(fault.CodeInternal, err, "hand-over at %+v", p)
			}
		})
		e.must(e.store.Advance(e.ctx, claims[0], At(9000), e.now)) // the same again is a heartbeat
	}},
	{"AdvanceIsForRunningShards", func(e *env) {
		s := e.create(1)
		c := e.claim(s.Jobs()[0])
		e.unchanged(s.ID, "a checkpoint while preparing", func() {
			e.wants(fault.CodeStale, e.store.Advance(e.ctx, c, At(1), e.now), "advance")
		})
		e.wait(time.Second)
		e.must(e.store.Beat(e.ctx, c, e.now))
		e.same(e.read(s.ID).Shards[0].HeartbeatAt, e.now, "heartbeat while preparing")
	}},
}
