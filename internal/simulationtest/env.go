package simulationtest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// env is what a test of a store works with. Its methods fail the test when
// something goes otherwise than they say.
type env struct {
	*testing.T
	ctx   context.Context
	store simulation.Store
	now   time.Time
	n     int // simulations created
}

const (
	sessionID = "session-1"
	tokenHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
)

func newEnv(t *testing.T, store simulation.Store) *env {
	return &env{T: t, ctx: context.Background(), store: store, now: Epoch}
}

// wait lets time pass.
func (e *env) wait(d time.Duration) { e.now = e.now.Add(d) }

func (e *env) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

// wants checks an error's code; "" stands for no error.
func (e *env) wants(code fault.Code, err error, what string, args ...any) {
	e.Helper()
	if got := fault.CodeOf(err); got != code {
		e.Errorf("%s: code %q (%v), want %q", fmt.Sprintf(what, args...), got, err, code)
	}
}

// same checks that two values are exactly the same.
func (e *env) same(got, want any, what string, args ...any) {
	e.Helper()
	if d := diff(got, want); d != "" {
		e.Errorf("%s: %s", fmt.Sprintf(what, args...), d)
	}
}

func (e *env) openSession() simulation.Session {
	e.Helper()
	s := simulation.Session{ID: sessionID, Members: []string{tokenHash}, OpenedAt: e.now, LastUsedAt: e.now}
	e.must(e.store.OpenSession(e.ctx, s, nil))
	return s
}

func (e *env) session() simulation.Session {
	e.Helper()
	s, err := e.store.CurrentSession(e.ctx)
	e.must(err)
	return s
}

// newSimulation returns one that is not stored yet.
func (e *env) newSimulation(shards int) simulation.Simulation {
	e.n++
	return simulation.New(fmt.Sprintf("sim-%03d", e.n), sessionID, Settings(shards*500), shards, e.now)
}

// create stores a simulation that is preparing, in a session that is opened if
// there is none.
func (e *env) create(shards int) simulation.Simulation {
	e.Helper()
	if _, err := e.store.CurrentSession(e.ctx); fault.CodeOf(err) == fault.CodeNotFound {
		e.openSession()
	}
	s := e.newSimulation(shards)
	e.must(e.store.Create(e.ctx, s))
	return s
}

// createReady returns one that can be started.
func (e *env) createReady(shards int) simulation.Simulation {
	e.Helper()
	s := e.create(shards)
	for _, job := range s.Jobs() {
		e.must(e.store.MarkReady(e.ctx, e.claim(job), nil, e.now))
	}
	s, err := e.store.Settle(e.ctx, s.ID, e.now)
	e.must(err)
	return s
}

// createRunning returns one that has been started and the claims of its shards.
func (e *env) createRunning(shards int) (simulation.Simulation, []simulation.Claim) {
	e.Helper()
	s, err := e.store.Start(e.ctx, e.createReady(shards).ID, e.now)
	e.must(err)
	claims := make([]simulation.Claim, len(s.Shards))
	for i, job := range s.Jobs() {
		claims[i] = e.claim(job)
	}
	return s, claims
}

func (e *env) claim(job simulation.Job) simulation.Claim {
	e.Helper()
	_, shard, err := e.store.ClaimShard(e.ctx, job, simulation.EngineVersion, e.now)
	e.must(err)
	return simulation.Claim{Simulation: job.Simulation, Shard: job.Shard, Token: shard.Token}
}

func (e *env) read(id string) simulation.Simulation {
	e.Helper()
	s, err := e.store.Simulation(e.ctx, id)
	e.must(err)
	return s
}

// unchanged runs f and checks that the simulation is the same after it.
func (e *env) unchanged(id, what string, f func()) {
	e.Helper()
	before := e.read(id)
	f()
	e.same(e.read(id), before, "%s changed the simulation", what)
}

// job is the job of a shard's current turn.
func (e *env) job(id string, shard int) simulation.Job {
	e.Helper()
	for _, job := range e.read(id).Jobs() {
		if job.Shard == shard {
			return job
		}
	}
	e.Fatalf("shard %d of %s is not open", shard, id)
	return simulation.Job{}
}

// together calls f(0) … f(n-1) at the same time and returns their errors.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Go(func() {
			start.Wait()
			errs[i] = f(i)
		})
	}
	start.Done()
	done.Wait()
	return errs
}

// winners checks that exactly so many of several succeeded and that the others
// got one of the codes; it returns the index of one that succeeded.
func (e *env) winners(errs []error, want int, losers ...fault.Code) int {
	e.Helper()
	won, winner := 0, -1
	for i, err := range errs {
		code := fault.CodeOf(err)
		if err == nil {
			won, winner = won+1, i
			continue
		}
		if !oneOf(code, losers) {
			e.Errorf("a loser got code %q (%v), want one of %q", code, err, losers)
		}
	}
	if won != want {
		e.Fatalf("%d of %d succeeded, want %d", won, len(errs), want)
	}
	return winner
}

func oneOf(code fault.Code, codes []fault.Code) bool {
	for _, c := range codes {
		if c == code {
			return true
		}
	}
	return false
}
