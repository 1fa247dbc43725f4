package forecast

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
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
	s := &search{query: q, base: base, seeds: seeds, misses: seeds - statistics.Needed(q.Probability, seeds), tries: map[int]*try{}, begun: q.now()}
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
