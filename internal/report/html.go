package report

import (
	"io"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// HTML writes the report as one page that needs nothing else: no script, no
// other file.
func (r Report) HTML(w io.Writer) error {
	lead := words.Counted(r.Settings.Messages, "message") + ", " + words.Counted(int64(r.Settings.TotalSenders()), "sender")
	return page(r.Settings.Name, lead, r.cards(), []svgChart{r.endedChart(), r.paceChart()}, r.sections()).Render(w)
}

func (r Report) cards() []card {
	n, c := r.Settings.Messages, r.Plan.Totals
	shares, times := goals(r.Settings)
	cards := []card{
		{"Makespan", lasting(r.Plan.Makespan, times...), "simulated"},
		{"Delivered", words.Part(c.Delivered, n, shares...), words.Counted(c.Delivered, "message")},
		{"Failed", words.Part(c.Failed, n), words.Counted(c.Failed, "message")},
		{"Expired", words.Part(c.Expired, n), words.Counted(c.Expired, "message")},
	}
	if c.Unreachable > 0 {
		cards = append(cards, card{"Unreachable", words.Part(c.Unreachable, n), words.Counted(c.Unreachable, "message")})
	}
	if r.Settings.Confirms() {
		cards = append(cards, card{"Acknowledged", words.Part(c.Acknowledged, n), words.Counted(c.Acknowledged, "message")})
	}
	if r.SendingTotal != nil {
		cards = append(cards, card{"Cost of the sending", money(r.SendingTotal, r.Settings.Money()), "by the groups' prices"})
	}
	if all := len(r.Settings.Objectives); all > 0 {
		cards = append(cards, card{"Objectives", words.Count(int64(all-r.Missed())) + " of " + words.Count(int64(all)), "met"})
	}
	if r.Settings.Mode == settings.Live && r.Cost != nil {
		cards = append(cards, card{"Live run", wallTime(r.Wall), words.Money(r.Cost.Total, r.Cost.Currency) + " to run the simulator on AWS"})
	}
	return cards
}
