package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// features says what a random config may have. Times are a few microseconds, so that nearly everything ties.
type features struct{ smooth, failures, retries, limits, deadline bool }

var featureSets = map[string]features{
	"simple":          {},
	"simple, smooth":  {smooth: true, failures: true},
	"limits":          {limits: true, failures: true},
	"retries":         {retries: true, failures: true},
	"retries, smooth": {retries: true, failures: true, smooth: true},
	"deadline":        {deadline: true},
	"all":             {failures: true, retries: true, limits: true, deadline: true},
	"all, smooth":     {failures: true, retries: true, limits: true, deadline: true, smooth: true},
}

func drawConfig(t *rapid.T, f features) Config {
	c := Config{
		Messages: rapid.Int64Range(1, 120).Draw(t, "messages"),
		Seed:     rapid.Uint64().Draw(t, "seed"),
		Retry:    Retry{MaxAttempts: 1},
	}
	unit := 1.0 // µs
	if f.smooth {
		unit = 1e6
	}
	for range rapid.IntRange(1, 4).Draw(t, "groups") {
		g := Group{
			Senders:  rapid.OneOf(rapid.IntRange(1, 6), rapid.IntRange(1, 150)).Draw(t, "senders"),
			SendTime: drawDistribution(t, f.smooth),
		}
		if f.failures {
			share := rapid.SampledFrom([]float64{0, 0.3, 0.7, 1})
			g.FailureRate, g.PermanentShare = share.Draw(t, "failure"), share.Draw(t, "permanent")
		}
		if f.limits && rapid.Bool().Draw(t, "limited") {
			g.RatePerSecond = 1e6 / (unit * rapid.SampledFrom([]float64{1, 1.001, 1.3, 2, 2.5, 3, 7}).Draw(t, "interval"))
		}
		c.Groups = append(c.Groups, g)
	}
	if f.retries {
		span := rapid.Map(rapid.IntRange(0, 12), func(n int) Time { return Time(float64(n) * unit) })
		c.Retry = Retry{
			MaxAttempts:    rapid.IntRange(1, 5).Draw(t, "attempts"),
			InitialBackoff: span.Draw(t, "initial"),
			Multiplier:     rapid.SampledFrom([]float64{1, 1.5, 2, 10}).Draw(t, "multiplier"),
			MaxBackoff:     span.Draw(t, "maximum"),
			Jitter:         rapid.Bool().Draw(t, "jitter"),
		}
	}
	if f.deadline {
		c.TimeToLive = Time(float64(rapid.IntRange(1, 60).Draw(t, "deadline")) * unit)
	}
	return c
}

func drawDistribution(t *rapid.T, smooth bool) Distribution {
	if !smooth {
		micros := rapid.Float64Range(1, 6).Draw(t, "micros")
		if rapid.Bool().Draw(t, "constant") {
			return Constant(float64(int(micros)) * 1e-6)
		}
		return Uniform(1e-6, micros*1e-6)
	}
	return rapid.SampledFrom([]Distribution{
		Normal(10, 2), Normal(3, 30), Lognormal(7, 9), Exponential(4), Uniform(1, 9), Constant(5),
		Empirical(Point{0, 1}, Point{0.5, 4}, Point{0.9, 12}),
	}).Draw(t, "distribution")
}

// checkFeatures runs a property for every set of features.
func checkFeatures(t *testing.T, property func(*rapid.T, Config)) {
	for name, f := range featureSets {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { property(t, drawConfig(t, f)) })
		})
	}
}

func compile(t interface {
	Helper()
	Fatalf(string, ...any)
}, c Config) *Schedule {
	t.Helper()
	s, err := Compile(c)
	if err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	return s
}
