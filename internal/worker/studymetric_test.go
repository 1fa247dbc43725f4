package worker_test

import (
	"context"
	"math"
	"reflect"
	"testing"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// counted checks all that is counted of a study, by its workers and by the sweeper.
func (w *studyWorld) counted(told, swept map[metric.Name]int) {
	w.Helper()
	for _, c := range []struct {
		who  string
		got  *counter
		want map[metric.Name]int
	}{{"workers", &w.told, told}, {"the sweeper", &w.swept, swept}} {
		c.got.mu.Lock()
		if len(c.got.counts)+len(c.want) > 0 && !reflect.DeepEqual(c.got.counts, c.want) {
			w.Errorf("%s counted %v, want %v", c.who, c.got.counts, c.want)
		}
		c.got.mu.Unlock()
	}
}

// Each chunk that is made counts once, and the study once, whatever comes twice.
func TestCompletedStudiesAreCounted(t *testing.T) {
	inStudyWorld(t, 1, 75, func(w *studyWorld) {
		w.must(w.db.StudyQueue().Send(context.Background(), 0, w.study.FirstJob()))
		w.keepSweeping()
		w.begin(0)
		w.ended(time.Hour)
		w.must(w.db.StudyQueue().Send(context.Background(), 0, w.study.FirstJob(), study.Job{Study: "study", Chunk: 3}))
		time.Sleep(10 * time.Minute)
		w.counted(map[metric.Name]int{metric.StudyChunks: 75, metric.StudiesCompleted: 1}, nil)
	})
}

// Of two workers that make the last chunk one completes the study.
func TestStudyIsCompletedOnce(t *testing.T) {
	inStudyWorld(t, 1, 1, func(w *studyWorld) {
		ctx, job := context.Background(), study.Job{Study: "study"}
		w.begin(0)
		w.must(w.db.StudyQueue().Send(ctx, 0, job))
		w.must(w.db.StudyQueue().Send(ctx, time.Second, job))
		w.ended(time.Hour)
		time.Sleep(time.Minute)
		w.counted(map[metric.Name]int{metric.StudyChunks: 2, metric.StudiesCompleted: 1}, nil)
	})
}

// A study whose last worker died before it could complete it is completed by the sweeper, and counted there.
func TestStudyCompletedBySweeperIsCounted(t *testing.T) {
	inStudyWorld(t, 1, 3, func(w *studyWorld) {
		ctx := context.Background()
		for chunk := range w.study.Chunks() {
			runs, err := w.study.Query.Compute(ctx, w.study.Estimate.Layout.Span(chunk), func(context.Context, float64) error { return nil })
			w.must(err)
			_, err = w.store.KeepChunk(ctx, w.study, chunk, study.EncodeRuns(runs))
			w.must(err)
		}
		w.keepSweeping()
		w.ended(time.Hour)
		time.Sleep(10 * time.Minute)
		w.counted(nil, map[metric.Name]int{metric.StudiesCompleted: 1})
	})
}

// So is one that nobody works on, with each time its jobs were sent again.
func TestFailedStudiesAreCounted(t *testing.T) {
	inStudyWorld(t, 1, 3, func(w *studyWorld) {
		w.keepSweeping()
		w.ended(time.Hour)
		time.Sleep(10 * time.Minute)
		w.counted(nil, map[metric.Name]int{metric.JobsSentAgain: 5, metric.StudiesFailed: 1})
	})
}

// A study with a point that cannot be run is failed by the worker that finds out, once.
func TestUnfitStudiesAreCounted(t *testing.T) {
	inStudyWorld(t, 1, 1, func(w *studyWorld) {
		ctx := context.Background()
		_, err := w.store.EndStudy(ctx, "study", study.Cancelled, "for another", time.Now())
		w.must(err)
		time.Sleep(time.Second)
		w.study.ID, w.study.CreatedAt = "unfit", simulation.Stamp(time.Now())
		w.study.Estimate.Bytes = math.MaxInt64 // more than any worker holds
		w.must(w.store.CreateStudy(ctx, w.study))
		w.must(w.db.StudyQueue().Send(ctx, 0, w.study.FirstJob(), w.study.FirstJob()))
		w.begin(0)
		if s := w.ended(time.Hour); s.State != study.Failed {
			t.Errorf("it is %s", s.State)
		}
		time.Sleep(time.Minute)
		w.counted(map[metric.Name]int{metric.StudiesFailed: 1}, nil)
	})
}
