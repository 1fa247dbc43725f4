package sqlite_test

import (
	"testing"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/study"
)

func TestQueue(t *testing.T) {
	simulationtest.QueueInBubble(t, func(t *testing.T) simulationtest.QueueUnderTest {
		return simulationtest.QueueUnderTest{Queue: open(t, t.TempDir()).Queue()}
	})
}

// Jobs of studies and of simulations never see each other.
func TestStudyQueue(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	job := study.Job{Study: "s", Chunk: 17}
	if err := db.StudyQueue().Send(ctx, 0, job, study.Job{Study: "s", Chunk: 18, To: 30}); err != nil {
		t.Fatal(err)
	}
	if err := db.Queue().Send(ctx, 0, simulation.Job{Kind: simulation.JobRun, Simulation: "x", Turn: 1}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"v":1,"kind":"study","study":"s","chunk":17}`, `{"v":1,"kind":"study","study":"s","chunk":18,"to":30}`} {
		d, err := db.StudyQueue().Receive(ctx)
		if err != nil || d == nil || d.Body != want {
			t.Fatalf("%+v, %v; want %s", d, err, want)
		}
	}
	d, err := db.Queue().Receive(ctx)
	if err != nil || d == nil || d.Body != `{"v":1,"kind":"run","simulation":"x","shard":0,"turn":1}` {
		t.Fatalf("%+v, %v", d, err)
	}
}
