package fit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// Wrong counts rows of which something is wrong, and has the first of them.
type Wrong struct {
	Rows  int64       `json:"rows"`
	First []WrongLine `json:"first,omitempty"`
}

// WrongLine is one of them.
type WrongLine struct {
	Line int    `json:"line" doc:"In the log, from 1."`
	Why  string `json:"why"`
}

const wrongLines = 5

func (w *Wrong) add(line int, format string, args ...any) {
	if w.Rows++; len(w.First) < wrongLines {
		w.First = append(w.First, WrongLine{line, fmt.Sprintf(format, args...)})
	}
}

// Read is what became of the rows of a log.
type Read struct {
	Rows       int64            `json:"rows" doc:"But the first, which has the names."`
	Attempts   int64            `json:"attempts" doc:"That count."`
	Unreadable Wrong            `json:"unreadable" doc:"Left out."`
	Backwards  Wrong            `json:"backwards" doc:"Ended before they were sent: they count, but for the duration."`
	Untried    int64            `json:"untried" doc:"Rows without an attempt."`
	Words      []Word           `json:"words" nullable:"false" doc:"Of the status, as they came."`
	Times      map[Role]string  `json:"times" doc:"How they are written."`
	UntriedAs  map[string]int64 `json:"untriedAs,omitempty" doc:"By their status."`

	deadline int64 // of the program's own table: when messages without an attempt expired; absent: none did
}

// names numbers the texts of a column as they come.
type names struct {
	texts  []string
	number map[string]int
	most   int
}

func (n *names) of(text string) int {
	if i, ok := n.number[text]; ok {
		return i
	}
	if len(n.texts) == n.most {
		return -1
	}
	if n.number == nil {
		n.number = map[string]int{}
	}
	n.number[text] = len(n.texts)
	n.texts = append(n.texts, text)
	return len(n.texts) - 1
}

// Bounds of what the model can say.
const (
	maxGroups    = 8
	maxAudiences = 16
)

// reader turns records into rows.
type reader struct {
	columns            *Columns
	words              *vocabulary
	groups, audiences  names // a group is its channel and its name
	sent, ended, acked clock
	spanUnit           float64
	read               Read
	resolution         int64 // the greatest µs of which all times are multiples; 0: of anything
	first              int64
	place              map[Role]int
}

// hashOf is the same in every run, so that a log always gives the same figures: FNV-1a, mixed once more.
func hashOf(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func newReader(c *Columns, o Options) *reader {
	zone := o.Zone
	if zone == nil {
		zone = time.UTC
	}
	r := &reader{
		columns: c, words: newVocabulary(o.Statuses), groups: names{most: maxGroups}, audiences: names{most: maxAudiences},
		sent: clock{zone: zone}, ended: clock{zone: zone}, acked: clock{zone: zone}, first: absent, place: map[Role]int{},
	}
	r.read.deadline = absent
	r.read.UntriedAs = map[string]int64{}
	for _, role := range Roles {
		r.place[role] = c.of(role)
	}
	for _, t := range c.Taken {
		if t.Role == Duration {
			r.spanUnit = spanUnit(t.Name)
		}
	}
	return r
}

// readAll reads every record. Each row that counts goes to add.
func (r *reader) readAll(ctx context.Context, t *table, add func(row) error) error {
	for n := 0; ; n++ {
		if n%lookEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		fields, fatal, err := t.read()
		switch {
		case errors.Is(err, io.EOF):
			r.finish()
			return nil
		case fatal:
			return err
		}
		r.read.Rows++
		if err == nil && len(fields) != r.columns.whole {
			err = fmt.Errorf("has %d fields, not %d as the first line", len(fields), r.columns.whole)
		}
		if err != nil {
			r.read.Unreadable.add(t.line, "%s", err)
			continue
		}
		one, ok, err := r.row(fields, t.line)
		if err != nil {
			return err
		}
		if ok {
			one.line = uint64(t.line)
			if err := add(one); err != nil {
				return err
			}
		}
	}
}

func (r *reader) finish() {
	r.read.Words = r.words.words
	r.read.Times = map[Role]string{Sent: r.sent.says(r.first)}
	if r.place[Ended] >= 0 {
		r.read.Times[Ended] = r.ended.says(r.first)
	}
}

// row is false for a row that is no attempt. An error is about the whole log.
func (r *reader) row(fields []string, line int) (out row, ok bool, err error) {
	text := func(role Role) string {
		if i := r.place[role]; i >= 0 {
			return fields[i]
		}
		return ""
	}
	if text(Sent) == "" && r.untried(fields, text(Status)) {
		return out, false, nil
	}
	word := r.words.of(text(Status), r.meaning(text))
	if word < 0 {
		return out, false, &Fault{Role: Status, Line: line, Remedy: "--map status=… says another",
			Why: fmt.Sprintf("the status %q is the %dth that is different; is it the right column?", shortened(text(Status)), maxWords+1)}
	}
	bad := func(role Role, value string, why error) (row, bool, error) {
		r.read.Unreadable.add(line, "%s %q %s", role, shortened(value), why)
		return out, false, nil
	}
	if out.start, err = r.sent.read(text(Sent)); err != nil {
		return bad(Sent, text(Sent), err)
	}
	out.end, out.acknowledged = absent, absent
	if value := text(Ended); value != "" {
		if out.end, err = r.ended.read(value); err != nil {
			return bad(Ended, value, err)
		}
	} else if value := text(Duration); value != "" {
		span, err := readSpan(value, r.spanUnit)
		if err != nil {
			return bad(Duration, value, err)
		}
		out.end = out.start + span
	}
	if value := text(Acknowledged); value != "" {
		if out.acknowledged, err = r.acked.read(value); err != nil {
			return bad(Acknowledged, value, err)
		}
	}
	for _, number := range []struct {
		role Role
		to   *uint8
	}{{Attempt, &out.attempt}, {Step, &out.step}} {
		if value := text(number.role); value != "" {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil || n < 0 || n > 250 || n != math.Trunc(n) {
				return bad(number.role, value, errors.New("is no number from 0 to 250"))
			}
			*number.to = uint8(n)
		}
	}
	r.words.words[word].Rows++
	if r.words.words[word].Kind == Ignored {
		return out, false, nil
	}
	group, audience := r.groups.of(text(Channel)+"\x00"+text(Group)), r.audiences.of(text(Audience))
	switch {
	case group < 0:
		return out, false, &Fault{Role: Channel, Line: line, Remedy: "--map channel=none does without, --map group=none too",
			Why: fmt.Sprintf("there are more than %d channels and groups (%q, %q); is it the right column?", maxGroups, shortened(text(Channel)), shortened(text(Group)))}
	case audience < 0:
		return out, false, &Fault{Role: Audience, Line: line, Remedy: "--map audience=none does without",
			Why: fmt.Sprintf("there are more than %d audiences (%q); is it the right column?", maxAudiences, shortened(text(Audience)))}
	}
	out.word, out.group, out.audience = uint8(word), uint8(group), uint8(audience)
	out.recipient = uint64(line) * 0x9e3779b97f4a7c15
	if r.place[Recipient] >= 0 {
		if text(Recipient) == "" {
			return bad(Recipient, "", errors.New("is empty"))
		}
		out.recipient = hashOf(text(Recipient))
	}
	if out.end != absent && out.end < out.start {
		r.read.Backwards.add(line, "ended %s before it was sent", seconds(out.start-out.end))
		out.end = absent
	}
	r.first = max(r.first, out.start)
	r.resolution = gcd(r.resolution, out.start)
	if out.end != absent {
		r.resolution = gcd(r.resolution, out.end)
	}
	r.read.Attempts++
	return out, true, nil
}

// meaning is what the column for it says of how an attempt ended, beside its word.
func (r *reader) meaning(text func(Role) string) string {
	if r.place[Result] < 0 || r.place[Result] == r.place[Status] {
		return ""
	}
	return text(Result)
}

// untried takes a row of something that was never sent, which is no attempt.
func (r *reader) untried(fields []string, word string) bool {
	if !r.columns.own {
		if kind := kindOf(word); kind == Unknown || kind == Delivered {
			return false
		}
		r.read.Untried++
		r.read.UntriedAs[word]++
		return true
	}
	r.read.Untried++
	if r.columns.outcome < 0 {
		return true
	}
	outcome := fields[r.columns.outcome]
	r.read.UntriedAs[outcome]++
	if at := r.columns.endedAt; at >= 0 && outcome == "expired" {
		if d, err := readSpan(fields[at], 1e6); err == nil {
			r.read.deadline = max(r.read.deadline, d)
		}
	}
	return true
}

func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
