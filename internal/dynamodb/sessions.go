package dynamodb

import (
	"context"
	"errors"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

var (
	errNoSession  = fault.Errorf(fault.CodeNotFound, "there is no such session in play")
	errOtherInUse = fault.Errorf(fault.CodeConflict, "another session is in play")
)

// OpenSession implements simulation.Sessions.
func (s *Store) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	condition, named := absent, values(nil)
	if over != nil {
		condition += " OR (#id = :id AND #simulation = :simulation AND #lastUsedAt = :lastUsedAt)"
		named = values{"id": over.ID, "simulation": over.SimulationID, "lastUsedAt": over.LastUsedAt}
	}
	_, err := s.put(ctx, recordOf(session), condition, named)
	if errors.Is(err, errLost) {
		return errOtherInUse
	}
	return err
}

// CurrentSession implements simulation.Sessions.
func (s *Store) CurrentSession(ctx context.Context) (simulation.Session, error) {
	it, err := s.get(ctx, sessionKey())
	if err != nil {
		return simulation.Session{}, err
	}
	if it == nil {
		return simulation.Session{}, errNoSession
	}
	return sessionOf(it)
}

// JoinSession implements simulation.Sessions. The client repeats a call whose answer was lost; who is a member by then has
// joined.
func (s *Store) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	old, err := s.update(ctx, sessionKey(),
		"#members = list_append(#members, :joining), #lastUsedAt = :now",
		"#id = :id AND size(#members) < :limit AND NOT contains(#members, :member)",
		values{"id": id, "now": now, "limit": simulation.MaxMembers, "joining": []string{tokenHash}, "member": tokenHash})
	if !errors.Is(err, errLost) {
		return err
	}
	session, err := sessionIf(old, id)
	if err != nil || slices.Contains(session.Members, tokenHash) {
		return err
	}
	return fault.Errorf(fault.CodeConflict, "the session has %d members already", len(session.Members))
}

// TouchSession implements simulation.Sessions.
func (s *Store) TouchSession(ctx context.Context, id string, now time.Time) error {
	old, err := s.update(ctx, sessionKey(), "#lastUsedAt = :now", "#id = :id", values{"id": id, "now": now})
	if errors.Is(err, errLost) {
		_, err = sessionIf(old, id)
	}
	return err
}

// WatchSession implements simulation.Sessions. A session that is used in between
// is looked at again.
func (s *Store) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (simulation.Session, error) {
	for r := newRace(); ; {
		old, err := s.get(ctx, sessionKey())
		if err != nil {
			return simulation.Session{}, err
		}
		session, err := sessionIf(old, id)
		if err != nil {
			return simulation.Session{}, err
		}
		session = session.Watched(latest, simulation.Stamp(now))
		_, err = s.update(ctx, sessionKey(), "#watch = :watch", unchanged,
			merged(seen(text(old, attrVersion)), values{"watch": watchJSON(session.Watch)}))
		if !errors.Is(err, errLost) {
			return session, err
		}
		if err := r.again(ctx); err != nil {
			return simulation.Session{}, err
		}
	}
}

// sessionIf reads a session that refused a write; CodeNotFound if there is none
// or another.
func sessionIf(old item, id string) (simulation.Session, error) {
	if old == nil {
		return simulation.Session{}, errNoSession
	}
	session, err := sessionOf(old)
	if err == nil && session.ID != id {
		return session, errNoSession
	}
	return session, err
}

// EndSession implements simulation.Sessions. It is a transaction of one write
// because the client repeats those safely: after a lost answer a plain deletion
// would find the session gone.
func (s *Store) EndSession(ctx context.Context, id, simulationID string) error {
	t := s.begin()
	t.remove(sessionKey(), "#id = :id AND #simulation = :simulation", values{"id": id, "simulation": simulationID})
	err := t.commit(ctx, "end session")
	if !errors.Is(err, errLost) {
		return err
	}
	session, err := s.CurrentSession(ctx)
	switch {
	case err != nil:
		return err
	case session.ID != id:
		return errNoSession
	}
	return fault.Errorf(fault.CodeConflict, "the session has another simulation by now")
}
