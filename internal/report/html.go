package report

import (
	"io"

	"alertsim/internal/simulation"
)

// HTML writes the report as one page that needs nothing else: no script, no
// other file.
func (r Report) HTML(w io.Writer) error {
	lead := Counted(r.Settings.Messages, "message") + ", " + Counted(int64(r.Settings.TotalSenders()), "sender")
	return page(r.Settings.Name, lead, r.cards(), []svgChart{r.endedChart(), r.paceChart()}, r.sections()).Render(w)
}

func (r Report) cards() []card {
	n, c := r.Settings.Messages, r.Plan.Totals
	cards := []card{
		{"Makespan", Duration(r.Plan.Makespan), "simulated"},
		{"Delivered", Percent(c.Delivered, n), Counted(c.Delivered, "message")},
		{"Failed", Percent(c.Failed, n), Counted(c.Failed, "message")},
		{"Expired", Percent(c.Expired, n), Counted(c.Expired, "message")},
	}
	if all := len(r.Settings.Objectives); all > 0 {
		cards = append(cards, card{"Objectives", Count(int64(all-r.Missed())) + " of " + Count(int64(all)), "met"})
	}
	if r.Settings.Mode == simulation.Live && r.Cost != nil {
		cards = append(cards, card{"Live run", wallTime(r.Wall), Money(r.Cost.Total) + " on AWS"})
	}
	return cards
}
