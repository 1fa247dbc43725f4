package sqlite_test

import (
	"testing"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
	"alertsim/internal/study/studytest"
)

func TestStore(t *testing.T) {
	simulationtest.Store(t, func(t *testing.T) simulation.Store { return open(t, t.TempDir()).Store() })
}

func TestStudies(t *testing.T) {
	studytest.Store(t, func(t *testing.T) studytest.Both { return open(t, t.TempDir()).Store() })
}

// open opens a folder for the time of the test.
func open(t *testing.T, folder string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
