package sqlite

import (
	"context"
	"errors"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"alertsim/internal/fault"
)

// translate gives a driver's error one of the domain's codes; errors of the
// domain pass unchanged. It is the only place that knows the driver's.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*fault.Error](err); ours {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.Errorf(fault.CodeUnavailable, "the database was not waited for: %w", err)
	}
	if err.Error() == "sql: database is closed" { // database/sql exports no value for it
		return fault.Errorf(fault.CodeUnavailable, "the database is closed: %w", err)
	}
	k := kindOf(err)
	translated := fault.Errorf(k.code, k.message+": %w", err)
	translated.Hint = k.hint
	return translated
}

// kind is a kind of failure of the driver's.
type kind struct {
	code          fault.Code
	message, hint string // for the log; for the caller
}

var (
	failed      = kind{fault.CodeInternal, "the database failed", ""}
	inUse       = kind{fault.CodeUnavailable, "the database is in use by another program", ""}
	interrupted = kind{fault.CodeUnavailable, "the database was interrupted", ""}
	noMemory    = kind{fault.CodeUnavailable, "there is no memory left for the database", ""}
	diskFull    = kind{fault.CodeUnavailable, "the disk is full; nothing was stored",
		"the server's disk is full and nothing was stored; make room on it and try again"}
	diskFailed = kind{fault.CodeUnavailable, "the disk cannot be read or written",
		"the server's disk cannot be read or written: it fails, or a quota or limit is reached; the server's log tells more"}
	notWritable = kind{fault.CodeUnavailable, "the database cannot be written",
		"the server cannot write to its disk: see whether its data folder still belongs to it and is not read-only"}
	damaged = kind{fault.CodeDamaged, "the database is damaged",
		"a part of the server's database is damaged; the server's log tells which, and what was kept of it"}
)

func kindOf(err error) kind {
	if _, ok := errors.AsType[*recordError](err); ok {
		return damaged
	}
	return kindOfCode(fullCode(err))
}

// kindOfCode is the kind of one of SQLite's extended result codes.
func kindOfCode(full int) kind {
	switch full {
	case codes.SQLITE_IOERR_NOMEM:
		return noMemory
	case codes.SQLITE_IOERR_CORRUPTFS, codes.SQLITE_IOERR_DATA, codes.SQLITE_IOERR_SHORT_READ:
		return damaged
	}
	switch full & 0xff { // the primary code
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_PROTOCOL:
		return inUse
	case codes.SQLITE_INTERRUPT, codes.SQLITE_ABORT:
		return interrupted
	case codes.SQLITE_NOMEM:
		return noMemory
	case codes.SQLITE_FULL:
		return diskFull
	case codes.SQLITE_IOERR, codes.SQLITE_NOLFS:
		return diskFailed
	case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_PERM, codes.SQLITE_AUTH:
		return notWritable
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB, codes.SQLITE_FORMAT:
		return damaged
	}
	return failed
}

// wrongFile reports whether the file itself is at fault.
func wrongFile(err error) bool { return kindOf(err) == damaged }

// unreadable reports whether one record is at fault, or the place it is stored in,
// so that others may well be readable.
func unreadable(err error) bool {
	k := kindOf(err)
	return err != nil && (k == damaged || k == diskFailed)
}

// fullCode is SQLite's extended result code, 0 if the error is not SQLite's.
func fullCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}
