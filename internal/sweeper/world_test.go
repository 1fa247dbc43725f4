package sweeper_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker/workertest"
)

// world is a world with a sweeper and a note of what it writes.
type world struct {
	*workertest.World
	*sweeper.Sweeper
	queue *workertest.Queue
	mu    sync.Mutex
	calls []string
	told  map[metric.Name]int
}

// Add and Set are of metric.Recorder.
func (w *world) Add(name metric.Name, n int) { w.told[name] += n }

func (w *world) Set(metric.Name, float64) {}

// inWorld runs a test in a bubble of fake time.
func inWorld(t *testing.T, test func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		queue := &workertest.Queue{}
		w := &world{World: workertest.New(t, simulationtest.NewModel(), queue), queue: queue, told: map[metric.Name]int{}}
		wire := &workertest.Wire{Before: func(call string) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.calls = append(w.calls, call)
			return nil
		}}
		w.Sweeper = &sweeper.Sweeper{
			Store: wire.Store(w.World.Store), Queue: wire.Queue(queue), Now: time.Now, Metrics: w, Log: slog.New(slog.DiscardHandler),
		}
		test(w)
	})
}

// sweep sweeps once and returns what was called besides looking.
func (w *world) sweep() (calls []string) {
	w.Helper()
	w.calls = nil
	w.Must(w.Sweep(context.Background()))
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, call := range w.calls {
		if call != "CurrentSession" && call != "WatchSession" && call != "Settle" { // Settle writes nothing if there is nothing to settle
			calls = append(calls, call)
		}
	}
	return calls
}

// sweepFor sweeps each minute for so long.
func (w *world) sweepFor(d time.Duration) {
	w.Helper()
	for ; d > 0; d -= sweeper.Interval {
		time.Sleep(min(d, sweeper.Interval))
		w.sweep()
	}
}

// keepSweeping sweeps every minute until the simulation has ended.
func (w *world) keepSweeping(id string) {
	w.Go(func() {
		for w.Context().Err() == nil && !w.Read(id).State.Ended() {
			time.Sleep(sweeper.Interval)
			if err := w.Sweep(context.Background()); err != nil {
				w.Error(err)
			}
		}
	})
}

// alert takes about two and a half minutes on the wall.
func alert() settings.Settings {
	s := settings.DefaultSettings()
	s.Seed, s.Messages, s.Speed = 42, 200, 3
	s.SenderGroups[0].FailureRate = 0.1
	return s
}

// If all messages are lost, whatever state they are lost in, the simulation goes

// A shard whose workers all die without getting on fails its simulation, also

// A worker that died between the last shard's end and the simulation's leaves

// What a store or queue cannot do now is the caller's business, and the next
