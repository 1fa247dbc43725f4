package schedule_test

import (
	"math"
	"strings"

	"pgregory.net/rapid"

	"alertsim/internal/settings"
)

// drawSettings draws settings with every field within its own limits, small ones
// as likely as large ones, and both ends more likely than what is between.
// Whether they are accepted is for the rules about several fields to say.
func drawSettings(t *rapid.T, mostMessages, mostSenders int64) settings.Settings {
	s := settings.DefaultSettings()
	s.Messages = int64(draw(t, "messages", 1, float64(mostMessages)))
	s.Seed = rapid.Int64Range(0, settings.MaxSeed).Draw(t, "seed")
	s.Mode = settings.Instant
	s.Text = strings.Repeat("ü", rapid.SampledFrom([]int{0, 160, 161, 1600}).Draw(t, "text"))
	s.SenderGroups = nil
	groups := rapid.SampledFrom([]int{1, 1, 1, 2, 3, 8}).Draw(t, "groups")
	for range groups {
		s.SenderGroups = append(s.SenderGroups, drawGroup(t, float64(mostSenders/int64(groups))))
	}
	s.Retry = settings.Retry{
		MaxAttempts:    rapid.IntRange(1, 10).Draw(t, "attempts"),
		InitialBackoff: draw(t, "initial backoff", 0, 86_400),
		Multiplier:     draw(t, "multiplier", 1, 10),
		MaxBackoff:     draw(t, "longest backoff", 0, 86_400),
		Jitter:         settings.Jitter(rapid.IntRange(0, 1).Draw(t, "jitter")),
	}
	if rapid.IntRange(0, 3).Draw(t, "deadline") == 0 {
		s.TimeToLive = new(draw(t, "time to live", 1, 604_800))
	}
	return s
}

func drawGroup(t *rapid.T, mostSenders float64) settings.SenderGroup {
	g := settings.DefaultSettings().SenderGroups[0]
	g.Senders = int(draw(t, "senders", 1, mostSenders))
	g.SendTime = drawSendTime(t)
	g.FailureRate = rapid.Float64Range(0, 1).Draw(t, "failure rate")
	g.PermanentShare = rapid.Float64Range(0, 1).Draw(t, "permanent share")
	if rapid.IntRange(0, 3).Draw(t, "limited") == 0 {
		g.RatePerSecond = new(draw(t, "rate", 0.01, 10_000))
		g.RateUnit = rapid.SampledFrom(settings.RateUnits).Draw(t, "rate unit")
	}
	return g
}

func drawSendTime(t *rapid.T) settings.SendTime {
	s := settings.SendTime{Distribution: rapid.SampledFrom(settings.Distributions).Draw(t, "distribution")}
	switch s.Distribution {
	case settings.Uniform:
		s.Maximum = new(draw(t, "maximum", 0.001, 3600))
		s.Minimum = new(rapid.Float64Range(0, *s.Maximum).Draw(t, "minimum"))
	case settings.Empirical:
		share, seconds := 0.0, 0.0
		for range rapid.IntRange(2, 20).Draw(t, "points") {
			share = math.Nextafter(share, 1) + rapid.Float64Range(0, 0.05).Draw(t, "share")
			seconds = min(36_000, seconds+draw(t, "seconds", 0, 10_000))
			s.Percentiles = append(s.Percentiles, settings.Percentile{Share: min(1, share), Seconds: seconds})
		}
	default:
		s.Mean = new(draw(t, "mean", 0.001, 3600))
		if s.Distribution == settings.Normal || s.Distribution == settings.Lognormal {
			s.StandardDeviation = new(*s.Mean * rapid.Float64Range(0, settings.MaxDeviationRatio).Draw(t, "deviation"))
		}
	}
	return s
}

// draw draws a number between two, its logarithm evenly, or one of the two.
func draw(t *rapid.T, name string, low, high float64) float64 {
	switch rapid.IntRange(0, 9).Draw(t, "end of "+name) {
	case 0:
		return low
	case 1:
		return high
	}
	least := max(low, 1e-3)
	return min(high, least*math.Exp(rapid.Float64Range(0, math.Log(high/least)).Draw(t, name)))
}
