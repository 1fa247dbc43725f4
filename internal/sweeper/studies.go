package sweeper

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/study"
)

// sweepStudy heals the study that runs and reports whether one does. A study whose last worker died between its last
// chunk and its end is completed, one that does not get on has its jobs sent again, and after some times is failed.
func (s *Sweeper) sweepStudy(ctx context.Context, now time.Time) (running bool, err error) {
	latest, err := s.Studies.LatestStudy(ctx)
	if err != nil || latest.State.Ended() {
		return false, ignore(err, fault.CodeNotFound)
	}
	version := cmp.Or(s.Engine, engine.Version)
	if latest.Engine != version && s.Alone {
		return false, s.failStudy(ctx, latest, fmt.Sprintf("version %d of the engine began it, and the program now has version %d, which counts otherwise", latest.Engine, version), now)
	}
	if latest, err = s.Studies.SettleStudy(ctx, latest.ID, now); err != nil || latest.State.Ended() {
		if err == nil && latest.State == study.Completed && latest.FinishedAt.Equal(now) { // by this call
			s.Metrics.Add(metric.StudiesCompleted, 1)
			s.Log.InfoContext(ctx, "study completed", "study", latest.ID, "chunks", latest.Chunks())
		}
		return false, ignore(err, fault.CodeNotFound)
	}
	latest, resend, reason, err := s.Studies.WatchStudy(ctx, latest.ID, now)
	switch {
	case err != nil: // it has ended in the meantime
		return false, ignore(err, fault.CodeNotFound, fault.CodeConflict)
	case reason != "":
		return false, s.failStudy(ctx, latest, reason, now)
	case resend:
		s.Metrics.Add(metric.JobsSentAgain, 1)
		s.Log.WarnContext(ctx, "jobs of a study sent again", "study", latest.ID, "made", latest.Made(), "of", latest.Chunks())
		return true, s.StudyQueue.Send(ctx, 0, latest.FirstJob())
	}
	return true, nil
}

func (s *Sweeper) failStudy(ctx context.Context, of study.Study, reason string, now time.Time) error {
	_, err := s.Studies.EndStudy(ctx, of.ID, study.Failed, reason, now)
	if err != nil {
		return ignore(err, fault.CodeConflict, fault.CodeNotFound)
	}
	s.Metrics.Add(metric.StudiesFailed, 1)
	s.Log.ErrorContext(ctx, "study failed", "study", of.ID, "reason", reason)
	return nil
}
