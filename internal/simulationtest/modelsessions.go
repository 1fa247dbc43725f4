package simulationtest

import (
	"context"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// OpenSession implements simulation.Sessions.
func (m *Model) OpenSession(ctx context.Context, s simulation.Session, over *simulation.Session) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if c := m.session; c != nil && (over == nil || c.ID != over.ID || c.SimulationID != over.SimulationID || !c.LastUsedAt.Equal(simulation.Stamp(over.LastUsedAt))) {
		return fault.Errorf(fault.CodeConflict, "session %s is in play", c.ID)
	}
	s.Members = slices.Clone(s.Members)
	s.OpenedAt, s.LastUsedAt = simulation.Stamp(s.OpenedAt), simulation.Stamp(s.LastUsedAt)
	m.session = &s
	return nil
}

// CurrentSession implements simulation.Sessions.
func (m *Model) CurrentSession(ctx context.Context) (simulation.Session, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return simulation.Session{}, err
	}
	defer unlock()
	if m.session == nil {
		return simulation.Session{}, fault.Errorf(fault.CodeNotFound, "no session")
	}
	s := *m.session
	s.Members = slices.Clone(s.Members)
	return s, nil
}

// JoinSession implements simulation.Sessions.
func (m *Model) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	return m.withSession(ctx, id, func(s *simulation.Session) error {
		if slices.Contains(s.Members, tokenHash) {
			return nil
		}
		if len(s.Members) >= simulation.MaxMembers {
			return fault.Errorf(fault.CodeConflict, "session %s is full", id)
		}
		s.Members = append(s.Members, tokenHash)
		s.LastUsedAt = simulation.Stamp(now)
		return nil
	})
}

// TouchSession implements simulation.Sessions.
func (m *Model) TouchSession(ctx context.Context, id string, now time.Time) error {
	return m.withSession(ctx, id, func(s *simulation.Session) error {
		s.LastUsedAt = simulation.Stamp(now)
		return nil
	})
}

// WatchSession implements simulation.Sessions.
func (m *Model) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (after simulation.Session, err error) {
	err = m.withSession(ctx, id, func(s *simulation.Session) error {
		*s = s.Watched(latest, simulation.Stamp(now))
		after = *s
		after.Members = slices.Clone(s.Members)
		return nil
	})
	return after, err
}

// EndSession implements simulation.Sessions.
func (m *Model) EndSession(ctx context.Context, id, simulationID string) error {
	return m.withSession(ctx, id, func(s *simulation.Session) error {
		if s.SimulationID != simulationID {
			return fault.Errorf(fault.CodeConflict, "session %s has simulation %q", id, s.SimulationID)
		}
		m.session = nil
		return nil
	})
}

func (m *Model) withSession(ctx context.Context, id string, f func(*simulation.Session) error) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.isCurrent(id); err != nil {
		return err
	}
	return f(m.session)
}

func (m *Model) isCurrent(id string) error {
	if m.session == nil || m.session.ID != id {
		return fault.Errorf(fault.CodeNotFound, "session %s is not the stored one", id)
	}
	return nil
}

// TakeKeyTry implements simulation.Sessions.
func (m *Model) TakeKeyTry(ctx context.Context, scope string, now time.Time) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	tries, err := m.tries[scope].Take(simulation.Stamp(now))
	if err == nil {
		m.tries[scope] = tries
	}
	return err
}

// ForgetKeyTries implements simulation.Sessions.
func (m *Model) ForgetKeyTries(ctx context.Context, scope string) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	delete(m.tries, scope)
	return nil
}
