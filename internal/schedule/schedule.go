// Package schedule joins the domain and the engine: settings in, a replay or a
// plan in the domain's own words out. Nobody else needs to know both.
package schedule

import (
	"errors"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// Schedule is the compiled schedule of one simulation's settings. It is
// immutable and may be shared.
type Schedule struct {
	engine     *engine.Schedule
	objectives []float64 // shares
	goals      []goal
	groups     int
	expires    bool
	deadline   settings.Micros // if expires
}

// Compile builds the schedule. Settings that the domain has accepted always
// compile; an error is a defect, but CodeInvalid where the send times of others
// are longer than can be counted.
func Compile(s settings.Settings) (*Schedule, error) { return compile(s, engine.Compile) }

func compile(s settings.Settings, by func(engine.Config) (*engine.Schedule, error)) (*Schedule, error) {
	compiled, err := by(config(s))
	switch {
	case errors.Is(err, engine.ErrTooLong):
		return nil, fault.Errorf(fault.CodeInvalid, "a send takes longer than can be counted; use shorter send times: %w", err)
	case err != nil:
		return nil, fault.Errorf(fault.CodeInternal, "compile schedule: %w", err)
	}
	shares := make([]float64, len(s.Objectives))
	for i, o := range s.Objectives {
		shares[i] = o.Share
	}
	out := &Schedule{engine: compiled, objectives: shares, goals: goals(compiled, s.Objectives), groups: len(s.SenderGroups)}
	if s.TimeToLive != nil {
		out.expires, out.deadline = true, settings.MicrosOf(*s.TimeToLive)
	}
	return out, nil
}

func config(s settings.Settings) engine.Config {
	c := engine.Config{
		Messages: s.Messages,
		Seed:     uint64(s.Seed),
		Retry: engine.Retry{
			MaxAttempts:    s.Retry.MaxAttempts,
			InitialBackoff: settings.MicrosOf(s.Retry.InitialBackoff),
			Multiplier:     s.Retry.Multiplier,
			MaxBackoff:     settings.MicrosOf(s.Retry.MaxBackoff),
			Jitter:         s.Retry.Jitter,
		},
	}
	if s.TimeToLive != nil {
		c.TimeToLive = settings.MicrosOf(*s.TimeToLive)
	}
	for _, g := range s.SenderGroups {
		c.Groups = append(c.Groups, engine.Group{
			Senders:        g.Senders,
			SendTime:       distribution(g.SendTime),
			FailureRate:    g.FailureRate,
			PermanentShare: g.PermanentShare,
			RatePerSecond:  s.AttemptRate(g),
		})
	}
	return c
}

func distribution(t settings.SendTime) engine.Distribution {
	switch t.Distribution {
	case settings.Normal:
		return engine.Normal(*t.Mean, *t.StandardDeviation)
	case settings.Lognormal:
		return engine.Lognormal(*t.Mean, *t.StandardDeviation)
	case settings.Exponential:
		return engine.Exponential(*t.Mean)
	case settings.Uniform:
		return engine.Uniform(*t.Minimum, *t.Maximum)
	case settings.Constant:
		return engine.Constant(*t.Mean)
	case settings.Empirical:
		points := make([]engine.Point, len(t.Percentiles))
		for i, p := range t.Percentiles {
			points[i] = engine.Point{Share: p.Share, Seconds: p.Seconds}
		}
		return engine.Empirical(points...)
	}
	return engine.Distribution{} // stored by a program that knows more: Compile refuses it
}
