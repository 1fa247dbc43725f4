package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"alertsim/internal/simulation"
)

// Simulations implements simulation.Simulations. The cursor is the creation
// time and id of the last simulation of the page before: new ones come in front
// of it and move nothing.
func (s *Store) Simulations(ctx context.Context, cursor string, limit int) (page []simulation.Simulation, next string, err error) {
	createdAt, id, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	limit = max(1, limit)
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		page, err = loadPage(ctx, tx, createdAt, id, limit+1) // one more, to know whether there is one
		return err
	})
	if err != nil {
		return nil, "", err
	}
	if len(page) > limit {
		page = page[:limit]
		next = formatCursor(page[limit-1])
	}
	return page, next, nil
}

func loadPage(ctx context.Context, tx *sql.Tx, createdAt int64, id string, limit int) ([]simulation.Simulation, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+simulationColumns+` FROM simulations
		WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`, createdAt, id, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []simulation.Simulation
	for rows.Next() {
		var sim simulation.Simulation
		if err := rows.Scan(simulationTargets(&sim)...); err != nil {
			return nil, err
		}
		page = append(page, sim)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for i := range page {
		if page[i].Shards, err = loadShards(ctx, tx, page[i].ID); err != nil {
			return nil, err
		}
	}
	return page, nil
}

func formatCursor(s simulation.Simulation) string {
	return fmt.Sprintf("%d.%s", s.CreatedAt.UnixMicro(), s.ID)
}

// parseCursor reads a cursor; the empty one is later than everything.
func parseCursor(cursor string) (createdAt int64, id string, err error) {
	if cursor == "" {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), "", nil
	}
	at, id, _ := strings.Cut(cursor, ".")
	createdAt, err = strconv.ParseInt(at, 10, 64)
	if err != nil || id == "" {
		return 0, "", simulation.Errorf(simulation.CodeInvalid, "not a cursor of this list: %.100q", cursor)
	}
	return createdAt, id, nil
}
