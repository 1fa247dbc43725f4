package worker

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Studies handles the jobs of studies: it computes chunks and keeps what they come to. Make one with NewStudies; it may
// handle several at once, and any number of them may run anywhere.
type Studies struct {
	store study.Store
	queue study.Queue
	Options
	mu    sync.Mutex
	known study.Study // the one that was read last; what is asked of it never changes
	pause study.Pace  // between the steps of a computation; only looks at its context but in tests
}

// NewStudies returns a Studies on a store and a queue. Of the options it has no use for a slice.
func NewStudies(store study.Store, queue study.Queue, o Options) *Studies {
	if o.Engine == 0 {
		o.Engine = engine.Version
	}
	if o.Metrics == nil {
		o.Metrics = metric.None{}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Studies{store: store, queue: queue, Options: o, pause: func(ctx context.Context, _ float64) error { return ctx.Err() }}
}

// Poll receives and handles jobs, so many at a time, until ctx ends.
func (w *Studies) Poll(ctx context.Context, concurrency int) {
	poll(ctx, concurrency, w.queue, w.Handle, w.Log)
}

// Handle does what a received message asks for, as Worker.Handle does.
func (w *Studies) Handle(ctx context.Context, d simulation.Delivery) error {
	err := w.handle(ctx, d)
	if err != nil {
		giveBack(ctx, w.queue, w.Options, d, err)
	}
	return err
}

func (w *Studies) handle(ctx context.Context, d simulation.Delivery) error {
	job, err := study.ParseJob(d.Body)
	if err != nil {
		return err
	}
	if job.To > 0 {
		return w.divide(ctx, job)
	}
	s, err := w.find(ctx, job.Study)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if s.Engine != w.Engine {
		return fault.Errorf(fault.CodeOtherEngine, "version %d of the engine began the study, this is version %d", s.Engine, w.Engine)
	}
	if job.Chunk >= s.Chunks() {
		return fault.Errorf(fault.CodeInvalid, "study %s has no chunk %d", s.ID, job.Chunk)
	}
	defer keepInvisible(ctx, w.queue, d, w.Log)()
	err = w.make(ctx, s, job.Chunk)
	switch fault.CodeOf(err) {
	case fault.CodeStale, fault.CodeNotFound: // made already, or cancelled, or deleted
		return nil
	case fault.CodeInvalid: // which was to be refused before it began: every chunk like it would be
		_, err = w.store.EndStudy(ctx, s.ID, study.Failed, "one of its points cannot be run: "+err.Error(), w.now())
		if fault.CodeOf(err) == fault.CodeConflict {
			return nil
		}
		if err == nil {
			w.Metrics.Add(metric.StudiesFailed, 1)
		}
	}
	return err
}

// divide sends the jobs that one for several chunks stands for.
func (w *Studies) divide(ctx context.Context, job study.Job) error {
	s, err := w.store.Study(ctx, job.Study)
	switch {
	case fault.CodeOf(err) == fault.CodeNotFound || err == nil && s.State.Ended():
		return nil
	case err != nil:
		return err
	}
	return w.queue.Send(ctx, 0, s.Divide(job)...)
}

// find returns a study, of which what is made may have been read some time ago.
func (w *Studies) find(ctx context.Context, id string) (study.Study, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known.ID == id {
		return w.known, nil
	}
	s, err := w.store.Study(ctx, id)
	if err == nil {
		w.known = s
	}
	return s, err
}

// lookEvery is how often a long computation looks whether it is still wanted.
const lookEvery = 5 * time.Second

// make computes a chunk unless it is made: CodeStale if it is, or the study takes no more.
func (w *Studies) make(ctx context.Context, s study.Study, chunk int) error {
	if err := w.wanted(ctx, s, chunk); err != nil {
		return err
	}
	if s.Estimate.Bytes > schedule.Available() {
		return fault.Errorf(fault.CodeInvalid, "a run may hold %d MB, and a worker %d", s.Estimate.Bytes>>20, schedule.Available()>>20)
	}
	looked := time.Now()
	runs, err := s.Query.Compute(ctx, s.Estimate.Layout.Span(chunk), func(ctx context.Context, done float64) error {
		if err := w.pause(ctx, done); err != nil {
			return err
		}
		if time.Since(looked) < lookEvery {
			return nil
		}
		looked = time.Now()
		if err := w.wanted(ctx, s, chunk); fault.CodeOf(err) == fault.CodeStale || fault.CodeOf(err) == fault.CodeNotFound {
			return err
		}
		return nil // what the store cannot tell now it is asked again
	})
	if err != nil {
		return err
	}
	part, err := w.store.KeepChunk(ctx, s, chunk, study.EncodeRuns(runs))
	if err != nil {
		return err
	}
	w.Metrics.Add(metric.StudyChunks, 1)
	if len(part.Made) < s.ChunksOfPart(s.PartOf(chunk)) {
		return nil
	}
	at := w.now()
	settled, err := w.store.SettleStudy(ctx, s.ID, at)
	if err == nil && settled.State == study.Completed && settled.FinishedAt.Equal(at) { // by this call
		w.Metrics.Add(metric.StudiesCompleted, 1)
		w.Log.InfoContext(ctx, "study completed", "study", s.ID, "chunks", s.Chunks())
	}
	return err
}

func (w *Studies) wanted(ctx context.Context, s study.Study, chunk int) error {
	part, err := w.store.StudyPart(ctx, s.ID, s.PartOf(chunk))
	switch {
	case err != nil:
		return err
	case !part.Open:
		return fault.Errorf(fault.CodeStale, "the study has ended")
	case part.Has(chunk):
		return fault.Errorf(fault.CodeStale, "the chunk is made already")
	}
	return nil
}

func (w *Studies) now() time.Time { return simulation.Stamp(w.Now()) }
