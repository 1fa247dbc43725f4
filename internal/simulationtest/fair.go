package simulationtest

import (
	"time"

	"alertsim/internal/simulation"
)

const (
	// fairTick is how far the clock moves from one round of a fair time to the
	// next: below every limit of the protocol.
	fairTick = 5 * time.Second
	// sweepEvery is how often the sweeper comes.
	sweepEvery = time.Minute
)

// fairTime lets everybody do their work, and the user start what is ready,
// until the active simulation has ended or the limit is over. Nothing goes wrong
// any more but by disturb, which is called in every round; clocks stay as they
// are. It returns the simulation and how long it took.
func (w *world) fairTime(limit time.Duration, disturb func()) (simulation.Simulation, time.Duration) {
	w.t.Helper()
	before := w.faults
	w.careful, w.faults = true, faults{}
	defer func() { w.careful, w.faults = false, before }()
	begin, swept := w.now, w.now
	id := w.active()
	for id != "" && w.now.Sub(begin) <= limit {
		w.now = w.now.Add(fairTick)
		for _, k := range w.workers {
			w.work(k)
		}
		if w.seen[id].State == simulation.Ready {
			w.start()
		}
		disturb()
		if w.now.Sub(swept) >= sweepEvery {
			w.sweep()
			swept = w.now
		}
		w.observe()
		if w.seen[id].State.Ended() {
			break
		}
	}
	return w.seen[id], w.now.Sub(begin)
}
