package sqlite_test

import (
	"testing"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
)

func benchmarkDB(b *testing.B) (*sqlite.DB, simulation.Simulation, simulation.Claim) {
	b.Helper()
	db, err := sqlite.Open(b.TempDir())
	must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	ctx, now, store := b.Context(), time.Now(), db.Store()
	must(b, store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}}, nil))
	sim := simulation.New("sim", "s", simulationtest.Settings(4), 1, now)
	must(b, store.Create(ctx, sim))
	fail := func(err error) { must(b, err) }
	must(b, store.MarkReady(ctx, claimJob(fail, store, sim.Jobs()[0]), simulationtest.FullPlan(), now))
	_, err = store.Settle(ctx, sim.ID, now)
	must(b, err)
	sim, err = store.Start(ctx, sim.ID, now)
	must(b, err)
	return db, sim, claimJob(fail, store, sim.Jobs()[0])
}

// One checkpoint: the write that happens most.
func BenchmarkAdvance(b *testing.B) {
	db, _, claim := benchmarkDB(b)
	clock := settings.Micros(0)
	for b.Loop() {
		clock += 1000
		must(b, db.Store().Advance(b.Context(), claim, simulationtest.At(clock), time.Now()))
	}
}

// What a monitor reads, with a plan of the largest form.
func BenchmarkSimulation(b *testing.B) {
	db, sim, _ := benchmarkDB(b)
	for b.Loop() {
		_, err := db.Store().Simulation(b.Context(), sim.ID)
		must(b, err)
	}
}

func BenchmarkQueue(b *testing.B) {
	db, sim, _ := benchmarkDB(b)
	queue := db.Queue()
	for b.Loop() {
		must(b, queue.Send(b.Context(), 0, sim.Jobs()...))
		d, err := queue.Receive(b.Context())
		must(b, err)
		must(b, queue.Delete(b.Context(), d.Receipt))
	}
}
