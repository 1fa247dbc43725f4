package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"alertsim/internal/simulation"
)

// TakeKeyTry implements simulation.Sessions.
func (s *Store) TakeKeyTry(ctx context.Context, scope string, most int, now time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now := stored(now)
		// Windows that are over count for nothing: without this every address
		// that ever guessed would stay.
		if _, err := tx.ExecContext(ctx, `DELETE FROM key_tries WHERE since <= ?`, micros(now.Add(-simulation.KeyWindow))); err != nil {
			return err
		}
		var tries simulation.KeyTries
		err := tx.QueryRowContext(ctx, `SELECT count, since FROM key_tries WHERE scope = ?`, scope).Scan(&tries.Count, moment{&tries.Since})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if tries, err = tries.Take(most, now); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO key_tries (scope, count, since) VALUES (?, ?, ?)`,
			scope, tries.Count, micros(tries.Since))
		return err
	})
}

// ForgetKeyTries implements simulation.Sessions.
func (s *Store) ForgetKeyTries(ctx context.Context, scope string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM key_tries WHERE scope = ?`, scope)
		return err
	})
}
