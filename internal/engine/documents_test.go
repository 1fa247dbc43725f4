package engine

import (
	"math"
	"slices"
	"testing"
)

// What real documents say, and what follows by hand.

func days(n float64) Time { return Time(n * 86_400 * 1e6) }

func once(attempts int, waits ...Time) retryRule {
	if len(waits) == 0 {
		waits = []Time{0}
	}
	return retryRule{attempts: attempts, waits: waits}
}

// simplest is a model with one channel and one group.
func simplest(messages int64, senders int, seconds float64) model {
	return model{
		messages: messages, seed: 1, deadline: days(366), channels: []channel{{}}, cycles: 1, retry: once(1),
		audiences: []audience{{messages: messages}},
		groups:    []modelGroup{{senders: senders, sendTime: Constant(seconds), burst: 1}},
	}
}

// played is a whole run of the engine.
type played struct {
	*Run
	tries []Try
}

func play(t *testing.T, c model) played {
	t.Helper()
	s := compile(t, c.config())
	p := played{Run: s.Trace()}
	p.ObserveTries(func(a Try) { p.tries = append(p.tries, a) })
	if p.Advance(never, 0); !p.Done() {
		t.Fatal("it does not end")
	}
	return p
}

// lastStart is when the last attempt that satisfies a condition began.
func (p played) lastStart(is func(Try) bool) (last Time) {
	for _, a := range p.tries {
		if is(a) {
			last = max(last, a.Start)
		}
	}
	return last
}

func every(Try) bool { return true }

func TestDocuments(t *testing.T) {
	if got := play(t, simplest(2000, 40, 120)).Makespan(); got != 6000*Second {
		t.Errorf("everbridge: %v s, want 6,000", got.Seconds())
	}
	for lines, want := range map[int]Time{715: 868 * Second, 714: 930 * Second} {
		if got := play(t, simplest(10_000, lines, 62)).Makespan(); got != want {
			t.Errorf("%d lines: %v s, want %v", lines, got.Seconds(), want.Seconds())
		}
	}
	ocelot := simplest(10_000, 100, 9)
	ocelot.groups[0].rate = 0.5 // of two parts each
	if p := play(t, ocelot); p.lastStart(every) != 19_998*Second || p.Makespan() != 20_007*Second {
		t.Errorf("ocelot: last start %v s, end %v s", p.lastStart(every).Seconds(), p.Makespan().Seconds())
	}
	sandbox := simplest(1000, 10, 0.2)
	sandbox.groups[0].rate = 1
	sandbox.caps = []modelCap{{count: 200, weight: 1, window: days(1)}}
	if p := play(t, sandbox); p.lastStart(every) != 345_799*Second {
		t.Errorf("SES sandbox: last start %v s", p.lastStart(every).Seconds())
	}
	redials := simplest(10_000, 50, 60)
	redials.groups[0].failureRate, redials.retry = 0.4, once(3, 300*Second)
	first := func(a Try) bool { return a.Number == 1 }
	if got := play(t, redials).lastStart(first).Seconds(); math.Abs(got-18_540) > 120 {
		t.Errorf("redials: last first call at %v s", got)
	}
	redials.freshFirst = true
	if got := play(t, redials).lastStart(first); got != 11_940*Second {
		t.Errorf("redials, fresh first: last first call at %v s", got.Seconds())
	}
}

// A million mails at 14 a second, 50,000 of them in any 24 hours: the last batch begins after 19 days.
func TestDocumentOfSES(t *testing.T) {
	c := simplest(1_000_000, 100, 0.2)
	c.groups[0].rate = 14
	c.caps = []modelCap{{count: 50_000, weight: 1, window: days(1)}}
	if got := play(t, c).lastStart(every).Seconds(); math.Abs(got-1_645_171.38) > 0.005 {
		t.Errorf("last start %.3f s, want 1,645,171.38", got)
	}
}

// A county's 250,000 phones, a third of them of a carrier with a cap for each day of the calendar, which refuses.
func TestDocumentsOfDailyCaps(t *testing.T) {
	for count, delivered := range map[int64]int64{2000: 168_667, 10_000: 176_667, 40_000: 206_667} {
		c := simplest(250_000, 1000, 9)
		c.groups[0].rate = 75
		c.audiences = []audience{{messages: 83_333}, {messages: 166_667}}
		c.caps = []modelCap{{count: count, weight: 1, audiences: []bool{true, false}, turns: []Time{15 * 3600 * Second}, fails: true}}
		p := play(t, c)
		if got := p.all(); got.Delivered != delivered || got.Failed != 250_000-delivered || len(p.tries) != 250_000 {
			t.Errorf("a cap of %d: %+v, want %d delivered", count, got, delivered)
		}
	}
}

// all is the counts of all senders.
func (p played) all() Counts { return p.CountsOf(SenderRange{0, len(p.senders)}) }

// Numbers dialled up to three times, each round after the one before, with the means of many seeds.
func TestDocumentOfCodeRED(t *testing.T) {
	c := simplest(11_975, 321, 45)
	c.channels[0].neverReached = 0.275
	c.groups[0].failureRate, c.retry, c.freshFirst = 0.087, once(3), true
	const seeds = 60
	var rounds [4]float64
	calls := 0.0
	var ends [4]float64
	for seed := range uint64(seeds) {
		c.seed = seed
		p := play(t, c)
		for _, a := range p.tries {
			if a.Result == Reached {
				rounds[a.Number] += 1. / seeds
			}
		}
		for n := 1; n <= 3; n++ {
			ends[n] += (p.lastStart(func(a Try) bool { return a.Number == n }) + 45*Second).Seconds() / seeds
		}
		calls += float64(len(p.tries)) / seeds
	}
	for _, figure := range []struct {
		what            string
		got, want, give float64
	}{
		{"first round", rounds[1], 7923, 36}, {"second round", rounds[2], 699, 21}, {"third round", rounds[3], 59, 9},
		{"calls", calls, 19_381, 70}, {"reached in percent", (rounds[1] + rounds[2] + rounds[3]) / 119.75, 72.5, 0.3},
		{"end of the first round", ends[1], 1710, 45}, {"end of the second round", ends[2], 2295, 45}, {"end of the third round", ends[3], 2741, 45},
	} {
		if math.Abs(figure.got-figure.want) > figure.give {
			t.Errorf("%s: %.1f, want %v ± %v", figure.what, figure.got, figure.want, figure.give)
		}
	}
}

// A message by SMS, and a call after five minutes without a confirmation, with the means of many seeds.
func TestDocumentOfAnOutage(t *testing.T) {
	c := simplest(5000, 100, 9)
	c.channels = []channel{{confirms: 0.6, after: Exponential(120)}, {confirms: 0.9, after: Constant(1)}}
	c.steps = []step{{channel: 0, wait: 300 * Second}, {channel: 1, wait: 300 * Second}}
	c.confirmed = true
	c.groups[0].rate, c.groups[0].failureRate = 10, 0.3
	c.groups = append(c.groups, modelGroup{channel: 1, senders: 50, sendTime: Constant(60), burst: 1})
	const seeds = 60
	var calls, attempts, repeats, confirmed, makespan float64
	for seed := range uint64(seeds) {
		c.seed = seed
		p := play(t, c)
		delivered := make([]Time, c.messages)
		for _, a := range p.tries {
			switch at := delivered[a.Message]; {
			case a.Step == 1 && at > 0 && a.Start < at+300*Second:
				t.Fatalf("seed %d: a call %v s after the delivery", seed, (a.Start - at).Seconds())
			case a.Result == Reached && at == 0:
				delivered[a.Message] = a.Start + a.Duration
			}
			if a.Step == 1 {
				calls += 1. / seeds
			}
		}
		attempts += float64(len(p.tries)) / seeds
		repeats += float64(p.Counts().Repeats) / seeds
		confirmed += float64(p.course.acknowledged) / seeds
		makespan += p.Makespan().Seconds() / seeds
	}
	for _, figure := range []struct {
		what            string
		got, want, give float64
	}{
		{"calls", calls, 2913, 31}, {"attempts", attempts, 7913, 31}, {"repeats", repeats, 1398, 31},
		{"confirmed", confirmed, 4707, 31}, {"makespan", makespan, 3544, 35},
	} {
		if math.Abs(figure.got-figure.want) > figure.give {
			t.Errorf("%s: %.1f, want %v ± %v", figure.what, figure.got, figure.want, figure.give)
		}
	}
}

// By hand: ten at once, then one a second.
func TestBurst(t *testing.T) {
	c := simplest(100, 100, 1)
	c.groups[0].rate, c.groups[0].burst = 1, 10
	p := play(t, c)
	for _, a := range p.tries {
		if want := Time(max(0, a.Message-9)) * Second; a.Start != want {
			t.Fatalf("message %d starts at %v s, want %v", a.Message, a.Start.Seconds(), want.Seconds())
		}
	}
	if p.Makespan() != 91*Second {
		t.Errorf("the last ends after %v s", p.Makespan().Seconds())
	}
}

// By hand: 240 of the first half go until 120 s, the 300 of the second alert until 270 s, the other 260 until 400 s, and
// the 200 that come at 600 s until 700 s.
func TestStagedAudiences(t *testing.T) {
	c := simplest(1000, 10, 5)
	c.audiences = []audience{{messages: 500}, {messages: 300, at: 120 * Second, priority: 5}, {messages: 200, at: 600 * Second}}
	p := play(t, c)
	of := shareOut(c)
	last := make([]Time, 3)
	for _, a := range p.tries {
		last[of[a.Message]] = max(last[of[a.Message]], a.Start+a.Duration)
	}
	if want := []Time{400 * Second, 270 * Second, 700 * Second}; !slices.Equal(last, want) {
		t.Errorf("the audiences end at %v, want %v", last, want)
	}
}
