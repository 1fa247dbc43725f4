package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"alertsim/internal/settings"
)

// ByteOrderMark begins a CSV file that people open: Excel takes one without it
// for text in the encoding of the machine. Readers for programs, which may take
// it for a part of the first name, get none: standard output.
const ByteOrderMark = "\ufeff"

// SheetText keeps a spreadsheet from taking what somebody wrote for a formula. It
// is for texts only: numbers, negative ones too, stay as they are.
func SheetText(text string) string {
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text)); strings.ContainsRune("=+-@＝＋－＠", r) && text != "" {
		return "'" + text
	}
	return text
}

// CSV writes the timeline as a table: a row a bin, with the messages that ended
// in it.
func (r Report) CSV(w io.Writer) error {
	t := r.Plan.Timeline
	rows := [][]string{{"fromSeconds", "toSeconds", "delivered", "failed", "expired"}}
	if t.Acknowledged != nil {
		rows[0] = append(rows[0], "acknowledged")
	}
	for i := range t.Delivered {
		rows = append(rows, []string{
			decimal(settings.Micros(i) * t.BinWidth), decimal(settings.Micros(i+1) * t.BinWidth),
			whole(t.Delivered[i]), whole(t.Failed[i]), whole(t.Expired[i]),
		})
		if t.Acknowledged != nil {
			rows[i+1] = append(rows[i+1], whole(t.Acknowledged[i]))
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }

// decimal is a time in seconds with all its microseconds.
func decimal(m settings.Micros) string { return strconv.FormatFloat(m.Seconds(), 'f', 6, 64) }
