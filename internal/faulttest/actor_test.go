package faulttest

import (
	"math/rand/v2"
	"sync"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/worker/workertest"
)

// actor is a machine: it has a clock of its own and a line to the store and the
// queue, and may stand still.
type actor struct {
	mu     sync.Mutex
	rand   *rand.Rand
	skew   time.Duration // how far its clock is ahead
	frozen time.Time     // until then it stands still
	away   int           // the store is out of reach for one call in so many; 0: never
}

func newActor(seed, n uint64) *actor { return &actor{rand: rand.New(rand.NewPCG(seed, n))} }

func (a *actor) now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Now().Add(a.skew)
}

// set changes it.
func (a *actor) set(f func(*actor)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f(a)
}

// calm ends what is wrong with it, but for its clock: that stays as it is.
func (a *actor) calm() { a.set(func(a *actor) { a.frozen, a.away = time.Time{}, 0 }) }

// stand returns when it does not stand still.
func (a *actor) stand() {
	for {
		a.mu.Lock()
		left := time.Until(a.frozen)
		a.mu.Unlock()
		if left <= 0 {
			return
		}
		time.Sleep(min(left, time.Second)) // it may be woken
	}
}

func (a *actor) loses() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.away > 0 && a.rand.IntN(2*a.away) == 0
}

var errAway = fault.Errorf(fault.CodeUnavailable, "the store is away")

// wire is its line: half of what is lost does not arrive, of the other half the
// answer is lost.
func (a *actor) wire() workertest.Wire {
	fails := func(call string) error {
		if call != "Receive" && a.loses() {
			return errAway
		}
		return nil
	}
	return workertest.Wire{
		Before: func(call string) error {
			a.stand()
			return fails(call)
		},
		After: func(call string, _ error) error {
			a.stand()
			return fails(call)
		},
	}
}
