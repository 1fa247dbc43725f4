package forecast

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// work is what a computation carries in its context: whose turns it takes on
// the processors, and how far it has got.
type work struct {
	turns   *turns // nil: nobody has to be waited for
	job     *job
	workers int // computations at a time
	meter   meter
}

type workKey struct{}

// workOf is the work that ctx is for: where there is none, one that has all
// processors to itself.
func workOf(ctx context.Context) *work {
	if w, ok := ctx.Value(workKey{}).(*work); ok {
		return w
	}
	return &work{workers: runtime.GOMAXPROCS(0)}
}

// Watch returns a context whose computation shows the share of it that is done,
// 0 to 1, about every millisecond and one call at a time. Where nobody knows how
// much there is to do it shows nothing.
func Watch(ctx context.Context, show func(done float64)) context.Context {
	w := &work{workers: runtime.GOMAXPROCS(0)}
	w.meter.show = show
	return context.WithValue(ctx, workKey{}, w)
}

// workersOf is how many plans the computation of ctx may compute at a time.
func workersOf(ctx context.Context) int { return workOf(ctx).workers }

// compute calls step until it is done, in turns with whatever else computes. step
// tells what share of it is done; all of it counts for so many plans.
func (w *work) compute(ctx context.Context, plans float64, step func() (done bool, share float64, err error)) error {
	return w.inTurns(ctx, plans, func(tell func(share float64) error) error {
		for ctx.Err() == nil {
			done, share, err := step()
			if err != nil || done {
				return err
			}
			if err := tell(share); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

// InTurns calls do, which computes in turns with whatever else is computed: it calls tell every few milliseconds with the
// share of it that is done, and ends with tell's error.
func InTurns(ctx context.Context, do func(tell func(share float64) error) error) error {
	return workOf(ctx).inTurns(ctx, 1, do)
}

func (w *work) inTurns(ctx context.Context, plans float64, do func(tell func(share float64) error) error) error {
	turn, err := w.take(ctx)
	if err != nil {
		return err
	}
	defer turn.end()
	share := 0.0
	err = do(func(now float64) error {
		now = plans * min(now, almostDone)
		w.meter.add(now - share)
		share = now
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return turn.next(ctx)
	})
	if err == nil {
		w.meter.add(plans - share)
	}
	return err
}

// almostDone is what is shown at most of a plan that is not done, as how much
// there is to do is only estimated.
const almostDone = 0.99

// meter adds up what is done of a number of plans.
type meter struct {
	mu    sync.Mutex
	plans float64 // 0: one
	done  float64 // of them
	show  func(done float64)
}

// expect says how many plans there will be.
func (m *meter) expect(plans int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.plans = float64(plans)
}

func (m *meter) add(share float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done += share
	if m.show != nil && share > 0 && m.plans >= 0 {
		m.show(m.share())
	}
}

// unknown is how many plans there are where nobody can tell.
const unknown = -1

// share is what is done of all, 0 if nobody knows.
func (m *meter) share() float64 {
	if m.plans < 0 {
		return 0
	}
	return max(0, min(1, m.done/max(1, m.plans)))
}

func (m *meter) read() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.share()
}

// turn is one computation's hold of a processor; nil is one that needs none.
type turn struct {
	turns *turns
	job   *job
	since time.Time
}

func (w *work) take(ctx context.Context) (*turn, error) {
	if w.turns == nil {
		return nil, ctx.Err()
	}
	if err := w.turns.acquire(ctx, w.job); err != nil {
		return nil, err
	}
	return &turn{turns: w.turns, job: w.job, since: time.Now()}, nil
}

// next gives way to who has had less, once the turn has lasted its time.
func (t *turn) next(ctx context.Context) error {
	if t == nil || t.turns == nil {
		return nil
	}
	now := time.Now()
	spent := now.Sub(t.since)
	if spent < turnLength {
		return nil
	}
	if err := t.turns.yield(ctx, t.job, spent); err != nil {
		t.turns = nil // which has let go of the processor
		return err
	}
	t.since = time.Now()
	return nil
}

func (t *turn) end() {
	if t != nil && t.turns != nil {
		t.turns.release(t.job, time.Since(t.since))
	}
}
