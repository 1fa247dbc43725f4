package simulationtest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"alertsim/internal/simulation"
)

// world is everything around a store that is free to go wrong: users, a
// sweeper, workers that crash and come back to life, and a queue that loses and
// doubles jobs. It makes one move after the other; pick decides which.
//
// It keeps its own account of who may write to which shard and of what every
// simulation looked like last, and fails when the store disagrees.
type world struct {
	t     failer
	ctx   context.Context
	pick  func(n int) int // 0 ≤ pick(n) < n
	store simulation.Store
	now   time.Time

	queue   []*message
	workers []*worker
	ghosts  []simulation.Claim // every claim there has been

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
	clock simulation.Micros
}

// Every shard of the world delivers shardMessages messages, one each 1,000 µs.
const (
	shardMessages = 10
	shardMakespan = shardMessages * 1000
)

func newWorld(t failer, pick func(int) int, store simulation.Store) *world {
	return &world{t: t, ctx: context.Background(), pick: pick, store: store, now: Epoch,
		workers: []*worker{{}, {}, {}},
		seen:    map[string]simulation.Simulation{}, holder: map[shardID]int64{}, token: map[shardID]int64{},
		cursors: []string{""}}
}

// checkpoint is what every worker arrives at when it replays a shard to a clock.
func checkpoint(clock simulation.Micros) simulation.Checkpoint {
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
		{6, w.haunt},
		{5, w.duplicate},
		{2, w.lose},
		{1, w.purge},
		{5, w.sweep},
		{1, w.neglect},
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

// mishap tells, once in so many times, that somebody dies between two things
// that belong together.
func (w *world) mishap() bool { return !w.careful && w.pick(10) == 0 }

// allows fails unless an error is nil or has one of the codes; it tells whether
// it is nil.
func (w *world) allows(err error, codes ...simulation.Code) bool {
	w.t.Helper()
	if err != nil && !oneOf(simulation.CodeOf(err), codes) {
		w.fail("code %q (%v), want none or one of %q", simulation.CodeOf(err), err, codes)
	}
	return err == nil
}

// wait lets one of the times pass that matter.
func (w *world) wait() {
	times := []time.Duration{time.Second, 5 * time.Second, simulation.HeartbeatTimeout, simulation.HeartbeatTimeout + time.Second,
		simulation.Visibility, simulation.ResendAfter + time.Microsecond, 5 * time.Minute}
	w.now = w.now.Add(times[w.pick(len(times))])
}
