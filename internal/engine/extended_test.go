package engine

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// config is the model as the engine takes it.
func (c model) config() Config {
	out := Config{
		Messages: c.messages, Seed: c.seed, TimeToLive: c.deadline, Retry: c.retry.config(),
		Cycles: c.cycles, Acknowledged: c.confirmed, FreshFirst: c.freshFirst,
	}
	for _, ch := range c.channels {
		out.Channels = append(out.Channels, Channel{NeverReached: ch.neverReached, Confirms: ch.confirms, After: ch.after})
	}
	for _, s := range c.steps {
		to := Step{Channel: s.channel, Wait: s.wait}
		if s.retry != nil {
			to.Retry = new(s.retry.config())
		}
		out.Steps = append(out.Steps, to)
	}
	for _, a := range c.audiences {
		out.Audiences = append(out.Audiences, Audience{Messages: a.messages, Channels: a.channels, Priority: a.priority, At: a.at})
	}
	for _, g := range c.groups {
		to := Group{
			Senders: g.senders, SendTime: g.sendTime, FailureRate: g.failureRate, PermanentShare: g.permanentShare, RatePerSecond: g.rate,
			Channel: g.channel, Burst: g.burst, Hours: g.hours, Closed: g.closed, Increment: g.increment,
		}
		for _, e := range g.outcomes {
			to.Endings = append(to.Endings, Ending{Share: e.share, Result: Result(e.result), SendTime: e.sendTime})
		}
		for _, t := range g.timetable {
			to.Timetable = append(to.Timetable, Change{
				At: t.at, RatePerSecond: t.rate, Senders: t.senders, FailureRate: t.failureRate, Factor: t.factor, Open: t.open, Abort: t.abort,
			})
		}
		out.Groups = append(out.Groups, to)
	}
	for _, cap := range c.caps {
		to := Cap{
			Count: cap.count, Weight: cap.weight, Groups: cap.groups, Audiences: cap.audiences, Window: cap.window, Turns: cap.turns, Refuses: cap.fails,
		}
		for _, t := range cap.timetable {
			to.Timetable = append(to.Timetable, CapChange{At: t.at, Count: t.count})
		}
		out.Caps = append(out.Caps, to)
	}
	return out
}

func (r retryRule) config() Retry {
	return Retry{MaxAttempts: r.attempts, Delays: r.waits, JitterShare: r.jitter, Spread: r.spread}
}

// drawModel draws a model with everything on, of times so short that nearly everything ties.
func drawModel(t *rapid.T) model {
	c := model{
		messages: rapid.Int64Range(1, 60).Draw(t, "messages"), seed: rapid.Uint64().Draw(t, "seed"),
		deadline: rapid.SampledFrom([]Time{40, 150, 400, days(366)}).Draw(t, "deadline"),
		cycles:   rapid.IntRange(1, 3).Draw(t, "cycles"), confirmed: rapid.Bool().Draw(t, "until acknowledged"),
		freshFirst: rapid.Bool().Draw(t, "fresh first"), retry: drawRule(t),
	}
	share := rapid.SampledFrom([]float64{0, 0, 0, 0.3, 0.7, 1})
	instant := rapid.Map(rapid.IntRange(0, 80), func(n int) Time { return Time(n) })
	for range rapid.IntRange(1, 3).Draw(t, "channels") {
		c.channels = append(c.channels, channel{share.Draw(t, "never"), share.Draw(t, "confirms"), drawDistribution(t, false)})
	}
	someChannel := rapid.IntRange(0, len(c.channels)-1)
	for range rapid.IntRange(0, 4).Draw(t, "steps") {
		s := step{channel: someChannel.Draw(t, "channel"), wait: Time(rapid.IntRange(0, 12).Draw(t, "wait"))}
		if rapid.Bool().Draw(t, "own retry") {
			s.retry = new(drawRule(t))
		}
		c.steps = append(c.steps, s)
	}
	left := c.messages
	for i, n := 0, rapid.IntRange(1, 4).Draw(t, "audiences"); i < n; i++ {
		a := audience{messages: left, priority: rapid.IntRange(0, 2).Draw(t, "priority")}
		if i < n-1 {
			a.messages = rapid.Int64Range(0, left).Draw(t, "messages of it")
		}
		left -= a.messages
		if rapid.Bool().Draw(t, "staged") {
			a.at = instant.Draw(t, "at")
		}
		if rapid.Bool().Draw(t, "some channels") {
			a.channels = make([]bool, len(c.channels))
			for j := range a.channels {
				a.channels[j] = rapid.Bool().Draw(t, "has")
			}
		}
		c.audiences = append(c.audiences, a)
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "groups") {
		of := i % len(c.channels)
		if rapid.IntRange(0, 3).Draw(t, "any channel") == 0 {
			of = someChannel.Draw(t, "channel")
		}
		c.groups = append(c.groups, drawModelGroup(t, of))
	}
	for range rapid.IntRange(0, 3).Draw(t, "caps") {
		c.caps = append(c.caps, drawCap(t, len(c.groups), len(c.audiences)))
	}
	return c
}

func drawRule(t *rapid.T) retryRule {
	r := retryRule{attempts: rapid.OneOf(rapid.IntRange(1, 4), rapid.IntRange(1, 20), rapid.Just(20)).Draw(t, "attempts")}
	for range rapid.IntRange(1, 4).Draw(t, "delays") {
		r.waits = append(r.waits, Time(rapid.IntRange(0, 12).Draw(t, "delay")))
	}
	if share := rapid.SampledFrom([]float64{0, 0.3, 0.5, 1}).Draw(t, "jitter"); rapid.Bool().Draw(t, "spread") {
		r.spread = share
	} else {
		r.jitter = share
	}
	return r
}

func drawModelGroup(t *rapid.T, channel int) modelGroup {
	share := rapid.SampledFrom([]float64{0, 0.3, 0.7, 1})
	rate := rapid.Custom(func(t *rapid.T) float64 {
		interval := rapid.SampledFrom([]float64{0, 1, 1.001, 1.3, 2, 2.5, 3, 7, 20}).Draw(t, "interval")
		if interval == 0 {
			return 0
		}
		return 1e6 / interval
	})
	g := modelGroup{
		channel: channel, senders: rapid.IntRange(1, 6).Draw(t, "senders"), sendTime: drawDistribution(t, false), burst: 1,
		failureRate: share.Draw(t, "failure"), permanentShare: share.Draw(t, "permanent"), rate: rate.Draw(t, "rate"),
	}
	if rapid.Bool().Draw(t, "bursts") {
		g.burst = rapid.Int64Range(1, 5).Draw(t, "burst")
	}
	if rapid.Bool().Draw(t, "outcomes") {
		parts := rapid.SliceOfN(rapid.IntRange(1, 5), 2, 4).Draw(t, "parts")
		sum := 0
		for _, n := range parts {
			sum += n
		}
		for _, n := range parts {
			g.outcomes = append(g.outcomes, ending{float64(n) / float64(sum), result(rapid.IntRange(1, 3).Draw(t, "result")), drawDistribution(t, false)})
		}
	}
	at := Time(-1)
	for range rapid.IntRange(0, 4).Draw(t, "changes") {
		at += Time(rapid.IntRange(1, 20).Draw(t, "after"))
		c := change{at: at}
		if rapid.Bool().Draw(t, "rate changes") {
			c.rate = new(rate.Draw(t, "new rate"))
		}
		if rapid.Bool().Draw(t, "senders change") {
			c.senders = new(rapid.IntRange(0, 8).Draw(t, "new senders"))
		}
		if rapid.Bool().Draw(t, "failures change") {
			c.failureRate = new(share.Draw(t, "new failure rate"))
		}
		if rapid.Bool().Draw(t, "send times change") {
			c.factor = new(rapid.SampledFrom([]int64{0, 300_000, 1_000_000, 2_500_000}).Draw(t, "factor"))
		}
		if rapid.Bool().Draw(t, "opens or closes") {
			c.open = new(rapid.Bool().Draw(t, "open"))
			c.abort = !*c.open && rapid.Bool().Draw(t, "abort")
		}
		g.timetable = append(g.timetable, c)
	}
	at = -1
	for range rapid.IntRange(0, 4).Draw(t, "hours") {
		at += Time(rapid.IntRange(1, 25).Draw(t, "after"))
		g.hours = append(g.hours, at)
	}
	g.closed = rapid.IntRange(0, 4).Draw(t, "closed") == 0
	g.increment = Time(rapid.IntRange(0, 4).Draw(t, "increment"))
	return g
}

func drawCap(t *rapid.T, groups, audiences int) modelCap {
	c := modelCap{
		count: rapid.Int64Range(0, 50).Draw(t, "count"), weight: rapid.Int64Range(1, 3).Draw(t, "weight"), fails: rapid.Bool().Draw(t, "refuses"),
	}
	some := func(n int) (of []bool) {
		for range n {
			of = append(of, rapid.Bool().Draw(t, "for"))
		}
		return of
	}
	if rapid.Bool().Draw(t, "for some groups") {
		c.groups = some(groups)
	}
	if rapid.Bool().Draw(t, "for some audiences") {
		c.audiences = some(audiences)
	}
	if rapid.Bool().Draw(t, "rolls") {
		c.window = Time(rapid.IntRange(1, 30).Draw(t, "window"))
	}
	at := Time(-1)
	for range rapid.IntRange(0, 3).Draw(t, "turns") {
		if at += Time(rapid.IntRange(1, 40).Draw(t, "after")); c.window == 0 {
			c.turns = append(c.turns, at)
		}
	}
	at = -1
	for range rapid.IntRange(0, 2).Draw(t, "cap changes") {
		at += Time(rapid.IntRange(1, 40).Draw(t, "after"))
		c.timetable = append(c.timetable, capChange{at, rapid.Int64Range(0, 30).Draw(t, "new count")})
	}
	return c
}

// The engine does, attempt by attempt, what the oracle does.
func TestExtendedEqualsOracle(t *testing.T) {
	seen := map[string]int{} // models in which it happened
	for range 8 {            // times a hundred
		rapid.Check(t, func(t *rapid.T) { checkOracle(t, seen) })
	}
	for _, what := range []string{"delivered", "failed", "expired", "unreachable", "acknowledged", "repeated", "refused", "aborted", "permanent", "second step", "second cycle", "attempt above 15"} {
		if seen[what] == 0 {
			t.Errorf("no model in which a message was %s", what)
		}
	}
	t.Log(seen)
}

func FuzzExtended(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { checkOracle(t, map[string]int{}) }))
}

func checkOracle(t *rapid.T, seen map[string]int) {
	c := drawModel(t)
	o := runOracle(c)
	s := compile(t, c.config())
	r := s.Trace()
	var got []tried
	r.ObserveTries(func(a Try) {
		got = append(got, tried{a.Message, a.Step, a.Number, a.Sender, a.Start, a.Duration, result(a.Result), a.Repeat})
	})
	reachable := func(message int64) bool { return o.fates[message].ended != endUnreachable }
	for !r.Advance(rapid.SampledFrom([]Time{never, 1 << 40, r.Clock() + 1, r.Clock() + 7}).Draw(t, "to"), rapid.IntRange(0, 5).Draw(t, "events")) || !r.Done() {
		checkNow(t, s, r, o.attempts(), reachable)
	}
	for i := range min(len(got), len(o.tries)) {
		if got[i] != o.tries[i] {
			t.Fatalf("try %d of %d is\n%+v, want\n%+v", i, len(got), got[i], o.tries[i])
		}
	}
	if len(got) != len(o.tries) {
		t.Fatalf("%d tries, want %d", len(got), len(o.tries))
	}
	ends, acknowledged, repeats := o.sums()
	counts := r.CountsOf(SenderRange{0, s.Senders()})
	if counts.Delivered != ends[endDelivered] || counts.Failed != ends[endFailed] || counts.Expired != ends[endExpired] ||
		counts.Unreachable != ends[endUnreachable] || counts.Acknowledged != acknowledged || counts.Repeats != repeats || counts.InFlight != 0 {
		t.Fatalf("%+v; want %v, %d acknowledged, %d repeats", counts, ends, acknowledged, repeats)
	}
	if sum := ends[endDelivered] + ends[endFailed] + ends[endExpired] + ends[endUnreachable]; sum != c.messages || acknowledged > counts.Delivered {
		t.Fatalf("%v of %d messages, %d acknowledged", ends, c.messages, acknowledged)
	}
	if r.Makespan() != o.makespan || r.course.end != o.runEnd || r.Clock() != o.runEnd {
		t.Fatalf("the last end is %d and the run's %d and %d, want %d and %d", r.Makespan(), r.course.end, r.Clock(), o.makespan, o.runEnd)
	}
	checkParts(t, s, o)
	checkWaited(t, r, o)
	if least := c.config().MinMakespan(); least > o.makespan.Seconds() || s.MinMakespan(1<<30) > o.makespan {
		t.Fatalf("at least %v s, the makespan is %d µs", least, o.makespan)
	}
	for what, happened := range map[string]bool{
		"delivered": ends[endDelivered] > 0, "failed": ends[endFailed] > 0, "expired": ends[endExpired] > 0, "unreachable": ends[endUnreachable] > 0,
		"acknowledged": acknowledged > 0, "repeated": repeats > 0,
		"refused":          o.tried(func(a tried) bool { return a.result == overCap }),
		"aborted":          o.tried(func(a tried) bool { return a.result == aborted }),
		"permanent":        o.tried(func(a tried) bool { return a.result == permanent }),
		"second step":      o.tried(func(a tried) bool { return a.step > 0 }),
		"second cycle":     o.tried(func(a tried) bool { return len(c.steps) > 0 && a.step >= len(c.steps) }),
		"attempt above 15": o.tried(func(a tried) bool { return a.attempt > 15 }),
	} {
		if happened {
			seen[what]++
		}
	}
}

// checkWaited compares the messages that expired at the deadline in no attempt.
func checkWaited(t *rapid.T, r *Run, o *oracle) {
	if got := slices.Collect(r.Waited(0)); !slices.Equal(got, o.lapsed) || r.WaitedCount() != int64(len(got)) {
		t.Fatalf("%v waited at the deadline, want %v", got, o.lapsed)
	}
}

func (o *oracle) tried(is func(tried) bool) bool { return slices.ContainsFunc(o.tries, is) }

// sums are how many messages ended how, were acknowledged, and were delivered again.
func (o *oracle) sums() (ends map[end]int64, acknowledged, repeats int64) {
	ends = map[end]int64{}
	for _, f := range o.fates {
		ends[f.ended]++
		if f.acknowledged != never {
			acknowledged++
		}
	}
	for _, a := range o.tries {
		if a.repeat {
			repeats++
		}
	}
	return ends, acknowledged, repeats
}

// checkParts cuts the senders into parts, whose counts make those of the whole at any clock.
func checkParts(t *rapid.T, s *Schedule, o *oracle) {
	shards := rapid.SampledFrom([]int{1, 2, 7, 64}).Draw(t, "shards")
	clock := Time(rapid.Int64Range(0, int64(o.runEnd)).Draw(t, "clock"))
	sum, whole := Counts{}, s.Run(SenderRange{0, s.Senders()})
	whole.Advance(clock, 0)
	for i := range shards {
		part := s.Run(SenderRange{s.Senders() * i / shards, s.Senders() * (i + 1) / shards})
		for !part.Advance(clock, rapid.IntRange(1, 9).Draw(t, "events of a part")) {
		}
		sum = sum.Add(part.Counts())
	}
	if sum != whole.Counts() {
		t.Fatalf("%d parts are %+v at %d, the whole is %+v", shards, sum, clock, whole.Counts())
	}
	want := Counts{}
	carried, begun := map[int64]bool{}, map[int64]map[int]bool{}
	for _, a := range o.tries {
		if a.start <= clock {
			if begun[a.message] == nil {
				begun[a.message] = map[int]bool{}
			}
			begun[a.message][a.step] = true
		}
		if a.start <= clock && a.start+a.length > clock && !slices.ContainsFunc(o.tries, func(b tried) bool {
			return b.message == a.message && b.result == reached && b.start+b.length <= a.start
		}) {
			carried[a.message] = true
		}
		if a.start+a.length <= clock {
			want.Attempts++
			if a.result == overCap {
				want.Refused++
			} else {
				want.SendTime += a.length
			}
			if a.result == reached && a.repeat {
				want.Repeats++
			}
		}
	}
	for _, f := range o.fates {
		if f.delivered <= clock {
			want.Delivered++
		}
		if f.acknowledged <= clock {
			want.Acknowledged++
		}
		if f.ended == endUnreachable {
			want.Unreachable++
		}
	}
	for _, steps := range begun {
		want.Steps += int64(len(steps) - 1)
	}
	want.InFlight = int64(len(carried))
	got := whole.Counts()
	want.Failed, want.Expired = got.Failed, got.Expired // whose instants are in no fate
	if got != want {
		t.Fatalf("at %d the whole is %+v, want %+v", clock, got, want)
	}
	if balanced, waiting := got.Balance(o.model.messages); balanced != got || waiting < 0 {
		t.Fatalf("at %d the balance of %+v is %+v, %d waiting", clock, got, balanced, waiting)
	}
}

// A Config of the first version is the same with a channel that changes nothing. Rates are left out that are no whole
// number of microseconds apart: the first version counts parts of them, the second one does not.
func TestNothingExtendedIsTheFirstVersion(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		for i := range c.Groups {
			if rate := c.Groups[i].RatePerSecond; rate > 0 && nanosOf(rate)%1000 != 0 {
				c.Groups[i].RatePerSecond = 0
			}
		}
		var want, got []Attempt
		first := compile(t, c).Trace()
		first.Observe(func(a Attempt) { want = append(want, a) })
		first.Advance(never, 0)
		c.Channels = []Channel{{}}
		second := compile(t, c).Trace()
		second.Observe(func(a Attempt) { got = append(got, a) })
		second.Advance(never, 0)
		if !slices.Equal(got, want) || first.Makespan() != second.Makespan() || first.Counts() != second.Counts() {
			t.Fatalf("%+v\nafter %d, want\n%+v\nafter %d", got, second.Makespan(), want, first.Makespan())
		}
	})
}

// The plan follows from the oracle's deliveries and ends.
func TestPlanOfExtended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawModel(t)
		o := runOracle(c)
		s := compile(t, c.config())
		var goals []Goal
		for _, share := range []float64{0, 0.3, 0.95, 1} {
			for audience := range len(c.audiences) + 1 {
				goals = append(goals, Goal{share, false, audience}, Goal{share, true, audience})
			}
		}
		p, err := s.Planner(goals...)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "without a log") {
			p.maxLogged = 0
		}
		for step := rapid.IntRange(1, 50).Draw(t, "step"); !p.Step(step); {
		}
		if p.Err() != nil {
			t.Fatal(p.Err())
		}
		plan := p.Plan()
		checkWithoutTimeline(t, s, plan, 30, goals...)
		var deliveries []Time
		for _, f := range o.fates {
			if f.delivered != never {
				deliveries = append(deliveries, f.delivered)
			}
		}
		slices.Sort(deliveries)
		for i, g := range goals {
			if want := o.reaches(g); plan.Objectives[i] != want {
				t.Fatalf("%+v: %+v, want %+v", g, plan.Objectives[i], want)
			}
		}
		checkProbe(t, s, goals, o)
		if (plan.Latency == nil) != (len(deliveries) == 0) {
			t.Fatalf("%+v of %d deliveries", plan.Latency, len(deliveries))
		}
		if l := plan.Latency; l != nil {
			for percent, got := range map[int]Time{50: l.P50, 90: l.P90, 95: l.P95, 99: l.P99, 100: l.Max} {
				if want := deliveries[(percent*len(deliveries)+99)/100-1]; got != want {
					t.Fatalf("percentile %d is %d, want %d", percent, got, want)
				}
			}
		}
		if plan.Makespan != o.makespan || plan.Totals.Delivered != int64(len(deliveries)) {
			t.Fatalf("%+v, want a makespan of %d", plan, o.makespan)
		}
		sum := Counts{}
		for _, g := range plan.Groups {
			sum = sum.Add(g)
		}
		if sum != plan.Totals {
			t.Fatalf("the groups are %+v, all are %+v", sum, plan.Totals)
		}
		checkPlanParts(t, plan.Parts, o)
		for name, series := range map[string]struct {
			bins []int64
			want int64
		}{"delivered": {plan.Timeline.Delivered, plan.Totals.Delivered}, "failed": {plan.Timeline.Failed, plan.Totals.Failed}, "expired": {plan.Timeline.Expired, plan.Totals.Expired}, "acknowledged": {plan.Timeline.Acknowledged, plan.Totals.Acknowledged}} {
			n := int64(0)
			for _, bin := range series.bins {
				n += bin
			}
			if n != series.want || len(series.bins) > MaxBins {
				t.Fatalf("the timeline has %d %s in %d bins, want %d", n, name, len(series.bins), series.want)
			}
		}
		if plan.Makespan > 200 && len(plan.Timeline.Delivered) < MaxBins/4 {
			t.Fatalf("a makespan of %d in %d bins", plan.Makespan, len(plan.Timeline.Delivered))
		}
		for i, n := range plan.Timeline.Delivered {
			from, to := Time(i)*plan.Timeline.BinWidth, Time(i+1)*plan.Timeline.BinWidth
			for _, at := range deliveries {
				if at >= from && at < to {
					n--
				}
			}
			if n != 0 {
				t.Fatalf("bin %d from %d to %d is off by %d", i, from, to, n)
			}
		}
	})
}

// checkPlanParts compares the parts of a plan with the oracle's tries and fates.
func checkPlanParts(t *rapid.T, got *Parts, o *oracle) {
	want := Parts{End: o.runEnd}
	for a, audience := range o.audiences {
		part := AudiencePart{}
		var deliveries []Time
		for m, f := range o.fates {
			if o.of[m] != a {
				continue
			}
			part.Messages++
			switch f.ended {
			case endDelivered:
				part.Delivered++
				deliveries = append(deliveries, f.delivered-audience.at)
			case endFailed:
				part.Failed++
			case endExpired:
				part.Expired++
			case endUnreachable:
				part.Unreachable++
			}
			if f.acknowledged != never {
				part.Acknowledged++
			}
		}
		if slices.Sort(deliveries); len(deliveries) > 0 {
			at := func(percent int) Time { return deliveries[(percent*len(deliveries)+99)/100-1] }
			part.Latency = &Latency{at(50), at(90), at(95), at(99), at(100)}
		}
		want.Audiences = append(want.Audiences, part)
	}
	want.Steps = make([]StepPart, max(1, len(o.steps)*o.cycles))
	want.Channels = make([]StepPart, max(1, len(o.channels)))
	want.Groups = make([]GroupPart, len(o.groups))
	for g := range want.Groups {
		want.Groups[g].Endings = make([]int64, len(o.model.groups[g].outcomes))
		want.Groups[g].Closed, want.Groups[g].HeldByRate = o.closed[g], o.heldByRate[g]
	}
	for _, a := range o.tries {
		channel := &want.Channels[o.model.groups[o.senders[a.sender].group].channel]
		step, group := &want.Steps[a.step], &want.Groups[o.senders[a.sender].group]
		if i := o.model.groups[o.senders[a.sender].group].increment; i > 0 && a.result != overCap {
			n := int64(math.Ceil(float64(a.length) / float64(i)))
			if group.Increments += n; a.result == reached {
				group.ReachedIncrements += n
			}
		}
		step.Attempts++
		channel.Attempts++
		if a.attempt == 1 {
			step.Begun++
			channel.Begun++
		}
		switch a.result {
		case reached:
			if group.Reached++; a.repeat {
				step.Repeats++
				channel.Repeats++
			} else {
				step.Delivered++
				channel.Delivered++
			}
		case temporary:
			group.Temporary++
		case permanent:
			group.Permanent++
		case overCap:
			group.OverCap++
		case aborted:
			group.Aborted++
		}
	}
	sum := int64(0)
	for g := range got.Groups { // which ending it was is not told of the tries: as many as results of its kind
		for i, n := range got.Groups[g].Endings {
			want.Groups[g].Endings[i] = n
			sum += n
		}
		if own := got.Groups[g]; len(own.Endings) > 0 && sum != own.Reached+own.Temporary+own.Permanent {
			t.Fatalf("%d endings of %+v", sum, own)
		}
		sum = 0
	}
	for i, c := range o.model.caps {
		part := CapPart{Held: o.heldByCap[i]}
		if c.window == 0 {
			part.Windows = make([]int64, 1)
			for range c.turns {
				part.Windows = append(part.Windows, 0)
			}
		}
		for n, start := range o.caps[i].starts {
			counted := int64(0)
			for _, other := range o.caps[i].starts[:n+1] {
				if c.window > 0 && other > start-c.window || c.window == 0 && turnOf(c, other) == turnOf(c, start) {
					counted += c.weight
				}
			}
			part.Peak = max(part.Peak, counted)
			if c.window == 0 {
				part.Windows[turnOf(c, start)] += c.weight
			}
		}
		if of := o.config().Caps[i]; c.window > 0 && of.held(o.config().maxTries()) == 0 && !of.closed() {
			part.Peak = 0
		}
		if c.window == 0 { // turns after the end do not come
			part.Windows = part.Windows[:min(len(part.Windows), len(got.Caps[i].Windows))]
		}
		want.Caps = append(want.Caps, part)
	}
	if want.Caps == nil {
		want.Caps = []CapPart{}
	}
	if !reflect.DeepEqual(*got, want) {
		t.Fatalf("the parts are\n%+v, want\n%+v", *got, want)
	}
}

// turnOf is how many turns a window has made by an instant.
func turnOf(c modelCap, at Time) (n int) {
	for _, turn := range c.turns {
		if turn <= at {
			n++
		}
	}
	return n
}

// reaches is when a goal is reached.
func (o *oracle) reaches(g Goal) ObjectiveTime {
	from, messages := Time(0), int64(0)
	if g.Audience > 0 {
		from = o.audiences[g.Audience-1].at
	}
	var at []Time
	for m, f := range o.fates {
		if g.Audience > 0 && o.of[m] != g.Audience-1 {
			continue
		}
		messages++
		if done := map[bool]Time{false: f.delivered, true: f.acknowledged}[g.Acknowledged]; done != never {
			at = append(at, done)
		}
	}
	slices.Sort(at)
	switch k := int(shareRank(g.Share, messages)); {
	case k == 0:
		return ObjectiveTime{true, from}
	case k <= len(at):
		return ObjectiveTime{true, at[k-1]}
	}
	return ObjectiveTime{}
}

// checkProbe has a probe look at goals at some instants.
func checkProbe(t *rapid.T, s *Schedule, goals []Goal, o *oracle) {
	probe, err := s.Probe(goals...)
	if err != nil {
		t.Fatal(err)
	}
	for to := range Time(3) {
		to = o.runEnd * (to + 1) / 3
		for !probe.Advance(to, 7) {
		}
		for i, g := range goals {
			if want := o.reaches(g); probe.Reached(i) != (want.Reached && want.At <= to) {
				t.Fatalf("%+v is reached by %d: %v, want %+v", g, to, probe.Reached(i), want)
			}
		}
	}
}
