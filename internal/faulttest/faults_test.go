package faulttest

import (
	"context"
	"flag"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/worker/workertest"
)

var (
	runs = flag.Int("faulttest.runs", 16, "how many random runs there are")
	seed = flag.Uint64("faulttest.seed", 1, "the seed of the first of them; the others count up from it")
)

// finding is what a run fails with.
type finding string

// run lets users do what they do while things go wrong, and then nothing does.
// It returns what was found, "" if nothing was.
func run(t *testing.T, seed uint64, d defects, reached map[string]int) (found finding) {
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if r := recover(); r != nil {
				var ok bool
				if found, ok = r.(finding); !ok {
					panic(r)
				}
			}
		}()
		s := newSystem(t, seed, simulationtest.NewModel(), d)
		defer func() {
			for what, n := range s.reached {
				reached[what] += n
			}
		}()
		s.disturb(150)
		s.calm()
		s.ends()
		s.completes()
	})
	return found
}

// Whatever goes wrong, no answer of the API is wrong, and when nothing does any
// more, everything that was begun comes to its end and what is begun then
// completes, though the clocks differ for good.
func TestFaults(t *testing.T) {
	reached := map[string]int{}
	for i := range uint64(*runs) {
		t.Run(fmt.Sprintf("Seed%d", *seed+i), func(t *testing.T) {
			if found := run(t, *seed+i, defects{sound, sound}, reached); found != "" {
				t.Fatal(found)
			}
		})
	}
	if *runs < 16 || t.Failed() {
		return
	}
	for _, what := range []string{"preparing", "ready", "running", "completed", "cancelled", "handed over", "looked at", "200", "201", "202", "204", "401", "404", "409", "503"} {
		if reached[what] < 5 {
			t.Errorf("reached %q %d times; a run that gets nowhere proves nothing", what, reached[what])
		}
	}
}

// late is a store of which old readings are read now and then.
type late struct {
	simulation.Store
	last map[string]simulation.Simulation
	n    *int
}

func (s late) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	if old, ok := s.last[id]; ok && *s.n%10 == 0 {
		*s.n++
		return old, nil
	}
	sim, err := s.Store.Simulation(ctx, id)
	if *s.n++; err == nil && *s.n%7 == 0 {
		s.last[id] = sim
	}
	return sim, err
}

// hasty is a store by whose account a simulation has been worked on for as long
// as the clock says.
type hasty struct{ simulation.Store }

func (s hasty) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (simulation.Session, error) {
	session, err := s.Store.WatchSession(ctx, id, latest, now)
	if err == nil && latest != nil {
		since := latest.CreatedAt
		if latest.State == simulation.Running {
			since = latest.StartedAt
		}
		session.Watch.Worked = now.Sub(since)
	}
	return session, err
}

// blind is a store by whose account nothing is silent of which a heartbeat of
// less than a minute ago is known.
type blind struct{ simulation.Store }

func (s blind) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (simulation.Session, error) {
	session, err := s.Store.WatchSession(ctx, id, latest, now)
	for i := range session.Watch.Shards {
		session.Watch.Shards[i].For = now.Sub(session.Watch.Shards[i].HeartbeatAt)
	}
	return session, err
}

// leaky is a store on which the end of a session leaves what runs in it.
type leaky struct{ simulation.Store }

func (s leaky) End(ctx context.Context, id string, _ simulation.State, _ string, _ time.Time) (simulation.Simulation, error) {
	return s.Simulation(ctx, id)
}

// Defects that were planted are found.
func TestDefectsAreFound(t *testing.T) {
	for name, d := range map[string]defects{
		"the API reads what was": {func(s simulation.Store) simulation.Store {
			return late{s, map[string]simulation.Simulation{}, new(int)}
		}, sound},
		"the API cancels nothing":              {func(s simulation.Store) simulation.Store { return leaky{s} }, sound},
		"deadlines are by the wall":            {sound, func(s simulation.Store) simulation.Store { return hasty{s} }},
		"silence is by the age of a heartbeat": {sound, func(s simulation.Store) simulation.Store { return blind{s} }},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range uint64(60) {
				if run(t, i+1, d, map[string]int{}) != "" {
					return
				}
			}
			t.Error("it is not found in 60 runs")
		})
	}
}

// disturb lets users do what they do while things go wrong.
func (s *system) disturb(moves int) {
	s.user.enter()
	for range moves {
		time.Sleep(time.Duration(s.rand.IntN(8000)) * time.Millisecond)
		if s.rand.IntN(4) == 0 {
			s.fault()
		}
		s.user.move()
	}
}

// ends waits until what was begun has ended.
func (s *system) ends() {
	for i := range workers {
		s.restart(i)
	}
	id := s.user.latest()
	if id == "none" {
		return
	}
	for begin := time.Now(); time.Since(begin) < time.Hour; time.Sleep(5 * time.Second) {
		if !s.user.read(id) || s.user.seen[id].State.Ended() { // it may have been deleted
			return
		}
		if s.user.seen[id].State == simulation.Ready {
			s.user.call("POST", "/simulations/"+id+"/start", "", nil)
		}
	}
	s.fail("%s has not ended in an hour: %s", id, s.user.seen[id].State)
}

// completes makes sure that all is well: a new simulation completes, though once
// all workers die in the middle of it and the queue is lost.
func (s *system) completes() {
	const settings = `{"messages": 60, "seed": 7, "autoStart": true, "senderGroups": [{"senders": 6, "sendTime": {"mean": 5}, "failureRate": 0.2}]}`
	s.user.latest() // enters
	var d document
	if status := s.user.call("POST", "/simulations", settings, &d); status != 202 {
		s.fail("create: %d", status)
	}
	s.user.see(d)
	crashed := false
	for begin := time.Now(); time.Since(begin) < 5*time.Minute; time.Sleep(5 * time.Second) {
		if s.user.read(d.ID); s.user.seen[d.ID].State.Ended() {
			break
		}
		if !crashed && s.user.seen[d.ID].Progress.SimulatedSeconds > 10 {
			crashed = true
			for i := range workers {
				s.restart(i)
			}
			s.queue.Purge()
		}
	}
	if got := s.user.seen[d.ID]; got.State != simulation.Completed || !crashed {
		s.fail("a new one is %s (%s) after 5 minutes", got.State, got.Reason)
	}
	sim, err := s.store.Simulation(context.Background(), d.ID)
	s.world.Must(err)
	want, err := workertest.Expect(sim.Settings)
	s.world.Must(err)
	if got := sim.Progress(sim.FinishedAt).Counts; got != want.Totals || !reflect.DeepEqual(sim.Plan, want) {
		s.fail("it came to %+v, want %+v", got, want.Totals)
	}
}
