package report

import (
	"io"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// HTML writes the report as one page that needs nothing else: no script, no other file.
func (r Report) HTML(w io.Writer) error {
	lead := words.Counted(r.Settings.Messages, "message") + ", " + words.Counted(int64(r.Settings.TotalSenders()), "sender")
	if r.Settings.HasCalendar() {
		lead += ", from " + date(r.Settings, 0) + " on"
	}
	return document{
		Name: r.Settings.Name, Lead: lead, Made: r.Made, Text: r.Settings.Text, Answer: r.sentence(), Cards: r.cards(),
		Assumptions: r.assumptions(), Charts: []svgChart{r.endedChart(), r.paceChart()},
		Sections: present(
			r.objectives(), r.bounds(), r.sendingCost(), r.warnings(), r.result(), r.latency(), r.calendar(), r.audiences(), r.channels(),
			r.steps(), r.groups(), r.ends(), r.caps(), r.live(), r.replications(),
		),
	}.page().Render(w)
}

func (r Report) cards() []card {
	n, c := r.Settings.Messages, r.Plan.Totals
	_, times := goals(r.Settings)
	parts := r.parts()
	cards := []card{
		{"Makespan", lasting(r.Plan.Makespan, times...), "simulated"},
		{"Delivered", parts.delivered, words.Counted(c.Delivered, "message")},
		{"Failed", parts.failed, words.Counted(c.Failed, "message")},
		{"Expired", parts.expired, words.Counted(c.Expired, "message")},
	}
	if c.Unreachable > 0 {
		cards = append(cards, card{"Unreachable", parts.unreachable, words.Counted(c.Unreachable, "message")})
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
