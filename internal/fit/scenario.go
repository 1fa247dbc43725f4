package fit

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// makeSettings says the figures as settings. Where the model does not take them, a note says why.
func (m *maker) makeSettings() {
	f := m.fit
	s := settings.Settings{
		Name: m.name, Messages: f.Recipients + f.untried(), Seed: 1, Mode: settings.Instant, Speed: 1, MonitoringInterval: 1,
		Objectives: []settings.Objective{}, Retry: m.retry(),
	}
	if f.FreshFirst {
		s.Retry.Order = settings.FreshFirst
	}
	if s.Name == "" {
		s.Name = "Fitted to a log"
	}
	if f.StartAt != "" {
		s.StartAt, s.Zone = f.StartAt, f.Zone
	}
	if f.TimeToLive != nil {
		s.TimeToLive = new(f.TimeToLive.Value)
	}
	m.setChannels(&s)
	m.setAudience(&s)
	for _, g := range f.Groups {
		s.SenderGroups = append(s.SenderGroups, m.group(g, len(s.Channels) > 0))
	}
	m.setCaps(&s)
	raw, err := json.Marshal(s)
	if err == nil {
		s, err = settings.DecodeForecast(raw)
	}
	if err != nil {
		f.note("The figures are beyond what the model takes, so there is no scenario: %s", explained(err))
		return
	}
	f.Settings = &s
}

func explained(err error) string {
	text := err.Error()
	if e, ok := errors.AsType[*fault.Error](err); ok {
		text = e.Message
		for _, field := range e.Fields {
			text += "; " + field.Path + ": " + field.Message
		}
	}
	return text
}

func (m *maker) setChannels(s *settings.Settings) {
	f := m.fit
	needed := len(m.channels) > 1
	for _, c := range f.Channels {
		needed = needed || c.Never != nil && c.Never.Value > 0 || c.Confirmed != nil && c.ConfirmTimes != nil
	}
	if !needed {
		return
	}
	for _, c := range f.Channels {
		out := settings.Channel{Name: channelName(c.Name)}
		if c.Never != nil {
			out.NeverReached = round(c.Never.Value, 6)
		}
		if c.Confirmed != nil && c.ConfirmTimes != nil {
			out.Acknowledgement = &settings.Acknowledgement{Share: round(c.Confirmed.Value, 6), Time: m.sendTime(c.ConfirmTimes, "channels[].acknowledgement.time")}
		}
		s.Channels = append(s.Channels, out)
	}
	if f.Steps == nil {
		return
	}
	for _, name := range f.Steps.Channels {
		step := settings.Step{Channel: channelName(name), Wait: 300}
		if f.Steps.Wait != nil {
			step.Wait = round(f.Steps.Wait.Value, 6)
			s.Until = settings.UntilAcknowledged
		}
		if r := m.retryOf(name); len(f.Steps.Channels) > 1 {
			step.Retry = &r
		}
		s.Steps = append(s.Steps, step)
	}
}

func channelName(name string) string {
	if name == "" {
		return "all"
	}
	return name
}

func (m *maker) setAudience(s *settings.Settings) {
	if len(m.fit.Audiences) < 2 {
		return
	}
	given := int64(0)
	for _, a := range m.fit.Audiences {
		if a.Name == "" {
			continue // the rest
		}
		out := settings.Audience{Name: a.Name, Messages: new(a.Messages)}
		if a.At > 0 && m.late(a) {
			out.At = a.At
		}
		if len(m.channels) > 1 {
			for _, c := range a.Channels {
				out.Channels = append(out.Channels, channelName(c))
			}
		}
		given += a.Messages
		s.Audience = append(s.Audience, out)
	}
	if given > s.Messages {
		s.Messages = given
	}
}

// late reports whether an audience came so late that it does not just stand behind others: when it came, as many starts
// as it has on average between two of its own had been made ten times.
func (m *maker) late(a AudienceFit) bool {
	at, before := int64(a.At*1e6)+m.fit.start, 0.0
	for _, l := range m.timeline.loads {
		if l == nil {
			continue
		}
		for b, n := range l.bins {
			if b < m.timeline.bin(at) {
				before += float64(n)
			}
		}
	}
	return a.Share.Value > 0 && before > 10/a.Share.Value
}

func (m *maker) group(g GroupFit, channels bool) settings.SenderGroup {
	out := settings.SenderGroup{Name: g.Name, Senders: int(max(1, min(g.Senders.Most, settings.MaxSenders+1))), RateUnit: settings.Messages}
	if channels {
		out.Channel = channelName(g.Channel)
	}
	if g.Rate.Limit != nil {
		out.RatePerSecond = new(round(g.Rate.Limit.Value, 6))
	}
	if g.Burst > 1 {
		out.Burst = g.Burst
	}
	switch {
	case g.SendTimes != nil:
		out.SendTime, out.FailureRate = m.sendTime(g.SendTimes, "senderGroups[].sendTime"), round(g.FailureRate.Value, 6)
		if g.Permanent != nil {
			out.PermanentShare = round(g.Permanent.Value, 6)
		}
	default:
		out.Outcomes = m.outcomesOf(g)
	}
	if len(out.Outcomes) == 1 { // which the model has as a share of none or all
		out.SendTime, out.Outcomes = out.Outcomes[0].SendTime, nil
	}
	for _, p := range m.fit.Pauses {
		if p.Group == g.Name {
			out.Timetable = append(out.Timetable,
				settings.GroupChange{At: round(p.From+1e-6, 6), Open: new(false)}, settings.GroupChange{At: round(p.To, 6), Open: new(true)})
		}
	}
	return out
}

// maxOutcomes is how many outcomes a group of the model has.
const maxOutcomes = 8

func (m *maker) outcomesOf(g GroupFit) (out []settings.Outcome) {
	for _, o := range g.Outcomes {
		if o.Times == nil || o.Model.Value <= 0 {
			continue
		}
		if len(out) == maxOutcomes {
			// The rarest go with the last that means the same, or else with the last.
			at := maxOutcomes - 1
			for i := range out {
				if out[i].Result == o.As {
					at = i
				}
			}
			out[at].Share += o.Model.Value
			continue
		}
		out = append(out, settings.Outcome{Name: o.Word, Share: o.Model.Value, Result: o.As, SendTime: m.sendTime(o.Times, "senderGroups[].outcomes[].sendTime")})
	}
	sum := 0.0
	for i := range out {
		sum += out[i].Share
	}
	rest := 1.0
	for i := range out {
		out[i].Share = round(out[i].Share/sum, 6)
		rest -= out[i].Share
	}
	if len(out) > 0 {
		out[0].Share = round(out[0].Share+rest, 6)
	}
	return out
}

// retry is the rule of the channel with the most attempts.
func (m *maker) retry() settings.Retry {
	best := 0
	for c := range m.channels {
		if m.persons.tries[c] > m.persons.tries[best] {
			best = c
		}
	}
	return m.retryOf(m.channels[best])
}

func (m *maker) retryOf(channel string) settings.Retry {
	c := slices.Index(m.channels, channel)
	out := settings.Retry{MaxAttempts: max(1, min(m.persons.tries[c], maxSequence)), Multiplier: 1}
	var waits []RetryFit
	for _, r := range m.fit.Retries {
		if r.Channel == channel && r.After < out.MaxAttempts && r.After == len(waits)+1 {
			waits = append(waits, r)
		}
	}
	if len(waits) == 0 {
		return out
	}
	same, full, weight, spread := true, true, 0.0, 0.0
	for _, r := range waits {
		same = same && r.constant(m.fit.Resolution)
		full = full && r.Low.Value < 0.05*r.High.Value
		if r.Count < fewWaits {
			continue
		}
		weight += float64(r.Count)
		if both := r.High.Value + r.Low.Value; both > 0 {
			spread += float64(r.Count) * (r.High.Value - r.Low.Value) / both
		}
	}
	out.Multiplier = 0
	for _, r := range waits {
		wait := (r.Low.Value + r.High.Value) / 2
		switch {
		case !r.Free && m.fit.FreshFirst:
			wait, same = r.Low.Value, true
		case same && r.Added == 0:
			wait = r.Median.Value
		case same:
			wait = r.Low.Value
		case full:
			wait = r.High.Value
		}
		out.Delays = append(out.Delays, round(wait, 6))
	}
	switch {
	case same:
	case full:
		out.Jitter = 1
	case weight > 0:
		out.Spread = round(min(1, spread/weight), 6)
	}
	return out
}

func (m *maker) setCaps(s *settings.Settings) {
	for i, c := range m.fit.Caps {
		out := settings.Cap{Name: fmt.Sprintf("cap %d", i+1), Count: c.Count, Unit: settings.Messages, Window: settings.Window{Seconds: c.Seconds}, Over: settings.Wait, Groups: []string{c.Group}}
		if c.Fails {
			out.Over = settings.Fail
		}
		for _, a := range c.audience {
			if a != "" && len(s.Audience) > 0 {
				out.Audience = append(out.Audience, a)
			}
		}
		if c.Daily != "" {
			if s.StartAt == "" { // The log has no dates: a day on which its clock reads as it does.
				s.StartAt, s.Zone = time.UnixMicro(m.fit.start).UTC().Format(time.RFC3339Nano), "UTC"
			}
			out.Window = settings.Window{Daily: s.Zone, At: c.Daily}
		}
		s.Caps = append(s.Caps, out)
	}
}
