package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

var _ study.Store = (*Store)(nil)

// CreateStudy implements study.Store.
func (s *Store) CreateStudy(ctx context.Context, created study.Study) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := loadSessionByID(ctx, tx, created.SessionID); err != nil {
			return err
		}
		latest, err := loadLatestStudy(ctx, tx)
		switch {
		case err == nil && !latest.State.Ended():
			return fault.Errorf(fault.CodeConflict, "study %s has not ended", latest.ID)
		case err != nil && fault.CodeOf(err) != fault.CodeNotFound:
			return err
		}
		if _, err := loadStudy(ctx, tx, created.ID); err == nil {
			return fault.Errorf(fault.CodeConflict, "there is a study %s already", created.ID)
		} else if fault.CodeOf(err) != fault.CodeNotFound {
			return err
		}
		if err := insertStudy(ctx, tx, created); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO latest_study (one, id) VALUES (1, ?)`, created.ID)
		return err
	})
}

// LatestStudy implements study.Store.
func (s *Store) LatestStudy(ctx context.Context) (latest study.Study, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		latest, err = loadLatestStudy(ctx, tx)
		return err
	})
	return latest, err
}

// Study implements study.Store.
func (s *Store) Study(ctx context.Context, id string) (found study.Study, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		found, err = loadStudy(ctx, tx, id)
		return err
	})
	return found, err
}

// StudyPart implements study.Store.
func (s *Store) StudyPart(ctx context.Context, id string, part int) (found study.Part, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		found, err = loadPart(ctx, tx, id, part)
		return err
	})
	return found, err
}

// Studies implements study.Store, by the cursor of Simulations.
func (s *Store) Studies(ctx context.Context, cursor string, limit int) (page []study.Study, next string, err error) {
	createdAt, id, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	limit = max(1, limit)
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		places, err := loadPlaces(ctx, tx, "studies", createdAt, id, limit+1)
		if err != nil {
			return err
		}
		if len(places) > limit {
			places = places[:limit]
			next = places[limit-1].cursor()
		}
		for _, p := range places {
			found, err := loadStudy(ctx, tx, p.id)
			if unreadable(err) {
				s.db.log.ErrorContext(ctx, "a study is damaged and left out of the history", "study", p.id, "error", err)
				continue
			}
			if err != nil {
				return err
			}
			page = append(page, found)
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return page, next, nil
}

// KeepChunk implements study.Store. It reads the chunk's part alone: all else of the study never changes.
func (s *Store) KeepChunk(ctx context.Context, of study.Study, chunk int, runs []byte) (part study.Part, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number := of.PartOf(max(0, chunk))
		if part, err = loadPart(ctx, tx, of.ID, number); err != nil {
			return err
		}
		before := of
		before.Parts = slices.Clone(of.Parts)
		before.Parts[number] = part
		after, added, err := before.Make(chunk)
		if err != nil || !added {
			return err
		}
		part = after.Parts[number]
		_, err = tx.ExecContext(ctx, `INSERT INTO chunks (study_id, chunk, runs) VALUES (?, ?, ?)`, of.ID, chunk, runs)
		return err
	})
	return part, err
}

// Chunks implements study.Store.
func (s *Store) Chunks(ctx context.Context, of study.Study, from, to int) (kept []study.Kept, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := studyState(ctx, tx, of.ID); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT chunk, runs FROM chunks WHERE study_id = ? AND chunk >= ? AND chunk < ? ORDER BY chunk`, of.ID, from, to)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var k study.Kept
			if err := rows.Scan(&k.Chunk, &k.Runs); err != nil {
				return err
			}
			kept = append(kept, k)
		}
		return rows.Err()
	})
	return kept, err
}

// SettleStudy implements study.Store.
func (s *Store) SettleStudy(ctx context.Context, id string, now time.Time) (study.Study, error) {
	return s.changeStudy(ctx, id, func(before study.Study) (study.Study, error) {
		return before.Settle(simulation.Stamp(now)), nil
	})
}

// EndStudy implements study.Store.
func (s *Store) EndStudy(ctx context.Context, id string, state study.State, reason string, now time.Time) (study.Study, error) {
	return s.changeStudy(ctx, id, func(before study.Study) (study.Study, error) {
		return before.End(state, reason, simulation.Stamp(now))
	})
}

// WatchStudy implements study.Store.
func (s *Store) WatchStudy(ctx context.Context, id string, now time.Time) (after study.Study, resend bool, reason string, err error) {
	after, err = s.changeStudy(ctx, id, func(before study.Study) (study.Study, error) {
		if before.State.Ended() {
			return before, fault.Errorf(fault.CodeConflict, "the study is %s", before.State)
		}
		before, resend, reason = before.Watched(simulation.Stamp(now))
		return before, nil
	})
	return after, resend, reason, err
}

// DeleteStudy implements study.Store.
func (s *Store) DeleteStudy(ctx context.Context, id string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		state, err := studyState(ctx, tx, id)
		if err != nil {
			return err
		}
		if !state.Ended() {
			return fault.Errorf(fault.CodeConflict, "the study is %s; only an ended one can be deleted", state)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM studies WHERE id = ?`, id) // its chunks go with it
		return err
	})
}

// changeStudy applies a method to a study.
func (s *Store) changeStudy(ctx context.Context, id string, f func(study.Study) (study.Study, error)) (after study.Study, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		before, err := loadStudy(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = f(before); err != nil {
			return err
		}
		return saveStudy(ctx, tx, after)
	})
	if err != nil {
		return study.Study{}, err
	}
	return after, nil
}
