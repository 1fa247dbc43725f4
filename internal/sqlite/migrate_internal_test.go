package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// A simulation that was stored when none had a version of the engine is of the first,
// and can be gone on with.
func TestSimulationsWithoutAVersionOfTheEngine(t *testing.T) {
	folder, ctx := t.TempDir(), context.Background()
	db, err := sql.Open("sqlite", filepath.Join(folder, fileName))
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	const before = 5 // migrations that a program without versions had
	run := func(script string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(ctx, script, args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range names[:before] {
		script, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		run(string(script))
	}
	run(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, before))
	given, err := encode(settings.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	run(`INSERT INTO simulations (id, session_id, settings, state, reason, created_at, ready_at, started_at) VALUES ('old', 's', ?, 'running', '', 1, 2, 3)`, given)
	run(`INSERT INTO shards (simulation_id, shard, from_sender, to_sender, state, turn, token, held, heartbeat_at, take_overs, hand_overs,
		clock, delivered, failed, expired, attempts, send_time, in_flight) VALUES ('old', 0, 0, 4, 'running', 2, 1, 0, 3, 0, 0, 5000, 5, 0, 0, 5, 5000, 1)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	opened, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	store := opened.Store()
	sim, err := store.Simulation(ctx, "old")
	if err != nil || sim.Engine != 1 || sim.State != simulation.Running {
		t.Fatalf("%+v, %v", sim, err)
	}
	_, shard, err := store.ClaimShard(ctx, sim.Jobs()[0], 1, time.Now())
	if err != nil || shard.Clock != 5000 {
		t.Errorf("%+v, %v", shard, err)
	}
}
