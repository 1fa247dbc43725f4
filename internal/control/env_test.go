package control_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
)

const key = "open sesame"

// epoch is when the tests begin.
var epoch = time.Date(2026, 11, 23, 8, 30, 0, 123_456_000, time.UTC)

// settings are valid ones with so many senders.
func settingsOf(senders int) settings.Settings {
	s := settings.DefaultSettings()
	s.SenderGroups[0].Senders = senders
	return s
}

// env is a Control on a real store and queue, with a clock that stands still.
type env struct {
	*testing.T
	*control.Control
	ctx     context.Context
	folder  string
	store   *hookedStore
	queue   *hookedQueue
	clock   *clock
	studies *sqlite.StudyQueue
}

func newEnv(t *testing.T) *env { return newEnvWith(t, control.Options{Key: always(key)}) }

func newEnvWith(t *testing.T, o control.Options) *env {
	folder := t.TempDir()
	db, err := sqlite.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	e := &env{
		T: t, ctx: context.Background(), folder: folder,
		store: &hookedStore{Store: db.Store()}, queue: &hookedQueue{Queue: db.Queue()}, clock: &clock{t: epoch}, studies: db.StudyQueue(),
	}
	o.Studies.Store, o.Studies.Queue = db.Store(), e.studies
	o.Now, o.Log = e.clock.now, slog.New(slog.NewTextHandler(io.Discard, nil))
	e.Control = control.New(e.store, e.queue, o)
	return e
}

func always(key string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return key, nil }
}

// clock stands still between waits.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) wait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// hookedStore lets others in between two calls, at the moments that matter.
type hookedStore struct {
	simulation.Store
	beforeEndSession, beforeCurrentSession, beforeAbandon func()
}

func (s *hookedStore) Abandon(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	call(&s.beforeAbandon)
	return s.Store.Abandon(ctx, id, now)
}

func (s *hookedStore) EndSession(ctx context.Context, id, simulationID string) error {
	call(&s.beforeEndSession)
	return s.Store.EndSession(ctx, id, simulationID)
}

func (s *hookedStore) CurrentSession(ctx context.Context) (simulation.Session, error) {
	call(&s.beforeCurrentSession)
	return s.Store.CurrentSession(ctx)
}

// call calls a hook once.
func call(hook *func()) {
	if f := *hook; f != nil {
		*hook = nil
		f()
	}
}

// hookedQueue keeps what is sent, and can be out of order.
type hookedQueue struct {
	simulation.Queue
	mu     sync.Mutex
	broken bool
	sent   []simulation.Job
}

func (q *hookedQueue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.broken {
		return errors.New("the queue is on fire")
	}
	q.sent = append(q.sent, jobs...)
	return q.Queue.Send(ctx, delay, jobs...)
}

func (e *env) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

// wants checks an error's code; "" stands for no error.
func (e *env) wants(code fault.Code, err error, what string) {
	e.Helper()
	if got := fault.CodeOf(err); got != code {
		e.Errorf("%s: code %q (%v), want %q", what, got, err, code)
	}
}

// open opens a session and returns it as the token's owner sees it, and the
// token.
func (e *env) open() (simulation.Session, string) {
	e.Helper()
	m, err := e.OpenSession(e.ctx)
	e.must(err)
	return m.Session, m.Token
}

// session is the session of a token as it is now.
func (e *env) session(token string) simulation.Session {
	e.Helper()
	s, err := e.Authenticate(e.ctx, token)
	e.must(err)
	return s
}

func (e *env) create(session simulation.Session) simulation.Simulation {
	e.Helper()
	s, err := e.Create(e.ctx, session, settingsOf(4))
	e.must(err)
	return s
}

// unused lets time pass in which the sweeper looks each minute, as it does, but
// has not come to end the session yet.
func (e *env) unused(d time.Duration) {
	e.Helper()
	for ; d > 0; d -= simulation.WatchInterval {
		e.clock.wait(min(d, simulation.WatchInterval))
		s, err := e.store.CurrentSession(e.ctx)
		e.must(err)
		var latest *simulation.Simulation
		if sim, err := e.Simulation(e.ctx, s.SimulationID); err == nil {
			latest = &sim
		}
		_, err = e.store.WatchSession(e.ctx, s.ID, latest, e.clock.now())
		e.must(err)
	}
}

// prepare does a worker's part until the simulation is ready.
func (e *env) prepare(s simulation.Simulation) {
	e.Helper()
	for _, job := range s.Jobs() {
		e.must(e.store.MarkReady(e.ctx, e.claim(job), nil, e.clock.now()))
	}
	_, err := e.store.Settle(e.ctx, s.ID, e.clock.now())
	e.must(err)
}

// run prepares and starts a simulation and claims its one shard.
func (e *env) run(s simulation.Simulation) simulation.Claim {
	e.Helper()
	e.prepare(s)
	s, err := e.Start(e.ctx, s.ID)
	e.must(err)
	return e.claim(s.Jobs()[0])
}

func (e *env) claim(job simulation.Job) simulation.Claim {
	e.Helper()
	_, shard, err := e.store.ClaimShard(e.ctx, job, engine.Version, e.clock.now())
	e.must(err)
	return simulation.Claim{Simulation: job.Simulation, Shard: job.Shard, Token: shard.Token}
}

func (e *env) state(id string) simulation.State {
	e.Helper()
	s, err := e.Simulation(e.ctx, id)
	e.must(err)
	return s.State
}

// together calls f(0) … f(n-1) at the same time and returns their errors.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		done.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	done.Wait()
	return errs
}

// codes counts errors by their code; "" stands for no error.
func codes(errs []error) map[fault.Code]int {
	n := map[fault.Code]int{}
	for _, err := range errs {
		n[fault.CodeOf(err)]++
	}
	return n
}
