package faulttest

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/httpapi"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// system is the API, a sweeper and some workers on one store and queue, each of
// them on a machine of its own. It runs in a bubble of fake time.
type system struct {
	*testing.T
	rand  *rand.Rand
	world *workertest.World
	store simulation.Store
	queue *workertest.Queue

	api, sweep *actor
	workers    []*actor
	processes  []*workertest.Process
	handler    http.Handler
	user       user
	viewer     user // without a session
	log        []string
	reached    map[string]int
}

const workers = 3

var quiet = slog.New(slog.DiscardHandler)

// defects are how the API and the sweeper see the store.
type defects struct {
	api, sweeper func(simulation.Store) simulation.Store
}

func sound(s simulation.Store) simulation.Store { return s }

// newSystem starts everything.
func newSystem(t *testing.T, seed uint64, store simulation.Store, d defects) *system {
	time.Sleep(123456789 * time.Nanosecond) // a bubble begins at midnight, which hides errors of rounding
	queue := &workertest.Queue{}
	s := &system{
		T: t, rand: rand.New(rand.NewPCG(seed, 0)), store: store, queue: queue,
		world:   &workertest.World{TB: t, Store: store, Queue: queue},
		reached: map[string]int{}, api: newActor(seed, 1), sweep: newActor(seed, 2),
	}
	wire := s.api.wire()
	users := control.New(d.api(wire.Store(store)), wire.Queue(queue), control.Options{
		Key:             func(context.Context) (string, error) { return key, nil },
		SendersPerShard: 2, WorkerConcurrency: workers, Now: s.api.now, Log: quiet,
	})
	s.handler = httpapi.New(users, httpapi.Options{Now: s.api.now, Log: quiet})
	s.user = user{system: s, seen: map[string]document{}}
	s.viewer = user{system: s, seen: map[string]document{}}
	for i := range workers {
		s.workers = append(s.workers, newActor(seed, uint64(3+i)))
		s.processes = append(s.processes, nil)
		s.restart(i)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.keepSweeping(d.sweeper)
	}()
	t.Cleanup(func() {
		s.calm()
		<-ended
	})
	return s
}

// restart begins a worker's process, after it crashed if there was one.
func (s *system) restart(i int) {
	if p := s.processes[i]; p != nil {
		p.Kill()
	}
	a := s.workers[i]
	s.processes[i] = s.world.Begin(workertest.ProcessOptions{
		Options: worker.Options{Now: a.now, Slice: 40 * time.Second}, Wire: a.wire(),
	})
}

// keepSweeping sweeps each minute until the test ends.
func (s *system) keepSweeping(sees func(simulation.Store) simulation.Store) {
	wire := s.sweep.wire()
	sweeper := sweeper.Sweeper{Store: sees(wire.Store(s.store)), Queue: wire.Queue(s.queue), Now: s.sweep.now, Metrics: metric.None{}, Log: quiet}
	for s.Context().Err() == nil {
		s.sweep.stand()
		if err := sweeper.Sweep(s.Context()); err != nil && fault.CodeOf(err) != fault.CodeUnavailable {
			s.Errorf("sweep: %v", err)
		}
		select {
		case <-time.After(simulation.WatchInterval):
		case <-s.Context().Done():
		}
	}
}

// all are the machines.
func (s *system) all() []*actor { return append([]*actor{s.api, s.sweep}, s.workers...) }

// calm ends everything that goes wrong. Clocks stay as they are.
func (s *system) calm() {
	for _, a := range s.all() {
		a.calm()
	}
}

// fault lets something go wrong.
func (s *system) fault() {
	all := s.all()
	n := s.rand.IntN(len(all))
	a := all[n]
	switch s.rand.IntN(7) {
	case 0, 1:
		steps := []time.Duration{-24 * time.Hour, -time.Hour, -90 * time.Second, 90 * time.Second, time.Hour, 24 * time.Hour}
		step := steps[s.rand.IntN(len(steps))]
		a.set(func(a *actor) { a.skew += step })
		s.note("the clock of %d is set by %s", n, step)
	case 2:
		times := []time.Duration{5 * time.Second, 25 * time.Second, 65 * time.Second, 5 * time.Minute}
		length := times[s.rand.IntN(len(times))]
		a.set(func(a *actor) { a.frozen = time.Now().Add(length) })
		s.note("%d stands still for %s", n, length)
	case 3:
		away := s.rand.IntN(2) * (2 + s.rand.IntN(10))
		a.set(func(a *actor) { a.away = away })
		s.note("the store is away from %d for one call in %d", n, away)
	case 4:
		i := s.rand.IntN(workers)
		s.note("worker %d crashes", i)
		s.restart(i)
	case 5:
		s.note("purge")
		s.queue.Purge()
	case 6: // everything stands still, as when the one machine that it runs on sleeps
		length := time.Duration(1+s.rand.IntN(20)) * time.Minute
		for _, a := range all {
			a.set(func(a *actor) { a.frozen = time.Now().Add(length) })
		}
		s.note("everything stands still for %s", length)
	}
}
