package report

import (
	"fmt"
	"io"
	"strings"

	"alertsim/internal/words"
)

// Answer is the forecast in a few lines, with what a live run takes on the wall
// and costs before everything else.
func (r Report) Answer(w io.Writer, t Terminal) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s, seed %d\n\n", r.Settings.Name, words.Counted(r.Settings.Messages, "message"), words.Counted(int64(r.Settings.TotalSenders()), "sender"), r.Settings.Seed)
	b.WriteString(r.sentence() + "\n\n")
	live := r.live()
	if len(live.Rows) == 0 {
		b.WriteString("  An instant run: no wall time to wait; running the simulator costs next to nothing.\n")
	}
	parts := []section{live, r.warnings(), r.result(), r.calendar(), r.audiences(), r.sendingCost(), r.objectives(), r.bounds(), r.replications()}
	for i, part := range parts {
		if len(part.Rows) == 0 {
			continue
		}
		if i > 0 {
			b.WriteString("\n" + part.Title + "\n")
		}
		part.text(&b)
	}
	return t.write(w, b.String())
}
