package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"alertsim/internal/simulation"
)

const (
	fileName = "alertsim.db"
	lockName = "alertsim.lock"

	// readers is how many reads run at a time; more wait for each other.
	readers = 4
)

// DB is an open data folder. This process owns it until Close.
type DB struct {
	writer *sql.DB // one connection
	reader *sql.DB
	lock   *flock.Flock
	sent   broadcast // wakes receivers
	path   string    // of the database
	log    *slog.Logger
}

// LogTo says where to tell of records that are left out because they are damaged;
// the default logger unless it is called.
func (d *DB) LogTo(log *slog.Logger) { d.log = log }

// Open opens the data folder, creating it and its database where they do not
// exist and bringing an older database up to date. It fails, in words for the
// person who started the program, if another process uses the folder, if it
// cannot be written, and if its database is damaged, of another program or of a
// newer version of this one.
func Open(folder string) (*DB, error) {
	if err := os.MkdirAll(folder, 0o700); errors.Is(err, syscall.ENOTDIR) {
		return nil, fmt.Errorf("cannot create the data folder %s: a file is in its place", folder)
	} else if err != nil {
		return nil, fmt.Errorf("cannot create the data folder %s: %w", folder, err)
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return nil, err
	}
	d := &DB{lock: lock, path: filepath.Join(folder, fileName), log: slog.Default()}
	if err := d.open(d.path); err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}

func (d *DB) open(path string) error {
	err := keepPrivate(path)
	if err != nil {
		return fmt.Errorf("cannot create %s: %w", path, err)
	}
	if d.writer, err = sql.Open("sqlite", source(path, "_txlock=immediate")); err != nil {
		return fmt.Errorf("cannot open %s: %w", path, err)
	}
	d.writer.SetMaxOpenConns(1)
	if d.reader, err = sql.Open("sqlite", source(path, "_pragma=query_only(1)")); err != nil {
		return fmt.Errorf("cannot open %s: %w", path, err)
	}
	d.reader.SetMaxOpenConns(readers)
	d.reader.SetMaxIdleConns(readers)
	if err := migrate(context.Background(), d.writer); err != nil {
		if wrongFile(err) {
			return fmt.Errorf("%s is damaged or not a database; move it away to start afresh: %w", path, err)
		}
		return fmt.Errorf("cannot use %s: %w", path, err)
	}
	return nil
}

// source is the driver's name of a database file with the settings that every
// connection has.
//
// synchronous(NORMAL): in write-ahead mode a commit is then with the operating
// system when it answers, so the death of this process loses none. A power cut
// may lose the last moments, of store and queue alike, since they are one file:
// the whole goes back to a moment that was, and Recover goes on from there.
// FULL would wait for the disk at every checkpoint of every shard for nothing
// but that.
//
// busy_timeout (ms) is for tools that look into the file while it is in use.
func source(path, more string) string {
	return uri(path) + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
		"&_pragma=foreign_keys(1)&" + more
}

// uri names a file as SQLite reads URIs. An absolute path follows an empty host;
// a relative one follows the colon, since behind two slashes its first folder
// would be the host.
func uri(path string) string {
	path = filepath.ToSlash(path)
	host := ""
	if strings.HasPrefix(path, "/") {
		host = "//"
	}
	return "file:" + host + (&url.URL{Path: path}).EscapedPath()
}

// Close ends the ownership of the folder. Calls that are under way fail.
func (d *DB) Close() error {
	var first error
	for _, db := range []*sql.DB{d.reader, d.writer} { // the writer last: it folds the write-ahead log in
		if db == nil {
			continue
		}
		if err := db.Close(); err != nil && first == nil {
			first = translate(err)
		}
	}
	_ = d.lock.Close() // unlocks
	return first
}

// Store returns the store in this folder.
func (d *DB) Store() *Store { return &Store{d} }

// Store is a simulation.Store.
type Store struct{ db *DB }

var _ simulation.Store = (*Store)(nil)
