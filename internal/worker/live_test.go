package worker_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// A live simulation goes through its states, takes the wall time that its
// settings say and comes to what the same settings come to at once.
func TestLive(t *testing.T) {
	for name, given := range map[string]settings.Settings{
		"1": alert(24, 4, 1), "7.5": alert(120, 4, 7.5), "1000": alert(20_000, 4, 1000),
		"the whole model": escalation(120, 4, 7.5), "the whole model, fast": escalation(20_000, 4, 1000),
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *workertest.World) {
				w.Begin(workertest.ProcessOptions{})
				id := w.Create(given, 1)
				if sim := w.Await(id, simulation.Ready); sim.Plan == nil || ended(sim) != 0 || sim.ReadyAt.IsZero() {
					t.Errorf("ready as %+v", sim)
				}
				time.Sleep(time.Minute)
				if sim := w.Read(id); sim.State != simulation.Ready || sim.Shards[0].Clock != 0 {
					t.Errorf("it was not started, but is %+v", sim)
				}
				w.Start(id)
				w.Until(id, func(s simulation.Simulation) bool { return s.State == simulation.Running && ended(s) > 0 })
				live := complete(w, id)
				if took := lost(live); took < 0 || took > time.Millisecond {
					t.Errorf("it took %v longer than %v", took, live.PlannedWallTime())
				}
				p := live.Progress(time.Now())
				if p.Failed == 0 || p.Expired == 0 || p.Delivered == 0 || p.Lag > time.Millisecond || *p.Remaining != 0 {
					t.Errorf("not much of a test: %+v", p)
				}
				given.Mode = settings.Instant
				id = w.Create(given, 1)
				w.Start(id)
				sameResult(w, complete(w, id), live)
			})
		})
	}
}

// Checkpoints lie on a grid that begins with the slice, however long they take,
// and the clock moves between them as fast as it should.
func TestCheckpointsDoNotDrift(t *testing.T) {
	for _, c := range []struct {
		takes    time.Duration
		interval float64
		every    time.Duration
	}{
		{0, 1, time.Second},
		{0, 0.75, 750 * time.Millisecond},
		{0, 60, time.Second}, // a lazy viewer does not make the record coarser
		{300 * time.Millisecond, 1, time.Second},
		{1300 * time.Millisecond, 1, 2 * time.Second}, // every second one is missed, the others are on time
	} {
		t.Run(fmt.Sprintf("%v each %v s", c.takes, c.interval), func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				s := alert(24, 4, 3)
				s.MonitoringInterval = c.interval
				id := w.Create(s, 1)
				var at []time.Time
				var clocks []settings.Micros
				w.Begin(workertest.ProcessOptions{Wire: workertest.Wire{
					Before: func(call string) error {
						if call == "Advance" {
							at = append(at, time.Now())
							time.Sleep(c.takes)
						}
						return nil
					},
					After: func(call string, _ error) error {
						if call == "Advance" {
							clocks = append(clocks, w.Read(id).Shards[0].Clock)
						}
						return nil
					},
				}})
				w.Start(id)
				complete(w, id)
				if len(at) < 5 {
					t.Fatalf("%d checkpoints", len(at))
				}
				for i := range at {
					due := time.Duration(i) * c.every
					if got := at[i].Sub(at[0]); got != due {
						t.Errorf("checkpoint %d came after %v, want %v", i, got, due)
					}
					if off := clocks[i] - settings.MicrosOf(3*due.Seconds()); off < -1 || off > 0 {
						t.Errorf("checkpoint %d is at %d µs, %d off", i, clocks[i], off)
					}
				}
			})
		})
	}
}

// However many shards there are, together they come to what one comes to, and
// no message ends in two of them.
func TestShards(t *testing.T) {
	for shards, in := range map[int]func(*testing.T, func(*workertest.World)){2: inWorld, 7: inWorld, 64: inMemory} {
		t.Run(fmt.Sprint(shards), func(t *testing.T) {
			in(t, func(w *workertest.World) { ofShards(w, alert(6*64, 64, 10), shards) })
		})
		t.Run(fmt.Sprintf("%d of the whole model", shards), func(t *testing.T) {
			in(t, func(w *workertest.World) { ofShards(w, escalation(6*64, 64, 10), shards) })
		})
	}
}

func ofShards(w *workertest.World, given settings.Settings, shards int) {
	w.Helper()
	metrics := &counter{}
	w.Begin(workertest.ProcessOptions{Workers: shards, Options: worker.Options{Metrics: metrics}})
	id := w.Create(given, shards)
	w.Start(id)
	sim := complete(w, id)
	if len(sim.Shards) != shards || metrics.get(metric.Slices) != shards || metrics.get(metric.SimulationsCompleted) < 1 {
		w.Errorf("%d shards, %d slices, %d times completed", len(sim.Shards), metrics.get(metric.Slices), metrics.get(metric.SimulationsCompleted))
	}
	if lost(sim) > time.Millisecond {
		w.Errorf("lost %v", lost(sim))
	}
}

// counter keeps the metrics that it is told.
type counter struct {
	mu     sync.Mutex
	counts map[metric.Name]int
	last   map[metric.Name]float64
}

func (c *counter) Add(name metric.Name, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[metric.Name]int{}
	}
	c.counts[name] += n
}

func (c *counter) Set(name metric.Name, value float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		c.last = map[metric.Name]float64{}
	}
	c.last[name] = value
}

func (c *counter) get(name metric.Name) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[name]
}
