package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MessagesCSV writes messages as they come: a row an attempt, and one for a
// message without any. It keeps none of them.
func MessagesCSV(out io.Writer, s settings.Settings, messages iter.Seq[simulation.Message]) error {
	w := csv.NewWriter(out)
	columns := []string{"message", "recipient", "outcome", "endedAtSeconds", "attempt", "sender", "startSeconds", "durationSeconds", "attemptOutcome"}
	if s.Extended() {
		return extendedCSV(w, columns, s, messages)
	}
	err := w.Write(append(columns, "group"))
	for m := range messages {
		head := []string{strconv.FormatInt(m.Index, 10), s.Recipient(m.Index), m.Outcome.String(), micros(m.EndedAt)}
		if len(m.Attempts) == 0 {
			err = w.Write(append(head, "", "", "", "", "", ""))
		}
		for _, a := range m.Attempts {
			err = w.Write(append(head[:4:4], strconv.Itoa(a.Number), strconv.Itoa(a.Sender), micros(a.Start), micros(a.Duration), a.Outcome.String(),
				SheetText(s.SenderGroups[s.GroupOf(a.Sender)].Name)))
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// extendedCSV is for settings of the model's second version, of which there is more to tell.
func extendedCSV(w *csv.Writer, columns []string, s settings.Settings, messages iter.Seq[simulation.Message]) error {
	err := w.Write(append(columns, "audience", "acknowledgedAtSeconds", "step", "channel", "result", "repeat", "group", "ending"))
	audiences, _ := s.Audiences()
	for m := range messages {
		head := []string{strconv.FormatInt(m.Index, 10), s.Recipient(m.Index), m.Outcome.String(), micros(m.EndedAt)}
		audience, acknowledged := "", ""
		if len(audiences) > 0 {
			audience = SheetText(audiences[m.Audience].Name)
		}
		if m.AcknowledgedAt != nil {
			acknowledged = micros(*m.AcknowledgedAt)
		}
		if len(m.Attempts) == 0 {
			err = w.Write(append(head, "", "", "", "", "", audience, acknowledged, "", "", "", "", "", ""))
		}
		for _, a := range m.Attempts {
			group := s.SenderGroups[s.GroupOf(a.Sender)]
			err = w.Write(append(head[:4:4], strconv.Itoa(a.Number), strconv.Itoa(a.Sender), micros(a.Start), micros(a.Duration), a.Outcome.String(),
				audience, acknowledged, strconv.Itoa(a.Step+1), SheetText(group.Channel), a.Result.String(), strconv.FormatBool(a.Repeat), SheetText(group.Name), SheetText(endingOf(group, a))))
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// endingOf is the name of the outcome that an attempt was; "" where its group has none, or something else ended it.
func endingOf(g settings.SenderGroup, a simulation.Attempt) string {
	if a.Ending >= len(g.Outcomes) || a.Result == engine.OverCap || a.Result == engine.Aborted {
		return ""
	}
	return g.Outcomes[a.Ending].Name
}

// micros is a time in seconds to the microsecond.
func micros(m settings.Micros) string { return strconv.FormatFloat(m.Seconds(), 'f', 6, 64) }
