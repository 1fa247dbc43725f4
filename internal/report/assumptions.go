package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// assumptions are the settings in sentences, in the order in which a message meets them.
func (r Report) assumptions() []string {
	s := r.Settings
	parts := s.Parts()
	out := []string{words.Counted(s.Messages, "message") + ", one for each recipient, " + map[bool]string{true: "waits", false: "wait"}[s.Messages == 1] + " to be sent from the start on."}
	if s.HasCalendar() {
		out = append(out, "The alert starts on "+date(s, 0)+", by the clocks of "+s.Zone+".")
	}
	if s.Text != "" {
		out = append(out, "The text has "+words.Counted(int64(utf8.RuneCountInString(s.Text)), "character")+", which is "+words.Counted(int64(parts), "SMS part")+".")
	}
	audiences, messages := s.Audiences()
	for i, a := range audiences {
		name := "The rest"
		if a.Name != "" {
			name = "Audience " + words.Name(a.Name)
		}
		out = append(out, name+": "+audienceInShort(a, messages[i])+".")
	}
	for _, c := range s.Channels {
		out = append(out, "Channel "+words.Name(c.Name)+": "+channelInShort(c)+".")
	}
	for _, g := range s.SenderGroups {
		out = append(out, groupInWords(s, g))
		if g.Price != nil {
			out = append(out, words.Name(g.Name)+" costs "+priceInWords(*g.Price, s.Money())+".")
		}
	}
	for _, c := range s.Caps {
		out = append(out, "Cap "+words.Name(c.Name)+": "+capInShort(c)+".")
	}
	out = append(out, retryInWords(s)...)
	out = append(out, stepsInWords(s)...)
	if s.TimeToLive != nil {
		out = append(out, "What is not delivered "+words.Time(*s.TimeToLive)+" after the start expires.")
	} else {
		out = append(out, "No message expires, however long it waits.")
	}
	return append(out, fmt.Sprintf("What is left to chance is drawn from seed %d.", s.Seed))
}

func groupInWords(s settings.Settings, g settings.SenderGroup) string {
	out := words.Name(g.Name) + ": " + words.Counted(int64(g.Senders), "sender") + ", "
	switch {
	case len(g.Outcomes) > 0:
		out += "whose attempts end as " + outcomesInShort(g.Outcomes)
	case g.Senders == 1:
		out += "busy " + busy(g.SendTime)
	default:
		out += "each busy " + busy(g.SendTime)
	}
	if len(g.Outcomes) == 0 && g.FailureRate > 0 {
		out += "; " + words.Share(g.FailureRate) + " of the attempts fail"
		if g.PermanentShare > 0 {
			out += ", " + words.Share(g.PermanentShare) + " of them for good"
		}
	}
	if g.RatePerSecond != nil {
		unit := "attempts"
		if g.RateUnit == settings.Parts && s.Parts() > 1 {
			unit = "SMS parts"
		}
		out += "; at most " + words.Number(*g.RatePerSecond) + " " + unit + " a second start"
	}
	return out + strings.Replace(groupModel(s, g), ", ", "; ", 1) + "."
}

// busy is how long one attempt takes.
func busy(t settings.SendTime) string {
	switch t.Distribution {
	case settings.Constant:
		return words.Time(*t.Mean) + " with an attempt"
	case settings.Uniform:
		return words.Time(*t.Minimum) + " to " + words.Time(*t.Maximum) + " with an attempt (uniform)"
	case settings.Exponential:
		return words.Time(*t.Mean) + " on average with an attempt (exponential)"
	case settings.Normal, settings.Lognormal:
		return words.Time(*t.Mean) + " on average with an attempt (" + string(t.Distribution) + ", ± " + words.Time(*t.StandardDeviation) + ")"
	case settings.Empirical:
		return "with an attempt as long as was " + sendTimeInShort(t)
	}
	return sendTimeInShort(t)
}

func retryInWords(s settings.Settings) []string {
	if s.Retry.MaxAttempts <= 1 {
		return []string{"An attempt that fails is not made again."}
	}
	out := []string{"Attempts that fail for now are made again: " + retryInShort(s.Retry) + "."}
	if s.Retry.Order == settings.FreshFirst {
		out = append(out, "Messages that were never tried go before retries and later steps.")
	}
	return out
}

func stepsInWords(s settings.Settings) []string {
	if len(s.Steps) == 0 {
		return nil
	}
	until := "it is delivered"
	if s.Until == settings.UntilAcknowledged {
		until = "it is confirmed"
	}
	out := "A message goes through " + words.Counted(int64(len(s.Steps)), "step") + " until " + until
	if n := s.TimesThrough(); n > 1 {
		out += fmt.Sprintf(", up to %d times", n)
	}
	steps := []string{out + "."}
	for k, step := range s.Steps {
		steps = append(steps, "Step "+result.StepName(s, k)+": "+stepInShort(s, step)+".")
	}
	return steps
}

// priceInWords is what a provider asks for.
func priceInWords(p settings.Price, currency string) string {
	var out []string
	add := func(amount float64, per string) {
		if amount > 0 {
			out = append(out, words.Number(amount)+" "+currency+" "+per)
		}
	}
	of := "attempt"
	if p.Billed == settings.BilledDelivered {
		of = "attempt that reaches somebody"
	}
	add(p.PerPart, "an SMS part of each "+of)
	add(p.PerAttempt, "for each "+of)
	add(p.PerMinute, "a minute of each "+of+", begun spans of "+words.Time(p.IncrementSeconds())+" in full")
	add(p.PerMonth, "for the month")
	add(p.Once, "once")
	if out == nil {
		return "nothing"
	}
	return strings.Join(out, " and ")
}
