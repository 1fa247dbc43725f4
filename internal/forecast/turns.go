package forecast

import (
	"context"
	"sync"
	"time"
)

// turns share some processors among computations. Whoever has had the least of
// them goes first: first between the members of the session in play and
// strangers, of whom members have the larger share; then between callers, who
// have equal ones; then between the computations of one caller. So a small
// forecast is done within a few turns however many large ones are under way,
// and how many of them one caller has makes no difference to the others.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting []*waiter
	classes [classes]account
	callers map[callerOf]*account
}

const (
	// turnLength is how long a computation goes on before it gives way.
	turnLength = 10 * time.Millisecond
	// memberWeight is how much more of the processors members have than all
	// strangers together, while both want them.
	memberWeight = 8
)

// The classes of callers.
const (
	strangers = iota
	members
	classes
)

type callerOf struct {
	class int
	name  string
}

// account is what a class or a caller has had.
type account struct {
	used time.Duration // of a class by its weight
	jobs int           // under way
}

// job is one request's computations, of which several may wait or compute at a
// time.
type job struct {
	caller callerOf
	used   time.Duration
}

type waiter struct {
	job     *job
	granted chan struct{}
}

func newTurns(processors int) *turns {
	return &turns{free: processors, callers: map[callerOf]*account{}}
}

// enter opens an account for a job. Who comes new starts level with those who
// are there: what was not used is not saved up.
func (t *turns) enter(c callerOf) *job {
	t.mu.Lock()
	defer t.mu.Unlock()
	class := &t.classes[c.class]
	if class.jobs == 0 {
		if other := t.classes[classes-1-c.class]; other.jobs > 0 {
			class.used = max(class.used, other.used)
		}
	}
	class.jobs++
	caller := t.callers[c]
	if caller == nil {
		caller = &account{}
		first := true
		for of, a := range t.callers {
			if of.class == c.class && (first || a.used < caller.used) {
				caller.used, first = a.used, false
			}
		}
		t.callers[c] = caller
	}
	caller.jobs++
	return &job{caller: c}
}

func (t *turns) leave(j *job) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.classes[j.caller.class].jobs--
	caller := t.callers[j.caller]
	if caller.jobs--; caller.jobs == 0 {
		delete(t.callers, j.caller)
	}
}

// acquire waits for a processor.
func (t *turns) acquire(ctx context.Context, j *job) error {
	t.mu.Lock()
	if t.free > 0 { // so nobody waits
		t.free--
		t.mu.Unlock()
		return nil
	}
	w := t.wait(j)
	t.mu.Unlock()
	return t.granted(ctx, w)
}

// yield takes note of what was used and, if there is one who has had less, lets
// that one go on and waits for the next turn. On an error the processor is let
// go.
func (t *turns) yield(ctx context.Context, j *job, spent time.Duration) error {
	t.mu.Lock()
	t.charge(j, spent)
	next := t.first()
	if next == nil || !t.before(next.job, j) {
		t.mu.Unlock()
		return nil
	}
	t.grant(next)
	w := t.wait(j)
	t.mu.Unlock()
	return t.granted(ctx, w)
}

func (t *turns) release(j *job, spent time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.charge(j, spent)
	t.pass()
}

// pass hands a processor that is not used any more to the first in line.
func (t *turns) pass() {
	if next := t.first(); next != nil {
		t.grant(next)
		return
	}
	t.free++
}

func (t *turns) charge(j *job, spent time.Duration) {
	j.used += spent
	t.callers[j.caller].used += spent
	if j.caller.class == members {
		spent /= memberWeight
	}
	t.classes[j.caller.class].used += spent
}

func (t *turns) wait(j *job) *waiter {
	w := &waiter{job: j, granted: make(chan struct{})}
	t.waiting = append(t.waiting, w)
	return w
}

func (t *turns) granted(ctx context.Context, w *waiter) error {
	select {
	case <-w.granted:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.remove(w) { // it was granted in the same moment
		t.pass()
	}
	return ctx.Err()
}

func (t *turns) grant(w *waiter) {
	t.remove(w)
	close(w.granted)
}

// remove reports whether it was still waiting.
func (t *turns) remove(w *waiter) bool {
	for i := range t.waiting {
		if t.waiting[i] == w {
			t.waiting = append(t.waiting[:i], t.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// first is whose turn is next; of equals who came first.
func (t *turns) first() *waiter {
	var first *waiter
	for _, w := range t.waiting {
		if first == nil || t.before(w.job, first.job) {
			first = w
		}
	}
	return first
}

func (t *turns) before(a, b *job) bool {
	if a.caller.class != b.caller.class {
		x, y := t.classes[a.caller.class].used, t.classes[b.caller.class].used
		return x < y || x == y && a.caller.class == members
	}
	if x, y := t.callers[a.caller].used, t.callers[b.caller].used; x != y {
		return x < y
	}
	return a.used < b.used
}
