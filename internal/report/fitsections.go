package report

import (
	"fmt"
	"slices"
	"strings"

	"alertsim/internal/fit"
	"alertsim/internal/words"
)

// sections are all tables of a fit; empty ones are left out.
func (f Fit) sections() []section {
	all := []section{f.log(), f.columns(), f.statuses()}
	for _, g := range f.Groups {
		all = append(all, f.group(g), f.outcomes(g))
	}
	all = append(all, f.times(), f.channels(), f.retries(), f.audiences(), f.holds(), f.unknown())
	return slices.DeleteFunc(all, func(s section) bool { return len(s.Rows) == 0 && len(s.Notes) == 0 })
}

func (f Fit) log() section {
	s := section{Title: "The log", Align: "ll"}
	r := f.Read
	s.add("rows", words.Count(r.Rows))
	s.add("attempts", words.Count(r.Attempts))
	s.add("recipients", words.Count(f.Recipients))
	s.add("from the first start to the last end", words.Duration(f.Span))
	if f.StartAt != "" {
		s.add("first start", f.StartAt)
	}
	if r.Untried > 0 {
		var list []string
		for word, n := range r.UntriedAs {
			list = append(list, words.Count(n)+" "+word)
		}
		slices.Sort(list)
		s.add("rows of what was never sent", words.Count(r.Untried)+" ("+strings.Join(list, ", ")+")")
	}
	wrong := func(name string, w fit.Wrong) {
		if w.Rows == 0 {
			return
		}
		s.add(name, words.Count(w.Rows))
		for _, line := range w.First {
			s.add(fmt.Sprintf("  line %s", words.Count(int64(line.Line))), line.Why)
		}
	}
	wrong("rows that cannot be read, left out", r.Unreadable)
	wrong("rows that end before they begin, without their duration", r.Backwards)
	if f.TimeToLive != nil {
		s.add("time to live", words.Duration(f.TimeToLive.Value))
	}
	return s
}

func (f Fit) columns() section {
	s := section{Title: "Columns", Align: "lll", Head: []string{"", "column", ""}}
	for _, c := range f.Columns.Taken {
		how := f.Read.Times[c.Role]
		if c.Given {
			how = strings.TrimSuffix("as given, "+how, ", ")
		}
		s.Rows = append(s.Rows, row{Cells: []string{string(c.Role), c.Name, how}})
	}
	if len(f.Columns.Left) > 0 {
		s.Rows = append(s.Rows, row{Cells: []string{"not used", strings.Join(f.Columns.Left, ", "), ""}})
	}
	return s
}

func (f Fit) statuses() section {
	s := section{Title: "Statuses", Align: "lrl", Head: []string{"", "rows", "taken for"}}
	for _, w := range f.Read.Words {
		if w.Rows == 0 {
			continue
		}
		text, kind := w.Text, string(w.Kind)
		if text == "" {
			text = "(empty)"
		}
		switch {
		case w.Given:
			kind += ", as given"
		case w.Kind == fit.Unknown:
			kind = "nothing: --status says what it means"
		case w.Kind == fit.Failed:
			kind = "a failure; for good unless something followed"
		case w.Kind == fit.Open:
			kind = "open: not the recipient's device"
		}
		s.Rows = append(s.Rows, row{Cells: []string{text, words.Count(w.Rows), kind}})
	}
	return s
}

func (f Fit) group(g fit.GroupFit) section {
	s := section{Title: "Senders: " + g.Name, Align: "ll"}
	s.add("attempts", words.Count(g.Attempts))
	s.add("delivered, of attempts whose end is known", g.Delivered.Share())
	if g.LeastDelivered < g.MostDelivered {
		s.add("of all, open and unknown ones as failed or as delivered", words.Portion(g.LeastDelivered)+" to "+words.Portion(g.MostDelivered))
	}
	s.add("attempts that fail, to those who can be reached", g.FailureRate.Share())
	if g.Permanent != nil {
		s.add("failures for good", g.Permanent.Share())
	}
	s.add("sustained start rate", g.Rate.Sustained.Figure()+" a second, at most "+words.Count(g.Rate.Most)+" in one")
	if g.Rate.Limit != nil {
		s.add("rate limit", g.Rate.Limit.Figure()+" a second: "+words.Portion(g.Rate.Even)+" of the starts came at that pace")
	} else {
		s.add("rate limit", "none is seen")
	}
	if g.Burst > 1 {
		s.add("burst", words.Count(g.Burst))
	}
	at := words.Count(g.Senders.Most) + " at once, for " + words.Portion(g.Senders.Share) + " of the time with first attempts left"
	if g.Senders.Binds {
		at += ": so many senders there are"
	} else {
		at += ": there may be more senders"
	}
	s.add("concurrency", at)
	return s
}

func (f Fit) outcomes(g fit.GroupFit) section {
	s := section{Title: "Outcomes: " + g.Name, Align: "llrll", Head: []string{"", "", "attempts", "share", "share for those who can be reached"}}
	for _, o := range g.Outcomes {
		s.Rows = append(s.Rows, row{Cells: []string{o.Word, string(o.Kind), words.Count(o.Count), o.Share.Share(), o.Model.Share()}})
	}
	return s
}

// told are the percentiles in the table.
var told = []float64{0.05, 0.5, 0.95}

func (f Fit) times() section {
	s := section{Title: "Send times", Align: "lr" + strings.Repeat("r", len(told)) + "lrr", Head: []string{"", "attempts"}}
	for _, share := range told {
		s.Head = append(s.Head, words.Share(share))
	}
	s.Head = append(s.Head, "in the scenario", "distance", "by chance up to")
	add := func(name string, t *fit.Times) {
		if t == nil {
			return
		}
		cells := []string{name, words.Count(t.Count)}
		for _, p := range t.Percentiles {
			if slices.Contains(told, p.Share) {
				cells = append(cells, p.Seconds.Time())
			}
		}
		s.Rows = append(s.Rows, row{Cells: append(cells, sendTimeInShort(t.Written), words.Figure(t.Distance), words.Figure(t.Chance))})
	}
	for _, g := range f.Groups {
		add(g.Name, g.SendTimes)
		for _, o := range g.Outcomes {
			add(g.Name+", "+o.Word, o.Times)
		}
	}
	for _, c := range f.Channels {
		add("confirmation "+c.Name, c.ConfirmTimes)
	}
	return s
}

func (f Fit) channels() section {
	s := section{Title: "Recipients", Align: "ll"}
	for _, c := range f.Channels {
		name := ""
		if c.Name != "" {
			name = " over " + c.Name
		}
		if c.Never != nil {
			s.add("never reached"+name, c.Never.Share())
		} else {
			s.add("never reached"+name, "not known: nobody was tried twice")
		}
		if c.Confirmed != nil {
			s.add("deliveries confirmed"+name, c.Confirmed.Share())
		}
	}
	if f.Steps != nil {
		s.add("channels in order", strings.Join(f.Steps.Channels, ", then ")+" ("+words.Portion(f.Steps.Share)+" of those with several)")
		if f.Steps.Wait != nil {
			s.add("wait for a confirmation", f.Steps.Wait.Time())
		}
	}
	return s
}

func (f Fit) retries() section {
	s := section{Title: "Waits before the next attempt", Align: "lrlll", Head: []string{"after attempt", "retries", "half of them", "at least", "at most"}}
	for _, r := range f.Retries {
		name := words.Count(int64(r.After))
		if r.Channel != "" {
			name += " over " + r.Channel
		}
		s.Rows = append(s.Rows, row{Cells: []string{name, words.Count(r.Count), r.Median.Time(), r.Low.Time(), r.High.Time()}})
	}
	if f.FreshFirst {
		s.Notes = append(s.Notes, "Nobody was tried again before everybody had been tried once.")
	}
	return s
}

func (f Fit) audiences() section {
	s := section{Title: "Audiences", Align: "lrlrl", Head: []string{"", "recipients", "share", "first start", "channels"}}
	for _, a := range f.Audiences {
		name := a.Name
		if name == "" {
			name = "the rest"
		}
		s.Rows = append(s.Rows, row{Cells: []string{name, words.Count(a.Messages), a.Share.Share(), words.Duration(a.At), strings.Join(a.Channels, ", ")}})
	}
	return s
}

// holds are caps and pauses.
func (f Fit) holds() section {
	s := section{Title: "What seems to hold starts back", Align: "lll"}
	for _, c := range f.Caps {
		window := "in any " + words.Time(c.Seconds)
		if c.Daily != "" {
			window = "in a day from " + c.Daily
		}
		if c.Fails {
			window += ", more is refused"
		}
		s.Rows = append(s.Rows, row{Cells: []string{c.Group, words.Count(c.Count) + " " + window, c.Why}})
	}
	for _, p := range f.Pauses {
		s.Rows = append(s.Rows, row{Cells: []string{p.Group, "nothing from " + words.Duration(p.From) + " to " + words.Duration(p.To), "though first attempts were left"}})
	}
	return s
}

func (f Fit) unknown() section {
	return section{Title: "What this log does not tell", Notes: append(slices.Clone(f.Notes), fit.Limits...)}
}
