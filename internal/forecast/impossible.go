package forecast

import (
	"context"

	"alertsim/internal/schedule"
)

// impossible reports whether a bound rules a number out: it misses an objective
// in so many of the first seeds that the others do not matter.
func (s *search) impossible(ctx context.Context, n int) (bool, error) {
	if s.bounds == nil {
		if err := s.makeBounds(ctx); err != nil {
			return false, err
		}
	}
	turn, err := workOf(ctx).take(ctx)
	if err != nil {
		return false, err
	}
	defer turn.end()
	senders, missed := split(s.with(n)), 0
	for i, b := range s.bounds {
		if missed+len(s.bounds)-i <= s.misses {
			return false, nil
		}
		if b.Excludes(senders) {
			missed++
		}
		if missed > s.misses {
			return true, nil
		}
	}
	return false, nil
}

// spareBounds are further seeds, as some may be lucky ones.
const spareBounds = 4

func (s *search) makeBounds(ctx context.Context) error {
	bounds := make([]*schedule.Bound, min(s.seeds, s.misses+1+spareBounds))
	minimum, maximum := s.limits()
	err := sideBySide(ctx, len(bounds), func(ctx context.Context, i int) error {
		turn, err := workOf(ctx).take(ctx)
		if err != nil {
			return err
		}
		defer turn.end()
		variant, err := s.base.Variant(s.seeded(s.query.Settings, i))
		if err != nil {
			return err
		}
		bounds[i] = variant.Bound(s.with(maximum).TotalSenders())
		bounds[i].Pause = func() bool { return turn.next(ctx) == nil }
		// The first look at a bound is what takes time, so it is made here.
		bounds[i].Excludes(split(s.with(minimum)))
		bounds[i].Excludes(split(s.with(maximum)))
		bounds[i].Pause = nil
		return ctx.Err()
	})
	if err == nil {
		s.bounds = bounds
	}
	return err
}
