package simulationtest

import (
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// simulationTests: the life of a whole simulation.
var simulationTests = []storeTest{
	{"Life", func(e *env) {
		want := e.create(3)
		e.same(e.read(want.ID), want, "a new simulation")
		plan := FullPlan()
		for i, job := range want.Jobs() {
			e.wait(time.Second)
			c := e.claim(job)
			settled, err := e.store.Settle(e.ctx, want.ID, e.now)
			e.must(err)
			e.same(settled.State, simulation.Preparing, "state before shard %d is ready", i)
			if i == 1 {
				e.must(e.store.MarkReady(e.ctx, c, plan, e.now))
			} else {
				e.must(e.store.MarkReady(e.ctx, c, nil, e.now))
			}
		}
		readyAt := e.now
		got, err := e.store.Settle(e.ctx, want.ID, readyAt)
		e.must(err)
		e.same(got.State, simulation.Ready, "state when every shard is ready")
		e.same(got.ReadyAt, readyAt, "ready at")
		e.same(got.Plan, plan, "plan, given by one of the shards")
		e.same(e.read(want.ID), got, "what Settle answered and what is read")

		e.wait(time.Minute)
		got, err = e.store.Start(e.ctx, want.ID, e.now)
		e.must(err)
		e.same(got.State, simulation.Running, "state after start")
		e.same(got.StartedAt, e.now, "started at")
		e.same(len(got.Jobs()), 3, "jobs to send after start")
		e.same(e.read(want.ID), got, "what Start answered and what is read")

		for i, job := range got.Jobs() {
			e.wait(time.Second)
			c := e.claim(job)
			e.must(e.store.Advance(e.ctx, c, At(1000), e.now))
			settled, err := e.store.Settle(e.ctx, want.ID, e.now)
			e.must(err)
			e.same(settled.State, simulation.Running, "state before shard %d is done", i)
			e.must(e.store.Finish(e.ctx, c, At(5000), nil, e.now))
		}
		got, err = e.store.Settle(e.ctx, want.ID, e.now)
		e.must(err)
		e.same(got.State, simulation.Completed, "state when every shard is done")
		e.same(got.FinishedAt, e.now, "finished at")
		e.same(got.Progress(e.now).Delivered, int64(15), "delivered in all")
		e.same(got.Plan, plan, "plan at the end")
		e.same(e.read(want.ID), got, "the last answer and what is read")
	}},
	{"SettleAgainChangesNothing", func(e *env) {
		s := e.createReady(2)
		e.unchanged(s.ID, "a second Settle", func() {
			got, err := e.store.Settle(e.ctx, s.ID, e.now.Add(time.Hour))
			e.must(err)
			e.same(got, s, "what a second Settle answers")
		})
		ended, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "enough", e.now)
		e.must(err)
		got, err := e.store.Settle(e.ctx, s.ID, e.now.Add(time.Hour))
		e.must(err)
		e.same(got, ended, "what Settle answers after the end")
	}},
	{"StartOnlyWhenReady", func(e *env) {
		s := e.create(1)
		refuse := func(state string) {
			e.unchanged(s.ID, "a start while "+state, func() {
				_, err := e.store.Start(e.ctx, s.ID, e.now)
				e.wants(fault.CodeConflict, err, "start while %s", state)
			})
		}
		refuse("preparing")
		e.must(e.store.MarkReady(e.ctx, e.claim(s.Jobs()[0]), nil, e.now))
		refuse("preparing, with every shard ready")
		_, err := e.store.Settle(e.ctx, s.ID, e.now)
		e.must(err)
		_, err = e.store.Start(e.ctx, s.ID, e.now)
		e.must(err)
		refuse("running")
		_, err = e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		refuse("cancelled")
	}},
	{"EndOnce", func(e *env) {
		for _, state := range []simulation.State{simulation.Cancelled, simulation.Failed} {
			s, claims := e.createRunning(2)
			e.must(e.store.Finish(e.ctx, claims[0], At(1000), nil, e.now))
			e.wait(time.Second)
			got, err := e.store.End(e.ctx, s.ID, state, "because", e.now)
			e.must(err)
			e.same(got.State, state, "state")
			e.same(got.Reason, "because", "reason")
			e.same(got.FinishedAt, e.now, "finished at")
			e.same(got.Shards[0].State, simulation.ShardDone, "a shard that was done")
			e.same(got.Shards[1].State, simulation.ShardClosed, "a shard that ran")
			e.same(e.read(s.ID), got, "what End answered and what is read")
			e.unchanged(s.ID, "a second End", func() {
				_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "again", e.now.Add(time.Hour))
				e.wants(fault.CodeConflict, err, "a second End")
			})
		}
	}},
	{"EndOfACompletedOne", func(e *env) {
		s, claims := e.createRunning(1)
		e.must(e.store.Finish(e.ctx, claims[0], At(1000), FullPlan(), e.now))
		_, err := e.store.Settle(e.ctx, s.ID, e.now)
		e.must(err)
		e.unchanged(s.ID, "End of a completed simulation", func() {
			_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
			e.wants(fault.CodeConflict, err, "End")
		})
	}},
	{"OneActiveInASession", func(e *env) {
		first := e.create(1)
		for _, state := range []string{"preparing", "running"} {
			second := e.newSimulation(1)
			e.wants(fault.CodeConflict, e.store.Create(e.ctx, second), "create while another is %s", state)
			_, err := e.store.Simulation(e.ctx, second.ID)
			e.wants(fault.CodeNotFound, err, "the refused simulation")
			e.same(e.session().SimulationID, first.ID, "the session's simulation")
			if state == "preparing" {
				e.must(e.store.MarkReady(e.ctx, e.claim(first.Jobs()[0]), nil, e.now))
				_, err := e.store.Settle(e.ctx, first.ID, e.now)
				e.must(err)
				_, err = e.store.Start(e.ctx, first.ID, e.now)
				e.must(err)
			}
		}
		_, err := e.store.End(e.ctx, first.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		second := e.create(1)
		e.same(e.session().SimulationID, second.ID, "the session's simulation after the first ended")
	}},
	{"CreateNeedsTheStoredSession", func(e *env) {
		s := e.newSimulation(1)
		e.wants(fault.CodeNotFound, e.store.Create(e.ctx, s), "create without a session")
		e.openSession()
		s.SessionID = "another"
		e.wants(fault.CodeNotFound, e.store.Create(e.ctx, s), "create in a session that is not the stored one")
		_, err := e.store.Simulation(e.ctx, s.ID)
		e.wants(fault.CodeNotFound, err, "the refused simulation")
		e.same(e.session().SimulationID, "", "the session's simulation")
	}},
	{"IDsAreUsedOnce", func(e *env) {
		s := e.create(2)
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		e.unchanged(s.ID, "a second Create with its id", func() {
			e.wants(fault.CodeConflict, e.store.Create(e.ctx, s), "create with a used id")
		})
	}},
	{"DeleteOnlyEndedOnes", func(e *env) {
		s := e.create(2)
		e.unchanged(s.ID, "a refused Delete", func() {
			e.wants(fault.CodeConflict, e.store.Delete(e.ctx, s.ID), "delete while preparing")
		})
		job, c := s.Jobs()[0], e.claim(s.Jobs()[0])
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		e.must(e.store.Delete(e.ctx, s.ID))
		e.wants(fault.CodeNotFound, e.store.Delete(e.ctx, s.ID), "a second delete")
		e.gone(s.ID, job, c)
		page, _, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 10)
		e.must(err)
		e.same(len(page), 0, "simulations in the history")
		e.create(1) // the session is free for another
	}},
	{"SixtyFourShards", func(e *env) {
		s, claims := e.createRunning(simulation.MaxShards)
		errs := together(len(claims), func(i int) error {
			for step := range settings.Micros(3) {
				if err := e.store.Advance(e.ctx, claims[i], At((step+1)*1000*settings.Micros(i)), e.now); err != nil {
					return err
				}
			}
			return nil
		})
		e.winners(errs, len(claims))
		got := e.read(s.ID)
		e.same(len(got.Shards), simulation.MaxShards, "shards")
		for i, shard := range got.Shards {
			e.same(shard.Index, i, "index")
			e.same(shard.Checkpoint(), At(3000*settings.Micros(i)), "checkpoint of shard %d", i)
			e.same([]int{shard.From, shard.To}, []int{500 * i, 500 * (i + 1)}, "senders of shard %d", i)
		}
		got, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		e.same(e.read(s.ID), got, "what End answered and what is read")
		for _, shard := range got.Shards {
			e.same(shard.State, simulation.ShardClosed, "shard %d", shard.Index)
		}
	}},
	{"Abandon", func(e *env) {
		for what, s := range map[string]simulation.Simulation{"preparing": e.create(2)} {
			e.unchanged(s.ID, "an abandon", func() {
				e.wants(fault.CodeConflict, errOf(e.store.Abandon(e.ctx, s.ID, e.now)), "abandon of one that is %s", what)
			})
			_, err := e.store.End(e.ctx, s.ID, simulation.Failed, "", e.now)
			e.must(err)
			e.unchanged(s.ID, "an abandon", func() {
				e.wants(fault.CodeConflict, errOf(e.store.Abandon(e.ctx, s.ID, e.now)), "abandon of one that has ended")
			})
		}
		s := e.createReady(2)
		e.wait(time.Minute)
		got, err := e.store.Abandon(e.ctx, s.ID, e.now)
		e.must(err)
		want, _ := s.Abandon(e.now)
		e.same(got, want, "an abandoned one")
		e.same(e.read(s.ID), got, "what Abandon answered and what is read")
		s, claims := e.createRunning(2)
		e.unchanged(s.ID, "an abandon", func() {
			e.wants(fault.CodeConflict, errOf(e.store.Abandon(e.ctx, s.ID, e.now)), "abandon of one that runs")
		})
		e.must(e.store.Advance(e.ctx, claims[0], At(1000), e.now))
	}},
	{"StartAgainstAbandon", func(e *env) {
		for range 10 {
			s := e.createReady(2)
			errs := together(2, func(i int) error {
				if i == 0 {
					return errOf(e.store.Start(e.ctx, s.ID, e.now))
				}
				return errOf(e.store.Abandon(e.ctx, s.ID, e.now))
			})
			want := map[int]simulation.State{0: simulation.Running, 1: simulation.Cancelled}[e.winners(errs, 1, fault.CodeConflict)]
			e.same(e.read(s.ID).State, want, "the state that the winner leads to")
			e.clear()
		}
	}},
}

// gone checks that every method answers CodeNotFound for a simulation.
func (e *env) gone(id string, job simulation.Job, c simulation.Claim) {
	e.Helper()
	for what, err := range map[string]error{
		"Simulation": errOf(e.store.Simulation(e.ctx, id)),
		"Start":      errOf(e.store.Start(e.ctx, id, e.now)),
		"End":        errOf(e.store.End(e.ctx, id, simulation.Failed, "", e.now)),
		"Abandon":    errOf(e.store.Abandon(e.ctx, id, e.now)),
		"Settle":     errOf(e.store.Settle(e.ctx, id, e.now)),
		"Delete":     e.store.Delete(e.ctx, id),
		"HandOver":   errOf(e.store.HandOver(e.ctx, c, At(1000), e.now)),
		"Resend":     errOf(e.store.Resend(e.ctx, id, job.Shard, job.Turn, e.now, e.now)),
		"Beat":       e.store.Beat(e.ctx, c, e.now),
		"MarkReady":  e.store.MarkReady(e.ctx, c, FullPlan(), e.now),
		"Advance":    e.store.Advance(e.ctx, c, At(1000), e.now),
		"Finish":     e.store.Finish(e.ctx, c, At(1000), FullPlan(), e.now),
	} {
		e.wants(fault.CodeNotFound, err, "%s of a simulation that is gone", what)
	}
	_, _, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
	e.wants(fault.CodeNotFound, err, "ClaimShard of a simulation that is gone")
}

func errOf[T any](_ T, err error) error { return err }
