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

	codes "modernc.org/sqlite/lib"

	"alertsim/internal/fault"
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
func wants(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	e, ok := errors.AsType[*fault.Error](err)
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
	wants(t, err, fault.CodeUnavailable, "the disk is full; nothing was stored")
	if s, err := db.Store().Simulation(t.Context(), last); err == nil && s.State.Ended() {
		t.Errorf("after a write that failed: %+v", s)
	}
	limit(1_000_000)
	if _, err := db.Store().End(t.Context(), last, simulation.Cancelled, "", simulationtest.Epoch); fault.CodeOf(err) != fault.CodeNotFound && err != nil {
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
	wants(t, create(db, "sim"), fault.CodeUnavailable, "in use by another program")
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
	wants(t, err, fault.CodeDamaged, "the database is damaged")
}

// Every result code that the driver may give has its words; the primary codes
// stand for the extended ones that have no line here.
func TestResultCodes(t *testing.T) {
	extended := func(primary, n int) int { return primary | n<<8 }
	for code, want := range map[int]kind{
		codes.SQLITE_BUSY: inUse, codes.SQLITE_LOCKED: inUse, codes.SQLITE_PROTOCOL: inUse, extended(codes.SQLITE_BUSY, 2): inUse,
		codes.SQLITE_INTERRUPT: interrupted, codes.SQLITE_ABORT: interrupted, extended(codes.SQLITE_ABORT, 2): interrupted,
		codes.SQLITE_NOMEM: noMemory, codes.SQLITE_IOERR_NOMEM: noMemory,
		codes.SQLITE_FULL:  diskFull,
		codes.SQLITE_IOERR: diskFailed, codes.SQLITE_IOERR_READ: diskFailed, codes.SQLITE_IOERR_WRITE: diskFailed, codes.SQLITE_IOERR_FSYNC: diskFailed,
		codes.SQLITE_IOERR_SHMSIZE: diskFailed, codes.SQLITE_IOERR_SHMMAP: diskFailed, codes.SQLITE_IOERR_TRUNCATE: diskFailed, codes.SQLITE_NOLFS: diskFailed,
		codes.SQLITE_READONLY: notWritable, extended(codes.SQLITE_READONLY, 4): notWritable, codes.SQLITE_CANTOPEN: notWritable,
		codes.SQLITE_PERM: notWritable, codes.SQLITE_AUTH: notWritable,
		codes.SQLITE_CORRUPT: damaged, codes.SQLITE_NOTADB: damaged, codes.SQLITE_FORMAT: damaged, extended(codes.SQLITE_CORRUPT, 3): damaged,
		codes.SQLITE_IOERR_CORRUPTFS: damaged, codes.SQLITE_IOERR_DATA: damaged, codes.SQLITE_IOERR_SHORT_READ: damaged,
		codes.SQLITE_ERROR: failed, codes.SQLITE_CONSTRAINT: failed, codes.SQLITE_MISUSE: failed, codes.SQLITE_TOOBIG: failed, 0: failed,
	} {
		if got := kindOfCode(code); got != want {
			t.Errorf("code %d is %q, want %q", code, got.message, want.message)
		}
	}
	for _, k := range []kind{diskFull, diskFailed, notWritable} {
		if !strings.Contains(k.hint, "disk") || k.code != fault.CodeUnavailable {
			t.Errorf("%+v does not speak of the disk", k)
		}
	}
	if unreadable(nil) || unreadable(context.Canceled) || unreadable(errors.New("x")) {
		t.Error("no error, or another one, is taken for a damaged record")
	}
}

func TestReadOnly(t *testing.T) {
	db, _ := openForTest(t)
	if _, err := db.writer.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	wants(t, create(db, "sim"), fault.CodeUnavailable, "cannot be written")
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
	wants(t, err, fault.CodeDamaged, "the database is damaged: ")
}

func TestClosed(t *testing.T) {
	db, _ := openForTest(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wants(t, create(db, "sim"), fault.CodeUnavailable, "the database is closed")
	_, err := db.Store().CurrentSession(t.Context())
	wants(t, err, fault.CodeUnavailable, "the database is closed")
	_, err = db.Queue().Receive(t.Context())
	wants(t, err, fault.CodeUnavailable, "the database is closed")
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
	wants(t, err, fault.CodeUnavailable, "not waited for")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v has lost its cause", err)
	}
}

func TestTranslateKeepsTheDomainsErrors(t *testing.T) {
	ours := fault.Errorf(fault.CodeHeld, "held")
	if got := translate(fmt.Errorf("in a transaction: %w", ours)); !errors.Is(got, ours) || fault.CodeOf(got) != fault.CodeHeld {
		t.Errorf("%v", got)
	}
	if translate(nil) != nil {
		t.Error("nil became an error")
	}
	wants(t, translate(errors.New("unheard of")), fault.CodeInternal, "unheard of")
}
