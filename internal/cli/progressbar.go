package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"alertsim/internal/report"
	"alertsim/internal/words"
)

// progressBar is one line of a terminal that is written again and again. A nil
// one shows nothing.
type progressBar struct {
	out     io.Writer
	now     func() time.Time
	ascii   bool
	started time.Time
	shown   time.Time // when it was last written; zero: not yet
	width   int       // of what stands there, in characters
	begun   float64   // the share that was done when it started
}

const (
	barDelay    = 250 * time.Millisecond // what is done sooner needs no bar
	barInterval = 100 * time.Millisecond
	barWidth    = 24
)

// newProgressBar returns nil unless w is a terminal.
func newProgressBar(w io.Writer, t report.Terminal) *progressBar {
	if f, ok := w.(*os.File); !ok || !isatty.IsTerminal(f.Fd()) {
		return nil
	}
	return &progressBar{out: w, now: time.Now, ascii: t.ASCII, started: time.Now()}
}

// update shows the share that is done of something.
func (b *progressBar) update(share float64, what string) {
	if !b.due() {
		return
	}
	full, empty := "█", "░"
	if b.ascii {
		full, empty = "#", "."
	}
	n := int(share * barWidth)
	line := fmt.Sprintf("%s%s %3d %% of %s", strings.Repeat(full, n), strings.Repeat(empty, barWidth-n), int(100*share), what)
	if elapsed, made := b.now().Sub(b.started), share-b.begun; made > 0.02 {
		line += ", " + span(time.Duration(float64(elapsed)*(1-share)/made)) + " left"
	}
	b.write(line)
}

// from says which share was done before.
func (b *progressBar) from(share float64) {
	if b != nil {
		b.begun = share
	}
}

// working shows what is being done where nobody knows how much is left.
func (b *progressBar) working(what string) {
	if b.due() {
		b.write(what + ", " + span(b.now().Sub(b.started)))
	}
}

// due is true when the line should be written again.
func (b *progressBar) due() bool {
	if b == nil {
		return false
	}
	now := b.now()
	return now.Sub(b.started) >= barDelay && now.Sub(b.shown) >= barInterval
}

func (b *progressBar) write(line string) {
	width := len([]rune(line))
	fmt.Fprint(b.out, "\r"+line+strings.Repeat(" ", max(0, b.width-width)))
	b.width, b.shown = width, b.now()
}

// clear takes the line away.
func (b *progressBar) clear() {
	if b == nil || b.width == 0 {
		return
	}
	fmt.Fprint(b.out, "\r"+strings.Repeat(" ", b.width)+"\r")
	b.width = 0
}

// span is a wall time in whole seconds.
func span(d time.Duration) string {
	if d < time.Second {
		return "under 1 s"
	}
	return words.Clock(d.Round(time.Second).Seconds())
}
