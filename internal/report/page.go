package report

import (
	_ "embed"
	"slices"
	"strconv"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

//go:embed page.css
var style string

// policy lets the page load nothing and run nothing.
const policy = "default-src 'none'; style-src 'unsafe-inline'"

// card is one figure at the top of the page.
type card struct{ Label, Value, Note string }

// document is all that stands on a page, from the top; what is empty is left out.
type document struct {
	Name, Lead  string
	Made        time.Time // when its figures were computed
	Text        string    // of the alert
	Answer      string    // in a sentence
	Cards       []card
	Assumptions []string // in sentences
	Charts      []svgChart
	Sections    []section
	Style       string // beside that of every page
}

func (d document) page() g.Node {
	words := glossary(append(append(textsOf(d.Cards, d.Sections), d.Lead, d.Answer), d.Assumptions...)...)
	return h.Doctype(h.HTML(h.Lang("en"),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(g.Attr("http-equiv", "Content-Security-Policy"), h.Content(policy)),
			h.TitleEl(g.Text(d.Name+": report")),
			h.StyleEl(g.Raw(style+d.Style)),
		),
		h.Body(
			h.Header(
				h.H1(g.Text(d.Name)),
				h.P(h.Class("lead"), g.Text(d.Lead)),
				g.If(!d.Made.IsZero(), h.P(h.Class("lead"), g.Text("Computed on "+d.Made.Format(dateLayout)+"."))),
				g.If(d.Text != "", h.BlockQuote(g.Text(d.Text))),
				g.If(d.Answer != "", h.P(h.Class("answer"), g.Text(d.Answer))),
			),
			h.Main(
				h.Div(h.Class("cards"), g.Map(d.Cards, cardNode)),
				assumptionsNode(d.Assumptions),
				chartNodes(d.Charts),
				h.Div(h.Class("tables"), g.Map(d.Sections, sectionNode)),
				glossaryNode(words),
			),
			h.Footer(g.Text("Made by Alert Simulation. It was simulated; nothing was sent. The same settings with the same seed give the same figures.")),
		),
	))
}

func assumptionsNode(sentences []string) g.Node {
	return g.If(len(sentences) > 0, h.Section(h.Class("assumptions"),
		h.H2(g.Text("Assumptions")),
		h.Ul(g.Map(sentences, func(s string) g.Node { return h.Li(g.Text(s)) })),
	))
}

func glossaryNode(s section) g.Node {
	return g.If(len(s.Rows) > 0, h.Section(h.Class("glossary"),
		h.H2(g.Text(s.Title)),
		h.Dl(g.Map(s.Rows, func(r row) g.Node { return h.Div(h.Dt(g.Text(r.Cells[0])), h.Dd(g.Text(r.Cells[1]))) })),
	))
}

func cardNode(c card) g.Node {
	return h.Div(h.Class("card"), h.Span(g.Text(c.Label)), h.B(g.Text(c.Value)), h.Span(g.Text(c.Note)))
}

func sectionNode(s section) g.Node {
	return h.Section(h.Class(s.class()),
		h.H2(g.Text(s.Title)),
		h.Div(h.Class("scroll"), h.Table(
			g.If(len(s.Head) > 0, h.THead(h.Tr(cells(s.Align, s.Head, h.Th)))),
			h.TBody(g.Map(s.Rows, func(r row) g.Node { return h.Tr(h.Class(r.Class), cells(s.Align, r.Cells, h.Td)) })),
		)),
		g.Map(s.Notes, func(note string) g.Node { return h.P(h.Class("lead"), g.Text(note)) }),
	)
}

// fewRows are so few that a page is not turned within them; wideColumns are so many that figures take several lines.
const fewRows, wideColumns = 12, 6

// class is how a section is laid out.
func (s section) class() string {
	out := "table"
	if len(s.Rows) <= fewRows {
		out += " short"
	}
	if len(s.Align) >= wideColumns {
		out += " wide"
	}
	return out
}

// cells puts each text into a cell of its column's class.
func cells(align string, texts []string, cell func(...g.Node) g.Node) g.Node {
	nodes := make(g.Group, len(texts))
	for i, text := range texts {
		nodes[i] = cell(h.Class(align[i:i+1]), g.Text(text))
	}
	return nodes
}

func chartNodes(charts []svgChart) g.Node {
	nodes := make(g.Group, len(charts))
	for i, c := range charts {
		nodes[i] = chartNode(c, "chart-"+strconv.Itoa(i))
	}
	return nodes
}

func chartNode(c svgChart, id string) g.Node {
	return h.Section(h.Class("chart"),
		h.H2(g.Text(c.Title)),
		h.SVG(g.Attr("viewBox", "0 0 "+strconv.Itoa(c.Width)+" "+strconv.Itoa(c.Height)), h.Role("img"), h.Aria("labelledby", id),
			h.TitleEl(h.ID(id), g.Text(c.Description)),
			g.Map(c.YTicks, tickNode),
			g.Map(c.Areas, func(a svgArea) g.Node { return path(a.Class, a.Path) }),
			g.Map(c.XTicks, tickNode),
			g.Map(c.Goals, goalNode),
			g.Map(c.Dots, dotNode),
			g.Map(c.Labels, func(l svgLabel) g.Node { return text(l.Class, l.X, l.Y, l.Anchor, l.Label) }),
		),
		h.Ul(h.Class("legend"), g.Map(slices.DeleteFunc(slices.Clone(c.Areas), svgArea.unnamed), legendNode)),
		g.If(c.Note != "", h.P(h.Class("lead"), g.Text(c.Note))),
	)
}

func tickNode(t svgTick) g.Node {
	return g.Group{path("axis", t.Line), text("", t.X, t.Y, t.Anchor, t.Label)}
}

func goalNode(o svgGoal) g.Node {
	circle := g.El("circle", h.Class(o.Class), g.Attr("cx", o.CX), g.Attr("cy", o.CY), g.Attr("r", "4"))
	return g.Group{path("goal", o.Line), circle, text("goal-label", o.X, o.Y, o.Anchor, o.Label)}
}

func dotNode(d svgDot) g.Node {
	return g.El("circle", h.Class(d.Class), g.Attr("cx", d.CX), g.Attr("cy", d.CY), g.Attr("r", d.R), h.TitleEl(g.Text(d.Title)))
}

func legendNode(a svgArea) g.Node {
	return h.Li(
		h.SVG(g.Attr("viewBox", "0 0 10 10"), h.Aria("hidden", "true"),
			g.El("rect", h.Class(a.Class), h.Width("10"), h.Height("10"))),
		g.Text(a.Label),
	)
}

func path(class, d string) g.Node { return g.El("path", h.Class(class), g.Attr("d", d)) }

func text(class, x, y, anchor, label string) g.Node {
	return g.El("text", g.If(class != "", h.Class(class)), g.Attr("x", x), g.Attr("y", y), g.Attr("text-anchor", anchor), g.Text(label))
}
