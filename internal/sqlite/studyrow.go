package sqlite

import (
	"context"
	"database/sql"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

func noStudy(id string) *fault.Error {
	return fault.Errorf(fault.CodeNotFound, "there is no study %s", id)
}

func studyState(ctx context.Context, tx *sql.Tx, id string) (state study.State, err error) {
	err = one(ctx, tx, noStudy(id), `SELECT state FROM studies WHERE id = ?`, []any{id}, &state)
	return state, err
}

func loadLatestStudy(ctx context.Context, tx *sql.Tx) (study.Study, error) {
	var id string
	if err := one(ctx, tx, fault.Errorf(fault.CodeNotFound, "there is no study"), `SELECT id FROM latest_study`, nil, &id); err != nil {
		return study.Study{}, err
	}
	return loadStudy(ctx, tx, id)
}

func loadStudy(ctx context.Context, tx *sql.Tx, id string) (study.Study, error) {
	var s study.Study
	parts, open := 0, false
	err := one(ctx, tx, noStudy(id), `SELECT id, session_id, query, estimate, parts, open, state, reason, engine, created_at, finished_at, watch
		FROM studies WHERE id = ?`, []any{id}, &s.ID, &s.SessionID, record{&s.Query}, record{&s.Estimate}, &parts, &open, &s.State, &s.Reason, &s.Engine,
		moment{&s.CreatedAt}, moment{&s.FinishedAt}, record{&s.Watch})
	if err != nil {
		return study.Study{}, err
	}
	s.Parts = make([]study.Part, parts)
	for i := range s.Parts {
		s.Parts[i].Open = open
	}
	chunks, err := loadChunks(ctx, tx, `SELECT chunk FROM chunks WHERE study_id = ? ORDER BY chunk`, id)
	for _, chunk := range chunks {
		part := &s.Parts[s.PartOf(chunk)]
		part.Made = append(part.Made, chunk)
	}
	return s, err
}

// loadPart returns one part of a study.
func loadPart(ctx context.Context, tx *sql.Tx, id string, part int) (p study.Part, err error) {
	parts := 0
	if err = one(ctx, tx, noStudy(id), `SELECT parts, open FROM studies WHERE id = ?`, []any{id}, &parts, &p.Open); err != nil {
		return p, err
	}
	if part < 0 || part >= parts {
		return p, fault.Errorf(fault.CodeNotFound, "study %s has no part %d", id, part)
	}
	p.Made, err = loadChunks(ctx, tx, `SELECT chunk FROM chunks WHERE study_id = ? AND chunk % ? = ? ORDER BY chunk`, id, parts, part)
	return p, err
}

// loadChunks returns the numbers of chunks.
func loadChunks(ctx context.Context, tx *sql.Tx, query string, args ...any) (chunks []int, err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var chunk int
		if err := rows.Scan(&chunk); err != nil {
			return nil, err
		}
		chunks = append(chunks, chunk)
	}
	return chunks, rows.Err()
}

func insertStudy(ctx context.Context, tx *sql.Tx, s study.Study) error {
	query, err := encode(s.Query)
	if err != nil {
		return err
	}
	estimate, err := encode(s.Estimate)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO studies (id, session_id, query, estimate, parts, open, state, reason, engine, created_at, finished_at, watch)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')`,
		s.ID, s.SessionID, query, estimate, len(s.Parts), s.Parts[0].Open, s.State, s.Reason, s.Engine, micros(s.CreatedAt), micros(s.FinishedAt))
	return err
}

// saveStudy writes what may change; chunks are written by KeepChunk.
func saveStudy(ctx context.Context, tx *sql.Tx, s study.Study) error {
	watch, err := encode(s.Watch)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE studies SET state = ?, reason = ?, open = ?, finished_at = ?, watch = ? WHERE id = ?`,
		s.State, s.Reason, s.Parts[0].Open, micros(s.FinishedAt), watch, s.ID)
	return err
}
