package settings

import (
	"fmt"
	"slices"

	"alertsim/internal/calendar"
	"alertsim/internal/words"
)

// ZoneVersion is that of the time zone database.
const ZoneVersion = calendar.Version

// flatShare is how much of an empirical distribution may be flat at either end without a warning.
const flatShare = 0.1

// Warnings say, in sentences that begin with a path, what is allowed but may not be meant. Of expired messages they say
// that the time to live which nobody gave has ended them.
func (s Settings) Warnings(expired int64) []string {
	var out []string
	warn := func(path, format string, args ...any) {
		out = append(out, path+": "+fmt.Sprintf(format, args...)+".")
	}
	for path, t := range s.sendTimes() {
		if t.Distribution != Empirical {
			continue
		}
		if first := t.Percentiles[0]; first.Share > flatShare {
			warn(path+".percentiles", "%s of the times are taken for the same, %s, as the first point is at that share; add points below it", words.Share(first.Share), words.Time(first.Seconds))
		}
		if last := t.Percentiles[len(t.Percentiles)-1]; 1-last.Share > flatShare {
			warn(path+".percentiles", "%s of the times are taken for the same, %s, as there is no point above it; add points up to share 1", words.Share(1-last.Share), words.Time(last.Seconds))
		}
	}
	audiences, _ := s.Audiences()
	for i, step := range s.Steps {
		if len(audiences) > 0 && !slices.ContainsFunc(audiences, func(a Audience) bool { return a.has(step.Channel) }) {
			warn(at("steps", i), "nobody has the channel %q, so the step is never begun", step.Channel)
		}
	}
	used := s.usedChannels()
	for i, g := range s.SenderGroups {
		if _, is := used[s.channelOf(g)]; len(s.Channels) > 0 && !is {
			warn(at("senderGroups", i), "no message is sent over its channel %q", g.Channel)
		}
	}
	if s.Until == UntilAcknowledged && !s.Confirms() {
		warn("until", "nothing is ever confirmed, as no channel has an acknowledgement; every message goes through all steps")
	}
	for i, c := range s.Caps {
		if s.weight(c) > c.Count && len(c.Timetable) == 0 {
			warn(at("caps", i), "its count of %s is below the %s that one attempt counts, so it never lets anything start", words.Count(c.Count), words.Count(s.weight(c)))
			continue
		}
		if most, ok := s.mostIn(c); ok && most <= c.Count {
			warn(at("caps", i), "at most %s can be started in its window, so its count of %s is never reached", words.Count(most), words.Count(c.Count))
		}
	}
	if s.TimeToLive == nil && expired > 0 {
		warn("timeToLive", "%s expired after %s, when a run ends in which nothing was given; see caps and opening hours, or give one",
			words.Counted(expired, "message"), words.Time(s.Horizon().Seconds()))
	}
	return out
}

// sendTimes goes through all distributions of times, with their paths.
func (s Settings) sendTimes() func(yield func(string, SendTime) bool) {
	return func(yield func(string, SendTime) bool) {
		for i, g := range s.SenderGroups {
			path := at("senderGroups", i)
			if len(g.Outcomes) == 0 && !yield(path+".sendTime", g.SendTime) {
				return
			}
			for j, o := range g.Outcomes {
				if !yield(at(path+".outcomes", j)+".sendTime", o.SendTime) {
					return
				}
			}
		}
		for i, c := range s.Channels {
			if c.Acknowledgement != nil && !yield(at("channels", i)+".acknowledgement.time", c.Acknowledgement.Time) {
				return
			}
		}
	}
}

// mostIn is the most that can be started in a window of a cap, in its unit: all attempts there can be, or what the rate
// limits of its groups let through. It is not known of a cap that changes.
func (s Settings) mostIn(c Cap) (most int64, known bool) {
	if len(c.Timetable) > 0 {
		return 0, false
	}
	attempts := s.MostAttempts()
	seconds := c.Window.Seconds
	if c.Window.Daily != "" {
		seconds = 25 * 3600 // the longest day
	}
	byRate, limited := 0.0, true
	for _, g := range s.SenderGroups {
		if c.Groups != nil && !slices.Contains(c.Groups, g.Name) {
			continue
		}
		rate := s.AttemptRate(g)
		limited = limited && rate > 0 && len(g.Timetable) == 0
		byRate += rate*seconds + float64(max(1, g.Burst))
	}
	if limited {
		attempts = min(attempts, int64(byRate))
	}
	return attempts * s.weight(c), true
}
