package engine

import (
	"fmt"
	"testing"
	"time"
)

// general is the first version's general case: retries, a rate limit and a deadline.
func general(messages int64) Config {
	c := fullConfig(1000)
	c.Messages = messages
	c.TimeToLive = Time(11.5*float64(messages)/1000) * Second
	return c
}

// allWaiting is general with waits so long that as many messages are open at a time as in escalation: each is tried twice at
// least, and the first attempt of every one before the second of any.
func allWaiting(messages int64) Config {
	c := general(messages)
	c.Groups[0].FailureRate, c.Groups[0].PermanentShare, c.TimeToLive = 0.9, 0, 0
	c.Retry.InitialBackoff = Time(messages) * Second / 100
	c.Retry.MaxBackoff = 10 * c.Retry.InitialBackoff
	return c
}

// escalation goes from SMS to voice to SMS until confirmed, with two audiences. Its waits are as long as it
// takes to send to everybody once, so that about all messages are open at a time. There are as many senders as in general.
func escalation(messages int64) Config {
	once := Time(messages) * Second / 1000 // with 500 senders at 0.5 s
	return Config{
		Messages: messages, Seed: 1, Acknowledged: true, TimeToLive: 100 * once,
		Retry:    Retry{MaxAttempts: 3, InitialBackoff: once, Multiplier: 2, MaxBackoff: 10 * once, Jitter: true},
		Channels: []Channel{{NeverReached: 0.1, Confirms: 0.3, After: Lognormal(once.Seconds(), 2*once.Seconds())}, {NeverReached: 0.1, Confirms: 0.8, After: Uniform(0, 20)}},
		Steps:    []Step{{Channel: 0, Wait: once}, {Channel: 1, Wait: once}, {Channel: 0, Wait: once}},
		Audiences: []Audience{
			{Messages: messages / 10, Priority: 9}, {Messages: messages - messages/10},
		},
		Groups: []Group{
			{Senders: 500, SendTime: Normal(0.5, 0.2), FailureRate: 0.1, PermanentShare: 0.3},
			{Senders: 500, Channel: 1, SendTime: Normal(0.5, 0.1), FailureRate: 0.2},
		},
	}
}

// everything is typical with waits, rates and caps in proportion to the messages, so that most of them are open at a time.
func everything(messages int64) Config {
	c := typical(messages)
	once := Time(messages) * Second / 1000
	c.Retry.InitialBackoff, c.Retry.MaxBackoff, c.TimeToLive = once/2, 4*once, 40*once
	c.Channels[0].After = Lognormal(once.Seconds(), 2*once.Seconds())
	for i := range c.Steps {
		c.Steps[i].Wait = once
	}
	c.Audiences[2].At = once / 2
	c.Groups[0].Senders, c.Groups[0].SendTime, c.Groups[0].RatePerSecond, c.Groups[1].Senders = 600, Normal(0.5, 0.2), 2000, 400
	c.Groups[0].Timetable = []Change{
		{At: once / 4, RatePerSecond: new(1500.0)}, {At: once / 2, Open: new(false), Abort: true}, {At: once * 5 / 8, Open: new(true)},
	}
	for i := range c.Groups[1].Endings {
		c.Groups[1].Endings[i].SendTime = []Distribution{Normal(0.6, 0.12), Constant(0.08), Constant(0.03), Constant(0.7)}[i]
	}
	window := max(once/10, Second)
	c.Caps[0].Count, c.Caps[0].Window = int64(1400*window.Seconds()), window
	c.Caps[1].Count, c.Caps[1].Turns = messages/4, []Time{once / 2, 3 * once}
	c.Caps[2].Count, c.Caps[2].Window = int64(700*window.Seconds()), window
	return c
}

// BenchmarkCourse compares, in turns, what an attempt costs: of the first version's general case, with few messages open at a
// time and with about all of them (waiting), of an escalation (mix) and of everything that the second version has; and, once, how
// much faster these two are than heaps of the standard library.
func BenchmarkCourse(b *testing.B) {
	for _, messages := range []int64{100_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("messages=%d", messages), func(b *testing.B) {
			names := []string{"general", "waiting", "mix", "everything"}
			configs := []Config{general(messages), allWaiting(messages), escalation(messages), everything(messages)}
			best := make([]float64, len(names)) // ns for an attempt
			schedules := make([]*Schedule, len(names))
			for i := range names {
				best[i], schedules[i] = 1e9, compile(b, configs[i])
			}
			for b.Loop() {
				for i, s := range schedules {
					var r *Run
					took := stopwatch(func() {
						r = s.Run(SenderRange{0, s.Senders()})
						r.Advance(never, 0)
					})
					best[i] = min(best[i], float64(took)/float64(r.total.Attempts))
				}
			}
			for i, name := range names {
				b.ReportMetric(best[i], name+"-ns/attempt")
			}
			for i := 2; i < len(names); i++ {
				b.ReportMetric(best[i]/best[0], names[i]+"/general")
				b.ReportMetric(best[i]/best[1], names[i]+"/waiting")
			}
			for i := 2; i < len(names) && messages <= 1_000_000; i++ {
				var p *plain
				took := stopwatch(func() { p = runPlain(schedules[i], configs[i]) })
				b.ReportMetric(float64(took)/float64(p.attempts)/best[i], names[i]+"-x-faster")
			}
		})
	}
}

// BenchmarkCoursePlan is a plan with parts and all that is measured of them.
func BenchmarkCoursePlan(b *testing.B) {
	for _, c := range []struct {
		name   string
		config Config
	}{{"typical", typical(1_000_000)}, {"mix", escalation(1_000_000)}, {"everything", everything(1_000_000)}} {
		b.Run(c.name, func(b *testing.B) {
			s := compile(b, c.config)
			best, attempts := time.Duration(never), int64(1)
			for b.Loop() {
				best = min(best, stopwatch(func() {
					p, err := s.Plan(Goal{Share: 0.5}, Goal{Share: 0.95})
					if err != nil {
						b.Fatal(err)
					}
					attempts = p.Totals.Attempts
				}))
			}
			b.ReportMetric(best.Seconds(), "s/plan")
			b.ReportMetric(float64(best)/float64(attempts), "ns/attempt")
		})
	}
}
