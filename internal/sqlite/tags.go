package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"alertsim/internal/simulation"
)

// Tag implements simulation.Simulations.
func (s *Store) Tag(ctx context.Context, id string, add, remove []string) (after simulation.Tags, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := stateOf(ctx, tx, id); err != nil {
			return err
		}
		before, err := loadTags(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = before.Changed(add, remove); err != nil {
			return err
		}
		return saveTags(ctx, tx, id, before, after)
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

func loadTags(ctx context.Context, tx *sql.Tx, id string) (tags simulation.Tags, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT tag FROM tags WHERE simulation_id = ? ORDER BY tag`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var tag string
		if err := rows.Scan(&tag); err != nil {
			return nil, err
		}
		tags = append(tags, tag)
	}
	return tags, rows.Err()
}

// saveTags writes what has changed.
func saveTags(ctx context.Context, tx *sql.Tx, id string, before, after simulation.Tags) error {
	for _, tag := range before {
		if slices.Contains(after, tag) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM tags WHERE simulation_id = ? AND tag = ?`, id, tag); err != nil {
			return err
		}
	}
	for _, tag := range after {
		if slices.Contains(before, tag) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO tags (simulation_id, tag) VALUES (?, ?)`, id, tag); err != nil {
			return err
		}
	}
	return nil
}
