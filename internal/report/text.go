package report

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Terminal is what a terminal can show.
type Terminal struct {
	ASCII bool // nothing but ASCII
}

// Text writes the whole report for a terminal.
func (r Report) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString(r.Settings.Name + "\n\n" + r.sentence() + "\n")
	for _, s := range r.sections() {
		b.WriteString("\n" + s.Title + "\n")
		s.text(&b)
	}
	b.WriteString("\nDelivered over time, of all messages\n")
	for _, line := range chart(r, t.ASCII) {
		b.WriteString("  " + line + "\n")
	}
	return t.write(w, b.String())
}

func (t Terminal) write(w io.Writer, text string) error {
	if t.ASCII {
		text = ascii.Replace(text)
	}
	_, err := io.WriteString(w, text)
	return err
}

// ascii rewrites the signs that reports are made of. Letters in names are left
// as they are.
var ascii = strings.NewReplacer("±", "+/-", "×", "x", "µ", "u", "◀", "<", "−", "-", "…", "...", "→", "->")

// text writes a section's rows in columns, two blanks before each.
func (s section) text(b *strings.Builder) {
	rows := s.Rows
	if s.Head != nil {
		rows = append([]row{{Cells: s.Head}}, rows...)
	}
	widths := make([]int, len(s.Align))
	for _, r := range rows {
		for i, cell := range r.Cells {
			// What ends its row on the left needs no room in the column.
			if i < len(r.Cells)-1 || s.Align[i] == 'r' {
				widths[i] = max(widths[i], utf8.RuneCountInString(cell))
			}
		}
	}
	for _, r := range rows {
		var line strings.Builder
		for i, cell := range r.Cells {
			room := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell)))
			line.WriteString("  ")
			if s.Align[i] == 'r' {
				line.WriteString(room + cell)
			} else {
				line.WriteString(cell + room)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	for _, note := range s.Notes {
		b.WriteString("  " + note + "\n")
	}
}
