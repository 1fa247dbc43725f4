package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"alertsim/internal/simulation"
)

// TakeKeyTry implements simulation.Sessions.
func (s *Store) TakeKeyTry(ctx context.Context, scope string, now time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now := simulation.Stamp(now)
		// What is too old counts for nothing: without this every address that ever
		// guessed would stay.
		if _, err := tx.ExecContext(ctx, `DELETE FROM key_tries WHERE since <= ?`, micros(now.Add(-simulation.KeyMemory))); err != nil {
			return err
		}
		var tries simulation.KeyTries
		err := tx.QueryRowContext(ctx, `SELECT count, since FROM key_tries WHERE scope = ?`, scope).Scan(&tries.Count, moment{&tries.Last})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if tries, err = tries.Take(now); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO key_tries (scope, count, since) VALUES (?, ?, ?)`,
			scope, tries.Count, micros(tries.Last))
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
