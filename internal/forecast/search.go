package forecast

import (
	"context"
	"errors"
	"math"
	"slices"
	"sort"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// search remembers what it tried: a number of senders stands for those of the
// group, or of all groups in proportion. Every number is tried with the same
// seeds, in their order.
type search struct {
	query  SendersQuery
	base   *schedule.Schedule // whose tables all runs share
	seeds  int
	misses int // that are still good enough
	tries  map[int]*try
	bounds []*schedule.Bound // of the first seeds; nil until they are needed
	known  []threshold       // by seed, where more senders never do worse; else nil
	idle   []plateau         // by seed
	parts  [][]int           // see idleFrom
	begun  time.Time
	// deadline is when no more is tried; zero: never.
	deadline time.Time
	found    int // so far, for Progress
	searched Searched
}

// plateau is where more senders make no difference to one seed, since they are
// never used.
type plateau struct {
	from int
	met  bool
}

// threshold is what is known of one seed where more senders never do worse.
type threshold struct {
	missed int // with as many or fewer
	held   int // with as many or more
}

// try is what is known of one number of senders, of the first seeds.
type try struct {
	held, runs int
	made       int  // of the runs; the others are known from other numbers
	refused    bool // the engine cannot run so many with these settings
}

func (t try) missed() int { return t.runs - t.held }

func newSearch(ctx context.Context, q SendersQuery) (*search, error) {
	if q.now == nil {
		q.now = time.Now
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	base, err := schedule.Compile(q.Settings)
	if err != nil {
		return nil, err
	}
	seeds := SearchSeeds(q.Settings)
	// What is within the error of the multiplication counts as whole.
	needed := int(math.Ceil(q.Probability*float64(seeds) - 1e-9))
	s := &search{query: q, base: base, seeds: seeds, misses: seeds - max(1, needed), tries: map[int]*try{}, begun: q.now()}
	s.idle = make([]plateau, seeds)
	for i := range s.idle {
		s.idle[i].from = math.MaxInt
	}
	s.makeParts()
	if base.MoreSendersNeverHarm() {
		s.known = make([]threshold, seeds)
		for i := range s.known {
			s.known[i].held = settings.MaxSenders + 1
		}
	}
	return s, nil
}

// limits are the fewest and the most senders there may be.
func (s *search) limits() (minimum, maximum int) {
	given := s.query.Settings
	if s.query.Group < 0 {
		minimum = len(given.SenderGroups)
		return minimum, int(min(settings.MaxSenders, max(int64(minimum), given.Messages)))
	}
	others := given.TotalSenders() - given.SenderGroups[s.query.Group].Senders
	return 1, int(min(int64(settings.MaxSenders-others), given.Messages))
}

// with returns the settings with n senders.
func (s *search) with(n int) settings.Settings {
	return withSenders(s.query.Settings, s.query.Group, n)
}

func withSenders(out settings.Settings, group, n int) settings.Settings {
	weights := split(out)
	out.SenderGroups = slices.Clone(out.SenderGroups)
	if group >= 0 {
		out.SenderGroups[group].Senders = n
		return out
	}
	for i, senders := range proportion(weights, n) {
		out.SenderGroups[i].Senders = senders
	}
	return out
}

// own is the number of senders that the settings have.
func (s *search) own() int {
	if s.query.Group >= 0 {
		return s.query.Settings.SenderGroups[s.query.Group].Senders
	}
	return s.query.Settings.TotalSenders()
}

// batches are how many seeds have been tried when it is looked whether they are
// enough to decide. They do not depend on how many run at a time, so that what is
// told of a number does not either.
var batches = []int{8, 16, 32, 64, maxSeeds}

// suffices reports whether n senders meet every objective in enough of the
// seeds. It stops as soon as too many are missed.
func (s *search) suffices(ctx context.Context, n int) (bool, error) {
	return s.run(ctx, n, s.seeds, true)
}

// complete tries a number with the first seeds, whatever comes of it.
func (s *search) complete(ctx context.Context, n, seeds int) (*try, error) {
	_, err := s.run(ctx, n, seeds, false)
	return s.tries[n], err
}

func (s *search) run(ctx context.Context, n, seeds int, decide bool) (bool, error) {
	t := s.tries[n]
	if t == nil {
		t = &try{}
	}
	given := s.with(n)
	for !t.refused && t.runs < seeds && (!decide || t.missed() <= s.misses) {
		if s.query.Progress != nil {
			s.query.Progress(SendersProgress{Trying: n, Tried: len(s.tries), Found: s.found})
		}
		to := seeds
		for _, batch := range slices.Backward(batches) {
			if batch > t.runs {
				to = min(batch, seeds)
			}
		}
		held, made, err := s.probe(ctx, given, n, t.runs, to)
		switch {
		case errors.Is(err, errRefused):
			t.refused = true
		case err != nil:
			return false, err
		default:
			t.held, t.made, t.runs = t.held+held, t.made+made, to
		}
		s.tries[n] = t
	}
	return !t.refused && t.missed() <= s.misses, nil
}

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
	p := variant.Probe()
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
	given.Seed = (s.query.Settings.Seed + int64(run)) % (settings.MaxSeed + 1)
	return given
}

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
