package simulationtest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"alertsim/internal/simulation"
)

var (
	schedules     = flag.Int("simulationtest.schedules", 8, "how many random schedules a store is compared with the model on")
	scheduleSeed  = flag.Uint64("simulationtest.seed", 1, "the seed of the first of them; the others count up from it")
	scheduleSteps = flag.Int("simulationtest.steps", 150, "how many moves a schedule has")
)

// replaySchedules compares a store with the model, answer by answer, on random
// schedules. A failure names the seed, with which it comes again.
func replaySchedules(t *testing.T, newStore func(t *testing.T) simulation.Store) {
	for i := range uint64(*schedules) {
		seed := *scheduleSeed + i
		t.Run(fmt.Sprintf("Seed%d", seed), func(t *testing.T) {
			w := newWorld(t, rand.New(rand.NewPCG(seed, 0)).IntN, nil)
			w.store = newTwin(newStore(t), w.fail)
			for range *scheduleSteps {
				w.step()
			}
			if sim, took := w.fairTime(time.Hour, func() {}); sim.ID != "" && !sim.State.Ended() {
				w.fail("%s is still %s after %s", sim.ID, sim.State, took)
			}
		})
	}
}
