package simulationtest_test

import (
	"testing"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
)

// A model that does not pass the contract would prove nothing.
func TestModel(t *testing.T) {
	simulationtest.Store(t, func(*testing.T) simulation.Store { return simulationtest.NewModel() })
}
