package report

import (
	_ "embed"
	"html/template"
	"io"

	"alertsim/internal/simulation"
)

//go:embed page.html.tmpl
var pageSource string

var page = template.Must(template.New("page").Funcs(template.FuncMap{"side": side}).Parse(pageSource))

// side is the class of a column.
func side(align string, column int) string { return align[column : column+1] }

type pageData struct {
	Name, Lead string
	Cards      []card
	Charts     []svgChart
	Sections   []section
}

// card is one figure at the top of the page.
type card struct{ Label, Value, Note string }

// HTML writes the report as one page that needs nothing else: no script, no
// other file.
func (r Report) HTML(w io.Writer) error {
	return page.Execute(w, pageData{
		Name:     r.Settings.Name,
		Lead:     Counted(r.Settings.Messages, "message") + ", " + Counted(int64(r.Settings.TotalSenders()), "sender"),
		Cards:    r.cards(),
		Charts:   []svgChart{r.endedChart(), r.paceChart()},
		Sections: r.sections(),
	})
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
