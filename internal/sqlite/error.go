package sqlite

import (
	"context"
	"errors"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"alertsim/internal/simulation"
)

// translate gives a driver's error one of the domain's codes; errors of the
// domain pass unchanged. It is the only place that knows the driver's.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*simulation.Error](err); ours {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return simulation.Errorf(simulation.CodeUnavailable, "the database was not waited for: %w", err)
	}
	if err.Error() == "sql: database is closed" { // database/sql exports no value for it
		return simulation.Errorf(simulation.CodeUnavailable, "the database is closed: %w", err)
	}
	switch resultCode(err) {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return simulation.Errorf(simulation.CodeUnavailable, "the database is in use by another program: %w", err)
	case codes.SQLITE_INTERRUPT:
		return simulation.Errorf(simulation.CodeUnavailable, "the database was interrupted: %w", err)
	case codes.SQLITE_FULL:
		return simulation.Errorf(simulation.CodeUnavailable, "the disk is full; nothing was stored: %w", err)
	case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_PERM:
		return simulation.Errorf(simulation.CodeUnavailable, "the database cannot be written: %w", err)
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return simulation.Errorf(simulation.CodeInternal, "the database is damaged: %w", err)
	}
	return simulation.Errorf(simulation.CodeInternal, "the database failed: %w", err)
}

// wrongFile tells whether the file itself is at fault.
func wrongFile(err error) bool {
	code := resultCode(err)
	return code == codes.SQLITE_NOTADB || code == codes.SQLITE_CORRUPT
}

// resultCode is SQLite's primary result code, 0 if the error is not SQLite's.
func resultCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}
