package settings

import (
	"fmt"
	"math"
	"slices"

	"alertsim/internal/words"
)

// Variation is settings with one thing changed and all else the same.
type Variation struct {
	Path     string // of what is changed
	Change   string // in words
	Settings Settings
}

// Relaxations are those of every cap, and of every group's rate limit, senders and opening hours; and a tenth of the
// recipients less. There are at most 16 + 3 × 8 + 1 of them.
func (s Settings) Relaxations() []Variation {
	var out []Variation
	add := func(path, change string, relax func(*Settings)) { out = append(out, s.varied(path, change, relax)) }
	for i, c := range s.Caps {
		more := c.relaxed()
		add(at("caps", i)+".count", fmt.Sprintf("cap %s: %s instead of %s", c.Name, words.Count(more.Count), words.Count(c.Count)),
			func(s *Settings) { s.Caps[i] = more })
	}
	for i, g := range s.SenderGroups {
		path := at("senderGroups", i)
		if more, ok := g.withRate(); ok {
			change := fmt.Sprintf("%s: a tenth more per second", g.Name)
			if g.RatePerSecond != nil {
				change = fmt.Sprintf("%s: %s %s per second instead of %s", g.Name, words.Number(*more.RatePerSecond), g.RateUnit, words.Number(*g.RatePerSecond))
			}
			add(path+".ratePerSecond", change, func(s *Settings) { s.SenderGroups[i] = more })
		}
		if more := g.withSenders(); s.TotalSenders()-g.MostSenders()+more.MostSenders() <= MaxSenders {
			add(path+".senders", fmt.Sprintf("%s: %s instead of %s", g.Name, words.Counted(int64(more.Senders), "sender"), words.Count(int64(g.Senders))),
				func(s *Settings) { s.SenderGroups[i] = more })
		}
		if len(g.OpenHours) > 0 {
			add(path+".openHours", g.Name+": open a tenth longer", func(s *Settings) { s.SenderGroups[i].OpenHours = longer(g.OpenHours) })
		}
	}
	if fewer := s.Messages - tenth(s.Messages); fewer > 0 && fewer < s.Messages {
		add("messages", fmt.Sprintf("%s instead of %s", words.Counted(fewer, "message"), words.Count(s.Messages)), func(s *Settings) {
			s.Messages = fewer
			for i, a := range s.Audience {
				if a.Messages != nil {
					s.Audience[i].Messages = new(*a.Messages - *a.Messages/10 - min(1, *a.Messages%10))
				}
			}
		})
	}
	return out
}

// varied changes a copy, whose lists are its own.
func (s Settings) varied(path, words string, change func(*Settings)) Variation {
	s.SenderGroups, s.Caps, s.Audience = slices.Clone(s.SenderGroups), slices.Clone(s.Caps), slices.Clone(s.Audience)
	s.Channels, s.Steps = slices.Clone(s.Channels), slices.Clone(s.Steps)
	change(&s)
	return Variation{path, words, s}
}

// tenth is a tenth of a number, at least 1.
func tenth(n int64) int64 { return max(1, n/10) }

func (c Cap) relaxed() Cap {
	c.Timetable = slices.Clone(c.Timetable)
	c.Count += tenth(c.Count)
	for i := range c.Timetable {
		c.Timetable[i].Count += tenth(c.Timetable[i].Count)
	}
	return c
}

// withRate is a group with a tenth more a second; ok is false if it never has a limit.
func (g SenderGroup) withRate() (more SenderGroup, ok bool) {
	raised := func(rate *float64) *float64 {
		if rate == nil {
			return nil
		}
		ok = true
		return new(math.Round(*rate*1.1e9) / 1e9)
	}
	g.Timetable = slices.Clone(g.Timetable)
	g.RatePerSecond = raised(g.RatePerSecond)
	for i := range g.Timetable {
		g.Timetable[i].RatePerSecond.PerSecond = raised(g.Timetable[i].RatePerSecond.PerSecond)
	}
	return g, ok
}

// withSenders is a group with a tenth more senders.
func (g SenderGroup) withSenders() SenderGroup {
	g.Timetable = slices.Clone(g.Timetable)
	g.Senders += int(tenth(int64(g.Senders)))
	for i, c := range g.Timetable {
		if c.Senders != nil && *c.Senders > 0 {
			g.Timetable[i].Senders = new(*c.Senders + int(tenth(int64(*c.Senders))))
		}
	}
	return g
}

// longer are hours that each end later by a tenth of their length; none, if one is open all day then.
func longer(hours []OpenHours) []OpenHours {
	const day = 24 * 60
	out := slices.Clone(hours)
	for i, h := range hours {
		from, to := minutesOf(h.From), minutesOf(h.To)
		length := to - from
		if length <= 0 {
			length += day
		}
		length += int(math.Ceil(float64(length) / 10))
		if length >= day {
			if len(h.Days) == 0 {
				return nil
			}
			length = day - 1
		}
		end := (from + length) % day
		out[i].To = fmt.Sprintf("%02d:%02d", end/60, end%60)
	}
	return out
}
