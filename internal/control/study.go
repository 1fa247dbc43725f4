package control

import (
	"context"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Studies are the store and the queue of studies, and what they may take.
type Studies struct {
	Store study.Store
	Queue study.Queue
	// Memory is how many bytes a worker may hold for a run.
	Memory int64
}

// studyStore is CodeUnavailable where a deployment has no studies.
func (c *Control) studyStore() (study.Store, error) {
	if c.Studies.Store == nil {
		return nil, fault.Errorf(fault.CodeUnavailable, "there are no studies here; alertsim sweep makes them on one machine")
	}
	return c.Studies.Store, nil
}

// EstimateStudy says what a study is before it starts; CodeInvalid if it cannot be.
func (c *Control) EstimateStudy(q study.Query) (study.Estimate, error) {
	return q.Prepare(c.Studies.Memory)
}

// CreateStudy stores a study of the session, which begins at once. CodeConflict if the latest one has not ended,
// CodeUnauthorized if the session has, CodeInvalid if it cannot be.
func (c *Control) CreateStudy(ctx context.Context, session simulation.Session, q study.Query) (study.Study, error) {
	e, err := c.EstimateStudy(q)
	if err != nil {
		return study.Study{}, err
	}
	store, err := c.studyStore()
	if err != nil {
		return study.Study{}, err
	}
	s := study.New(newID(), session.ID, q, e, c.now())
	err = store.CreateStudy(ctx, s)
	if fault.CodeOf(err) == fault.CodeNotFound {
		err = errEnded()
	}
	if err != nil {
		return study.Study{}, err
	}
	if err := c.Studies.Queue.Send(ctx, 0, s.FirstJob()); err != nil {
		c.Log.WarnContext(ctx, "jobs not sent; the sweeper will send them again", "study", s.ID, "error", err)
	}
	return s, nil
}

// Study returns one study; CodeNotFound.
func (c *Control) Study(ctx context.Context, id string) (study.Study, error) {
	store, err := c.studyStore()
	if err != nil {
		return study.Study{}, err
	}
	return store.Study(ctx, id)
}

// AllStudies returns a page of the history, newest first.
func (c *Control) AllStudies(ctx context.Context, cursor string, limit int) ([]study.Study, string, error) {
	store, err := c.studyStore()
	if err != nil {
		return nil, "", err
	}
	return store.Studies(ctx, cursor, limit)
}

// CancelStudy ends a study; CodeConflict if it has ended. When it has answered nothing more is made of it.
func (c *Control) CancelStudy(ctx context.Context, id string) (study.Study, error) {
	store, err := c.studyStore()
	if err != nil {
		return study.Study{}, err
	}
	s, err := store.EndStudy(ctx, id, study.Cancelled, "cancelled by a member of the session", c.now())
	if err == nil {
		c.Metrics.Add(metric.StudiesCancelled, 1)
	}
	return s, err
}

// DeleteStudy forgets an ended study; CodeConflict if it has not ended.
func (c *Control) DeleteStudy(ctx context.Context, id string) error {
	store, err := c.studyStore()
	if err != nil {
		return err
	}
	return store.DeleteStudy(ctx, id)
}

// StudyResults returns what the points from ≤ p < to came to, as far as it is made: of all others the results hold
// nothing.
func (c *Control) StudyResults(ctx context.Context, s study.Study, from, to int) (*study.Results, error) {
	results := study.NewResults(s.Query, s.Estimate.Layout)
	first, last := max(0, from)*s.Query.Replications, min(to, s.Query.Points())*s.Query.Replications
	if first >= last {
		return results, nil
	}
	layout := s.Estimate.Layout
	kept, err := c.Studies.Store.Chunks(ctx, s, layout.ChunkOf(first), layout.ChunkOf(last-1)+1)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		span := layout.Span(k.Chunk)
		runs, err := study.DecodeRuns(k.Runs, span.To-span.From)
		if err != nil {
			return nil, fault.Errorf(fault.CodeDamaged, "chunk %d of study %s: %w", k.Chunk, s.ID, err)
		}
		results.Put(k.Chunk, runs)
	}
	return results, nil
}

// studying reports whether a study runs.
func (c *Control) studying(ctx context.Context) (bool, error) {
	if c.Studies.Store == nil {
		return false, nil
	}
	latest, err := c.Studies.Store.LatestStudy(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return false, nil
	}
	return err == nil && !latest.State.Ended(), err
}

// endStudyOf ends the study of a session that runs, if one does. With the session nothing of it is left.
func (c *Control) endStudyOf(ctx context.Context, session string) error {
	if c.Studies.Store == nil {
		return nil
	}
	latest, err := c.Studies.Store.LatestStudy(ctx)
	if err == nil && !latest.State.Ended() && latest.SessionID == session {
		if _, err = c.Studies.Store.EndStudy(ctx, latest.ID, study.Cancelled, "the session was reset", c.now()); err == nil {
			c.Metrics.Add(metric.StudiesCancelled, 1)
		}
	}
	if code := fault.CodeOf(err); code == fault.CodeNotFound || code == fault.CodeConflict {
		return nil
	}
	return err
}
