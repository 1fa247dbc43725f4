package report

import (
	"cmp"
	"fmt"
	"strings"

	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// What the second version of the model has, in the rows of the settings.

// addModel adds rows of the settings.
func (out *section) addModel(s settings.Settings) {
	if s.Retry.Order == settings.FreshFirst {
		out.add("order", "messages that were never tried go before retries and later steps")
	}
	if s.HasCalendar() {
		out.add("starts", date(s, 0)+", "+s.Zone)
	}
	for _, c := range s.Channels {
		out.add("channel "+c.Name, channelInShort(c))
	}
	out.addSteps(s)
	audiences, messages := s.Audiences()
	for i, a := range audiences {
		out.add(audienceName(a), audienceInShort(a, messages[i]))
	}
	for _, c := range s.Caps {
		out.add("cap "+c.Name, capInShort(c))
	}
}

func audienceName(a settings.Audience) string {
	if a.Name == "" {
		return "the rest"
	}
	return "audience " + a.Name
}

func channelInShort(c settings.Channel) string {
	out := "everybody can be reached"
	if c.NeverReached > 0 {
		out = words.Share(c.NeverReached) + " are never reached"
	}
	if a := c.Acknowledgement; a != nil {
		out += ", " + words.Share(a.Share) + " confirm: " + sendTimeInShort(a.Time)
	}
	return out
}

// addSteps adds a row a step, and one for what ends them.
func (out *section) addSteps(s settings.Settings) {
	until := "a message is delivered"
	if s.Until == settings.UntilAcknowledged {
		until = "a message is confirmed"
	}
	if n := s.TimesThrough(); n > 1 {
		until += fmt.Sprintf(", %d times through", n)
	}
	for k, step := range s.Steps {
		out.add("step "+result.StepName(s, k), stepInShort(s, step))
	}
	if len(s.Steps) > 0 {
		out.add("steps", "until "+until)
	}
}

func stepInShort(s settings.Settings, step settings.Step) string {
	tries := "one attempt"
	if retry := cmp.Or(step.Retry, &s.Retry); retry.MaxAttempts > 1 {
		tries = retryInShort(*retry)
	}
	if s.Until == settings.UntilAcknowledged {
		tries += "; waits " + words.Time(step.Wait) + " for a confirmation"
	}
	return tries
}

func audienceInShort(a settings.Audience, messages int64) string {
	out := words.Counted(messages, "message")
	switch {
	case a.Channels != nil && len(a.Channels) == 0:
		out += ", over no channel"
	case a.Channels != nil:
		out += ", over " + strings.Join(a.Channels, " and ")
	}
	if a.Priority > 0 {
		out += fmt.Sprintf(", priority %d", a.Priority)
	}
	if a.At > 0 {
		out += ", from " + words.Time(a.At) + " on"
	}
	return out
}

func capInShort(c settings.Cap) string {
	unit := "part"
	if c.Unit == settings.Messages {
		unit = "message"
	}
	out := words.Counted(c.Count, unit)
	switch {
	case c.Window.Daily == "":
		out += " in any " + words.Time(c.Window.Seconds)
		if c.Window.Seconds == 86_400 {
			out = strings.TrimSuffix(out, words.Time(c.Window.Seconds)) + "24 hours"
		}
	case c.Window.At == "":
		out += " a day in " + c.Window.Daily
	default:
		out += " a day from " + c.Window.At + " in " + c.Window.Daily
	}
	if c.Groups != nil {
		out += ", of " + strings.Join(c.Groups, " and ")
	}
	if c.Audience != nil {
		out += ", to " + strings.Join(c.Audience, " and ")
	}
	if c.Over == settings.Fail {
		out += "; what is over fails"
	} else {
		out += "; what is over waits"
	}
	for _, change := range c.Timetable {
		out += ", from " + words.Time(change.At) + " on " + words.Count(change.Count)
	}
	return out
}

// changeInShort is what changes for a group at an instant.
func changeInShort(g settings.SenderGroup, c settings.GroupChange) string {
	var out []string
	switch {
	case c.Open != nil && !*c.Open && c.Abort:
		out = append(out, "closed, what is under way ends")
	case c.Open != nil && !*c.Open:
		out = append(out, "closed")
	case c.Open != nil:
		out = append(out, "open")
	}
	switch rate := c.RatePerSecond; {
	case rate.Given && rate.PerSecond == nil:
		out = append(out, "no rate limit")
	case rate.Given:
		out = append(out, words.Number(*rate.PerSecond)+" "+string(g.RateUnit)+" per second")
	}
	if c.Senders != nil {
		out = append(out, words.Counted(int64(*c.Senders), "sender"))
	}
	if c.FailureRate != nil {
		out = append(out, words.Share(*c.FailureRate)+" fail")
	}
	if c.SendTimeFactor != nil {
		out = append(out, "send times × "+words.Number(*c.SendTimeFactor))
	}
	return strings.Join(out, " and ")
}

// groupModel is what a group has beside what every group has.
func groupModel(s settings.Settings, g settings.SenderGroup) string {
	var out []string
	if g.Channel != "" && len(s.Channels) > 1 {
		out = append(out, "over "+g.Channel)
	}
	if g.Burst > 1 {
		out = append(out, "bursts of "+words.Count(g.Burst))
	}
	for _, c := range g.Timetable {
		out = append(out, "from "+words.Time(c.At)+" on "+changeInShort(g, c))
	}
	for _, h := range g.OpenHours {
		span := "open " + h.From + " to " + h.To
		for i, d := range h.Days {
			span += map[bool]string{true: " on ", false: ", "}[i == 0] + string(d)
		}
		out = append(out, span)
	}
	if len(out) == 0 {
		return ""
	}
	return ", " + strings.Join(out, ", ")
}

func outcomesInShort(outcomes []settings.Outcome) string {
	out := make([]string, len(outcomes))
	for i, o := range outcomes {
		out[i] = o.Name + " " + words.Share(o.Share) + " (" + sendTimeInShort(o.SendTime) + ")"
	}
	return strings.Join(out, ", ")
}
