package studytest_test

import (
	"testing"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/study/studytest"
)

type both struct {
	*studytest.Model
	simulation.Sessions
}

func TestModel(t *testing.T) {
	studytest.Store(t, func(*testing.T) studytest.Both {
		sessions := simulationtest.NewModel()
		return both{studytest.NewModel(sessions), sessions}
	})
}
