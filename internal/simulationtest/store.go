package simulationtest

import (
	"testing"

	"alertsim/internal/simulation"
)

// Store runs the contract of simulation.Store. newStore returns an empty store;
// what it needs to clean up it registers with t.
func Store(t *testing.T, newStore func(t *testing.T) simulation.Store) {
	t.Helper()
	groups := []struct {
		name  string
		tests []storeTest
	}{
		{"Stale", staleTests},
		{"Race", raceTests},
		{"EndRace", endTests},
		{"Turn", turnTests},
		{"Engine", engineTests},
		{"Simulation", simulationTests},
		{"Session", sessionTests},
		{"History", historyTests},
		{"Tag", tagTests},
		{"RoundTrip", roundTripTests},
		{"Failure", failureTests},
	}
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			for _, test := range group.tests {
				t.Run(test.name, func(t *testing.T) { test.run(newEnv(t, newStore(t))) })
			}
		})
	}
	t.Run("Schedules", func(t *testing.T) { replaySchedules(t, newStore) })
}

// storeTest is one test of the contract; its store is empty.
type storeTest struct {
	name string
	run  func(e *env)
}
