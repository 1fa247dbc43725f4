package settings

import "alertsim/internal/engine"

// Engine is the settings in the engine's terms: what determines the schedule.
func (s Settings) Engine() engine.Config {
	c := engine.Config{
		Messages: s.Messages,
		Seed:     uint64(s.Seed),
		Retry:    s.Retry.engine(),
	}
	s.addChannels(&c)
	s.addAudiences(&c)
	c.FreshFirst = s.Retry.Order == FreshFirst
	if s.TimeToLive != nil {
		c.TimeToLive = MicrosOf(*s.TimeToLive)
	}
	for _, g := range s.SenderGroups {
		out := engine.Group{
			Senders:        g.Senders,
			SendTime:       g.SendTime.engine(),
			FailureRate:    g.FailureRate,
			PermanentShare: g.PermanentShare,
			RatePerSecond:  s.AttemptRate(g),
			Channel:        s.channelOf(g),
			Burst:          g.Burst,
		}
		for _, o := range g.Outcomes {
			out.Endings = append(out.Endings, o.engine())
		}
		if g.Price != nil && g.Price.PerMinute > 0 {
			out.Increment = MicrosOf(g.Price.IncrementSeconds())
		}
		s.addTimetable(g, &out)
		c.Groups = append(c.Groups, out)
	}
	s.addCaps(&c)
	return c
}

// Extended reports whether settings have anything of the model's second version that changes what happens.
func (s Settings) Extended() bool { return s.Engine().Extended() }

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
