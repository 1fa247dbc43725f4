// Package studytest holds what every store and queue of studies must do, as tests, and a store in memory that is right by
// definition.
package studytest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Model is a study.Store in memory: the pure methods of the domain behind one lock.
type Model struct {
	sessions simulation.Sessions

	mu      sync.Mutex
	latest  string
	studies map[string]study.Study
	chunks  map[string]map[int][]byte
}

var _ study.Store = (*Model)(nil)

// NewModel returns an empty one beside what keeps the sessions.
func NewModel(sessions simulation.Sessions) *Model {
	return &Model{sessions: sessions, studies: map[string]study.Study{}, chunks: map[string]map[int][]byte{}}
}

func (m *Model) lock(ctx context.Context) (unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, fault.Errorf(fault.CodeUnavailable, "cancelled: %w", err)
	}
	m.mu.Lock()
	return m.mu.Unlock, nil
}

func (m *Model) find(id string) (study.Study, error) {
	s, ok := m.studies[id]
	if !ok {
		return s, fault.Errorf(fault.CodeNotFound, "there is no study %s", id)
	}
	return s, nil
}

// CreateStudy implements study.Store.
func (m *Model) CreateStudy(ctx context.Context, s study.Study) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	session, err := m.sessions.CurrentSession(ctx)
	if err != nil {
		return err
	}
	if session.ID != s.SessionID {
		return fault.Errorf(fault.CodeNotFound, "the session has ended")
	}
	if latest, ok := m.studies[m.latest]; ok && !latest.State.Ended() {
		return fault.Errorf(fault.CodeConflict, "study %s has not ended", latest.ID)
	}
	if _, ok := m.studies[s.ID]; ok {
		return fault.Errorf(fault.CodeConflict, "there is a study %s already", s.ID)
	}
	m.studies[s.ID], m.chunks[s.ID], m.latest = s, map[int][]byte{}, s.ID
	return nil
}

// LatestStudy implements study.Store.
func (m *Model) LatestStudy(ctx context.Context) (study.Study, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return study.Study{}, err
	}
	defer unlock()
	return m.find(m.latest)
}

// Study implements study.Store.
func (m *Model) Study(ctx context.Context, id string) (study.Study, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return study.Study{}, err
	}
	defer unlock()
	return m.find(id)
}

// Studies implements study.Store.
func (m *Model) Studies(ctx context.Context, cursor string, limit int) (page []study.Study, next string, err error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return nil, "", err
	}
	defer unlock()
	from := 0
	all := make([]study.Study, 0, len(m.studies))
	for _, s := range m.studies {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b study.Study) int { return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID)) })
	if cursor != "" {
		if from, err = strconv.Atoi(cursor); err != nil {
			return nil, "", fault.Errorf(fault.CodeInvalid, "not a cursor of this list: %.100q", cursor)
		}
	}
	to := min(len(all), from+max(1, limit))
	if to < len(all) {
		next = strconv.Itoa(to)
	}
	return all[min(from, to):to], next, nil
}

// StudyPart implements study.Store.
func (m *Model) StudyPart(ctx context.Context, id string, part int) (study.Part, error) {
	s, err := m.Study(ctx, id)
	if err == nil && (part < 0 || part >= len(s.Parts)) {
		err = fault.Errorf(fault.CodeNotFound, "study %s has no part %d", id, part)
	}
	if err != nil {
		return study.Part{}, err
	}
	return s.Parts[part], nil
}

// KeepChunk implements study.Store.
func (m *Model) KeepChunk(ctx context.Context, of study.Study, chunk int, runs []byte) (part study.Part, err error) {
	_, err = m.change(ctx, of.ID, func(s study.Study) (study.Study, error) {
		after, added, err := s.Make(chunk)
		if err != nil {
			return s, err
		}
		if added {
			m.chunks[of.ID][chunk] = slices.Clone(runs)
		}
		part = after.Parts[after.PartOf(chunk)]
		return after, nil
	})
	return part, err
}

// Chunks implements study.Store.
func (m *Model) Chunks(ctx context.Context, of study.Study, from, to int) (kept []study.Kept, err error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if _, err := m.find(of.ID); err != nil {
		return nil, err
	}
	for chunk := from; chunk < to; chunk++ {
		if runs, made := m.chunks[of.ID][chunk]; made {
			kept = append(kept, study.Kept{Chunk: chunk, Runs: slices.Clone(runs)})
		}
	}
	return kept, nil
}

// SettleStudy implements study.Store.
func (m *Model) SettleStudy(ctx context.Context, id string, now time.Time) (study.Study, error) {
	return m.change(ctx, id, func(s study.Study) (study.Study, error) { return s.Settle(simulation.Stamp(now)), nil })
}

// EndStudy implements study.Store.
func (m *Model) EndStudy(ctx context.Context, id string, state study.State, reason string, now time.Time) (study.Study, error) {
	return m.change(ctx, id, func(s study.Study) (study.Study, error) { return s.End(state, reason, simulation.Stamp(now)) })
}

// WatchStudy implements study.Store.
func (m *Model) WatchStudy(ctx context.Context, id string, now time.Time) (after study.Study, resend bool, reason string, err error) {
	after, err = m.change(ctx, id, func(s study.Study) (study.Study, error) {
		if s.State.Ended() {
			return s, fault.Errorf(fault.CodeConflict, "the study is %s", s.State)
		}
		s, resend, reason = s.Watched(simulation.Stamp(now))
		return s, nil
	})
	return after, resend, reason, err
}

// DeleteStudy implements study.Store.
func (m *Model) DeleteStudy(ctx context.Context, id string) error {
	unlock, err := m.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	s, err := m.find(id)
	if err != nil {
		return err
	}
	if !s.State.Ended() {
		return fault.Errorf(fault.CodeConflict, "the study is %s; only an ended one can be deleted", s.State)
	}
	delete(m.studies, id)
	delete(m.chunks, id)
	return nil
}

func (m *Model) change(ctx context.Context, id string, f func(study.Study) (study.Study, error)) (study.Study, error) {
	unlock, err := m.lock(ctx)
	if err != nil {
		return study.Study{}, err
	}
	defer unlock()
	s, err := m.find(id)
	if err != nil {
		return study.Study{}, err
	}
	if s, err = f(s); err != nil {
		return study.Study{}, err
	}
	m.studies[id] = s
	return s, nil
}
