package simulationtest

import (
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/simulation"
)

// pickFrom lets rapid choose, so that it can shorten a schedule that fails.
func pickFrom(t *rapid.T) func(int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
}

// fairPick chooses without malice: what may happen at any time does happen at
// some time. rapid's own choices would let a worker beat for ever.
func fairPick(t *rapid.T) func(int) int {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)).IntN
}

// What must always hold holds whatever happens, and everything comes to an end
// afterwards.
func TestRandomSchedules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, pickFrom(t), NewModel())
		for range rapid.IntRange(1, 150).Draw(t, "steps") {
			w.step()
		}
		if sim, took := w.fairTime(time.Hour, func() {}); sim.ID != "" && !sim.State.Ended() {
			w.fail("%s is still %s after %s", sim.ID, sim.State, took)
		}
	})
}

// disturbances are what a queue or a host may do to a simulation for as long as
// it likes, and what becomes of the simulation then.
var disturbances = []struct {
	name    string
	disturb func(w *world, round int)
	state   simulation.State
	within  time.Duration
}{
	{"nothing", func(*world, int) {}, simulation.Completed, 5 * time.Minute},
	{"duplicates cannot fence each other out", func(w *world, _ int) {
		// Not more than the workers get through: a queue that grows for ever
		// starves any job.
		for range min(5, 20-len(w.queue)) {
			w.duplicate()
		}
		for _, m := range w.queue { // and everything is delivered again at once
			m.visible = w.now
		}
	}, simulation.Completed, 10 * time.Minute},
	{"a purge heals", func(w *world, round int) {
		if round%60 == 5 { // every five minutes
			w.purge()
		}
	}, simulation.Completed, 20 * time.Minute},
	{"crashes do not stop what moves on in between", func(w *world, _ int) {
		if w.pick(8) == 0 {
			w.crash()
		}
	}, simulation.Completed, 30 * time.Minute},
	{"every message is lost", func(w *world, _ int) { w.lossy = true; w.purge() }, simulation.Failed, simulation.RunGrace + 5*time.Minute},
	{"every worker dies at once", func(w *world, _ int) {
		for _, k := range w.workers {
			k.idle()
		}
	}, simulation.Failed, simulation.PrepareDeadline + 2*sweepEvery},
	{"every worker dies at once when it runs", func(w *world, _ int) {
		for _, k := range w.workers {
			if k.state == simulation.ShardRunning {
				k.idle()
			}
		}
	}, simulation.Failed, 12 * time.Minute},
	{"clocks that differ by days", func(w *world, round int) {
		if round == 1 {
			w.clocks = true
			for range 20 {
				w.setClock()
			}
		}
	}, simulation.Completed, 5 * time.Minute},
	{"clocks that are set all the time", func(w *world, _ int) { w.clocks = true; w.setClock() }, simulation.Completed, 10 * time.Minute},
	{"workers that stand still now and then", func(w *world, _ int) {
		w.freezes = true
		if w.pick(8) == 0 {
			w.freeze()
		}
	}, simulation.Completed, 45 * time.Minute},
	{ofAnotherVersion, func(*world, int) {}, simulation.Failed, simulation.PrepareDeadline + 2*sweepEvery},
	{"another version from when it runs", func(w *world, _ int) {
		for _, k := range w.workers {
			if k.job == nil && w.seen[w.latest()].State != simulation.Preparing {
				k.engine = 2
			}
			for _, shard := range w.seen[w.latest()].Shards {
				if shard.TakeOvers > 0 {
					w.fail("shard %d was taken over", shard.Index)
				}
			}
		}
	}, simulation.Failed, simulation.RunGrace + 10*time.Minute},
	{"another version for some minutes, then the one before", func(w *world, round int) {
		version := 1
		if round >= 10 && round < 60 {
			version = 2
		}
		for _, k := range w.workers {
			if k.job == nil {
				k.engine = version
			}
		}
	}, simulation.Completed, 15 * time.Minute},
	{"a fleet of two versions", func(w *world, round int) {
		if round == 2 {
			w.workers[0].engine = 2
		}
		other := w.pick(len(w.workers)) // nobody always comes first
		w.workers[0], w.workers[other] = w.workers[other], w.workers[0]
	}, simulation.Completed, 10 * time.Minute},
	{"a store that is out of reach or does not answer for every eighth call", func(w *world, _ int) { w.away = 8 }, simulation.Completed, 45 * time.Minute},
}

// ofAnotherVersion is the one in which the users have another version of the engine than the workers.
const ofAnotherVersion = "workers of another version from the beginning"

func TestDisturbances(t *testing.T) {
	for _, d := range disturbances {
		t.Run(d.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := newWorld(t, fairPick(t), NewModel())
				w.faults = faults{} // but what disturb makes
				if d.name == ofAnotherVersion {
					w.engine = 2 // of the users, who create it
				}
				w.create()
				w.observe()
				round := 0
				sim, took := w.fairTime(d.within, func() { round++; d.disturb(w, round) })
				if sim.State != d.state {
					w.fail("the simulation is %s (%q) after %s, want %s", sim.State, sim.Reason, took, d.state)
				}
				if sim.State == simulation.Completed && sim.Progress(w.now).Delivered != sim.Settings.Messages {
					w.fail("completed with %+v", sim.Progress(w.now))
				}
			})
		})
	}
}

// Duplicates alone take nothing over: a living worker keeps its shard.
func TestDuplicatesTakeNothingOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, fairPick(t), NewModel())
		w.faults = faults{}
		w.create()
		w.observe()
		sim, _ := w.fairTime(10*time.Minute, func() {
			for range 3 {
				w.duplicate()
			}
			for _, shard := range w.seen[w.latest()].Shards {
				if shard.TakeOvers > 0 {
					w.fail("shard %d was taken over from a living worker", shard.Index)
				}
			}
		})
		if sim.State != simulation.Completed {
			w.fail("the simulation is %s", sim.State)
		}
	})
}

// Schedules that never get anywhere would prove nothing.
func TestSchedulesReachEverything(t *testing.T) {
	reached := map[string]int{}
	for seed := range uint64(160) {
		w := newWorld(t, rand.New(rand.NewPCG(seed, 1)).IntN, NewModel())
		for range 150 {
			w.step()
			for _, k := range w.workers {
				if k.job != nil && k.engine == 2 {
					reached["worked on by a later version"]++
				}
			}
			for _, sim := range w.seen {
				reached[string(sim.State)]++
				if !sim.State.Ended() && sim.Engine != w.engine {
					reached["deployed while it was there"]++
				}
				for _, shard := range sim.Shards {
					if shard.TakeOvers > 0 {
						reached["taken over"]++
					}
					if shard.TakeOvers > 1 {
						reached["taken over twice in a row"]++
					}
					if shard.Turn > 2 {
						reached["turn 3"]++
					}
					if shard.State == simulation.ShardDone && sim.State == simulation.Cancelled {
						reached["cancelled with a shard done"]++
					}
				}
			}
			if len(w.seen) < len(w.created) {
				reached["deleted"]++
			}
		}
	}
	for _, what := range []string{"preparing", "ready", "running", "completed", "cancelled", "failed", "taken over", "taken over twice in a row",
		"turn 3", "worked on by a later version", "deployed while it was there", "cancelled with a shard done", "deleted"} {
		if reached[what] < 10 {
			t.Errorf("160 schedules reached %q %d times", what, reached[what])
		}
	}
}
