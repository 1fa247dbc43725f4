package simulationtest

import (
	"sync"
	"sync/atomic"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// endTests: cancel against everything else in the same instant.
var endTests = []storeTest{
	{"NothingChangesAfterEndHasAnswered", func(e *env) {
		for round := range 5 {
			s, claims := e.createRunning(4)
			var workers sync.WaitGroup
			var steps atomic.Int64
			begun := make(chan struct{}, len(claims))
			for _, c := range claims {
				workers.Go(func() { e.advanceUntilRefused(c, begun, &steps) })
			}
			for range claims {
				<-begun
			}
			answer, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
			e.must(err)
			first := e.read(s.ID)
			workers.Wait()
			second := e.read(s.ID)
			e.same(first, answer, "round %d: what End answered and what is read after it", round)
			e.same(second, first, "round %d: two reads after End (%d steps)", round, steps.Load())
			for _, shard := range second.Shards {
				e.same(shard.State, simulation.ShardClosed, "shard %d", shard.Index)
			}
			e.clear()
		}
	}},
	{"AgainstFinish", func(e *env) {
		for round := range 10 {
			s, claims := e.createRunning(3)
			errs := together(len(claims)+1, func(i int) error {
				if i == len(claims) {
					_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
					return err
				}
				if err := e.store.Finish(e.ctx, claims[i], At(1000), nil, e.now); err != nil {
					return err
				}
				_, err := e.store.Settle(e.ctx, s.ID, e.now)
				return err
			})
			e.oneEnd(round, s.ID, claims, errs)
			e.clear()
		}
	}},
	{"AgainstEnd", func(e *env) {
		s, _ := e.createRunning(4)
		states := []simulation.State{simulation.Cancelled, simulation.Failed}
		winner := e.winners(together(10, func(i int) error {
			_, err := e.store.End(e.ctx, s.ID, states[i%2], string(rune('a'+i)), e.now)
			return err
		}), 1, fault.CodeConflict)
		got := e.read(s.ID)
		e.same(got.State, states[winner%2], "state")
		e.same(got.Reason, string(rune('a'+winner)), "reason")
	}},
	{"AgainstStart", func(e *env) {
		for range 10 {
			s := e.createReady(3)
			errs := together(2, func(i int) error {
				if i == 0 {
					_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
					return err
				}
				_, err := e.store.Start(e.ctx, s.ID, e.now)
				return err
			})
			e.must(errs[0]) // before or after the start, both can be cancelled
			if code := fault.CodeOf(errs[1]); code != "" && code != fault.CodeConflict {
				e.Errorf("start got %v", errs[1])
			}
			got := e.read(s.ID)
			e.same(got.State, simulation.Cancelled, "state")
			for _, shard := range got.Shards {
				e.same(shard.State, simulation.ShardClosed, "shard %d", shard.Index)
			}
			e.clear()
		}
	}},
	{"AgainstReady", func(e *env) {
		for range 10 {
			s := e.create(3)
			var claims []simulation.Claim
			for _, job := range s.Jobs() {
				claims = append(claims, e.claim(job))
			}
			errs := together(4, func(i int) error {
				if i == 3 {
					_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
					return err
				}
				if err := e.store.MarkReady(e.ctx, claims[i], &simulation.Plan{}, e.now); err != nil {
					return err
				}
				_, err := e.store.Settle(e.ctx, s.ID, e.now)
				return err
			})
			e.must(errs[3])
			got := e.read(s.ID)
			e.same(got.State, simulation.Cancelled, "state")
			for _, shard := range got.Shards {
				e.same(shard.State, simulation.ShardClosed, "shard %d", shard.Index)
			}
			e.clear()
		}
	}},
	{"AgainstHandOverAndClaim", func(e *env) {
		for range 10 {
			s, claims := e.createRunning(2)
			together(3, func(i int) error {
				if i == 2 {
					_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
					return err
				}
				job, err := e.store.HandOver(e.ctx, claims[i], At(1000), e.now)
				if err == nil {
					_, _, err = e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
				}
				return err
			})
			first := e.read(s.ID)
			e.same(first.State, simulation.Cancelled, "state")
			e.same(len(first.Jobs()), 0, "jobs of a cancelled simulation")
			e.clear()
		}
	}},
}

// advanceUntilRefused is a worker that checkpoints as fast as it can. It says
// so after its first checkpoint.
func (e *env) advanceUntilRefused(c simulation.Claim, begun chan<- struct{}, steps *atomic.Int64) {
	for clock := settings.Micros(1000); ; clock += 1000 {
		err := e.store.Advance(e.ctx, c, At(clock), e.now)
		if clock == 1000 {
			begun <- struct{}{}
		}
		if err != nil {
			e.wants(fault.CodeStale, err, "the checkpoint that ends the worker")
			return
		}
		steps.Add(1)
	}
}

// oneEnd checks that after a race of End (the last error) against the finishing
// of all shards the simulation has one end on which everything agrees.
func (e *env) oneEnd(round int, id string, claims []simulation.Claim, errs []error) {
	e.Helper()
	got, err := e.store.Settle(e.ctx, id, e.now) // all may have finished before anybody settled
	e.must(err)
	cancelled := errs[len(claims)]
	done := 0
	for i, shard := range got.Shards {
		want := simulation.ShardDone
		if errs[i] != nil {
			e.wants(fault.CodeStale, errs[i], "round %d: a finish that lost", round)
			want = simulation.ShardClosed
		} else {
			done++
		}
		e.same(shard.State, want, "round %d: shard %d", round, i)
	}
	if cancelled == nil {
		e.same(got.State, simulation.Cancelled, "round %d: state when End succeeded", round)
		return
	}
	e.wants(fault.CodeConflict, cancelled, "round %d: an End that lost", round)
	e.same(got.State, simulation.Completed, "round %d: state when End came too late", round)
	e.same(done, len(claims), "round %d: shards done when completed", round)
}
