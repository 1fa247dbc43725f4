package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// MessagesCSV writes messages as they come: a row an attempt, and one for a
// message without any. It keeps none of them.
func MessagesCSV(out io.Writer, s settings.Settings, messages iter.Seq[simulation.Message]) error {
	w := csv.NewWriter(out)
	err := w.Write([]string{"message", "recipient", "outcome", "endedAtSeconds", "attempt", "sender", "startSeconds", "durationSeconds", "attemptOutcome"})
	for m := range messages {
		head := []string{strconv.FormatInt(m.Index, 10), s.Recipient(m.Index), m.Outcome.String(), micros(m.EndedAt)}
		if len(m.Attempts) == 0 {
			err = w.Write(append(head, "", "", "", "", ""))
		}
		for _, a := range m.Attempts {
			err = w.Write(append(head[:4:4], strconv.Itoa(a.Number), strconv.Itoa(a.Sender), micros(a.Start), micros(a.Duration), a.Outcome.String()))
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// micros is a time in seconds to the microsecond.
func micros(m settings.Micros) string { return strconv.FormatFloat(m.Seconds(), 'f', 6, 64) }
