package forecast

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/statistics"
)

func fewest(t testing.TB, q SendersQuery) Senders {
	t.Helper()
	if q.Probability == 0 {
		q.Probability = DefaultProbability
	}
	found, err := FewestSenders(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func uniform(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

// drawSearch draws small settings with so many groups, and objectives that some
// number of senders is likely to meet.
func drawSearch(t testing.TB, r *rand.Rand, groups int) SendersQuery {
	t.Helper()
	s := settings.DefaultSettings()
	s.Mode = settings.Instant
	s.Messages = 20 + r.Int64N(40)
	s.Seed = r.Int64N(settings.MaxSeed)
	s.Retry = settings.Retry{MaxAttempts: 1 + r.IntN(3), InitialBackoff: uniform(r, 0, 20), Multiplier: uniform(r, 1, 3), MaxBackoff: 60, Jitter: settings.Jitter(r.IntN(2))}
	s.SenderGroups = nil
	for range groups {
		g := settings.DefaultSettings().SenderGroups[0]
		g.Senders = 1 + r.IntN(20)
		mean := math.Exp(uniform(r, 0, 4))
		g.SendTime.Mean, g.SendTime.StandardDeviation = &mean, new(mean*uniform(r, 0, 1.5))
		g.SendTime.Distribution = []settings.Distribution{settings.Normal, settings.Lognormal}[r.IntN(2)]
		if r.IntN(2) == 0 {
			g.FailureRate, g.PermanentShare = uniform(r, 0, 0.3), uniform(r, 0, 1)
		}
		if r.IntN(3) == 0 {
			g.RatePerSecond = new(math.Exp(uniform(r, -1, 3)))
		}
		s.SenderGroups = append(s.SenderGroups, g)
	}
	if r.IntN(3) == 0 {
		s.TimeToLive = new(uniform(r, 20, 500))
	}
	q := SendersQuery{Settings: s, Group: r.IntN(groups+1) - 1, Probability: []float64{0.5, 0.8, 0.95, 1}[r.IntN(4)]}
	for range 1 + r.IntN(2) {
		s := withSenders(s, q.Group, 1+groups+r.IntN(25))
		s.Objectives = []settings.Objective{{Share: []float64{0.5, 0.8, 0.95}[r.IntN(3)], Within: 1}}
		plan, err := Of(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if at := plan.Objectives[0]; at.Reached {
			s.Objectives[0].Within = at.At.Seconds() * uniform(r, 1, 2)
		} else { // fewer than that are delivered, so it is about how many
			delivered := float64(plan.Totals.Delivered) / float64(s.Messages)
			s.Objectives[0] = settings.Objective{Share: max(0.01, 0.9*delivered), Within: 1.2 * plan.Makespan.Seconds()}
		}
		q.Settings.Objectives = append(q.Settings.Objectives, s.Objectives[0])
	}
	if s, err := settingstest.Valid(q.Settings); err == nil {
		q.Settings = s
		return q
	}
	return drawSearch(t, r, groups)
}

// everyNumber tries every number of senders, by the plan of each run, and returns
// the fewest that suffice; 0 if none do.
func everyNumber(t testing.TB, q SendersQuery) int {
	t.Helper()
	least, most := 1, int(q.Settings.Messages)
	if q.Group < 0 {
		least = len(q.Settings.SenderGroups)
	}
	base := compiled(t, q)
	for n := least; n <= most; n++ {
		if enough(t, base, q, n) {
			return withSenders(q.Settings, q.Group, n).TotalSenders()
		}
	}
	return 0
}

func compiled(t testing.TB, q SendersQuery) *schedule.Schedule {
	t.Helper()
	base, err := schedule.Compile(q.Settings)
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func enough(t testing.TB, base *schedule.Schedule, q SendersQuery, n int) bool {
	t.Helper()
	seeds := SearchSeeds(q.Settings)
	misses := seeds - int(math.Ceil(q.Probability*float64(seeds)-1e-9))
	s := withSenders(q.Settings, q.Group, n)
	for i := 0; i < seeds && misses >= 0; i++ {
		s.Seed = (q.Settings.Seed + int64(i)) % (settings.MaxSeed + 1)
		if !metByPlan(t, base, s) {
			misses--
		}
	}
	return misses >= 0
}

func metByPlan(t testing.TB, base *schedule.Schedule, s settings.Settings) bool {
	t.Helper()
	variant, err := base.Variant(s)
	if err != nil {
		t.Fatal(err)
	}
	planner, err := variant.Planner()
	if err != nil {
		t.Fatal(err)
	}
	planner.Step(0)
	plan, err := planner.Plan()
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range plan.Objectives {
		if !at.Reached || at.At > settings.MicrosOf(s.Objectives[i].Within) {
			return false
		}
	}
	return true
}

// The answers are what trying every number finds, over the same seeds: none of
// these searches is wrong.
func TestFewestSendersAgainstTryingEveryNumber(t *testing.T) {
	for name, row := range map[string]struct{ groups, searches int }{"one group": {1, 15}, "two groups": {2, 100}, "three groups": {3, 10}} {
		t.Run(name, func(t *testing.T) {
			seed := rand.Uint64()
			r := rand.New(rand.NewPCG(seed, 8))
			none, harmed := 0, 0
			if testing.Short() {
				row.searches = (row.searches + 19) / 20
			}
			for i := range row.searches {
				q := drawSearch(t, r, row.groups)
				want, got := everyNumber(t, q), fewest(t, q)
				if got.Senders != want || !got.Searched.Complete() || got.Searched.TimeRanOut {
					t.Fatalf("seed %d, search %d: %d senders suffice, the answer is %+v\n%+v", seed, i, want, got, q.Settings)
				}
				if want == 0 {
					none++
					if got.Reason == "" || got.Plan != nil {
						t.Errorf("seed %d, search %d: none suffices, and the answer is %+v", seed, i, got)
					}
					continue
				}
				checkAnswer(t, q, got)
				base := compiled(t, q)
				for n := range 5 {
					if n += got.Searched.of(q, want) + 1; n <= got.Searched.Max && !enough(t, base, q, n) {
						harmed++
						break
					}
				}
			}
			t.Logf("seed %d: %d of %d have no answer; in %d a few more senders do worse", seed, none, row.searches, harmed)
			if row.searches == 100 && none > 75 {
				t.Errorf("seed %d: %d of %d searches have no answer", seed, none, row.searches)
			}
		})
	}
}

// checkAnswer holds what an answer says of itself against single runs.
func checkAnswer(t *testing.T, q SendersQuery, got Senders) {
	t.Helper()
	base := compiled(t, q)
	count := func(total int) (held int) {
		s := withSenders(q.Settings, q.Group, got.Searched.of(q, total))
		for i := range got.Seeds {
			s.Seed = (q.Settings.Seed + int64(i)) % (settings.MaxSeed + 1)
			if metByPlan(t, base, s) {
				held++
			}
		}
		return held
	}
	held := count(got.Senders)
	if got.Share != statistics.ShareOf(held, got.Seeds) || got.Share.Value() < q.Probability-1e-9 {
		t.Errorf("%d of %d seeds hold, the answer says %+v", held, got.Seeds, got.Share)
	}
	if got.Fewer == nil {
		if got.Senders != q.Settings.TotalSenders()-split(q.Settings)[max(0, q.Group)]+1 && got.Senders != len(q.Settings.SenderGroups) {
			t.Errorf("nothing is said of one sender fewer than %d", got.Senders)
		}
		return
	}
	if fewer := count(got.Senders - 1); got.Fewer.Senders != got.Senders-1 || got.Fewer.Held != fewer || got.Fewer.Runs != got.Seeds ||
		float64(fewer) >= q.Probability*float64(got.Seeds)-1e-9 {
		t.Errorf("with one sender fewer %d seeds hold, the answer says %+v", fewer, got.Fewer)
	}
}

// of is the searched number that makes a total.
func (Searched) of(q SendersQuery, total int) int {
	if q.Group < 0 {
		return total
	}
	return total - (q.Settings.TotalSenders() - q.Settings.SenderGroups[q.Group].Senders)
}

// 80 senders of 2 s and 20 of 60 s, 95 of 100 messages within 45 s: more senders
// in this proportion do worse, as the last messages go to slow ones. The settings
// themselves meet it after 24.9 s.
func TestFewestSendersWhereMoreHarm(t *testing.T) {
	q := SendersQuery{Group: -1, Settings: settingsOf(t, `{"messages": 1000, "seed": 1, "senderGroups": [
		{"senders": 80, "sendTime": {"mean": 2, "standardDeviation": 0.5}},
		{"senders": 20, "sendTime": {"mean": 60, "standardDeviation": 15}}], "objectives": [{"share": 0.95, "within": 45}]}`)}
	got := fewest(t, q)
	if got.Senders == 0 || got.Senders > 100 || got.Share.Value() < 0.95 || !got.Searched.Complete() {
		t.Errorf("%+v", got)
	}
	q.Probability = DefaultProbability
	if want := everyNumber(t, q); got.Senders != want {
		t.Errorf("%d senders, by every number %d", got.Senders, want)
	}
	q.Group = -1
	if enough(t, compiled(t, q), q, 1000) {
		t.Error("1000 senders suffice, too: nothing is learned of a search that starts there")
	}
}

// The interval that is stated of the answer covers its share in seeds of which
// the search knows nothing. The share in 200 others has an error of its own, of 1.5
// points where the interval reaches some 4 to either side: by that alone 89 of 100
// intervals would cover it, if they cover what is estimated 95 times in 100.
func TestSharesOfAnswersHoldForOtherSeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes many answers")
	}
	const others = 200
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 9))
	answers, covered := 0, 0
	for answers < 50 {
		q := drawSearch(t, r, 1+r.IntN(2))
		q.Probability = DefaultProbability
		got := fewest(t, q)
		if got.Senders == 0 {
			continue
		}
		answers++
		base := compiled(t, q)
		s, held := got.Settings, 0
		for i := range others {
			s.Seed = (q.Settings.Seed + 1_000_000 + int64(i)) % (settings.MaxSeed + 1)
			if metByPlan(t, base, s) {
				held++
			}
		}
		if share := float64(held) / others; got.Share.Low <= share && share <= got.Share.High {
			covered++
		}
	}
	t.Logf("seed %d: %d of %d intervals cover the share in other seeds", seed, covered, answers)
	if covered < answers*76/100 {
		t.Errorf("seed %d: only %d of %d intervals cover the share in %d other seeds", seed, covered, answers, others)
	}
}

// When the time is up the answer says what was not tried, and claims nothing of
// it; what it does say holds.
func TestSearchOutOfTime(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	if testing.Short() {
		t.Skip("takes many searches")
	}
	incomplete, empty := 0, 0
	for i := range 30 {
		q := drawSearch(t, r, 2)
		clock := time.Unix(0, 0)
		q.Budget = time.Duration(1+r.IntN(300)) * time.Second
		ticks := make(chan struct{}, 1)
		q.now = func() time.Time { // a second passes with every look
			ticks <- struct{}{}
			defer func() { <-ticks }()
			clock = clock.Add(time.Second)
			return clock
		}
		got := fewest(t, q)
		want := everyNumber(t, q)
		if !got.Searched.Complete() {
			incomplete++
			if !got.Searched.TimeRanOut {
				t.Fatalf("search %d: %+v", i, got.Searched)
			}
		} else if got.Senders != want {
			t.Fatalf("search %d: %d is said to be the fewest for certain, and %d is", i, got.Senders, want)
		}
		if got.Senders == 0 {
			empty++
		}
		if f := got.Fewer; f != nil && f.Runs == got.Seeds && float64(f.Held) >= q.Probability*float64(got.Seeds)-1e-9 {
			t.Fatalf("search %d: one fewer than %d suffices: %+v", i, got.Senders, f)
		}
		for _, p := range got.Curve {
			if p.Senders < got.Senders && p.Runs == got.Seeds && float64(p.Held) >= q.Probability*float64(p.Runs)-1e-9 {
				t.Fatalf("search %d: %+v on the curve is below the answer %d", i, p, got.Senders)
			}
		}
		if want > 0 && want != got.Senders && !got.Searched.untried(got.Searched.of(q, want)) {
			t.Fatalf("search %d: %d suffice; the answer %d does not leave it open: %+v", i, want, got.Senders, got.Searched)
		}
	}
	if incomplete < 5 || empty == 30 {
		t.Errorf("%d searches ran out of time, %d found nothing: not much of a test", incomplete, empty)
	}
}

func (s Searched) untried(n int) bool {
	for _, u := range s.Untried {
		if u.From <= n && n <= u.To {
			return true
		}
	}
	return false
}

func TestSearchStopsWhenItsClientGoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	q := SendersQuery{Group: -1, Probability: 0.95, Settings: settingsOf(t, `{"messages": 200000, "seed": 1, "senderGroups": [{"failureRate": 0.1}], "retry": {"maxAttempts": 3}}`)}
	q.Progress = func(p SendersProgress) {
		if p.Tried > 2 {
			cancel()
		}
	}
	if _, err := FewestSenders(ctx, q); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWhyNoSendersSuffice(t *testing.T) {
	for name, row := range map[string]struct {
		raw  string
		says []string
	}{
		"rate": {`{"messages": 1000, "seed": 1, "senderGroups": [{"ratePerSecond": 1}], "objectives": [{"share": 1, "within": 900}]}`,
			[]string{"the rate limits", "without the rate limits, 1,000 senders meet every objective in 100 of 100 seeds", "higher rate"}},
		"failures": {`{"messages": 1000, "seed": 1, "senderGroups": [{"failureRate": 0.2}], "objectives": [{"share": 0.95, "within": 900}]}`,
			[]string{"too many messages fail", "without the failures, 1,000 senders meet every objective in 100 of 100 seeds"}},
		"time-to-live": {`{"messages": 1000, "seed": 1, "timeToLive": 5, "objectives": [{"share": 0.95, "within": 900}],
			"retry": {"maxAttempts": 10, "initialBackoff": 1, "jitter": false}, "senderGroups": [{"failureRate": 0.3, "sendTime": {"distribution": "constant", "mean": 1}}]}`,
			[]string{"the time-to-live ends", "without the time-to-live, 1,000 senders meet", "make it longer"}},
		"send time": {`{"messages": 1000, "seed": 1, "objectives": [{"share": 0.95, "within": 2}]}`,
			[]string{"1,000 senders meet every objective in 0 of 100 seeds; sending takes too long: shorten the send time or give the objectives more time"}},
		"send time, too many messages": {`{"messages": 20000, "seed": 1, "objectives": [{"share": 0.95, "within": 12}]}`,
			[]string{"10,000 senders meet every objective in 0 of 100 seeds", "or send fewer messages"}},
		"two together": {`{"messages": 1000, "seed": 1, "senderGroups": [{"failureRate": 0.2, "ratePerSecond": 1}], "objectives": [{"share": 0.95, "within": 900}]}`,
			[]string{"rate limits and failures together", "none of them alone: without all of them, 1,000 senders meet every objective in 100 of 100 seeds"}},
		"even without": {`{"messages": 1000, "seed": 1, "timeToLive": 9, "senderGroups": [{"failureRate": 0.2, "ratePerSecond": 1}], "objectives": [{"share": 0.95, "within": 2}]}`,
			[]string{"even without rate limits, time-to-live and failures 1,000 senders meet every objective in 0 of 100 seeds"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := fewest(t, SendersQuery{Settings: settingsOf(t, row.raw), Group: -1})
			if got.Senders != 0 || got.Plan != nil || !got.Searched.Complete() {
				t.Errorf("%+v", got)
			}
			for _, words := range row.says {
				if !strings.Contains(got.Reason, words) {
					t.Errorf("%q is not in %q", words, got.Reason)
				}
			}
		})
	}
}

func TestFewestSendersAnswersWithForecastAndCurve(t *testing.T) {
	s := settingsOf(t, `{"messages": 1000, "seed": 1, "senderGroups": [{"senders": 3}, {"senders": 1}]}`)
	got := fewest(t, SendersQuery{Settings: s, Group: -1})
	if got.Groups[0]+got.Groups[1] != got.Senders || got.Groups[0] < 2*got.Groups[1] {
		t.Errorf("%d senders split into %v, not three to one", got.Senders, got.Groups)
	}
	if got.Settings.TotalSenders() != got.Senders || got.Settings.Seed != 1 {
		t.Errorf("a forecast of %+v", got.Settings)
	}
	seen := map[int]bool{}
	for i, p := range got.Curve {
		if i > 0 && p.Senders <= got.Curve[i-1].Senders {
			t.Errorf("the curve does not go from few to many: %+v", got.Curve)
		}
		if p.Runs < 20 || p.Makespan == 0 {
			t.Errorf("%+v", p)
		}
		seen[p.Senders] = true
	}
	if len(got.Curve) < 8 || !seen[got.Senders] || !seen[got.Senders-1] {
		t.Errorf("the curve %+v", got.Curve)
	}
}

// The number of seeds is a matter of the settings, and so is what is refused.
func TestSearchSeeds(t *testing.T) {
	for _, row := range []struct {
		raw  string
		want int // 0: refused
	}{
		{`{"messages": 1000000, "mode": "instant"}`, 100},
		{`{"messages": 2000000, "mode": "instant"}`, 50},
		{`{"messages": 5000000, "mode": "instant"}`, 20},
		{`{"messages": 5000001, "mode": "instant"}`, 0},
		{`{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 4}, "senderGroups": [{"failureRate": 0.1}]}`, 25},
		{`{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 6}, "senderGroups": [{"failureRate": 0.1}]}`, 0},
		{`{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 6}, "senderGroups": [{"failureRate": 0.1, "permanentShare": 1}]}`, 100},
	} {
		s, err := settings.DecodeForecast([]byte(row.raw))
		if err != nil {
			t.Fatal(err)
		}
		err = CheckSearch(SendersQuery{Settings: s, Group: -1, Probability: 0.95})
		if row.want == 0 {
			if fault.CodeOf(err) != fault.CodeInvalid {
				t.Errorf("%s: %v", row.raw, err)
			}
			continue
		}
		if got := SearchSeeds(s); err != nil || got != row.want {
			t.Errorf("%s: %d seeds, %v", row.raw, got, err)
		}
	}
	for _, p := range []float64{0, -1, 1.01, math.NaN()} {
		if err := CheckSearch(SendersQuery{Settings: settingsOf(t, `{"messages": 10}`), Group: -1, Probability: p}); err == nil {
			t.Errorf("probability %v is accepted", p)
		}
	}
}

func TestProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(1, 1000), 1, 8).Draw(t, "weights")
		n := rapid.IntRange(len(weights), 10_000).Draw(t, "n")
		sum := 0
		for _, p := range proportion(weights, n) {
			if p < 1 {
				t.Fatalf("a group without senders")
			}
			sum += p
		}
		if sum != n {
			t.Fatalf("parts add up to %d, not %d", sum, n)
		}
	})
}
