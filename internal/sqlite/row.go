package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"alertsim/internal/fault"
)

// micros is how a time is stored; NULL is the zero time.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// moment scans a stored time.
type moment struct{ to *time.Time }

// Scan implements sql.Scanner.
func (m moment) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*m.to = time.Time{}
	if n.Valid {
		*m.to = time.UnixMicro(n.Int64).UTC()
	}
	return nil
}

// record scans a value stored as JSON; NULL leaves it as it is.
type record struct{ to any }

// Scan implements sql.Scanner.
func (r record) Scan(v any) error {
	var s sql.NullString
	if err := s.Scan(v); err != nil || !s.Valid {
		return err
	}
	if err := json.Unmarshal([]byte(s.String), r.to); err != nil {
		return &recordError{err}
	}
	return nil
}

// recordError says that what was read is not what was written.
type recordError struct{ err error }

// Error tells what is wrong with it.
func (e *recordError) Error() string { return "a record cannot be read: " + e.err.Error() }

// Unwrap returns the cause.
func (e *recordError) Unwrap() error { return e.err }

// encode is how a value is stored as JSON.
func encode(v any) (string, error) {
	raw, err := json.Marshal(v)
	return string(raw), err
}

// one runs a query of at most one row; notFound is the answer if it has none.
func one(ctx context.Context, tx *sql.Tx, notFound *fault.Error, query string, args []any, to ...any) error {
	err := tx.QueryRowContext(ctx, query, args...).Scan(to...)
	if errors.Is(err, sql.ErrNoRows) {
		return notFound
	}
	return err
}
