package fit

import (
	"math"
	"slices"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// sendTime is how a scenario says times, within the bounds of that field: a named distribution whose parameters the
// model does not take becomes its percentiles, and what is beyond the longest time becomes that.
func (m *maker) sendTime(t *Times, path string) settings.SendTime {
	mean, seconds := fieldOf(path+".mean"), fieldOf(path+".percentiles[].seconds")
	out := tidy(t.Written)
	taken := func(x *float64, least float64) bool { return x == nil || *x >= least && *x <= mean.Maximum }
	if out.Distribution == settings.Constant && *out.Mean < mean.Minimum {
		m.fit.noteOnce("Times of 0 s are taken for " + words.Time(mean.Minimum) + ", the shortest that there is.")
		out.Mean = &mean.Minimum
	}
	if out.Distribution != settings.Empirical && (!taken(out.Mean, mean.Minimum) || !taken(out.Minimum, 0) || !taken(out.Maximum, mean.Minimum)) {
		out = settings.SendTime{Distribution: settings.Empirical}
		for _, p := range t.Percentiles {
			out.Percentiles = append(out.Percentiles, settings.Percentile{Share: p.Share, Seconds: round(p.Seconds.Value, 6)})
		}
	}
	least := 0.0
	for i := range out.Percentiles {
		p := &out.Percentiles[i]
		if p.Seconds > seconds.Maximum {
			m.fit.noteOnce("Times above " + words.Time(seconds.Maximum) + " are taken for that, the longest that there is: are these the receipts of sends, or of something later?")
		}
		p.Seconds = min(max(p.Seconds, least), seconds.Maximum)
		least = p.Seconds
	}
	return out
}

func (f *Fit) noteOnce(text string) {
	if !slices.Contains(f.Notes, text) {
		f.Notes = append(f.Notes, text)
	}
}

// fieldOf is what is allowed in a field of the settings.
func fieldOf(path string) settings.Field {
	i := slices.IndexFunc(settings.Fields, func(f settings.Field) bool { return f.Path == path })
	return settings.Fields[i]
}

// tidy rounds what a scenario says of a distribution to five digits, and to µs.
func tidy(t settings.SendTime) settings.SendTime {
	at := func(x *float64) *float64 {
		if x == nil {
			return nil
		}
		places := 6
		if *x > 0 {
			places = min(6, 4-int(math.Floor(math.Log10(*x))))
		}
		return new(round(*x, places))
	}
	t.Mean, t.StandardDeviation, t.Minimum, t.Maximum = at(t.Mean), at(t.StandardDeviation), at(t.Minimum), at(t.Maximum)
	return t
}
