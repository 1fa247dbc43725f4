package settings

import (
	"encoding/json"
	"fmt"
	"slices"

	"alertsim/internal/words"
)

// Changes are what a planner may do about a result, one at a time: twice of what bounds it, half of what fails or waits,
// one attempt more. Only what may be asked for is among them; there are at most
// 66 of them.
func (s Settings) Changes() []Variation {
	var out []Variation
	add := func(path, words string, change func(*Settings)) {
		if v := s.varied(path, words, change); v.valid() {
			out = append(out, v)
		}
	}
	for i, c := range s.Caps {
		add(at("caps", i)+".count", "Twice the cap "+c.Name, func(s *Settings) {
			s.Caps[i].Count *= 2
			s.Caps[i].Timetable = slices.Clone(c.Timetable)
			for j := range c.Timetable {
				s.Caps[i].Timetable[j].Count *= 2
			}
		})
	}
	for i, g := range s.SenderGroups {
		path := at("senderGroups", i)
		of := ""
		if len(s.SenderGroups) > 1 {
			of = " of " + g.Name
		}
		add(path+".senders", fmt.Sprintf("Twice the senders%s, %s", of, words.Count(2*int64(g.Senders))), func(s *Settings) { s.SenderGroups[i] = g.twice() })
		if rate := g.RatePerSecond; rate != nil {
			add(path+".ratePerSecond", fmt.Sprintf("Twice the rate%s, %s %s a second", of, words.Number(2**rate), g.RateUnit),
				func(s *Settings) { s.SenderGroups[i].RatePerSecond = new(2 * *rate) })
		}
		if len(g.OpenHours) > 0 {
			add(path+".openHours", "Open at all hours"+forGroup(of), func(s *Settings) { s.SenderGroups[i].OpenHours = nil })
		}
		if g.FailureRate > 0 && len(g.Outcomes) == 0 {
			add(path+".failureRate", fmt.Sprintf("Half the failures%s, %s", of, words.Share(g.FailureRate/2)), func(s *Settings) { s.SenderGroups[i].FailureRate /= 2 })
		}
	}
	s.addChannelChanges(add)
	s.addWaitChanges(add)
	return out
}

func forGroup(of string) string {
	if of == "" {
		return ""
	}
	return " for" + of[len(" of"):]
}

func (s Settings) addChannelChanges(add func(path, words string, change func(*Settings))) {
	for i, c := range s.Channels {
		if c.NeverReached > 0 {
			add(at("channels", i)+".neverReached", fmt.Sprintf("Half as many never reached by %s, %s", c.Name, words.Share(c.NeverReached/2)),
				func(s *Settings) { s.Channels[i].NeverReached /= 2 })
		}
	}
	for i, step := range s.Steps {
		if step.Wait > 0 && i < len(s.Steps)-1 {
			add(at("steps", i)+".wait", fmt.Sprintf("Half the wait after %s, %s", step.Channel, words.Time(step.Wait/2)), func(s *Settings) { s.Steps[i].Wait /= 2 })
		}
	}
}

func (s Settings) addWaitChanges(add func(path, words string, change func(*Settings))) {
	more := s.Retry.MaxAttempts + 1
	add("retry.maxAttempts", fmt.Sprintf("One attempt more, %d", more), func(s *Settings) { s.Retry.MaxAttempts = more })
	if backoff := s.Retry.InitialBackoff; backoff > 0 && len(s.Retry.Delays) == 0 && s.Retry.MaxAttempts > 1 {
		add("retry.initialBackoff", "Half the wait before a retry, "+words.Time(backoff/2), func(s *Settings) { s.Retry.InitialBackoff /= 2 })
	}
	if ttl := s.TimeToLive; ttl != nil {
		add("timeToLive", "Twice the time to live, "+words.Time(2**ttl), func(s *Settings) { s.TimeToLive = new(2 * *ttl) })
	}
}

// twice is a group with twice the senders, at all times.
func (g SenderGroup) twice() SenderGroup {
	g.Timetable = slices.Clone(g.Timetable)
	g.Senders *= 2
	for i, c := range g.Timetable {
		if c.Senders != nil {
			g.Timetable[i].Senders = new(2 * *c.Senders)
		}
	}
	return g
}

// valid reports whether the changed settings may be asked for.
func (v Variation) valid() bool {
	raw, err := json.Marshal(v.Settings)
	if err != nil {
		return false
	}
	_, err = DecodeForecast(raw)
	return err == nil
}
