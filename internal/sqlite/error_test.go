package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
)

func openForTest(t *testing.T) (*DB, string) {
	t.Helper()
	folder := t.TempDir()
	db, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db, filepath.Join(folder, fileName)
}

// wants checks a translated error: its code, its words, and that the driver's
// error is still in its chain.
func wants(t *testing.T, err error, code simulation.Code, words string) {
	t.Helper()
	e, ok := errors.AsType[*simulation.Error](err)
	if !ok || e.Code != code || !strings.Contains(e.Message, words) || e.Err == nil {
		t.Errorf("%#v (%v); want %q and %q", err, err, code, words)
	}
}

func create(db *DB, id string) error {
	now := simulationtest.Epoch
	_ = db.Store().OpenSession(context.Background(), simulation.Session{ID: "s", Members: []string{"m"}}, nil)
	return db.Store().Create(context.Background(), simulation.New(id, "s", simulationtest.FullSettings(), 64, now))
}

func TestDiskFull(t *testing.T) {
	db, _ := openForTest(t)
	var pages int
	if err := db.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if _, err := db.writer.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages)
	var err error
	last := ""
	for i := 0; err == nil && i < 100; i++ { // the first ones fit into pages that are there
		last = fmt.Sprintf("sim-%d", i)
		if err = create(db, last); err == nil {
			_, err = db.Store().End(t.Context(), last, simulation.Cancelled, "", simulationtest.Epoch)
		}
	}
	wants(t, err, simulation.CodeUnavailable, "the disk is full; nothing was stored")
	if s, err := db.Store().Simulation(t.Context(), last); err == nil && s.State.Ended() {
		t.Errorf("after a write that failed: %+v", s)
	}
	limit(1_000_000)
	if _, err := db.Store().End(t.Context(), last, simulation.Cancelled, "", simulationtest.Epoch); simulation.CodeOf(err) != simulation.CodeNotFound && err != nil {
		t.Errorf("when there is room again: %v", err)
	}
	if err := create(db, "more"); err != nil {
		t.Errorf("when there is room again: %v", err)
	}
}

func TestBusy(t *testing.T) {
	db, path := openForTest(t)
	if _, err := db.writer.Exec("PRAGMA busy_timeout = 0"); err != nil { // not to wait here
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	wants(t, create(db, "sim"), simulation.CodeUnavailable, "in use by another program")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := create(db, "sim"); err != nil {
		t.Errorf("when the other has let go: %v", err)
	}
}

func TestDamaged(t *testing.T) {
	db, path := openForTest(t)
	if err := create(db, "sim"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 8192; i < len(raw); i++ { // the first two pages stay: it looks like a database
		raw[i] = 0x5a
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, err := Open(filepath.Dir(path))
	if err != nil {
		if !strings.Contains(err.Error(), "damaged") {
			t.Error(err)
		}
		return
	}
	defer damaged.Close()
	_, err = damaged.Store().Simulation(t.Context(), "sim")
	wants(t, err, simulation.CodeInternal, "the database is damaged")
}

func TestReadOnly(t *testing.T) {
	db, _ := openForTest(t)
	if _, err := db.writer.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	wants(t, create(db, "sim"), simulation.CodeUnavailable, "cannot be written")
}

func TestUndecodable(t *testing.T) {
	db, _ := openForTest(t)
	if err := create(db, "sim"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.writer.Exec(`UPDATE simulations SET settings = '{"messages":'`); err != nil {
		t.Fatal(err)
	}
	_, err := db.Store().Simulation(t.Context(), "sim")
	wants(t, err, simulation.CodeInternal, "the database failed")
}

func TestClosed(t *testing.T) {
	db, _ := openForTest(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wants(t, create(db, "sim"), simulation.CodeUnavailable, "the database is closed")
	_, err := db.Store().CurrentSession(t.Context())
	wants(t, err, simulation.CodeUnavailable, "the database is closed")
	_, err = db.Queue().Receive(t.Context())
	wants(t, err, simulation.CodeUnavailable, "the database is closed")
}

func TestCancelled(t *testing.T) {
	db, _ := openForTest(t)
	conn, err := db.writer.Conn(t.Context()) // the only one
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	err = db.Store().ForgetKeyTries(ctx, "a")
	wants(t, err, simulation.CodeUnavailable, "not waited for")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v has lost its cause", err)
	}
}

func TestTranslateKeepsTheDomainsErrors(t *testing.T) {
	ours := simulation.Errorf(simulation.CodeHeld, "held")
	if got := translate(fmt.Errorf("in a transaction: %w", ours)); !errors.Is(got, ours) || simulation.CodeOf(got) != simulation.CodeHeld {
		t.Errorf("%v", got)
	}
	if translate(nil) != nil {
		t.Error("nil became an error")
	}
	wants(t, translate(errors.New("unheard of")), simulation.CodeInternal, "unheard of")
}
