package fit

import (
	"math"
	"strings"

	"alertsim/internal/words"
)

func seconds(µs int64) string { return words.Duration(float64(µs) / 1e6) }

// notes says what the figures do not tell.
func (m *maker) notes() {
	f := m.fit
	var unknown, open []string
	for _, w := range f.Read.Words {
		if w.Rows == 0 {
			continue
		}
		switch w.Kind {
		case Unknown:
			unknown = append(unknown, w.Text)
		case Open:
			open = append(open, w.Text)
		case Delivered, Temporary, Permanent, Failed, Refused, Aborted, Ignored:
		}
	}
	if len(unknown) > 0 {
		f.note("Nothing was made of the status %s: say what it means by --status, as --status %q. Until then its rows count in no share; shares with them are within the bounds told.", quotedList(unknown), unknown[0]+"=permanent")
	}
	if len(open) > 0 {
		f.note("The status %s is not the end of an attempt: it says that a provider has it, not that a recipient has.", quotedList(open))
	}
	if f.resolution > 1000 {
		f.note("All times are multiples of %s, so each duration is known to within that.", seconds(f.resolution))
	}
	for _, c := range f.Channels {
		if c.Never == nil {
			f.note("Nobody was tried twice%s, so recipients who are never reached cannot be told from attempts that fail.", over(c.Name))
		}
	}
	for _, g := range f.Groups {
		switch {
		case g.Senders.Binds && g.Rate.Binds:
			f.note("%s: starts are evenly spaced and as many senders are at work nearly all the time; which of the two limits it is not known.", g.Name)
		case g.Rate.Binds:
			f.note("%s: the rate limits it. At most %s attempts were under way at once; how many senders there are beyond is not known.", g.Name, words.Count(g.Senders.Most))
		case !g.Senders.Binds && !m.capped(m.indexOf(g.Name)) && m.starts(g.Name) > 100:
			f.note("%s: neither senders nor a rate seem to hold it back; if its messages came over time rather than all at once, the model is too early.", g.Name)
		}
	}
	for _, r := range f.Retries {
		if !r.Free {
			f.note("The waits after attempt %d%s hold what senders and rates added, as nothing shows them without.", r.After, over(r.Channel))
		}
	}
	if n := f.Read.UntriedAs["unreachable"]; n > 0 && f.Columns.own {
		f.note("%s had no channel; they are not in the scenario.", words.Counted(n, "message"))
	}
	if m.persons.split > 0 {
		f.note("Somebody has more than %s attempts and is taken for several people; is %q the recipient?", words.Count(maxRows), f.nameOf(Recipient))
	}
	if m.persons.seenAborted() {
		f.note("Aborted attempts count neither as failures nor in send times.")
	}
	if math.Abs(f.Span) < 1e-9 {
		f.note("All starts and ends are at one instant.")
	}
}

func (m *maker) indexOf(group string) int {
	for g, name := range m.groups {
		if name == group {
			return g
		}
	}
	return 0
}

func (m *maker) starts(group string) int64 {
	if l := m.timeline.loads[m.indexOf(group)]; l != nil {
		return l.starts
	}
	return 0
}

func (p *persons) seenAborted() bool {
	for _, w := range p.words {
		if w.Kind == Aborted && w.Rows > 0 {
			return true
		}
	}
	return false
}

func over(channel string) string {
	if channel = strings.TrimSpace(channel); channel == "" {
		return ""
	}
	return " over " + channel
}

// nameOf is the name of the column for a role; "" if there is none.
func (f *Fit) nameOf(role Role) string {
	for _, c := range f.Columns.Taken {
		if c.Role == role {
			return c.Name
		}
	}
	return ""
}
