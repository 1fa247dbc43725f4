package sqlite

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
)

// withHistory is an open folder with ended simulations sim-0, sim-1 and so on,
// the last one the newest, each with a plan of several pages.
func withHistory(t *testing.T, n int) (*DB, *bytes.Buffer) {
	t.Helper()
	db, _ := openForTest(t)
	var log bytes.Buffer
	db.LogTo(slog.New(slog.NewTextHandler(&log, nil)))
	store, ctx := db.Store(), t.Context()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}}, nil))
	for i := range n {
		now := simulationtest.Epoch.Add(time.Duration(i) * time.Hour)
		s := simulationtest.FullSettings()
		s.Name = strings.Repeat(fmt.Sprintf("(name of sim-%d)", i), 2000)
		sim := simulation.New(fmt.Sprintf("sim-%d", i), "s", s, 1, now)
		must(store.Create(ctx, sim))
		_, err := store.End(ctx, sim.ID, simulation.Cancelled, "", now)
		must(err)
	}
	return db, &log
}

// smash overwrites in the closed database the pages that hold a text: those that
// a long value goes on in, or those of the table itself, which hold others too.
func smash(t *testing.T, path, text string, ofTable bool) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const (
		page = 4096
		leaf = 13 // the first byte of a page of a table
	)
	smashed := 0
	for at := 0; at < len(raw); at += page {
		if bytes.Contains(raw[at:at+page], []byte(text)) && (raw[at] == leaf) == ofTable {
			for i := at; i < at+page; i++ {
				raw[i] = 0x5a
			}
			smashed++
		}
	}
	if smashed == 0 {
		t.Fatalf("%q is on no page", text)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// ids are the simulations of the history, in pages of two.
func ids(t *testing.T, db *DB) (all []string) {
	t.Helper()
	for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
		page, next, err := db.Store().Simulations(t.Context(), simulation.Find{}, cursor, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page {
			all = append(all, s.ID)
		}
		cursor = next
	}
	return all
}

// smashed is a folder with the pages of sim-2 overwritten.
func smashed(t *testing.T, db *DB, ofTable bool) *DB {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	smash(t, db.path, "name of sim-2)", ofTable)
	again, err := Open(filepath.Dir(db.path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	again.LogTo(db.log)
	return again
}

// A page of the table holds more than one: those are gone, the others are not.
func TestDamagedTable(t *testing.T) {
	db, log := withHistory(t, 40)
	db = smashed(t, db, true)
	if n := len(ids(t, db)); n < 30 || n > 39 {
		t.Errorf("%d of 40 can be read: %s", n, log)
	}
}

// What is damaged in one simulation takes neither the history nor the purge with
// it, and the log says which it is.
func TestDamagedRecord(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, db *DB) *DB{
		"settings that are no JSON": func(t *testing.T, db *DB) *DB {
			if _, err := db.writer.Exec(`UPDATE simulations SET settings = '{"messages":' WHERE id = 'sim-2'`); err != nil {
				t.Fatal(err)
			}
			return db
		},
		"an overwritten page": func(t *testing.T, db *DB) *DB { return smashed(t, db, false) },
	} {
		t.Run(name, func(t *testing.T) {
			db, log := withHistory(t, 5)
			db = damage(t, db)
			if got := fmt.Sprint(ids(t, db)); got != "[sim-4 sim-3 sim-1 sim-0]" {
				t.Errorf("the history is %s", got)
			}
			if !strings.Contains(log.String(), "damaged") || !strings.Contains(log.String(), "sim-2") || strings.Contains(log.String(), "sim-1") {
				t.Errorf("the log does not say which: %s", log)
			}
			_, err := db.Store().Simulation(t.Context(), "sim-2")
			wants(t, err, fault.CodeDamaged, "the database is damaged")
			if err := create(db, "more"); err != nil {
				t.Error(err)
			}
			deleted, err := db.Purge(t.Context(), simulationtest.Epoch.Add(24*time.Hour), time.Hour)
			if deleted < 4 || err == nil && deleted != 5 || err != nil && !strings.Contains(err.Error(), "sim-2") {
				t.Errorf("purged %d, %v", deleted, err)
			}
		})
	}
}

// One that runs can be ended, or its session would never be free of it.
func TestDamagedRecordCanBeEnded(t *testing.T) {
	db, _ := openForTest(t)
	if err := create(db, "sim"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.writer.Exec(`UPDATE simulations SET settings = 'x'`); err != nil {
		t.Fatal(err)
	}
	after, err := db.Store().End(t.Context(), "sim", simulation.Cancelled, "the session was reset", simulationtest.Epoch)
	if err != nil || after.State != simulation.Cancelled {
		t.Fatalf("%+v, %v", after, err)
	}
	for _, shard := range after.Shards {
		if shard.State != simulation.ShardClosed {
			t.Errorf("%+v", shard)
		}
	}
	if err := db.Store().Delete(t.Context(), "sim"); err != nil {
		t.Error(err)
	}
}

// An index holds nothing that is not elsewhere.
func TestDamagedIndex(t *testing.T) {
	db, _ := withHistory(t, 3)
	want := fmt.Sprint(ids(t, db))
	var root int64
	if err := db.reader.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'simulations_newest_first'`).Scan(&root); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(db.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt(bytes.Repeat([]byte{0x5a}, 4096), (root-1)*4096); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(filepath.Dir(db.path))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "simulations_newest_first") {
		t.Error(err)
	}
	if got := fmt.Sprint(ids(t, again)); got != want {
		t.Errorf("the history is %s, want %s", got, want)
	}
}

func TestCheck(t *testing.T) {
	db, _ := withHistory(t, 3)
	if err := db.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	smash(t, db.path, "name of sim-1)", false)
	found, err := os.ReadFile(db.path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the copy is of the first time
		again, err := Open(filepath.Dir(db.path))
		if err != nil {
			t.Fatal(err)
		}
		err = again.Check(t.Context())
		if err == nil {
			t.Fatal("nothing was found")
		}
		for _, words := range []string{db.path + " is damaged", "a copy of it as it was found is in " + db.path + ".damaged", "to start afresh", "found: "} {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%q does not say %q", err, words)
			}
		}
		if err := create(again, "more"); err != nil && fault.CodeOf(err) != fault.CodeConflict {
			t.Error(err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(db.path + ".damaged")
		if err != nil || !bytes.Equal(kept, found) {
			t.Errorf("the copy has %d bytes, found were %d: %v", len(kept), len(found), err)
		}
	}
}
