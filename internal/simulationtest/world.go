package simulationtest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// world is everything around a store that is free to go wrong: users, a
// sweeper, workers that crash or stand still for a while, each with a clock of
// its own that may be set, a store that is out of reach now and then or whose
// answers get lost, and a queue that loses and doubles jobs. It makes one move
// after the other; pick decides which.
//
// It keeps its own account of who may write to which shard and of what every
// simulation looked like last, and fails when the store disagrees.
type world struct {
	t     failer
	ctx   context.Context
	pick  func(n int) int // 0 ≤ pick(n) < n
	store simulation.Store
	now   time.Time
	skew  [3 + workers]time.Duration // how far the clock of each is ahead

	queue   []*message
	workers []*worker
	claims  []simulation.Claim // every one there has been

	engine int // the version of the engine that is deployed: what is created gets it

	faults
	byAge    bool // a defect, see silent
	lossy    bool // every job is lost on its way to the queue
	careful  bool // nobody dies in the middle of anything
	sessions int
	created  []string
	seen     map[string]simulation.Simulation
	holder   map[shardID]int64 // the token that may write; absent: none
	token    map[shardID]int64 // the last one given out
	cursors  []string
	turn     int // of observe
	log      []string
}

// failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// faults switches what may go wrong beyond crashes and a bad queue.
type faults struct {
	clocks     bool // clocks are set
	freezes    bool // workers stand still for a while
	lateWrites bool // a packet comes late, or a worker that was taken for dead
	deploys    bool // another version of the engine is deployed, and comes to one worker after the other
	away       int  // the store is out of reach for one call in so many; 0: never
}

// allFaults are those of a random schedule.
var allFaults = faults{clocks: true, freezes: true, lateWrites: true, deploys: true, away: 15}

// Who has a clock; the workers come after them.
const (
	users = iota
	sweeping
	strangers
	firstWorker

	workers = 3
)

// at is the time by somebody's clock.
func (w *world) at(who int) time.Time { return w.now.Add(w.skew[who]) }

type shardID struct {
	simulation string
	shard      int
}

// message is a job on the queue; it can be received from a time on.
type message struct {
	job     simulation.Job
	visible time.Time
}

// worker works on one shard at a time.
type worker struct {
	job   *message // nil: idle
	claim simulation.Claim
	state simulation.ShardState
	clock settings.Micros

	who    int       // whose clock is its own
	frozen time.Time // until then it stands still
	engine int       // its version of the engine
}

// idle is the worker with nothing to do.
func (k *worker) idle() { *k = worker{who: k.who, frozen: k.frozen, engine: k.engine} }

// Every shard of the world delivers shardMessages messages, one each 1,000 µs.
const (
	shardMessages = 10
	shardMakespan = shardMessages * 1000
)

func newWorld(t failer, pick func(int) int, store simulation.Store) *world {
	w := &world{t: t, ctx: context.Background(), pick: pick, store: store, now: Epoch, engine: 1, faults: allFaults,
		seen: map[string]simulation.Simulation{}, holder: map[shardID]int64{}, token: map[shardID]int64{},
		cursors: []string{""}}
	for i := range workers {
		w.workers = append(w.workers, &worker{who: firstWorker + i, engine: w.engine})
	}
	return w
}

// checkpoint is what every worker arrives at when it replays a shard to a clock.
func checkpoint(clock settings.Micros) simulation.Checkpoint {
	p := At(clock)
	if clock >= shardMakespan {
		p.Counts.InFlight = 0
	}
	return p
}

// step makes one random move and checks everything that must always hold.
func (w *world) step() {
	moves := []struct {
		weight int
		move   func()
	}{
		{40, func() { w.work(w.workers[w.pick(len(w.workers))]) }},
		{10, w.wait},
		{4, w.crash},
		{6, w.writeLate},
		{3, w.freeze},
		{2, w.setClock},
		{1, w.deploy},
		{5, w.duplicate},
		{2, w.lose},
		{1, w.purge},
		{5, w.sweep},
		{1, w.neglect},
		{1, w.abandon},
		{6, w.create},
		{8, w.start},
		{1, w.cancel},
		{2, w.forget},
		{4, w.useSession},
		{2, w.replaceSession},
		{2, w.listHistory},
		{2, w.tryKey},
	}
	total := 0
	for _, m := range moves {
		total += m.weight
	}
	n := w.pick(total)
	for _, m := range moves {
		if n -= m.weight; n < 0 {
			m.move()
			break
		}
	}
	w.observe()
}

// note records what happened, for when something goes wrong.
func (w *world) note(format string, args ...any) {
	w.log = append(w.log, w.now.Format("15:04:05 ")+fmt.Sprintf(format, args...))
}

// fail ends the test with what led to it.
func (w *world) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(w.log[max(0, len(w.log)-60):], "\n"))
}

// dies tells, once in so many times, that somebody dies between two things that
// belong together.
func (w *world) dies() bool { return !w.careful && w.pick(10) == 0 }

// allows fails unless an error is nil or has one of the codes; it reports whether
// it is nil.
func (w *world) allows(err error, codes ...fault.Code) bool {
	w.t.Helper()
	if err != nil && !oneOf(fault.CodeOf(err), codes) {
		w.fail("code %q (%v), want none or one of %q", fault.CodeOf(err), err, codes)
	}
	return err == nil
}

// wait lets one of the times pass that matter.
func (w *world) wait() {
	times := []time.Duration{time.Second, 5 * time.Second, simulation.HeartbeatTimeout, simulation.HeartbeatTimeout + time.Second,
		simulation.Visibility, simulation.ResendAfter + time.Microsecond, 5 * time.Minute}
	w.now = w.now.Add(times[w.pick(len(times))])
}
