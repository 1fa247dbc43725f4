package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"alertsim/internal/simulation"
)

// longestGap is how much older two looks of Purge in a row make a simulation at
// most, however far apart they are.
const longestGap = time.Hour

// Purge deletes the ended simulations and studies that have been kept for some
// time and returns how many there were. It is to be called about once a minute. If it is
// not for longer than longestGap, because the program did not run or the clock
// was set ahead, what is beyond that makes nothing older: a clock that is wrong
// for once must not delete what it took a month to collect.
//
// One after the other is deleted, so that what is damaged in one keeps none of
// the others.
func (d *DB) Purge(ctx context.Context, now time.Time, keep time.Duration) (deleted int64, err error) {
	if err := d.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return notePause(ctx, tx, now) }); err != nil {
		return 0, err
	}
	before := now.Add(-keep)
	var errs []error
	for _, table := range []string{"simulations", "studies"} {
		n, err := d.purgeTable(ctx, table, before)
		deleted += n
		errs = append(errs, err)
	}
	return deleted, errors.Join(errs...)
}

func (d *DB) purgeTable(ctx context.Context, table string, before time.Time) (deleted int64, err error) {
	var old []place
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		old, err = loadPlaces(ctx, tx, table, before.UnixMicro(), "", -1)
		return err
	})
	if err != nil {
		return 0, err
	}
	var errs []error
	for _, p := range old {
		n, err := d.purge(ctx, table, p.id, before)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s %s: %w", table, p.id, err))
			if !unreadable(err) {
				break
			}
		}
		deleted += n
	}
	return deleted, errors.Join(errs...)
}

// purge deletes a simulation or a study if it has ended and has been kept since before.
func (d *DB) purge(ctx context.Context, table, id string, before time.Time) (deleted int64, err error) {
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		//nolint:gosec // the table is one of two names written here; the states of both are called alike
		result, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE id = ?1 AND state IN (?2, ?3, ?4)
			AND created_at + (SELECT coalesce(sum(length), 0) FROM pauses WHERE ended > created_at) < ?5`,
			id, simulation.Completed, simulation.Cancelled, simulation.Failed, micros(before))
		if err != nil {
			return err
		}
		deleted, err = result.RowsAffected()
		return err
	})
	return deleted, err
}

// notePause notes that there was a look, and a pause before it if there was one.
func notePause(ctx context.Context, tx *sql.Tx, now time.Time) error {
	var last time.Time
	err := tx.QueryRowContext(ctx, `SELECT at FROM purged`).Scan(moment{&last})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if pause := now.Sub(last) - longestGap; !last.IsZero() && pause > 0 {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO pauses (ended, length) VALUES (?, ?)`, micros(now), pause.Microseconds()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM pauses WHERE ended < (SELECT coalesce(min(created_at), 0)
			FROM (SELECT created_at FROM simulations UNION ALL SELECT created_at FROM studies))`); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO purged (one, at) VALUES (1, ?)`, micros(now))
	return err
}
