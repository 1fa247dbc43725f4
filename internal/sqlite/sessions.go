package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// OpenSession implements simulation.Sessions.
func (s *Store) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		current, err := loadSession(ctx, tx)
		switch {
		case fault.CodeOf(err) == fault.CodeNotFound:
		case err != nil:
			return err
		case over == nil || current.ID != over.ID || current.SimulationID != over.SimulationID ||
			!current.LastUsedAt.Equal(simulation.Stamp(over.LastUsedAt)):
			return fault.Errorf(fault.CodeConflict, "a session is in play since %s", current.OpenedAt.Format(time.RFC3339))
		}
		return saveSession(ctx, tx, session)
	})
}

// CurrentSession implements simulation.Sessions.
func (s *Store) CurrentSession(ctx context.Context) (session simulation.Session, err error) {
	err = s.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		session, err = loadSession(ctx, tx)
		return err
	})
	return session, err
}

// JoinSession implements simulation.Sessions.
func (s *Store) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	return s.changeSession(ctx, id, func(session simulation.Session) (simulation.Session, error) {
		if slices.Contains(session.Members, tokenHash) { // the call is repeated
			return session, nil
		}
		if len(session.Members) >= simulation.MaxMembers {
			return session, fault.Errorf(fault.CodeConflict, "the session has %d members already", len(session.Members))
		}
		session.Members = append(session.Members, tokenHash)
		session.LastUsedAt = now
		return session, nil
	})
}

// TouchSession implements simulation.Sessions.
func (s *Store) TouchSession(ctx context.Context, id string, now time.Time) error {
	return s.changeSession(ctx, id, func(session simulation.Session) (simulation.Session, error) {
		session.LastUsedAt = now
		return session, nil
	})
}

// EndSession implements simulation.Sessions.
func (s *Store) EndSession(ctx context.Context, id, simulationID string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		session, err := loadSessionByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if session.SimulationID != simulationID {
			return fault.Errorf(fault.CodeConflict, "the session has another simulation by now")
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM session`)
		return err
	})
}

// WatchSession implements simulation.Sessions.
func (s *Store) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (after simulation.Session, err error) {
	err = s.changeSession(ctx, id, func(session simulation.Session) (simulation.Session, error) {
		after = session.Watched(latest, simulation.Stamp(now))
		return after, nil
	})
	if err != nil {
		return simulation.Session{}, err
	}
	return after, nil
}

func (s *Store) changeSession(ctx context.Context, id string, f func(simulation.Session) (simulation.Session, error)) error {
	return s.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		session, err := loadSessionByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if session, err = f(session); err != nil {
			return err
		}
		return saveSession(ctx, tx, session)
	})
}

// loadSession returns the stored session; CodeNotFound if there is none.
func loadSession(ctx context.Context, tx *sql.Tx) (s simulation.Session, err error) {
	err = one(ctx, tx, fault.Errorf(fault.CodeNotFound, "there is no session"),
		`SELECT id, members, opened_at, last_used_at, simulation_id, watch FROM session`, nil,
		&s.ID, record{&s.Members}, moment{&s.OpenedAt}, moment{&s.LastUsedAt}, &s.SimulationID, record{&s.Watch})
	return s, err
}

// loadSessionByID is loadSession with CodeNotFound if it is another.
func loadSessionByID(ctx context.Context, tx *sql.Tx, id string) (simulation.Session, error) {
	s, err := loadSession(ctx, tx)
	if err == nil && s.ID != id {
		return simulation.Session{}, fault.Errorf(fault.CodeNotFound, "the session has ended")
	}
	return s, err
}

func saveSession(ctx context.Context, tx *sql.Tx, s simulation.Session) error {
	members, err := encode(s.Members)
	if err != nil {
		return err
	}
	watch, err := encode(s.Watch)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO session (one, id, members, opened_at, last_used_at, simulation_id, watch)
		VALUES (1, ?, ?, ?, ?, ?, ?)`, s.ID, members, micros(s.OpenedAt), micros(s.LastUsedAt), s.SimulationID, watch)
	return err
}
