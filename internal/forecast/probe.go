package forecast

import (
	"context"
	"errors"
	"sort"

	"alertsim/internal/settings"
	"alertsim/internal/study"
)

// errRefused: the engine cannot run the settings with this number of senders.
var errRefused = errors.New("forecast: settings that cannot be run")

// probe counts the seeds from ≤ i < to in which n senders meet every objective,
// and the runs that it took.
func (s *search) probe(ctx context.Context, given settings.Settings, n, from, to int) (held, made int, err error) {
	met, ran := make([]bool, to-from), make([]bool, to-from)
	err = sideBySide(ctx, to-from, func(ctx context.Context, i int) (err error) {
		var known bool
		if met[i], known = s.knows(n, from+i); known {
			return nil
		}
		ran[i] = true
		met[i], err = s.probeOne(ctx, given, n, from+i)
		return err
	})
	for i := range met {
		if met[i] {
			held++
		}
		if ran[i] {
			made++
		}
	}
	return held, made, err
}

// knows reports whether n senders meet every objective with a seed, if that is
// known from other numbers.
func (s *search) knows(n, seed int) (met, known bool) {
	if s.known != nil {
		switch t := s.known[seed]; {
		case n <= t.missed:
			return false, true
		case n >= t.held:
			return true, true
		}
	}
	idle := s.idle[seed]
	return idle.met, n >= idle.from
}

func (s *search) probeOne(ctx context.Context, given settings.Settings, n, seed int) (met bool, err error) {
	variant, err := s.base.Variant(s.seeded(given, seed))
	if err != nil {
		return false, errRefused
	}
	p, err := variant.Probe()
	if err != nil {
		return false, err
	}
	err = workOf(ctx).compute(ctx, 0, func() (bool, float64, error) {
		if s.outOfTime() {
			return false, 0, errOutOfTime
		}
		return p.Step(stepEvents), 0, nil
	})
	if err != nil {
		return false, err
	}
	if used := p.Used(); fewer(used, given) {
		s.idle[seed] = plateau{s.idleFrom(used), p.Met()}
	}
	if s.known != nil {
		if t := &s.known[seed]; p.Met() {
			t.held = n
		} else {
			t.missed = n
		}
	}
	return p.Met(), nil
}

// fewer reports whether every group has more senders than were used.
func fewer(used []int, s settings.Settings) bool {
	for g, n := range used {
		if n >= s.SenderGroups[g].Senders {
			return false
		}
	}
	return true
}

// idleFrom is the number of senders from which on every group has as many as were
// used.
func (s *search) idleFrom(used []int) int {
	minimum, _ := s.limits()
	if s.query.Group >= 0 {
		return max(minimum, used[s.query.Group])
	}
	// parts[n − least] are the fewest that a group has with n senders or more.
	return minimum + sort.Search(len(s.parts), func(i int) bool {
		for g, n := range used {
			if s.parts[i][g] < n {
				return false
			}
		}
		return true
	})
}

// makeParts prepares idleFrom.
func (s *search) makeParts() {
	if s.query.Group >= 0 {
		return
	}
	minimum, maximum := s.limits()
	weights := split(s.query.Settings)
	s.parts = make([][]int, maximum-minimum+1)
	for n := maximum; n >= minimum; n-- {
		parts := proportion(weights, n)
		if n < maximum {
			for g, fewest := range s.parts[n+1-minimum] {
				parts[g] = min(parts[g], fewest)
			}
		}
		s.parts[n-minimum] = parts
	}
}

// seeded gives settings the seed of a run.
func (s *search) seeded(given settings.Settings, run int) settings.Settings {
	given.Seed = study.SeedOf(s.query.Settings.Seed, run)
	return given
}
