package workertest

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/simulation"
)

// World is a store and a queue with a session, and what is watched there.
type World struct {
	testing.TB
	Store simulation.Store
	Queue simulation.Queue

	n        int // simulations created
	watchers sync.WaitGroup
	mu       sync.Mutex
	wrong    error // the first thing that a watcher found
}

// SessionID is the session that everything runs in.
const SessionID = "session"

// New returns a world on an empty store and queue.
func New(tb testing.TB, store simulation.Store, queue simulation.Queue) *World {
	w := &World{TB: tb, Store: store, Queue: queue}
	tb.Cleanup(w.watchers.Wait)
	time.Sleep(123456789 * time.Nanosecond) // a bubble begins at midnight, which hides errors of rounding
	w.Must(store.OpenSession(context.Background(), simulation.Session{
		ID: SessionID, Members: []string{"member"}, OpenedAt: now(), LastUsedAt: now(),
	}, nil))
	return w
}

// Must fails the test at once if there is an error.
func (w *World) Must(err error) {
	w.Helper()
	if err != nil {
		w.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

// Create stores a simulation with so many shards, sends its jobs and watches it.
func (w *World) Create(s settings.Settings, shards int) (id string) {
	w.Helper()
	w.n++
	s, err := settingstest.Valid(s)
	w.Must(err)
	sim := simulation.New(fmt.Sprintf("sim-%d", w.n), SessionID, s, shards, now())
	w.Must(w.Store.Create(context.Background(), sim))
	w.Must(w.Queue.Send(context.Background(), 0, sim.Jobs()...))
	w.Go(func() { w.watch(sim.ID) })
	return sim.ID
}

// Go calls a function besides the test, which must return when the simulations
// have ended and when the test's context has.
func (w *World) Go(f func()) { w.watchers.Go(f) }

// Start starts a simulation as soon as it is ready and sends its jobs.
func (w *World) Start(id string) {
	w.Helper()
	if sim := w.Await(id, simulation.Ready); sim.State != simulation.Ready {
		w.Fatalf("%s is %s (%s), want ready", id, sim.State, sim.Reason)
	}
	sim, err := w.Store.Start(context.Background(), id, now())
	w.Must(err)
	w.Must(w.Queue.Send(context.Background(), 0, sim.Jobs()...))
}

// Read returns a simulation as it is.
func (w *World) Read(id string) simulation.Simulation {
	w.Helper()
	sim, err := w.Store.Simulation(context.Background(), id)
	w.Must(err)
	return sim
}

// Await waits until a simulation is in a state or has ended.
func (w *World) Await(id string, state simulation.State) simulation.Simulation {
	w.Helper()
	return w.Until(id, func(sim simulation.Simulation) bool { return sim.State == state || sim.State.Ended() })
}

// Until waits for something to be so with a simulation.
func (w *World) Until(id string, so func(simulation.Simulation) bool) simulation.Simulation {
	w.Helper()
	for range int(time.Hour / look) {
		if sim := w.Read(id); so(sim) {
			return sim
		}
		time.Sleep(look)
	}
	w.Fatalf("it did not happen in an hour: %+v", w.Read(id))
	return simulation.Simulation{}
}

// Complete waits until a simulation has ended and tells what is wrong with how
// it went, if anything is.
func (w *World) Complete(id string) (simulation.Simulation, error) {
	w.Helper()
	sim := w.Await(id, simulation.Completed)
	w.watchers.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wrong != nil {
		return sim, w.wrong
	}
	return sim, verifyTotals(sim)
}

// look is how long a watcher closes its eyes.
const look = 610 * time.Millisecond

// watch looks at a simulation until some time after its end and notes what must
// not be.
func (w *World) watch(id string) {
	var last simulation.Simulation
	for after := 0; after < 5 && w.Context().Err() == nil; time.Sleep(look) {
		sim, err := w.Store.Simulation(context.Background(), id)
		if err == nil {
			err = verify(last, sim, time.Now())
		}
		if err == nil && last.State.Ended() && !reflect.DeepEqual(last, sim) {
			err = fmt.Errorf("it changed after its end from %+v to %+v", last, sim)
		}
		if err != nil {
			w.mu.Lock()
			w.wrong = fmt.Errorf("%s: %w", id, err)
			w.mu.Unlock()
			return
		}
		if last = sim; sim.State.Ended() {
			after++
		}
	}
}

// now is the time in the precision that every store keeps.
func now() time.Time { return simulation.Stamp(time.Now()) }
