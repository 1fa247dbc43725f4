package studytest

import (
	"context"
	"time"

	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Wire lies between a process and its store and queue. Before and After are told the name of every call; an error of
// Before is the call's, which does not happen, and one of After its answer, which gets lost.
type Wire struct {
	Before func(call string) error
	After  func(call string) error
}

func (w Wire) call(name string, f func() error) error {
	if err := w.Before(name); err != nil {
		return err
	}
	err := f()
	if lost := w.After(name); lost != nil {
		return lost
	}
	return err
}

// Store is a store behind the wire.
func (w Wire) Store(s study.Store) study.Store { return wiredStore{s, w} }

// Queue is a queue behind the wire.
func (w Wire) Queue(q study.Queue) study.Queue { return wiredQueue{q, w} }

type wiredStore struct {
	study.Store
	wire Wire
}

func (s wiredStore) LatestStudy(ctx context.Context) (found study.Study, err error) {
	err = s.wire.call("LatestStudy", func() error { found, err = s.Store.LatestStudy(ctx); return err })
	return found, err
}

func (s wiredStore) Study(ctx context.Context, id string) (found study.Study, err error) {
	err = s.wire.call("Study", func() error { found, err = s.Store.Study(ctx, id); return err })
	return found, err
}

func (s wiredStore) StudyPart(ctx context.Context, id string, part int) (found study.Part, err error) {
	err = s.wire.call("StudyPart", func() error { found, err = s.Store.StudyPart(ctx, id, part); return err })
	return found, err
}

func (s wiredStore) KeepChunk(ctx context.Context, of study.Study, chunk int, runs []byte) (part study.Part, err error) {
	err = s.wire.call("KeepChunk", func() error { part, err = s.Store.KeepChunk(ctx, of, chunk, runs); return err })
	return part, err
}

func (s wiredStore) SettleStudy(ctx context.Context, id string, now time.Time) (after study.Study, err error) {
	err = s.wire.call("SettleStudy", func() error { after, err = s.Store.SettleStudy(ctx, id, now); return err })
	return after, err
}

func (s wiredStore) EndStudy(ctx context.Context, id string, state study.State, reason string, now time.Time) (after study.Study, err error) {
	err = s.wire.call("EndStudy", func() error { after, err = s.Store.EndStudy(ctx, id, state, reason, now); return err })
	return after, err
}

func (s wiredStore) WatchStudy(ctx context.Context, id string, now time.Time) (after study.Study, resend bool, reason string, err error) {
	err = s.wire.call("WatchStudy", func() error { after, resend, reason, err = s.Store.WatchStudy(ctx, id, now); return err })
	return after, resend, reason, err
}

type wiredQueue struct {
	study.Queue
	wire Wire
}

func (q wiredQueue) Send(ctx context.Context, delay time.Duration, jobs ...study.Job) error {
	return q.wire.call("Send", func() error { return q.Queue.Send(ctx, delay, jobs...) })
}

func (q wiredQueue) Receive(ctx context.Context) (d *simulation.Delivery, err error) {
	err = q.wire.call("Receive", func() error { d, err = q.Queue.Receive(ctx); return err })
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (q wiredQueue) Extend(ctx context.Context, receipt string, d time.Duration) error {
	return q.wire.call("Extend", func() error { return q.Queue.Extend(ctx, receipt, d) })
}

func (q wiredQueue) Refuse(ctx context.Context, receipt string) error {
	return q.wire.call("Refuse", func() error { return q.Queue.Refuse(ctx, receipt) })
}

func (q wiredQueue) Delete(ctx context.Context, receipt string) error {
	return q.wire.call("Delete", func() error { return q.Queue.Delete(ctx, receipt) })
}
