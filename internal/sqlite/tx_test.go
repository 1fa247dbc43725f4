package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"alertsim/internal/fault"
)

// A reader does not wait for a writer, and sees what was before it.
func TestReadsDuringAWrite(t *testing.T) {
	db, _ := openForTest(t)
	if err := create(db, "sim"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // only if it does block
	defer cancel()
	err := db.write(ctx, func(_ context.Context, tx *sql.Tx) error {
		if _, err := tx.Exec(`UPDATE simulations SET reason = 'half done'`); err != nil {
			return err
		}
		got, err := db.Store().Simulation(ctx, "sim")
		if err == nil && got.Reason != "" {
			t.Errorf("read %q from a write under way", got.Reason)
		}
		if _, err := db.Store().CurrentSession(ctx); err != nil {
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := db.Store().Simulation(ctx, "sim"); err != nil || got.Reason != "half done" {
		t.Errorf("after the write: %q, %v", got.Reason, err)
	}
}

// A write that fails, or panics, leaves nothing behind and lets the next one in.
func TestFailedWriteLeavesNothing(t *testing.T) {
	db, _ := openForTest(t)
	refuse := fault.Errorf(fault.CodeConflict, "no")
	insert := func(tx *sql.Tx) {
		if _, err := tx.Exec(`INSERT INTO key_tries (scope, count, since) VALUES ('a', 1, 0)`); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.write(t.Context(), func(_ context.Context, tx *sql.Tx) error { insert(tx); return refuse }); !errors.Is(err, refuse) {
		t.Errorf("%v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = db.write(t.Context(), func(_ context.Context, tx *sql.Tx) error { insert(tx); panic("a defect") })
	}()
	if err := db.write(t.Context(), func(_ context.Context, tx *sql.Tx) error { insert(tx); return nil }); err != nil {
		t.Errorf("%v", err)
	}
}

// The settings of a connection that durability and integrity rest on.
func TestPragmas(t *testing.T) {
	db, _ := openForTest(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "1", "foreign_keys": "1", "busy_timeout": "5000"} {
		for name, pool := range map[string]*sql.DB{"writer": db.writer, "reader": db.reader} {
			var got string
			if err := pool.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s of the %s is %q, %v; want %q", pragma, name, got, err, want)
			}
		}
	}
	if _, err := db.reader.Exec(`DELETE FROM session`); err == nil {
		t.Error("the reader can write")
	}
}
