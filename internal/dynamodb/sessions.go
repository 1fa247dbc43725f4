package dynamodb

import (
	"context"
	"errors"
	"slices"
	"time"

	"alertsim/internal/simulation"
)

var (
	errNoSession  = simulation.Errorf(simulation.CodeNotFound, "there is no such session in play")
	errOtherInUse = simulation.Errorf(simulation.CodeConflict, "another session is in play")
)

// OpenSession implements simulation.Sessions.
func (s *Store) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	condition, values := absent, item(nil)
	if over != nil {
		condition += " OR (#id = :id AND #simulation = :simulation AND #lastUsedAt = :lastUsedAt)"
		values = sessionItem(*over)
	}
	_, err := s.put(ctx, sessionItem(session), condition, values)
	if errors.Is(err, errLost) {
		return errOtherInUse
	}
	return err
}

// CurrentSession implements simulation.Sessions.
func (s *Store) CurrentSession(ctx context.Context) (simulation.Session, error) {
	session, _, err := s.session(ctx)
	return session, err
}

func (s *Store) session(ctx context.Context) (_ simulation.Session, version string, _ error) {
	it, err := s.get(ctx, sessionKey())
	if err != nil {
		return simulation.Session{}, "", err
	}
	if it == nil {
		return simulation.Session{}, "", errNoSession
	}
	session, err := sessionOf(it)
	return session, (&row{item: it}).text(attrVersion), err
}

// JoinSession implements simulation.Sessions. To join twice is to join once.
func (s *Store) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	_, err := s.changeSession(ctx, id, func(session simulation.Session) (simulation.Session, error) {
		if session.Has(tokenHash) {
			return session, nil
		}
		if len(session.Members) >= simulation.MaxMembers {
			return session, simulation.Errorf(simulation.CodeConflict, "the session has %d members already", simulation.MaxMembers)
		}
		session.Members = append(slices.Clone(session.Members), tokenHash)
		session.LastUsedAt = later(session.LastUsedAt, now)
		return session, nil
	})
	return err
}

// TouchSession implements simulation.Sessions.
func (s *Store) TouchSession(ctx context.Context, id string, now time.Time) error {
	_, err := s.changeSession(ctx, id, func(session simulation.Session) (simulation.Session, error) {
		session.LastUsedAt = later(session.LastUsedAt, now)
		return session, nil
	})
	return err
}

// later keeps a late write from moving the last use back.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// changeSession applies a change to the session with this ID.
func (s *Store) changeSession(ctx context.Context, id string, change func(simulation.Session) (simulation.Session, error)) (simulation.Session, error) {
	for r := newRace(); ; {
		session, version, err := s.session(ctx)
		if err != nil {
			return session, err
		}
		if session.ID != id {
			return session, errNoSession
		}
		if session, err = change(session); err != nil {
			return session, err
		}
		if _, err = s.put(ctx, sessionItem(session), unchanged, seen(version)); !errors.Is(err, errLost) {
			return session, err
		}
		if err := r.again(ctx); err != nil {
			return session, err
		}
	}
}

// EndSession implements simulation.Sessions.
func (s *Store) EndSession(ctx context.Context, id, simulationID string) error {
	old, err := s.remove(ctx, sessionKey(), "#id = :id AND #simulation = :simulation",
		item{"id": text(id), "simulation": text(simulationID)})
	switch {
	case !errors.Is(err, errLost):
		return err
	case old == nil || (&row{item: old}).text("id") != id:
		return errNoSession
	}
	return simulation.Errorf(simulation.CodeConflict, "the session has another simulation by now")
}
