package worker_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// later is a program with the next version of the engine.
var later = worker.Options{Engine: engine.Version + 1, Slice: 10 * time.Second}

// sweepWith sweeps each minute with another version of the engine until the simulation has ended or until is over.
func sweepWith(w *workertest.World, id string, version int, until time.Time, told *counter) {
	s := sweeper.Sweeper{Store: w.Store, Queue: w.Queue, Now: time.Now, Metrics: told, Log: quiet, Engine: version}
	for w.Context().Err() == nil && !w.Read(id).State.Ended() && time.Now().Before(until) {
		w.Must(s.Sweep(w.Context()))
		time.Sleep(sweeper.Interval)
	}
}

// A deployment in the middle of a live run: the old worker ends its slice and hands over, the new ones leave the shard alone
// and say so, and after a roll-back it goes on where it stood, to the same result. The time between is lag.
func TestDeploymentAndRollBack(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		plain := w.Create(alert(300, 2, 1), 2)
		old := w.Begin(workertest.ProcessOptions{Options: shortSlice, Workers: 2})
		w.Start(plain)
		want := complete(w, plain)

		id := w.Create(alert(300, 2, 1), 2)
		w.Start(id)
		w.Until(id, func(s simulation.Simulation) bool { return s.Clock() > 100*settings.Micros(1e6) })
		var log lockedLog
		told := &counter{}
		options := later
		options.Log, options.Metrics = slog.New(slog.NewJSONHandler(&log, nil)), told
		deployed := w.Begin(workertest.ProcessOptions{Options: options, Workers: 2})
		old.Stop() // hands its shards over
		stood := w.Read(id)
		const standstill = 24 * time.Minute // longer than 60 receives of one job each 20 s
		swept := &counter{}
		sweepWith(w, id, later.Engine, time.Now().Add(standstill), swept)

		sim := w.Read(id)
		if sim.State != simulation.Running || sim.Clock() != stood.Clock() {
			t.Fatalf("it is %s (%s) at %v, stood at %v", sim.State, sim.Reason, sim.Clock(), stood.Clock())
		}
		for _, shard := range sim.Shards {
			if shard.TakeOvers != 0 || shard.Token != stood.Shards[shard.Index].Token {
				t.Errorf("shard %d counts what was no take-over: %+v", shard.Index, shard)
			}
		}
		// Two shards whose jobs come back each 20 s, 72 times, and are sent again each second minute, so that none is given up
		// after 60 receives.
		if n := told.get(metric.JobsOfAnotherEngine); n < 2*72 || n > 2*(72+13) {
			t.Errorf("%d jobs handed back in %v", n, standstill)
		}
		if n := w.Queue.(*workertest.Queue).MostReceived(); n > 10 {
			t.Errorf("a job was received %d times", n)
		}
		if told.get(metric.SimulationsFailed)+swept.get(metric.SimulationsFailed) > 0 || told.get(metric.Slices) > 0 {
			t.Error("the later version has worked on it, or failed it")
		}
		line := fmt.Sprintf(`"engine":%d`, later.Engine)
		if text := log.String(); !strings.Contains(text, "job left for a worker of another version") || !strings.Contains(text, line) || !strings.Contains(text, fmt.Sprintf("created by version %d of the engine", engine.Version)) {
			t.Errorf("it does not say so: %.500s", text)
		}

		deployed.Stop()
		w.Begin(workertest.ProcessOptions{Options: shortSlice, Workers: 2}) // rolled back
		got := complete(w, id)
		sameResult(w, got, want)
		if lag := lost(got); lag < standstill || lag > standstill+5*time.Minute {
			t.Errorf("it lost %v", lag)
		}
	})
}

// Nobody rolls back: it fails at its deadline, with both versions and what to do. Prepare jobs and instant runs are left
// alone just so.
func TestDeploymentThatStrands(t *testing.T) {
	instant := alert(300, 2, 10)
	instant.Mode, instant.AutoStart = settings.Instant, true
	for _, c := range []struct {
		name     string
		settings settings.Settings
		start    bool
		deadline time.Duration
		reason   string
	}{
		{"while it is prepared", alert(300, 2, 10), false, simulation.PrepareDeadline, "it was not ready after 5 min"},
		{"while it runs", alert(300, 2, 10), true, 12 * time.Minute, "it was not completed after"},
		{"an instant run", instant, false, simulation.PrepareDeadline, "it was not ready after 5 min"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inMemory(t, func(w *workertest.World) {
				id := w.Create(c.settings, 1)
				if c.start {
					old := w.Begin(workertest.ProcessOptions{})
					w.Start(id)
					w.Until(id, func(s simulation.Simulation) bool { return s.Clock() > 0 })
					old.Stop()
				}
				told := &counter{}
				w.Begin(workertest.ProcessOptions{Options: later})
				began := time.Now()
				sweepWith(w, id, later.Engine, began.Add(2*time.Hour), told)
				sim := w.Read(id)
				why := fmt.Sprintf("it was created by version %d of the engine, and the program now has version %d", engine.Version, later.Engine)
				if sim.State != simulation.Failed || !strings.Contains(sim.Reason, c.reason) || !strings.Contains(sim.Reason, why) || !strings.Contains(sim.Reason, "create it again") {
					t.Errorf("it is %s because %q", sim.State, sim.Reason)
				}
				if took := sim.FinishedAt.Sub(began); took < c.deadline-time.Minute || took > c.deadline+5*time.Minute {
					t.Errorf("it failed after %v", took)
				}
				if sim.Shards[0].TakeOvers != 0 || told.get(metric.SimulationsFailed) != 1 {
					t.Errorf("%+v, %d failed", sim.Shards[0], told.get(metric.SimulationsFailed))
				}
			})
		})
	}
}

// A fleet in the middle of a deployment: whoever can takes the job in the end.
func TestMixedFleet(t *testing.T) {
	inMemory(t, func(w *workertest.World) {
		told := &counter{}
		options := later
		options.Metrics = told
		w.Begin(workertest.ProcessOptions{Options: options})
		w.Begin(workertest.ProcessOptions{Options: shortSlice})
		id := w.Create(alert(300, 2, 10), 1)
		w.Go(func() { sweepWith(w, id, engine.Version, time.Now().Add(time.Hour), &counter{}) })
		w.Start(id)
		complete(w, id)
		if told.get(metric.Slices) > 0 {
			t.Error("the later version has worked on it")
		}
	})
}

// lockedLog is a log that several write.
type lockedLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
