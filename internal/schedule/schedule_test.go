package schedule_test

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/simulation"
)

// What the domain accepts the engine takes.
func TestAcceptedSettingsCompile(t *testing.T) {
	accepted, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s, err := settingstest.Valid(drawSettings(t, 100_000_000, settings.MaxSenders))
		if err != nil {
			refused++
			return
		}
		accepted++
		if _, err := schedule.Compile(s); err != nil {
			t.Fatal(err)
		}
	})
	if accepted < refused/10 {
		t.Errorf("only %d settings of %d were accepted: not much of a test", accepted, accepted+refused)
	}
}

// The longest runs that the domain accepts, for each number of senders and each
// distribution: as many messages as it takes, or the slowest senders.
func TestLongestAcceptedSettingsCompile(t *testing.T) {
	most := 3600.0
	sendTimes := []settings.SendTime{
		{Distribution: settings.Normal, Mean: &most, StandardDeviation: new(most * settings.MaxDeviationRatio)},
		{Distribution: settings.Lognormal, Mean: &most, StandardDeviation: new(most * settings.MaxDeviationRatio)},
		{Distribution: settings.Exponential, Mean: &most},
		{Distribution: settings.Uniform, Minimum: &most, Maximum: &most},
		{Distribution: settings.Constant, Mean: &most},
		{Distribution: settings.Empirical, Percentiles: []settings.Percentile{{Share: 0.1, Seconds: 1}, {Share: 0.1 + 1e-15, Seconds: 36_000}}},
	}
	for _, sendTime := range sendTimes {
		for _, senders := range []int{1, 2, 3, 4, 1023, 1024, 1025, 4096, settings.MaxSenders} {
			s := settings.DefaultSettings()
			s.Mode = settings.Instant
			s.SenderGroups[0].Senders, s.SenderGroups[0].SendTime = senders, sendTime
			s.SenderGroups[0].FailureRate = 0.5
			s.SenderGroups[0].RatePerSecond = new(0.01)
			s.Retry = settings.Retry{MaxAttempts: 10, InitialBackoff: 86_400, Multiplier: 10, MaxBackoff: 86_400}
			// The largest accepted number of messages, by bisection.
			low, high := int64(0), int64(settings.MaxRetryMessages+1)
			for low+1 < high {
				s.Messages = (low + high) / 2
				if _, err := settingstest.Valid(s); err == nil {
					low = s.Messages
				} else {
					high = s.Messages
				}
			}
			if s.Messages = low; low == 0 && sendTime.Distribution == settings.Lognormal {
				continue // a single send may take centuries
			}
			if _, err := schedule.Compile(s); err != nil {
				t.Errorf("%s with %d senders and %d messages: %v", sendTime.Distribution, senders, low, err)
			}
		}
	}
}

// A defect that gets past the domain is told apart from wrong input.
func TestCompileRefuses(t *testing.T) {
	s := settings.DefaultSettings()
	s.Messages = 0
	if _, err := schedule.Compile(s); fault.CodeOf(err) != fault.CodeInternal {
		t.Errorf("no messages: %v", err)
	}
	s = settings.DefaultSettings()
	s.SenderGroups[0].Senders = settings.MaxSenders
	s.SenderGroups[0].SendTime.Mean = new(1e8)
	s.SenderGroups[0].SendTime.StandardDeviation = new(1e8)
	if _, err := schedule.Compile(s); fault.CodeOf(err) != fault.CodeInvalid || !errors.Is(err, engine.ErrTooLong) {
		t.Errorf("longer than can be counted: %v", err)
	}
}

// A run that does not end within what can be counted, 2⁴⁷ µs or 140,737,488 s with
// 10,000 senders, is told apart from a defect, with a number of messages that
// does; the advice is tried.
func TestPlanOfWhatLastsTooLong(t *testing.T) {
	slow := settings.DefaultSettings() // one start in 2,400 s, so 58,640 of them, of 75,000 or so
	slow.Mode, slow.Messages, slow.Text = settings.Instant, 50_000, strings.Repeat("漢", 1600)
	slow.SenderGroups[0].Senders, slow.SenderGroups[0].FailureRate = settings.MaxSenders, 0.5
	slow.SenderGroups[0].RatePerSecond = new(0.01)
	slow.Retry.MaxAttempts = 2
	slow, err := settingstest.Valid(slow)
	if err != nil {
		t.Fatal(err)
	}
	far := settings.DefaultSettings() // a mean beyond the limits, lest it take 10⁹ messages
	far.Mode, far.Messages, far.Seed = settings.Instant, 100_000, 1
	far.SenderGroups[0].Senders = settings.MaxSenders
	far.SenderGroups[0].SendTime = settings.SendTime{Distribution: settings.Lognormal, Mean: new(3.6e6), StandardDeviation: new(5.5e6)}
	for why, s := range map[string]settings.Settings{"a slow rate": slow, "a far tail": far} {
		plan, err := planned(t, s)
		if plan != nil || fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", why, err)
			continue
		}
		_, advice, _ := strings.Cut(err.Error(), "4.46 simulated years, which is as far as the clock of a run with 10,000 senders goes; use at most ")
		number, _, _ := strings.Cut(advice, " messages")
		if s.Messages, err = strconv.ParseInt(strings.ReplaceAll(number, ",", ""), 10, 64); err != nil || s.Messages < 100 {
			t.Errorf("%s: no number of messages: %v", why, err)
			continue
		}
		if _, err := planned(t, s); err != nil {
			t.Errorf("%s: the advice of %d messages was taken: %v", why, s.Messages, err)
		}
	}
}

func planned(t *testing.T, s settings.Settings) (*simulation.Plan, error) {
	t.Helper()
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	planner, err := compiled.Planner()
	if err != nil {
		t.Fatal(err)
	}
	planner.Step(0)
	return planner.Plan()
}

// The plan balances in its totals, its groups and its timeline, ends within the
// domain's bound, and any shards that share the senders come to it together.
func TestPlanAndShards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := settingstest.Valid(drawSettings(t, 2000, 200))
		if err != nil {
			t.Skip("refused")
		}
		compiled, err := schedule.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		plan := planOf(t, compiled, rapid.IntRange(0, 500).Draw(t, "step"))
		if plan.Totals.Ended() != s.Messages || plan.Totals.InFlight != 0 || plan.Totals.Attempts < plan.Totals.Delivered+plan.Totals.Failed {
			t.Fatalf("%d messages came to %+v", s.Messages, plan.Totals)
		}
		if plan.Makespan <= 0 || plan.Makespan.Seconds() < s.Engine().MinMakespan() {
			t.Fatalf("a makespan of %v s, at least %v were to be", plan.Makespan.Seconds(), s.Engine().MinMakespan())
		}
		checkParts(t, s, plan)
		checkShards(t, s, compiled, plan)
		checkStopped(t, s, compiled, plan)
	})
}

func planOf(t *rapid.T, compiled *schedule.Schedule, step int) *simulation.Plan {
	planner, err := compiled.Planner()
	if err != nil {
		t.Fatal(err)
	}
	var last simulation.Checkpoint
	for !planner.Step(step) {
		c := planner.Checkpoint()
		if c.Clock < last.Clock || c.Counts.Ended() < last.Counts.Ended() {
			t.Fatalf("went back from %+v to %+v", last, c)
		}
		last = c
	}
	plan, err := planner.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// checkParts checks that groups and timeline sum up to the totals.
func checkParts(t *rapid.T, s settings.Settings, plan *simulation.Plan) {
	var groups simulation.Counts
	for _, g := range plan.Groups {
		groups = groups.Add(g)
	}
	if len(plan.Groups) != len(s.SenderGroups) || groups != plan.Totals {
		t.Fatalf("the groups %+v do not sum up to %+v", plan.Groups, plan.Totals)
	}
	var line simulation.Counts
	for i := range plan.Timeline.Delivered {
		line.Delivered += plan.Timeline.Delivered[i]
		line.Failed += plan.Timeline.Failed[i]
		line.Expired += plan.Timeline.Expired[i]
	}
	if line.Delivered != plan.Totals.Delivered || line.Failed != plan.Totals.Failed || line.Expired != plan.Totals.Expired {
		t.Fatalf("the timeline comes to %+v, the totals are %+v", line, plan.Totals)
	}
	if n := len(plan.Timeline.Delivered); settings.Micros(n)*plan.Timeline.BinWidth <= plan.Makespan {
		t.Fatalf("%d bins of %d µs do not hold the makespan %d", n, plan.Timeline.BinWidth, plan.Makespan)
	}
	l := plan.Latency
	if (l == nil) != (plan.Totals.Delivered == 0) {
		t.Fatalf("%d delivered, latency %v", plan.Totals.Delivered, l)
	}
	if l != nil && (l.P50 > l.P90 || l.P90 > l.P95 || l.P95 > l.P99 || l.P99 > l.Max || l.Max > plan.Makespan) {
		t.Fatalf("latency %+v, makespan %d", l, plan.Makespan)
	}
}

// checkShards replays shards, each in its own steps, and sums them up at a clock
// and at the end.
func checkShards(t *rapid.T, s settings.Settings, compiled *schedule.Schedule, plan *simulation.Plan) {
	cuts := rapid.SliceOfN(rapid.IntRange(0, s.TotalSenders()), 0, 8).Draw(t, "cuts")
	cuts = append(cuts, 0, s.TotalSenders())
	slices.Sort(cuts)
	clock := settings.Micros(rapid.Int64Range(0, int64(plan.Makespan)-1).Draw(t, "clock"))
	whole := compiled.Replay(0, s.TotalSenders())
	whole.Advance(clock, 0)
	var middle, end simulation.Counts
	for i := 1; i < len(cuts); i++ {
		replay := compiled.Replay(cuts[i-1], cuts[i])
		for !replay.Advance(clock, 1+i*7) {
			if replay.Checkpoint().Clock > clock {
				t.Fatalf("asked for %d µs it went to %d", clock, replay.Checkpoint().Clock)
			}
		}
		if got := replay.Checkpoint().Clock; got != clock || replay.Done() {
			t.Fatalf("asked for %d µs of %d it is at %d", clock, plan.Makespan, got)
		}
		middle = middle.Add(replay.Checkpoint().Counts)
		replay.Advance(math.MaxInt64, 0)
		if got := replay.Checkpoint().Clock; got != plan.Makespan || !replay.Done() {
			t.Fatalf("it ends at %d µs, the makespan is %d", got, plan.Makespan)
		}
		end = end.Add(replay.Checkpoint().Counts)
	}
	if middle != whole.Checkpoint().Counts || end != plan.Totals {
		t.Fatalf("shards %v sum up to %+v and %+v,\nthe whole comes to %+v and %+v", cuts, middle, end, whole.Checkpoint().Counts, plan.Totals)
	}
}

// checkStopped cancels a run whose shards are at clocks of their own: what was on
// the timeline stays, it adds up to the totals, and no bin has more than is planned.
func checkStopped(t *rapid.T, s settings.Settings, compiled *schedule.Schedule, plan *simulation.Plan) {
	sim := simulation.New("id", "session", s, min(s.TotalSenders(), rapid.IntRange(1, 5).Draw(t, "shards")), time.Time{})
	sim.State, sim.Plan = simulation.Running, plan
	var totals simulation.Counts
	for i := range sim.Shards {
		shard := &sim.Shards[i]
		replay := compiled.Replay(shard.From, shard.To)
		replay.Advance(settings.Micros(rapid.Int64Range(0, int64(plan.Makespan)).Draw(t, "clock")), 0)
		c := replay.Checkpoint()
		shard.Clock, shard.Counts = c.Clock, c.Counts
		totals = totals.Add(c.Counts)
	}
	before := sim.TimelineSoFar()
	sim.State = simulation.Cancelled
	after := sim.TimelineSoFar()
	for i, series := range [][3][]int64{
		{before.Delivered, after.Delivered, plan.Timeline.Delivered},
		{before.Failed, after.Failed, plan.Timeline.Failed},
		{before.Expired, after.Expired, plan.Timeline.Expired},
	} {
		sum := int64(0)
		for bin, n := range series[1] {
			sum += n
			if n > series[2][bin] || bin < len(series[0]) && n != series[0][bin] {
				t.Fatalf("bin %d of series %d has %d, before it was cancelled %v, planned are %v", bin, i, n, series[0], series[2])
			}
		}
		if want := []int64{totals.Delivered, totals.Failed, totals.Expired}[i]; sum != want || len(series[1]) < len(series[0]) {
			t.Fatalf("series %d adds up to %d, want %d", i, sum, want)
		}
	}
}

// A checkpoint holds what the senders have done, field by field.
func TestCheckpoint(t *testing.T) {
	s := settings.DefaultSettings()
	s.Messages, s.SenderGroups[0].Senders = 100, 10
	s.SenderGroups[0].SendTime = settings.SendTime{Distribution: settings.Constant, Mean: new(2.0)}
	s.TimeToLive = new(7.0)
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	replay := compiled.Replay(0, 3)
	for _, want := range []simulation.Checkpoint{
		{Clock: 0, Counts: simulation.Counts{InFlight: 3}},
		{Clock: 5_000_000, Counts: simulation.Counts{Delivered: 6, Attempts: 6, SendTime: 12_000_000, InFlight: 3}},
		{Clock: 7_000_000, Counts: simulation.Counts{Delivered: 9, Expired: 60, Attempts: 9, SendTime: 18_000_000, InFlight: 3}},
		{Clock: 8_000_000, Counts: simulation.Counts{Delivered: 12, Expired: 60, Attempts: 12, SendTime: 24_000_000}},
	} {
		if replay.Advance(want.Clock, 0); replay.Checkpoint() != want {
			t.Errorf("%+v, want %+v", replay.Checkpoint(), want)
		}
	}
	s.TimeToLive, s.SenderGroups[0].FailureRate = nil, 1
	if compiled, err = schedule.Compile(s); err != nil {
		t.Fatal(err)
	}
	replay = compiled.Replay(0, 10)
	replay.Advance(2_000_000, 0)
	if want := (simulation.Counts{Failed: 10, Attempts: 10, SendTime: 20_000_000, InFlight: 10}); replay.Checkpoint().Counts != want {
		t.Errorf("%+v, want %+v", replay.Checkpoint().Counts, want)
	}
}

// Objectives and latency are passed on as they are asked for and in their order.
func TestObjectives(t *testing.T) {
	s := settings.DefaultSettings()
	s.Messages, s.SenderGroups[0].Senders = 100, 10
	s.SenderGroups[0].SendTime = settings.SendTime{Distribution: settings.Constant, Mean: new(2.0)}
	s.Objectives = []settings.Objective{{Share: 1, Within: 1}, {Share: 0.1, Within: 1}, {Share: 0.5, Within: 1}, {Share: 0.501, Within: 1}}
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	planner, err := compiled.Planner()
	if err != nil {
		t.Fatal(err)
	}
	planner.Step(0)
	plan, err := planner.Plan()
	if err != nil {
		t.Fatal(err)
	}
	want := []simulation.ObjectiveTime{
		{Reached: true, At: 20_000_000}, {Reached: true, At: 2_000_000}, {Reached: true, At: 10_000_000}, {Reached: true, At: 12_000_000},
	}
	if !slices.Equal(plan.Objectives, want) {
		t.Errorf("%+v, want %+v", plan.Objectives, want)
	}
	if latency := (simulation.Latency{P50: 10_000_000, P90: 18_000_000, P95: 20_000_000, P99: 20_000_000, Max: 20_000_000}); *plan.Latency != latency {
		t.Errorf("%+v, want %+v", *plan.Latency, latency)
	}
	totals := simulation.Counts{Delivered: 100, Attempts: 100, SendTime: 200_000_000}
	if !reflect.DeepEqual(plan.Groups, []simulation.Counts{totals}) || plan.Totals != totals || plan.Makespan != 20_000_000 {
		t.Errorf("%+v", plan)
	}
}

// What is stored by a program that knows more distributions is refused, not taken for another one.
func TestUnknownDistributionIsRefused(t *testing.T) {
	s := settings.DefaultSettings()
	s.SenderGroups[0].SendTime.Distribution = "weibull"
	if _, err := schedule.Compile(s); fault.CodeOf(err) != fault.CodeInternal {
		t.Errorf("got %v", err)
	}
}
