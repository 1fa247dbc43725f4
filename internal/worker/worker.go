// Package worker does the work of a simulation: it claims the shard a job
// names, replays to its checkpoint, goes on, checkpoints about once a second and
// hands the shard over or finishes it. Any number of workers may run anywhere;
// turns and tokens keep them apart.
package worker

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Worker handles jobs. Make one with New; it may handle several at once.
type Worker struct {
	store simulation.Store
	queue simulation.Queue
	Options

	// stepEvents is how many ended attempts are computed between two looks at
	// the clock; stepped is called after that. Tests let time pass there, which
	// computing takes none of in their fake time.
	stepEvents int
	stepped    func()
	sleep      func(ctx context.Context, until time.Time) (stopped bool)
}

// Options say how a deployment wants it.
type Options struct {
	// Slice is how long a worker keeps a live shard, counted from the end of the
	// replay, before it hands it over. Ten minutes if zero. A context's deadline
	// shortens it.
	Slice time.Duration
	// Engine is the version of the engine that it says it has; engine.Version if zero,
	// and another in tests alone.
	Engine int
	// Metrics counts what happens; nothing if nil.
	Metrics metric.Recorder
	// Now is the clock that heartbeats are written by; time.Now if nil. It may be
	// set at any time: how fast the simulated clock moves does not depend on it.
	Now func() time.Time
	// Log takes one line a slice and what went wrong; the default logger if nil.
	Log *slog.Logger
}

// stepEvents take some milliseconds.
const stepEvents = 200_000

// New returns a Worker on a store and a queue.
func New(store simulation.Store, queue simulation.Queue, o Options) *Worker {
	if o.Slice <= 0 {
		o.Slice = 10 * time.Minute
	}
	if o.Engine == 0 {
		o.Engine = engine.Version
	}
	if o.Metrics == nil {
		o.Metrics = metric.None{}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Worker{store: store, queue: queue, Options: o, stepEvents: stepEvents, stepped: func() {}, sleep: sleepUntil}
}

// Handle does what a received message asks for. Nil means that the message is
// done with: whoever received it deletes it. After an error Handle has given it
// back to the queue (see giveBack), and it must be left there.
func (w *Worker) Handle(ctx context.Context, d simulation.Delivery) error {
	err := w.handle(ctx, d)
	if err != nil {
		giveBack(ctx, w.queue, w.Options, d, err)
	}
	return err
}

func (w *Worker) handle(ctx context.Context, d simulation.Delivery) error {
	job, err := simulation.ParseJob(d.Body)
	if err != nil {
		return err
	}
	w.Metrics.Add(metric.Jobs, 1)
	sim, shard, err := w.store.ClaimShard(ctx, job, w.Engine, w.now())
	switch fault.CodeOf(err) {
	case "":
	case fault.CodeStale, fault.CodeNotFound: // nothing to do, now or ever
		return nil
	default:
		return err
	}
	s := &slice{
		Worker: w, sim: sim, shard: shard,
		claim: simulation.Claim{Simulation: sim.ID, Shard: shard.Index, Token: shard.Token},
		alive: time.Now(),
		log:   w.Log.With("simulation", sim.ID, "shard", shard.Index, "turn", shard.Turn, "token", shard.Token),
	}
	defer keepInvisible(ctx, w.queue, d, w.Log)()
	err = s.work(ctx)
	if err != nil && ctx.Err() != nil {
		// Told to stop in the middle: let the next worker begin at once.
		err = s.handOver(ctx, s.shard.Checkpoint())
	}
	if fault.CodeOf(err) == fault.CodeStale || fault.CodeOf(err) == fault.CodeNotFound {
		w.Metrics.Add(metric.RefusedCheckpoints, 1)
		s.log.InfoContext(ctx, "slice refused: cancelled, deleted or taken over", "error", err)
		return nil
	}
	return err
}

// keepInvisible hides the message for Visibility, and again and again until the
// returned function is called, so that it returns soon if this process dies.
func keepInvisible(ctx context.Context, queue simulation.Inbox, d simulation.Delivery, log *slog.Logger) (stop func()) {
	extend(ctx, queue, d, log)
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(simulation.ExtendEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				extend(ctx, queue, d, log)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

func extend(ctx context.Context, queue simulation.Inbox, d simulation.Delivery, log *slog.Logger) {
	if err := queue.Extend(ctx, d.Receipt, simulation.Visibility); err != nil && ctx.Err() == nil {
		log.WarnContext(ctx, "message not extended; it may be delivered twice, which is harmless", "error", err)
	}
}

// slice is what one worker does for one job.
type slice struct {
	*Worker
	sim   simulation.Simulation
	shard simulation.Shard
	claim simulation.Claim
	alive time.Time // when the store last took something of it, by this process's clock
	log   *slog.Logger
}

func (s *slice) work(ctx context.Context) error {
	if s.shard.TakeOvers > simulation.MaxTakeOvers {
		return s.fail(ctx, fmt.Sprintf("its shard %d was taken over %d times without getting on", s.shard.Index, simulation.MaxTakeOvers))
	}
	if err := schedule.CheckRun(s.sim.Settings, schedule.Available()); err != nil {
		return s.failBy(ctx, err)
	}
	compiled, err := schedule.Compile(s.sim.Settings)
	if err != nil {
		return s.failBy(ctx, err)
	}
	switch {
	case s.shard.State == simulation.ShardPreparing:
		return s.prepare(ctx, compiled)
	case s.sim.Settings.Mode == settings.Instant:
		return s.runInstant(ctx, compiled)
	default:
		return s.runLive(ctx, compiled)
	}
}

// failBy fails the simulation because of its settings, in the words of an error
// that says what is wrong with them.
func (s *slice) failBy(ctx context.Context, err error) error {
	return s.failAs(ctx, metric.SimulationsUnfit, "its settings cannot be simulated: "+err.Error())
}

func (s *slice) fail(ctx context.Context, reason string) error {
	return s.failAs(ctx, metric.SimulationsFailed, reason)
}

func (s *slice) failAs(ctx context.Context, as metric.Name, reason string) error {
	_, err := s.store.End(ctx, s.sim.ID, simulation.Failed, reason, s.now())
	if err == nil {
		s.log.ErrorContext(ctx, "simulation failed", "reason", reason)
		s.Metrics.Add(as, 1)
	}
	if fault.CodeOf(err) == fault.CodeConflict { // ended in the meantime
		return nil
	}
	return err
}

// now is the time in the precision that every store keeps.
func (w *Worker) now() time.Time { return simulation.Stamp(w.Now()) }
