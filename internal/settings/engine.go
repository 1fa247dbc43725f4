package settings

import "alertsim/internal/engine"

// Engine is the settings in the engine's terms: what determines the schedule.
func (s Settings) Engine() engine.Config {
	c := engine.Config{
		Messages: s.Messages,
		Seed:     uint64(s.Seed),
		Retry: engine.Retry{
			MaxAttempts:    s.Retry.MaxAttempts,
			InitialBackoff: MicrosOf(s.Retry.InitialBackoff),
			Multiplier:     s.Retry.Multiplier,
			MaxBackoff:     MicrosOf(s.Retry.MaxBackoff),
			Jitter:         s.Retry.Jitter,
		},
	}
	if s.TimeToLive != nil {
		c.TimeToLive = MicrosOf(*s.TimeToLive)
	}
	for _, g := range s.SenderGroups {
		c.Groups = append(c.Groups, engine.Group{
			Senders:        g.Senders,
			SendTime:       g.SendTime.engine(),
			FailureRate:    g.FailureRate,
			PermanentShare: g.PermanentShare,
			RatePerSecond:  s.AttemptRate(g),
		})
	}
	return c
}

func (t SendTime) engine() engine.Distribution {
	switch t.Distribution {
	case Normal:
		return engine.Normal(*t.Mean, *t.StandardDeviation)
	case Lognormal:
		return engine.Lognormal(*t.Mean, *t.StandardDeviation)
	case Exponential:
		return engine.Exponential(*t.Mean)
	case Uniform:
		return engine.Uniform(*t.Minimum, *t.Maximum)
	case Constant:
		return engine.Constant(*t.Mean)
	case Empirical:
		points := make([]engine.Point, len(t.Percentiles))
		for i, p := range t.Percentiles {
			points[i] = engine.Point{Share: p.Share, Seconds: p.Seconds}
		}
		return engine.Empirical(points...)
	}
	return engine.Distribution{} // stored by a program that knows more: engine.Compile refuses it
}
