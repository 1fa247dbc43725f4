package worker_test

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
	"alertsim/internal/study"
	"alertsim/internal/study/studytest"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
)

// studyWorld is a folder with a running study, in fake time.
type studyWorld struct {
	*testing.T
	db      *sqlite.DB
	store   *sqlite.Store
	study   study.Study
	random  *rand.Rand
	mu      sync.Mutex // of random
	workers sync.WaitGroup
	over    atomic.Bool
	told    counter // of the workers
	swept   counter // of the sweeper
}

// inStudyWorld runs a test in a bubble with a study of so many chunks of one run each, each taking 3 seconds.
func inStudyWorld(t *testing.T, seed uint64, chunks int, test func(w *studyWorld)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		db, err := sqlite.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		w := &studyWorld{T: t, db: db, store: db.Store(), random: rand.New(rand.NewPCG(seed, 1))}
		ctx := context.Background()
		now := time.Now()
		w.must(w.store.OpenSession(ctx, simulation.Session{ID: "session-1", Members: []string{"m"}, OpenedAt: now, LastUsedAt: now}, nil))
		w.study = studytest.NewStudy("study", chunks, simulation.Stamp(now))
		w.must(w.store.CreateStudy(ctx, w.study))
		test(w)
		w.over.Store(true)
		w.workers.Wait()
		w.must(db.Close())
	})
}

func (w *studyWorld) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

func (w *studyWorld) chance(n int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.random.IntN(n) == 0
}

// begin starts a process of two workers; kill lets it die with all its calls under way. One in faults of its calls fails,
// before or after it has happened; 0 is none.
func (w *studyWorld) begin(faults int) (kill func()) {
	var dead atomic.Bool
	broken := func(string) error {
		if dead.Load() || faults > 0 && w.chance(faults) {
			return fault.Errorf(fault.CodeUnavailable, "broken")
		}
		return nil
	}
	wire := studytest.Wire{Before: broken, After: broken}
	wk := worker.NewStudies(wire.Store(w.store), wire.Queue(w.db.StudyQueue()), worker.Options{Metrics: &w.told, Log: slog.New(slog.DiscardHandler)})
	wk.Pause(func(ctx context.Context, _ float64) error {
		time.Sleep(3 * time.Second)
		return ctx.Err()
	})
	ctx, cancel := context.WithCancel(context.Background())
	w.workers.Go(func() { wk.Poll(ctx, 2) })
	kill = func() {
		dead.Store(true)
		cancel()
	}
	w.workers.Go(func() {
		for !w.over.Load() && ctx.Err() == nil {
			time.Sleep(time.Second)
		}
		cancel()
	})
	return kill
}

func (w *studyWorld) keepSweeping() {
	s := &sweeper.Sweeper{
		Store: w.store, Queue: w.db.Queue(), Studies: w.store, StudyQueue: w.db.StudyQueue(), Now: time.Now,
		Metrics: &w.swept, Log: slog.New(slog.DiscardHandler),
	}
	w.workers.Go(func() {
		for !w.over.Load() {
			if err := s.Sweep(context.Background()); err != nil {
				w.Error(err)
			}
			time.Sleep(sweeper.Interval)
		}
	})
}

// ended waits until the study has ended, for so long at most.
func (w *studyWorld) ended(within time.Duration) study.Study {
	w.Helper()
	for begin := time.Now(); ; time.Sleep(time.Second) {
		s, err := w.store.Study(context.Background(), w.study.ID)
		w.must(err)
		if s.State.Ended() {
			return s
		}
		if time.Since(begin) > within {
			w.Fatalf("after %v it is %s, %d of %d chunks are made", within, s.State, s.Made(), s.Chunks())
		}
	}
}

// isRight checks that what is kept is what one process without any fault comes to, byte for byte.
func (w *studyWorld) isRight() {
	w.Helper()
	kept, err := w.store.Chunks(context.Background(), w.study, 0, w.study.Chunks())
	w.must(err)
	if len(kept) != w.study.Chunks() {
		w.Errorf("%d of %d chunks", len(kept), w.study.Chunks())
	}
	for _, k := range kept {
		runs, err := w.study.Query.Compute(context.Background(), w.study.Estimate.Layout.Span(k.Chunk), func(context.Context, float64) error { return nil })
		w.must(err)
		if !bytes.Equal(study.EncodeRuns(runs), k.Runs) {
			w.Errorf("chunk %d is kept as something else", k.Chunk)
		}
	}
}

// Whatever is lost, doubled or killed, the study is completed and comes to the same.
func TestStudiesUnderFaults(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for round := range rounds {
		inStudyWorld(t, seed+uint64(round), 75, func(w *studyWorld) {
			ctx := context.Background()
			for range 3 { // duplicates
				w.must(w.db.StudyQueue().Send(ctx, 0, w.study.FirstJob(), study.Job{Study: "study", Chunk: 3}))
			}
			w.must(w.db.StudyQueue().Send(ctx, 0, study.Job{Study: "another", Chunk: 3}, study.Job{Study: "study", Chunk: 99}, study.Job{Study: "study", Chunk: 70, To: 900}))
			w.keepSweeping()
			kill := w.begin(30)
			w.workers.Go(func() { // it dies again and again
				for range 8 {
					time.Sleep(time.Duration(5+w.study.Chunks()%7) * time.Second)
					kill()
					kill = w.begin(30)
				}
			})
			w.begin(0)
			if s := w.ended(2 * time.Hour); s.State != study.Completed {
				t.Errorf("it is %s (%s), seed %d", s.State, s.Reason, seed+uint64(round))
			}
			w.isRight()
		})
	}
}

// If every message is lost the sweeper sends the jobs again; who is at work is left alone.
func TestStudyWithoutMessages(t *testing.T) {
	inStudyWorld(t, 1, 75, func(w *studyWorld) {
		w.keepSweeping()
		w.begin(0)
		began := time.Now()
		if s := w.ended(time.Hour); s.State != study.Completed {
			t.Errorf("it is %s (%s)", s.State, s.Reason)
		}
		// Two minutes of silence, a look, and 75 runs of 3 s by two workers.
		if took := time.Since(began); took > 7*time.Minute {
			t.Errorf("it took %v", took)
		}
		w.isRight()
	})
}

// A study that nobody works on fails after some time, with a reason.
func TestStudyWithoutWorkers(t *testing.T) {
	inStudyWorld(t, 1, 3, func(w *studyWorld) {
		w.keepSweeping()
		s := w.ended(time.Hour)
		if s.State != study.Failed || s.Reason != "its jobs were sent 6 times, and nothing more was made of it" {
			t.Errorf("it is %s (%s)", s.State, s.Reason)
		}
	})
}

// After a cancel has answered nothing more is kept, and workers stop.
func TestStudyIsCancelled(t *testing.T) {
	inStudyWorld(t, 1, 75, func(w *studyWorld) {
		ctx := context.Background()
		w.must(w.db.StudyQueue().Send(ctx, 0, w.study.FirstJob()))
		w.begin(0)
		time.Sleep(31 * time.Second)
		ended, err := w.store.EndStudy(ctx, "study", study.Cancelled, "enough", time.Now())
		w.must(err)
		if made := ended.Made(); made < 10 || made > 30 {
			t.Errorf("%d chunks are made after 31 s", made)
		}
		time.Sleep(10 * time.Minute)
		after, err := w.store.Study(ctx, "study")
		w.must(err)
		if after.Made() != ended.Made() || after.State != study.Cancelled {
			t.Errorf("%d chunks are made, it is %s", after.Made(), after.State)
		}
		if d, err := w.db.StudyQueue().Receive(ctx); d != nil || err != nil {
			t.Errorf("a message is left: %+v, %v", d, err)
		}
	})
}

// A study of another version of the engine is left for workers of that one.
func TestStudyOfAnotherEngine(t *testing.T) {
	inStudyWorld(t, 1, 3, func(w *studyWorld) {
		ctx := context.Background()
		w.must(w.db.StudyQueue().Send(ctx, 0, w.study.FirstJob()))
		wk := worker.NewStudies(w.store, w.db.StudyQueue(), worker.Options{Engine: 99, Log: slog.New(slog.DiscardHandler)})
		polling, stop := context.WithCancel(ctx)
		w.workers.Go(func() { wk.Poll(polling, 1) })
		time.Sleep(time.Minute)
		stop()
		if s, err := w.store.Study(ctx, "study"); err != nil || s.Made() != 0 || s.State != study.Running {
			t.Errorf("%+v, %v", s, err)
		}
		w.begin(0)
		if s := w.ended(time.Hour); s.State != study.Completed {
			t.Errorf("it is %s (%s)", s.State, s.Reason)
		}
	})
}
