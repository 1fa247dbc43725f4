package fit

import (
	"context"
	"fmt"
	"math"
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
		if err := ctx.Err(); err != nil {
			return err
		}
		m.makeChannel(c)
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

// ending is a way in which attempts of a group end, with the kind that its failures turned out to be.
type ending struct {
	word   int
	kind   Kind // Delivered, Temporary or Permanent
	counts [blocks]float64
	times  *sketch
}

func (e *ending) total(weights []float64) (n float64) {
	for i, w := range weights {
		n += w * e.counts[i]
	}
	return n
}

// makeChannel makes the figures of a channel and its groups.
func (m *maker) makeChannel(c int) {
	p := m.persons
	tries := p.tries[c]
	raw := summed(&p.seen[c], once)
	left := 0.0 // the share of the last failures of which nothing says whether they were for good
	if all := total(raw[byFailure][:]); all > 0 {
		left = raw[byFailure][min(max(tries-1, 0), maxSequence)] / all
	}
	sums := known(raw, tries)
	var groups []int
	for g, of := range m.channelOf {
		if of == c {
			groups = append(groups, g)
		}
	}
	rule := outcomesRule(false)
	plain, _ := rule.estimate(&sums, false)
	all := make([][]ending, len(groups))
	for i, g := range groups {
		all[i] = m.endings(g, tries, left, plain.permanent)
		rule = rule || outcomesRule(differ(all[i]))
	}
	never := m.never(c, tries, rule, sums)
	out := ChannelFit{Name: m.channels[c]}
	if tries > 1 {
		out.Never = &never.share
	}
	m.confirmations(c, &out)
	m.fit.Channels = append(m.fit.Channels, out)
	for i, g := range groups {
		m.makeGroup(g, all[i], never, len(groups) == 1)
	}
}

func total(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

// endings are the ways in which attempts of a group ended. Of the failures that may be for good, left is the share of
// which nothing says so; good of those are taken to be.
func (m *maker) endings(g, tries int, left, good float64) []ending {
	var out []ending
	add := func(word int, kind Kind, factor float64, from ...*ends) {
		e := ending{word: word, kind: kind, times: &sketch{}}
		for _, f := range from {
			if f == nil {
				continue
			}
			for i, n := range f.counts {
				e.counts[i] += factor * n
			}
			e.times.merge(&f.times)
		}
		if e.total(once) > 0 {
			out = append(out, e)
		}
	}
	for w, word := range m.persons.words {
		last, followed := m.persons.ends[g][w][0], m.persons.ends[g][w][1]
		switch word.Kind {
		case Delivered, Temporary, Permanent:
			add(w, word.Kind, 1, last, followed)
		case Failed:
			temporary := left * (1 - good)
			if tries == 1 {
				temporary = 1
			}
			before := len(out)
			add(w, Temporary, 1, followed)
			add(w, Temporary, temporary, last)
			if len(out) == before+2 {
				for i, n := range out[before+1].counts {
					out[before].counts[i] += n
				}
				out[before].times.merge(out[before+1].times)
				out = out[:before+1]
			}
			add(w, Permanent, 1-temporary, last)
		case Open, Refused, Aborted, Ignored, Unknown:
		}
	}
	return out
}

const (
	// enough is how many durations are needed to compare distributions.
	enough = 30
	// apartFactor is that of √((n + m)/(n m)) for the distance that chance makes in one of a thousand pairs of samples.
	apartFactor = 1.95
)

// differ reports whether outcomes take other times than deliveries.
func differ(all []ending) bool {
	delivered := &sketch{}
	for i := range all {
		if all[i].kind == Delivered {
			delivered.merge(all[i].times)
		}
	}
	for i := range all {
		s := all[i].times
		if delivered.n < enough || s.n < enough {
			continue
		}
		a, b := float64(delivered.n), float64(s.n)
		if delivered.apart(s) > apartFactor*math.Sqrt((a+b)/(a*b)) {
			return true
		}
	}
	return false
}

// neverFit is how many are never reached, and what follows for attempts, for all and for each resample.
type neverFit struct {
	rule    outcomesRule
	share   Estimate
	chances chances
	draws   []chances
	is      bool // more than chance
}

// likelier is twice the difference of the logarithms of likelihoods that chance exceeds with 5 %.
const likelier = 3.84

func (m *maker) never(c, tries int, rule outcomesRule, sums sequences) *neverFit {
	out := &neverFit{rule: rule}
	without, less := rule.estimate(&sums, false)
	with, more := rule.estimate(&sums, tries > 1)
	out.chances, out.is = without, tries > 1 && 2*(more-less) > likelier
	if out.is {
		out.chances = with
	}
	var shares []float64
	for _, w := range m.draws.draws {
		s := known(summed(&m.persons.seen[c], w), tries)
		drawn := without
		if tries > 1 {
			drawn, _ = rule.from(&s, with, 1e-6)
			shares = append(shares, drawn.never)
		}
		if !out.is {
			drawn, _ = rule.estimate(&s, false)
		}
		out.draws = append(out.draws, drawn)
	}
	out.share = between(with.never, shares).upTo(1)
	if !out.is {
		out.share = Estimate{0, 0, out.share.High}
	}
	return out
}

func (m *maker) confirmations(c int, out *ChannelFit) {
	p := m.persons
	s := p.confirmations[c]
	if s == nil {
		return
	}
	if float64(p.repeated) > 0.01*total(p.recipients[:]) {
		m.fit.note("Many recipients were delivered to more than once, so which delivery they confirmed is not known.")
		return
	}
	e := m.draws.share(func(i int) float64 { return p.confirmed[c][i] }, func(i int) float64 { return p.deliveries[c][i] })
	out.Confirmed = &e
	out.ConfirmTimes = m.draws.times(s, m.fit.resolution)
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
