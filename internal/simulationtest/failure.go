package simulationtest

import (
	"context"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// failureTests: unknown things and cancelled contexts.
var failureTests = []storeTest{
	{"UnknownSimulation", func(e *env) {
		for range 2 { // without and with a session and a simulation
			e.gone("nobody", simulation.Job{Kind: simulation.JobRun, Simulation: "nobody", Turn: 1}, simulation.Claim{Simulation: "nobody", Token: 1})
			e.create(1)
			e.clear()
		}
	}},
	{"UnknownShard", func(e *env) {
		s := e.create(2)
		c := simulation.Claim{Simulation: s.ID, Shard: 2, Token: 1}
		e.unchanged(s.ID, "writes to a shard it does not have", func() {
			_, _, err := e.store.ClaimShard(e.ctx, simulation.Job{Kind: simulation.JobPrepare, Simulation: s.ID, Shard: 2, Turn: 1}, simulation.EngineVersion, e.now)
			e.wants(fault.CodeNotFound, err, "claim")
			e.wants(fault.CodeNotFound, e.store.Beat(e.ctx, c, e.now), "beat")
			e.wants(fault.CodeNotFound, e.store.MarkReady(e.ctx, c, FullPlan(), e.now), "mark ready")
			e.wants(fault.CodeNotFound, errOf(e.store.Resend(e.ctx, s.ID, 2, 1, e.now, e.now)), "resend")
		})
	}},
	{"CancelledContext", func(e *env) {
		s, claims := e.createRunning(2)
		c := claims[0]
		job := e.job(s.ID, 1)
		session := e.session()
		ctx, cancel := context.WithCancel(e.ctx)
		cancel()
		later := e.now.Add(simulation.ResendAfter + time.Microsecond)
		e.unchanged(s.ID, "a call with a cancelled context", func() {
			for what, err := range map[string]error{
				"OpenSession":    e.store.OpenSession(ctx, simulation.Session{ID: "next", Members: []string{"m"}}, &session),
				"CurrentSession": errOf(e.store.CurrentSession(ctx)),
				"JoinSession":    e.store.JoinSession(ctx, session.ID, "late", later),
				"TouchSession":   e.store.TouchSession(ctx, session.ID, later),
				"WatchSession":   errOf(e.store.WatchSession(ctx, session.ID, nil, later)),
				"Abandon":        errOf(e.store.Abandon(ctx, s.ID, later)),
				"EndSession":     e.store.EndSession(ctx, session.ID, s.ID),
				"TakeKeyTry":     e.store.TakeKeyTry(ctx, "a", later),
				"ForgetKeyTries": e.store.ForgetKeyTries(ctx, "a"),
				"Create":         e.store.Create(ctx, e.newSimulation(1)),
				"Simulation":     errOf(e.store.Simulation(ctx, s.ID)),
				"Start":          errOf(e.store.Start(ctx, s.ID, later)),
				"End":            errOf(e.store.End(ctx, s.ID, simulation.Cancelled, "", later)),
				"Settle":         errOf(e.store.Settle(ctx, s.ID, later)),
				"Delete":         e.store.Delete(ctx, s.ID),
				"Resend":         errOf(e.store.Resend(ctx, s.ID, 1, job.Turn, e.now, later)),
				"HandOver":       errOf(e.store.HandOver(ctx, c, At(1000), later)),
				"Beat":           e.store.Beat(ctx, c, later),
				"MarkReady":      e.store.MarkReady(ctx, c, FullPlan(), later),
				"Advance":        e.store.Advance(ctx, c, At(1000), later),
				"Finish":         e.store.Finish(ctx, c, At(1000), FullPlan(), later),
			} {
				e.wants(fault.CodeUnavailable, err, "%s with a cancelled context", what)
			}
			_, _, err := e.store.ClaimShard(ctx, job, simulation.EngineVersion, later)
			e.wants(fault.CodeUnavailable, err, "ClaimShard with a cancelled context")
			_, err = e.store.Tag(ctx, s.ID, []string{"a"}, nil)
			e.wants(fault.CodeUnavailable, err, "Tag with a cancelled context")
			_, _, err = e.store.Simulations(ctx, simulation.Find{}, "", 10)
			e.wants(fault.CodeUnavailable, err, "Simulations with a cancelled context")
		})
		e.same(e.session(), session, "the session")
		e.must(e.store.TakeKeyTry(e.ctx, "a", e.now))
		e.must(e.store.Advance(e.ctx, c, At(1000), e.now))
	}},
	{"ContextCancelledInTheMiddle", func(e *env) {
		s, claims := e.createRunning(1)
		var done settings.Micros // the last checkpoint that was acknowledged
		for step := settings.Micros(1); step <= 50; step++ {
			ctx, cancel := context.WithCancel(e.ctx)
			errs := together(2, func(i int) error {
				if i == 0 {
					cancel()
					return nil
				}
				return e.store.Advance(ctx, claims[0], At(step*1000), e.now)
			})
			got := e.read(s.ID).Shards[0].Clock
			if errs[1] == nil {
				done = step * 1000
			} else {
				e.wants(fault.CodeUnavailable, errs[1], "an interrupted checkpoint")
			}
			if got != done {
				e.Errorf("the clock is at %d after step %d (%v), want %d", got, step, errs[1], done)
			}
			done = got
		}
	}},
	{"ReadersSeeCountsRise", func(e *env) {
		s, claims := e.createRunning(2)
		stop := make(chan struct{})
		errs := together(4, func(i int) error {
			if i < 2 {
				defer func() {
					if i == 0 {
						close(stop)
					}
				}()
				for step := range settings.Micros(50) {
					if err := e.store.Advance(e.ctx, claims[i], At(step*1000), e.now); err != nil {
						return err
					}
				}
				return nil
			}
			var last simulation.Simulation
			for {
				got, err := e.store.Simulation(e.ctx, s.ID)
				if err != nil {
					return err
				}
				for j := range last.Shards {
					if got.Shards[j].Clock < last.Shards[j].Clock || got.Shards[j].Counts.Ended() < last.Shards[j].Counts.Ended() {
						e.Errorf("shard %d went back from %+v to %+v", j, last.Shards[j], got.Shards[j])
					}
				}
				last = got
				select {
				case <-stop:
					return nil
				default:
				}
			}
		})
		e.winners(errs, len(errs))
	}},
}
