package simulationtest

import (
	"errors"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// setClock sets somebody's clock ahead or back.
func (w *world) setClock() {
	if !w.clocks {
		return
	}
	who := w.pick(len(w.skew))
	steps := []time.Duration{-24 * time.Hour, -time.Hour, -90 * time.Second, -time.Second, time.Second, 90 * time.Second, time.Hour, 24 * time.Hour}
	w.skew[who] += steps[w.pick(len(steps))]
	w.note("the clock of %d is %s ahead now", who, w.skew[who])
}

// freeze lets a worker stand still for a while, with all it knows. When it goes
// on it does not notice.
func (w *world) freeze() {
	if !w.freezes {
		return
	}
	k := w.workers[w.pick(len(w.workers))]
	times := []time.Duration{5 * time.Second, simulation.HeartbeatTimeout + time.Second, 65 * time.Second, 5 * time.Minute}
	k.frozen = w.now.Add(times[w.pick(len(times))])
	w.note("worker %d stands still until %s", k.who, k.frozen.Format("15:04:05"))
}

// deploy brings another version of the engine, or the one before, to users and to some
// of the workers. One that is at work ends with the version that it began with, as a
// function does.
func (w *world) deploy() {
	if !w.deploys {
		return
	}
	if w.engine == 1 && w.pick(2) == 0 { // it is soon found out and rolled back
		w.engine = 2
	} else {
		w.engine = 1
	}
	for _, k := range w.workers {
		if k.job == nil && w.pick(4) > 0 {
			k.engine = w.engine
		}
	}
	w.note("version %d is deployed", w.engine)
}

// errAway is what a caller gets to see of a store that is out of reach.
var errAway = fault.Errorf(fault.CodeUnavailable, "the store is away")

// unsure makes a call of the store. It may not arrive, or its answer may be
// lost: told is what the caller gets to see, and err what has happened.
func (w *world) unsure(what string, call func() error) (told, err error) {
	lost := w.away > 0 && w.pick(w.away) == 0
	if lost && w.pick(2) == 0 {
		w.note("%s does not arrive", what)
		return errAway, errAway
	}
	if err = call(); lost {
		w.note("the answer to %s is lost", what)
		return errAway, err
	}
	return err, err
}

// isAway reports whether a call did not arrive or its answer did not.
func isAway(err error) bool { return errors.Is(err, errAway) }
