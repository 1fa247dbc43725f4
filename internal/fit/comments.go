package fit

import (
	"fmt"
	"strings"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// Share is an estimate of a share in words.
func (e Estimate) Share() string {
	return words.Portion(e.Value) + " (" + words.Portion(e.Low) + " to " + words.Portion(e.High) + ")"
}

// Time is an estimate of seconds in words.
func (e Estimate) Time() string {
	return words.Duration(e.Value) + " (" + words.Duration(e.Low) + " to " + words.Duration(e.High) + ")"
}

// Figure is an estimate of a number in words.
func (e Estimate) Figure() string {
	return words.Figure(e.Value) + " (" + words.Figure(e.Low) + " to " + words.Figure(e.High) + ")"
}

// comments say by the path of a field where its figure comes from.
func (f *Fit) comments() map[string]string {
	s := f.Settings
	out := map[string]string{
		"messages":          "different recipients of the log",
		"objectives":        "the log says nothing of what was wanted",
		"seed":              "any other gives another draw of the same",
		"startAt":           "the first start",
		"zone":              "--zone says another",
		"retry.maxAttempts": "the most attempts anybody had",
	}
	if f.StartAt == "" && s.StartAt != "" {
		out["startAt"] = "the log has no dates; this one makes its days begin when the cap does"
	}
	if f.TimeToLive != nil {
		out["timeToLive"] = "when what had never been tried expired"
	}
	for i, c := range s.Channels {
		fit := f.Channels[i]
		path := fmt.Sprintf("channels[%d].", i)
		if fit.Never != nil && c.NeverReached > 0 {
			out[path+"neverReached"] = fit.Never.Share() + ", by how seldom later attempts deliver"
		}
		if c.Acknowledgement != nil {
			out[path+"acknowledgement.share"] = fit.Confirmed.Share()
			out[path+"acknowledgement.time"] = fit.ConfirmTimes.rests()
		}
	}
	for i := range s.Steps {
		if f.Steps.Wait != nil {
			out[fmt.Sprintf("steps[%d].wait", i)] = "the least time from a delivery to the next step: " + f.Steps.Wait.Time()
		}
	}
	for i := range s.SenderGroups {
		f.groupComments(out, fmt.Sprintf("senderGroups[%d].", i), f.Groups[i], s.SenderGroups[i])
	}
	if s.Retry.Delays != nil {
		var waits []string
		for _, r := range f.Retries {
			if r.Free {
				waits = append(waits, fmt.Sprintf("after attempt %d%s %s to %s", r.After, over(r.Channel), words.Duration(r.Low.Value), words.Duration(r.High.Value)))
			} else {
				waits = append(waits, fmt.Sprintf("after attempt %d%s at least %s", r.After, over(r.Channel), words.Duration(r.Low.Value)))
			}
		}
		out["retry.delays"] = "waited " + strings.Join(waits, ", ")
	}
	for i, c := range f.Caps {
		out[fmt.Sprintf("caps[%d].count", i)] = c.Why
	}
	return out
}

func (f *Fit) groupComments(out map[string]string, path string, g GroupFit, s settings.SenderGroup) {
	out[path+"senders"] = "the most at once"
	if g.Senders.Binds {
		out[path+"senders"] += ", which was so for " + words.Portion(g.Senders.Share) + " of the time with first attempts left"
	} else {
		out[path+"senders"] += "; there may be more"
	}
	if g.Rate.Limit != nil {
		out[path+"ratePerSecond"] = g.Rate.Limit.Figure() + ": " + words.Portion(g.Rate.Even) + " of the starts came at that pace"
	}
	if g.Burst > 1 {
		out[path+"burst"] = "the most starts beyond the rate"
	}
	if g.SendTimes != nil {
		out[path+"sendTime"] = g.SendTimes.rests()
		out[path+"failureRate"] = g.FailureRate.Share()
		if g.Permanent != nil {
			out[path+"permanentShare"] = g.Permanent.Share()
		}
	}
	for i, o := range s.Outcomes {
		for _, told := range g.Outcomes {
			if told.Word == o.Name && told.Times != nil {
				out[fmt.Sprintf("%soutcomes[%d].share", path, i)] = told.Model.Share() + fmt.Sprintf(", from %d attempts", told.Count)
				out[fmt.Sprintf("%soutcomes[%d].sendTime", path, i)] = told.Times.rests()
			}
		}
	}
	if len(s.Timetable) > 0 {
		out[path+"timetable"] = "times without any start though something was left"
	}
}

// rests says what a distribution rests on.
func (t *Times) rests() string {
	return fmt.Sprintf("of %s durations, mean %s; Kolmogorov distance %s, where chance makes up to %s",
		words.Count(t.Count), t.Mean.Time(), words.Figure(t.Distance), words.Figure(t.Chance))
}
