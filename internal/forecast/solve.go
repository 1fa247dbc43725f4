package forecast

import (
	"context"
	"errors"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/statistics"
)

const (
	// curvePoints is about how many points the curve has.
	curvePoints = 16
	// curveSeeds is with how many seeds its points are tried: to see the knee, not
	// to decide.
	curveSeeds = minSeeds
	// reserve is how much of a request's time is left for the answer to be
	// completed in, once numbers were tried.
	reserve = 1.0 / 3
	// margin is left of it in any case.
	margin = time.Second
)

// setDeadline lets the search go on for a span since its beginning, but not
// beyond a part of what ctx allows.
func (s *search) setDeadline(ctx context.Context, span time.Duration, part float64, margin time.Duration) {
	s.deadline = time.Time{}
	if s.query.Budget > 0 {
		s.deadline = s.begun.Add(span)
	}
	if end, ok := ctx.Deadline(); ok {
		end = s.begun.Add(time.Duration(part * float64(end.Sub(s.begun)))).Add(-margin)
		if s.deadline.IsZero() || end.Before(s.deadline) {
			s.deadline = end
		}
	}
}

// errOutOfTime: the deadline of the search has passed.
var errOutOfTime = errors.New("forecast: the search is out of time")

func (s *search) outOfTime() bool {
	return !s.deadline.IsZero() && s.query.now().After(s.deadline)
}

func (s *search) solve(ctx context.Context) (Senders, error) {
	s.setDeadline(ctx, s.query.Budget, 1-reserve, 0)
	n, err := s.fewest(ctx)
	if err != nil {
		return Senders{}, err
	}
	// What is left out from here on, if the time runs out, takes nothing away from
	// the answer.
	s.setDeadline(ctx, s.query.Budget+s.query.Budget/2, 1, margin)
	out := Senders{Probability: s.query.Probability, Seeds: s.seeds}
	if n == 0 {
		if out.Curve, err = s.curve(ctx, n); err != nil {
			return Senders{}, err
		}
		if n = s.better(settings.MaxSenders + 1); n == 0 {
			out.Searched = s.searched
			out.Reason, err = s.reason(ctx)
			return out, err
		}
	}
	for better := n; better > 0; better = s.better(n) {
		n = better
		if out.Fewer, err = s.fewer(ctx, n-1); err != nil {
			return Senders{}, err
		}
		if out.Curve, err = s.curve(ctx, n); err != nil {
			return Senders{}, err
		}
	}
	if err := s.account(ctx, n); err != nil {
		return Senders{}, err
	}
	out.Settings = s.with(n)
	if out.Plan, err = Of(ctx, out.Settings); err != nil {
		return Senders{}, err
	}
	t := s.tries[n]
	out.Senders, out.Groups, out.Share, out.Searched = out.Settings.TotalSenders(), split(out.Settings), statistics.ShareOf(t.held, t.runs), s.searched
	return out, nil
}

// better is a number below n that has turned out to suffice since the time ran
// out, as it was completed for the answer; 0 if there is none.
func (s *search) better(n int) int {
	fewest := 0
	for k, t := range s.tries {
		if k < n && (fewest == 0 || k < fewest) && s.decided(t) && t.missed() <= s.misses {
			fewest = k
		}
	}
	return fewest
}

// fewer is what one sender less than the answer comes to.
func (s *search) fewer(ctx context.Context, n int) (*FewerSenders, error) {
	if minimum, _ := s.limits(); n < minimum {
		return nil, nil
	}
	out := &FewerSenders{Senders: s.with(n).TotalSenders()}
	if s.known == nil {
		var err error
		if out.Impossible, err = s.impossible(ctx, n); err != nil {
			return nil, err
		}
	}
	if _, err := s.complete(ctx, n, s.seeds); err != nil && !errors.Is(err, errOutOfTime) {
		return nil, err
	}
	if t := s.tries[n]; t != nil {
		out.Held, out.Runs = t.held, t.runs
	}
	return out, nil
}

// curve tries some numbers in geometric steps, up to four times the answer.
func (s *search) curve(ctx context.Context, found int) ([]SendersPoint, error) {
	minimum, maximum := s.limits()
	if found > 0 {
		maximum = min(maximum, 4*found)
	}
	numbers := curveOf(minimum, maximum, found)
	points := make([]SendersPoint, len(numbers))
	err := sideBySide(ctx, len(numbers), func(ctx context.Context, i int) error {
		if s.outOfTime() {
			return nil
		}
		given := s.with(numbers[i])
		plan, err := s.plan(ctx, given)
		if errors.Is(err, errRefused) {
			return nil
		}
		if err != nil {
			return err
		}
		points[i] = SendersPoint{Senders: given.TotalSenders(), Makespan: plan.Makespan, Objectives: plan.Objectives}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []SendersPoint
	for i, n := range numbers {
		if points[i].Senders == 0 {
			continue // there was no time for it
		}
		t, err := s.complete(ctx, n, min(s.seeds, curveSeeds))
		if errors.Is(err, errOutOfTime) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		points[i].Held, points[i].Runs = t.held, t.runs
		out = append(out, points[i])
	}
	return out, nil
}

// plan computes the plan of one number of senders.
func (s *search) plan(ctx context.Context, given settings.Settings) (*simulation.Plan, error) {
	variant, err := s.base.Variant(given)
	if err != nil {
		return nil, errRefused
	}
	planner, err := variant.Planner()
	if err != nil {
		return nil, err
	}
	err = workOf(ctx).compute(ctx, 0, func() (bool, float64, error) { return planner.Step(stepEvents), 0, nil })
	if err != nil {
		return nil, err
	}
	return planner.Plan()
}
