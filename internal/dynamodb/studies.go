package dynamodb

import (
	"context"
	"errors"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

var _ study.Store = (*Store)(nil)

// CreateStudy implements study.Store: one transaction of the session, which has to be the one in play, the latest study,
// which has to have ended, and the new items.
func (s *Store) CreateStudy(ctx context.Context, created study.Study) error {
	meta, err := studyRecordOf(created)
	if err != nil {
		return err
	}
	for r := newRace(); ; {
		latest, err := s.latestStudyID(ctx)
		if err != nil {
			return err
		}
		if err := s.tryCreateStudy(ctx, created, meta, latest); !errors.Is(err, errLost) {
			return err
		}
		if err := s.explainCreateStudy(ctx, created, latest); err != nil {
			return err
		}
		if err := r.again(ctx); err != nil {
			return err
		}
	}
}

func (s *Store) tryCreateStudy(ctx context.Context, created study.Study, meta studyRecord, latest string) error {
	t := s.begin()
	t.check(sessionKey(), "#id = :id", values{"id": created.SessionID})
	// The name of the latest is kept for longer than the study is, so that none that runs is without it.
	named := latestRecord{latestStudyKey(), created.ID, expiry(created.CreatedAt, study.Retention+shardGrace)}
	if latest == "" {
		t.put(named, absent, nil)
	} else {
		t.put(named, "#id = :id", values{"id": latest})
		if latest != created.ID {
			t.check(studyKey(latest), absent+" OR "+ended, states)
		}
	}
	t.put(meta, absent, nil)
	for i, part := range created.Parts {
		t.put(partRecord{partKey(created.ID, i), part.Open, part.Made, expiry(created.CreatedAt, study.Retention+shardGrace)}, absent, nil)
	}
	t.put(historyRecord{key: studyHistoryKey(created.ID, created.CreatedAt), ID: created.ID, Expires: expiry(created.CreatedAt, study.Retention)}, absent, nil)
	return t.commit(ctx, "create study "+created.ID)
}

// explainCreateStudy tells why a creation was refused; nil if it may be tried again.
func (s *Store) explainCreateStudy(ctx context.Context, created study.Study, latest string) error {
	session, err := s.CurrentSession(ctx)
	if err != nil {
		return err
	}
	if session.ID != created.SessionID {
		return errNoSession
	}
	for _, other := range []string{latest, created.ID} {
		if other == "" {
			continue
		}
		it, err := s.get(ctx, studyKey(other))
		if err != nil {
			return err
		}
		state := study.State(text(it, "state"))
		switch {
		case it == nil:
		case other == created.ID:
			return fault.Errorf(fault.CodeConflict, "there is a study %s already", other)
		case !state.Ended():
			return fault.Errorf(fault.CodeConflict, "study %s has not ended", other)
		}
	}
	return nil
}

// latestStudyID is "" if there is none.
func (s *Store) latestStudyID(ctx context.Context) (string, error) {
	it, err := s.get(ctx, latestStudyKey())
	return text(it, "id"), err
}

// LatestStudy implements study.Store.
func (s *Store) LatestStudy(ctx context.Context) (study.Study, error) {
	id, err := s.latestStudyID(ctx)
	switch {
	case err != nil:
		return study.Study{}, err
	case id == "":
		return study.Study{}, fault.Errorf(fault.CodeNotFound, "there is no study")
	}
	return s.Study(ctx, id)
}

// Study implements study.Store.
func (s *Store) Study(ctx context.Context, id string) (study.Study, error) {
	found, err := s.loadStudy(ctx, id)
	return found.Study, err
}

// Studies implements study.Store, as Simulations does simulation.Simulations.
func (s *Store) Studies(ctx context.Context, cursor string, limit int) (page []study.Study, next string, err error) {
	entries, next, err := s.history(ctx, studiesPK, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	page, err = existing(ctx, "study", idsOf(entries), s.Study)
	return page, next, err
}

// SettleStudy implements study.Store: one update of META. Parts that are full stay full, so it need not look at them again.
func (s *Store) SettleStudy(ctx context.Context, id string, now time.Time) (study.Study, error) {
	return s.changeStudy(ctx, id, func(before loadedStudy) (study.Study, error) {
		after := before.Settle(simulation.Stamp(now))
		if after.State == before.State {
			return after, nil
		}
		_, err := s.update(ctx, studyKey(id), "#state = :state, #finishedAt = :finishedAt", unchanged,
			merged(seen(before.version), values{"state": after.State, "finishedAt": after.FinishedAt}))
		return after, err
	})
}

// EndStudy implements study.Store: one transaction of META and at most 64 parts. Chunks may be noted between the read and
// the transaction, so the answer is read afterwards, when nothing changes any more.
func (s *Store) EndStudy(ctx context.Context, id string, state study.State, reason string, now time.Time) (study.Study, error) {
	_, err := s.changeStudy(ctx, id, func(before loadedStudy) (study.Study, error) {
		after, err := before.End(state, reason, simulation.Stamp(now))
		if err != nil {
			return after, err
		}
		t := s.begin()
		t.update(studyKey(id), "#state = :state, #reason = :reason, #finishedAt = :finishedAt", unchanged,
			merged(seen(before.version), values{"state": after.State, "reason": after.Reason, "finishedAt": after.FinishedAt}))
		for i, part := range after.Parts {
			t.update(partKey(id, i), "#open = :open", "attribute_exists(#pk)", values{"open": part.Open})
		}
		return after, t.commit(ctx, string(state)+" study "+id)
	})
	if err != nil {
		return study.Study{}, err
	}
	return s.Study(ctx, id)
}

// WatchStudy implements study.Store: one update of META.
func (s *Store) WatchStudy(ctx context.Context, id string, now time.Time) (after study.Study, resend bool, reason string, err error) {
	after, err = s.changeStudy(ctx, id, func(before loadedStudy) (study.Study, error) {
		if before.State.Ended() {
			return before.Study, fault.Errorf(fault.CodeConflict, "the study is %s", before.State)
		}
		var watched study.Study
		watched, resend, reason = before.Watched(simulation.Stamp(now))
		_, err := s.update(ctx, studyKey(id), "#watch = :watch", unchanged,
			merged(seen(before.version), values{"watch": studyWatchJSON(watched.Watch)}))
		return watched, err
	})
	return after, resend, reason, err
}

// DeleteStudy implements study.Store: one transaction of everything but the chunks, which nobody finds without the parts,
// and which expire.
func (s *Store) DeleteStudy(ctx context.Context, id string) error {
	_, err := s.changeStudy(ctx, id, func(before loadedStudy) (study.Study, error) {
		if !before.State.Ended() {
			return before.Study, fault.Errorf(fault.CodeConflict, "the study is %s; only an ended one can be deleted", before.State)
		}
		latest, err := s.latestStudyID(ctx)
		if err != nil {
			return before.Study, err
		}
		t := s.begin()
		t.remove(studyKey(id), unchanged, seen(before.version))
		t.remove(studyHistoryKey(id, before.CreatedAt), always, nil)
		for i := range before.Parts {
			t.remove(partKey(id, i), always, nil)
		}
		if latest == id {
			t.remove(latestStudyKey(), "#id = :id", values{"id": id})
		}
		return before.Study, t.commit(ctx, "delete study "+id)
	})
	return err
}

// changeStudy applies a change until it loses no race.
func (s *Store) changeStudy(ctx context.Context, id string, try func(loadedStudy) (study.Study, error)) (study.Study, error) {
	for r := newRace(); ; {
		before, err := s.loadStudy(ctx, id)
		if err != nil {
			return study.Study{}, err
		}
		after, err := try(before)
		if err == nil {
			return after, nil
		}
		if !errors.Is(err, errLost) {
			return study.Study{}, err
		}
		if err := r.again(ctx); err != nil {
			return study.Study{}, err
		}
	}
}
