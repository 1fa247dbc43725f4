package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"alertsim/internal/fault"
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
		places, err := loadPlaces(ctx, tx, "simulations", createdAt, id, limit+1) // one more, to know whether there is one
		if err != nil {
			return err
		}
		if len(places) > limit {
			places = places[:limit]
			next = places[limit-1].cursor()
		}
		page, err = s.loadPage(ctx, tx, places)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return page, next, nil
}

// place is where a simulation or a study is in its history.
type place struct {
	createdAt int64
	id        string
}

func (p place) cursor() string { return fmt.Sprintf("%d.%s", p.createdAt, p.id) }

// loadPlaces reads the index alone, so that it needs nothing of what may be
// damaged in a record; or the table if it is the index that is damaged.
func loadPlaces(ctx context.Context, tx *sql.Tx, table string, createdAt int64, id string, limit int) ([]place, error) {
	places, err := loadPlacesFrom(ctx, tx, table, createdAt, id, limit)
	if unreadable(err) {
		return loadPlacesFrom(ctx, tx, table+" NOT INDEXED", createdAt, id, limit)
	}
	return places, err
}

func loadPlacesFrom(ctx context.Context, tx *sql.Tx, table string, createdAt int64, id string, limit int) (places []place, err error) {
	//nolint:gosec // the table is one of four names written here
	rows, err := tx.QueryContext(ctx, `SELECT created_at, id FROM `+table+`
		WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`, createdAt, id, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p place
		if err := rows.Scan(&p.createdAt, &p.id); err != nil {
			return nil, err
		}
		places = append(places, p)
	}
	return places, rows.Err()
}

// loadPage leaves a record that is damaged out: it does not take the history with
// it.
func (s *Store) loadPage(ctx context.Context, tx *sql.Tx, places []place) (page []simulation.Simulation, err error) {
	for _, p := range places {
		sim, err := loadSimulation(ctx, tx, p.id)
		if unreadable(err) {
			s.db.log.ErrorContext(ctx, "a simulation is damaged and left out of the history", "simulation", p.id, "error", err)
			continue
		}
		if err != nil {
			return nil, err
		}
		page = append(page, sim)
	}
	return page, nil
}

// parseCursor reads a cursor; the empty one is later than everything.
func parseCursor(cursor string) (createdAt int64, id string, err error) {
	if cursor == "" {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), "", nil
	}
	at, id, _ := strings.Cut(cursor, ".")
	createdAt, err = strconv.ParseInt(at, 10, 64)
	if err != nil || id == "" {
		return 0, "", fault.Errorf(fault.CodeInvalid, "not a cursor of this list: %.100q", cursor)
	}
	return createdAt, id, nil
}
