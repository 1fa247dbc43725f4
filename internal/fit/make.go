package fit

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// maker turns what was counted into figures.
type maker struct {
	fit    *Fit
	reader *reader
	name   string
	draws  *bootstrap

	channels  []string // names
	channelOf []int    // of each group
	groups    []string // names
	persons   *persons
	timeline  *timeline
	second    *second
	rates     [maxGroups]float64 // starts a µs where a limit binds; 0: none does
	windows   []windowCounts
	tell      func(share float64)
}

// windowCounts are the starts in windows of one length, in µs.
type windowCounts struct {
	length int64
	groups [maxGroups]windowed
}

// nameGroups makes channels and groups of the texts that were met.
func (m *maker) nameGroups() {
	for _, text := range m.reader.groups.texts {
		channel, group, _ := strings.Cut(text, "\x00")
		c := slices.Index(m.channels, channel)
		if c < 0 {
			c = len(m.channels)
			m.channels = append(m.channels, channel)
		}
		m.channelOf = append(m.channelOf, c)
		name := shortened(group)
		if name == "" {
			name = shortened(channel)
		}
		if name == "" {
			name = "senders"
		}
		if slices.Contains(m.groups, name) { // on another channel
			name += " (" + shortened(channel) + ")"
		}
		m.groups = append(m.groups, name)
	}
}

// windowLengths are the windows in which caps are looked for, in µs.
var windowLengths = []int64{60e6, 3600e6, 86400e6}

// times goes through the events by time, as often as it takes.
func (m *maker) times(ctx context.Context, events *sorter[event]) (err error) {
	passages := 2 // and one for each window
	for _, length := range windowLengths {
		if m.windowed(length) {
			passages++
		}
	}
	passed := 0.0
	events.told = func(share float64) { m.tell((passed + share) / float64(passages)) }
	if m.timeline, err = measure(ctx, events, m.persons); err != nil {
		return err
	}
	for g, l := range m.timeline.loads {
		if l != nil {
			r := m.rate(l)
			if r.Limit != nil {
				m.rates[g] = r.Limit.Value / 1e6
			}
		}
	}
	passed++
	if m.second, err = again(ctx, events, m.persons, m.timeline, m.rates, m.fit.resolution); err != nil {
		return err
	}
	for _, length := range windowLengths {
		if !m.windowed(length) {
			break
		}
		passed++
		w := windowCounts{length: length}
		if w.groups, err = rolling(ctx, events, length); err != nil {
			return err
		}
		m.windows = append(m.windows, w)
	}
	return nil
}

// windowed reports whether a log is long enough to look for caps in windows of that many µs.
func (m *maker) windowed(length int64) bool {
	return m.persons.lastEnd-m.persons.firstStart > length+length/10
}

// make makes the figures and the settings.
func (m *maker) make(ctx context.Context) error {
	f := m.fit
	f.start, f.end, f.first = m.timeline.start, m.timeline.end, m.timeline.start
	if m.reader.columns.own {
		f.start = 0
	}
	f.Span = float64(f.end-f.start) / 1e6
	if m.reader.sent.calendar(m.reader.first) && !m.reader.columns.own {
		zone := m.reader.sent.zone
		f.StartAt, f.Zone = time.UnixMicro(f.start).In(zone).Format(time.RFC3339Nano), zone.String()
	}
	recipients := 0.0
	for _, n := range m.persons.recipients {
		recipients += n
	}
	f.Recipients = int64(recipients)
	if f.Columns.of(Recipient) < 0 {
		f.note("There is no column for the recipient, so each row is taken for somebody else: nothing is known of second attempts.")
	}
	for c := range m.channels {
		m.makeChannel(ctx, c)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	m.makeRetries()
	m.makeAudiences()
	m.makeCaps()
	m.makePauses()
	m.makeDelivered()
	if d := m.reader.read.deadline; d != absent {
		e := exactly(float64(d) / 1e6)
		f.TimeToLive = &e
	}
	m.notes()
	m.makeSettings()
	return nil
}

func (f *Fit) note(format string, args ...any) {
	f.Notes = append(f.Notes, fmt.Sprintf(format, args...))
}

// makeDelivered makes the curve of the deliveries.
func (m *maker) makeDelivered() {
	sum, all := int64(0), float64(m.fit.Recipients+m.fit.untried())
	for _, n := range m.timeline.delivered {
		sum += n
		m.fit.Delivered = append(m.fit.Delivered, float64(sum)/all)
	}
}

// untried are the messages of this program's own table that were never tried and could have been.
func (f *Fit) untried() int64 {
	if !f.Columns.own {
		return 0
	}
	return f.Read.UntriedAs["expired"]
}
