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
func (s *Store) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) (page []simulation.Listed, next string, err error) {
	createdAt, id, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	limit = max(1, limit)
	looked := limit
	if !find.All() {
		looked = simulation.MostSearched
	}
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		places, err := loadPlaces(ctx, tx, "simulations", createdAt, id, looked+1) // one more, to know whether there is one
		if err != nil {
			return err
		}
		for i, p := range places {
			if i == looked || len(page) == limit {
				next = places[i-1].cursor()
				return nil
			}
			one, meant, err := s.loadListed(ctx, tx, p.id, find)
			if err != nil {
				return err
			}
			if meant {
				page = append(page, one)
			}
		}
		return nil
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

// loadListed is one simulation, if it is meant. A record that is damaged is left out: it does not take the history with it.
func (s *Store) loadListed(ctx context.Context, tx *sql.Tx, id string, find simulation.Find) (one simulation.Listed, meant bool, err error) {
	one.Tags, err = loadTags(ctx, tx, id)
	if unreadable(err) {
		s.db.log.ErrorContext(ctx, "the tags of a simulation are damaged and left out", "simulation", id, "error", err)
		err = nil
	}
	if err == nil && !find.All() {
		meant, err = isMeant(ctx, tx, id, one.Tags, find)
		if err == nil && !meant {
			return one, false, nil
		}
	}
	if err == nil {
		one.Simulation, err = loadSimulation(ctx, tx, id)
	}
	if unreadable(err) {
		s.db.log.ErrorContext(ctx, "a simulation is damaged and left out of the history", "simulation", id, "error", err)
		return one, false, nil
	}
	return one, err == nil, err
}

// isMeant looks at the name and the state alone, which is a part of what a simulation is.
func isMeant(ctx context.Context, tx *sql.Tx, id string, tags simulation.Tags, find simulation.Find) (bool, error) {
	one := simulation.Listed{Tags: tags}
	var named struct{ Name string }
	err := tx.QueryRowContext(ctx, `SELECT state, settings FROM simulations WHERE id = ?`, id).Scan(&one.State, record{&named})
	one.Settings.Name = named.Name
	return err == nil && find.Meets(one), err
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
