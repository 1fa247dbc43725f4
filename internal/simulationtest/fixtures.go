package simulationtest

import (
	"fmt"
	"math"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Epoch is when the tests of stores begin.
var Epoch = time.Date(2026, 11, 23, 8, 30, 0, 123_456_000, time.UTC)

// Settings returns valid settings with so many senders in one group.
func Settings(senders int) settings.Settings {
	s := settings.DefaultSettings()
	s.SenderGroups[0].Senders = senders
	return s
}

// FullSettings returns settings in which every field holds something that is
// easy to lose: unusual floats, the largest integers, text beyond ASCII, nil and
// set pointers, an empty list.
func FullSettings() settings.Settings {
	s := settings.Settings{
		Name:     "Überflutung ⛈️ 洪水 \"A\" <b>&\u2028\\",
		Text:     "Zeile 1\n\tZeile 2 \u2028 «洪水» 🌊\"",
		Messages: 100_000_000,
		Seed:     settings.MaxSeed,
		Retry: settings.Retry{MaxAttempts: 10, InitialBackoff: 0.1 + 0.2, Multiplier: math.Nextafter(1, 2),
			MaxBackoff: 86_399.999_999_999_99, Jitter: 1},
		TimeToLive:         new(1.0 / 3),
		Mode:               settings.Live,
		Speed:              math.Pi,
		MonitoringInterval: 0.5000000000000001,
		AutoStart:          true,
		Objectives:         []settings.Objective{},
	}
	for i, distribution := range settings.Distributions {
		g := settings.SenderGroup{
			Name:           fmt.Sprintf("Gruppe %d é\u0301 🚨", i),
			Senders:        i*1000 + 1,
			SendTime:       settings.SendTime{Distribution: distribution},
			FailureRate:    math.Nextafter(0, 1), // the smallest float
			PermanentShare: 1e-300,
			RateUnit:       settings.RateUnits[i%2],
		}
		switch distribution {
		case settings.Uniform:
			g.SendTime.Minimum, g.SendTime.Maximum = new(0.0), new(3600.0)
		case settings.Empirical:
			g.SendTime.Percentiles = []settings.Percentile{{Share: 0, Seconds: 0.1}, {Share: 2.0 / 3, Seconds: 1e-9}, {Share: 1, Seconds: 36_000}}
		case settings.Normal, settings.Lognormal, settings.Exponential, settings.Constant:
			g.SendTime.Mean = new(10.0 / 3)
			g.RatePerSecond = new(0.010000000000000002)
		}
		s.SenderGroups = append(s.SenderGroups, g)
	}
	return s
}

// FullPlan returns a plan of the largest form there is: 8 groups, 200 bins,
// counts and times beyond 2⁵³.
func FullPlan() *simulation.Plan {
	huge := int64(math.MaxInt64)
	p := &simulation.Plan{
		Makespan: settings.Micros(huge),
		Totals:   simulation.Counts{Delivered: huge, Failed: huge - 1, Expired: huge - 2, Attempts: huge - 3, SendTime: settings.Micros(huge - 4), InFlight: 1<<53 + 1},
		Latency:  &simulation.Latency{P50: 1, P90: 1<<53 + 1, P95: settings.Micros(huge - 2), P99: settings.Micros(huge - 1), Max: settings.Micros(huge)},
		Timeline: simulation.Timeline{BinWidth: 1<<53 + 3},
		Objectives: []simulation.ObjectiveTime{
			{Reached: true, At: 0}, {}, {Reached: true, At: settings.Micros(huge)},
		},
	}
	for i := range int64(8) {
		p.Groups = append(p.Groups, simulation.Counts{Delivered: i, Failed: huge - i, Attempts: 1<<53 + i})
	}
	for i := range int64(200) {
		p.Timeline.Delivered = append(p.Timeline.Delivered, huge-i)
		p.Timeline.Failed = append(p.Timeline.Failed, i)
		p.Timeline.Expired = append(p.Timeline.Expired, 0)
	}
	return p
}

// At is a checkpoint that delivered one message each 1,000 µs.
func At(clock settings.Micros) simulation.Checkpoint {
	n := int64(clock / 1000)
	return simulation.Checkpoint{Clock: clock, Counts: simulation.Counts{Delivered: n, Attempts: n, SendTime: clock, InFlight: 1}}
}
