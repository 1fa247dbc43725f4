// Package lane lets callers in one after another: as many at a time as there is
// room for, each caller in turn, and nobody for longer than it makes sense to
// wait.
package lane

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"alertsim/internal/fault"
)

// Lane lets jobs in as long as they hold no more memory together than it has,
// and no more of them are under way than it takes. Callers take turns: of those
// that wait, one of the caller with the fewest under way comes next, of equals one
// of who was let in longest ago, and of one caller the first.
type Lane struct {
	limits Limits

	mu       sync.Mutex
	held     int64
	underWay int
	entered  int // so far
	callers  map[string]*presence
	queue    []*entry
}

// Limits are what a lane takes.
type Limits struct {
	What      string // the jobs, as "forecasts"
	Memory    int64  // bytes that all under way hold together
	UnderWay  int    // under way
	PerCaller int    // under way and waiting
	// All is how many may be under way and waiting.
	All int
}

// presence is of a caller with jobs under way or waiting.
type presence struct {
	underWay, waiting int
	last              int // the number of the last that was let in; 0: none
}

func (p *presence) before(q *presence) bool {
	return p.underWay < q.underWay || p.underWay == q.underWay && p.last < q.last
}

type entry struct {
	caller string
	bytes  int64
	let    chan struct{}
}

// New returns an empty lane.
func New(l Limits) *Lane { return &Lane{limits: l, callers: map[string]*presence{}} }

// Memory is what all under way may hold together, so one alone at most.
func (l *Lane) Memory() int64 { return l.limits.Memory }

// Idle reports whether nobody is under way or waits.
func (l *Lane) Idle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held == 0 && l.underWay == 0 && len(l.queue) == 0 && len(l.callers) == 0
}

// Enter waits until the job may begin, at most so long. Whoever was let in calls
// leave in the end. The error is ctx's, or CodeTooMany.
func (l *Lane) Enter(ctx context.Context, caller string, bytes int64, longest time.Duration) (leave func(), err error) {
	e := &entry{caller: caller, bytes: bytes, let: make(chan struct{})}
	if err := l.line(e); err != nil {
		return nil, err
	}
	timer := time.NewTimer(longest)
	defer timer.Stop()
	select {
	case <-e.let:
		return func() { l.leave(e) }, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
		err = l.busy()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.queue, e)
	if i < 0 { // it was let in at the same moment
		return func() { l.leave(e) }, nil
	}
	l.queue = slices.Delete(l.queue, i, i+1)
	l.callers[caller].waiting--
	l.forget(caller)
	l.let() // what was behind it may fit
	return nil, err
}

func (l *Lane) line(e *entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.callers[e.caller]
	if p == nil {
		p = &presence{}
	}
	if n := p.underWay + p.waiting; n >= l.limits.PerCaller {
		return tooMany(fmt.Sprintf("%d of your %s are under way already; wait for them", n, l.limits.What))
	}
	if l.underWay+len(l.queue) >= l.limits.All {
		return l.busy()
	}
	l.callers[e.caller] = p
	p.waiting++
	l.queue = append(l.queue, e)
	l.let()
	return nil
}

func (l *Lane) leave(e *entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held -= e.bytes
	l.underWay--
	l.callers[e.caller].underWay--
	l.forget(e.caller)
	l.let()
}

func (l *Lane) forget(caller string) {
	if p := l.callers[caller]; p.underWay+p.waiting == 0 {
		delete(l.callers, caller)
	}
}

// let lets in who fits. It stops at the first that does not, or a large one
// would wait for ever while smaller ones pass by.
func (l *Lane) let() {
	for len(l.queue) > 0 && l.underWay < l.limits.UnderWay {
		next := 0
		for i, e := range l.queue {
			if l.callers[e.caller].before(l.callers[l.queue[next].caller]) {
				next = i
			}
		}
		e := l.queue[next]
		if l.held+e.bytes > l.limits.Memory {
			return
		}
		l.queue = slices.Delete(l.queue, next, next+1)
		l.held += e.bytes
		l.underWay++
		l.entered++
		p := l.callers[e.caller]
		p.waiting--
		p.underWay++
		p.last = l.entered
		close(e.let)
	}
}

// busy is the answer of a lane that is full.
func (l *Lane) busy() error {
	return tooMany(fmt.Sprintf("too many %s are under way just now; try again", l.limits.What))
}

func tooMany(message string) error {
	err := fault.Errorf(fault.CodeTooMany, "%s", message)
	err.RetryAfter = time.Second
	return err
}
