package httpapi

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/fault"
	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/simulation"
)

type exportRequest struct {
	ID     string `path:"id" maxLength:"64" doc:"The simulation's id."`
	Format string `query:"format" enum:"csv,json,html" default:"csv" doc:"html: a report to send on, one page that needs nothing else; of a completed simulation only."`
}

type exportAnswer struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *api) addExport(humaAPI huma.API) {
	op := a.member(humaAPI, operation(http.MethodGet, "/simulations/{id}/export", "exportSimulation",
		"Timeline and summary as a file", http.StatusOK, http.StatusNotFound, http.StatusConflict))
	text := &huma.Schema{Type: huma.TypeString}
	op.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
		"text/csv":         {Schema: text},
		"text/html":        {Schema: text},
		"application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/Simulation"}},
	}}}
	huma.Register(humaAPI, op, func(ctx context.Context, r *exportRequest) (*exportAnswer, error) {
		s, err := a.control.Simulation(ctx, r.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		answer := &exportAnswer{Disposition: fmt.Sprintf(`attachment; filename="alertsim-%s.%s"`, s.ID, r.Format)}
		switch r.Format {
		case "json":
			answer.ContentType = "application/json"
			answer.Body, err = indented(a.document(s))
		case "html":
			answer.ContentType = "text/html; charset=utf-8"
			answer.Body, err = a.page(s)
		default:
			answer.ContentType = "text/csv; charset=utf-8"
			answer.Body, err = a.csv(s)
		}
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return answer, nil
	})
}

// page writes the report of a completed simulation.
func (a *api) page(s simulation.Simulation) ([]byte, error) {
	if s.State != simulation.Completed || s.Plan == nil {
		return nil, fault.Errorf(fault.CodeConflict, "the simulation is %s; a report is made of a completed one", s.State)
	}
	r := report.Report{Result: result.Of(s.Settings, s.Plan, a.Deployment), Made: s.FinishedAt.UTC()}
	var buffer bytes.Buffer
	err := r.HTML(&buffer)
	return buffer.Bytes(), err
}

// csv writes the summary as pairs, an empty line, and the timeline as a table.
func (a *api) csv(s simulation.Simulation) ([]byte, error) {
	buffer := bytes.NewBufferString(report.ByteOrderMark)
	w := csv.NewWriter(buffer)
	d := a.document(s)
	rows := [][]string{
		{"figure", "value", "unit"},
		{"id", d.ID, ""},
		{"name", report.SheetText(d.Settings.Name), ""},
		{"state", string(d.State), ""},
		{"seed", whole(d.Settings.Seed), ""},
		{"messages", whole(d.Progress.Messages), "messages"},
		{"delivered", whole(d.Progress.Delivered), "messages"},
		{"failed", whole(d.Progress.Failed), "messages"},
		{"expired", whole(d.Progress.Expired), "messages"},
		{"unreachable", whole(d.Progress.Unreachable), "messages"},
		{"inFlight", whole(d.Progress.InFlight), "messages"},
		{"waiting", whole(d.Progress.Waiting), "messages"},
		{"acknowledged", whole(d.Progress.Acknowledged), "messages"},
		{"attempts", whole(d.Progress.Attempts), "attempts"},
		{"repeats", whole(d.Progress.Repeats), "attempts"},
		{"averageSendTime", decimal(d.Progress.AverageSendTime), "seconds"},
		{"throughput", decimal(d.Progress.Throughput), "messages per simulated second"},
		{"simulatedSeconds", decimal(d.Progress.SimulatedSeconds), "seconds"},
		{"wallSeconds", decimal(d.Progress.WallSeconds), "seconds"},
		{"lagSeconds", decimal(d.Progress.LagSeconds), "seconds"},
	}
	if l := d.Latency; l != nil {
		rows = append(rows,
			[]string{"latencyP50", decimal(l.P50), "seconds"}, []string{"latencyP90", decimal(l.P90), "seconds"},
			[]string{"latencyP95", decimal(l.P95), "seconds"}, []string{"latencyP99", decimal(l.P99), "seconds"},
			[]string{"latencyMax", decimal(l.Max), "seconds"})
	}
	if f := d.Forecast; f != nil && s.State == simulation.Completed && f.SendingCost != nil {
		rows = append(rows, []string{"sendingCost", decimal(f.SendingCost.Total), f.SendingCost.Currency})
	}
	rows = append(rows, []string{})
	rows = append(rows, timelineRows(d.Timeline)...)
	if d.Forecast != nil && s.State == simulation.Completed {
		rows = append(rows, partRows(*d.Forecast)...)
	}
	err := w.WriteAll(rows)
	return buffer.Bytes(), err
}

// timelineRows is the timeline as a table.
func timelineRows(t *result.Timeline) [][]string {
	rows := [][]string{{"fromSeconds", "toSeconds", "delivered", "failed", "expired"}}
	if t == nil {
		return rows
	}
	if t.Acknowledged != nil {
		rows[0] = append(rows[0], "acknowledged")
	}
	for i := range t.Delivered {
		row := []string{
			decimal(float64(i) * t.BinSeconds), decimal(float64(i+1) * t.BinSeconds),
			whole(t.Delivered[i]), whole(t.Failed[i]), whole(t.Expired[i]),
		}
		if t.Acknowledged != nil {
			row = append(row, whole(t.Acknowledged[i]))
		}
		rows = append(rows, row)
	}
	return rows
}

// partRows are tables of the parts of a run of the model's second version, each after
// an empty line.
func partRows(f result.Forecast) (rows [][]string) {
	table := func(head ...string) { rows = append(rows, []string{}, head) }
	figures := func(s result.StepFigures) []string {
		return []string{whole(s.Begun), whole(s.Attempts), whole(s.Delivered), whole(s.Repeats)}
	}
	if len(f.Audiences) > 0 {
		table("audience", "messages", "delivered", "acknowledged", "failed", "expired", "unreachable", "latencyP95")
	}
	for _, a := range f.Audiences {
		late := ""
		if a.Latency != nil {
			late = decimal(a.Latency.P95)
		}
		rows = append(rows, []string{report.SheetText(a.Name), whole(a.Messages), whole(a.Delivered), whole(a.Acknowledged), whole(a.Failed), whole(a.Expired), whole(a.Unreachable), late})
	}
	if len(f.Channels) > 0 {
		table("channel", "begun", "attempts", "delivered", "repeats")
	}
	for _, c := range f.Channels {
		rows = append(rows, append([]string{report.SheetText(c.Name)}, figures(c.StepFigures)...))
	}
	if len(f.Steps) > 0 {
		table("cycle", "step", "channel", "begun", "attempts", "delivered", "repeats")
	}
	for _, s := range f.Steps {
		rows = append(rows, append([]string{strconv.Itoa(s.Cycle), strconv.Itoa(s.Step), report.SheetText(s.Channel)}, figures(s.StepFigures)...))
	}
	ends := false
	for _, g := range f.Groups {
		if g.Ends == nil {
			continue
		}
		if !ends {
			table("group", "delivered", "temporary", "permanent", "overCap", "aborted", "closedSeconds", "heldByRateSeconds")
			ends = true
		}
		e := g.Ends
		rows = append(rows, []string{report.SheetText(g.Name), whole(e.Delivered), whole(e.Temporary), whole(e.Permanent), whole(e.OverCap), whole(e.Aborted), decimal(*g.ClosedSeconds), decimal(*g.HeldByRateSeconds)})
	}
	if len(f.Caps) > 0 {
		table("cap", "window", "started", "peak", "heldSeconds")
	}
	for _, c := range f.Caps {
		if len(c.Windows) == 0 {
			rows = append(rows, []string{report.SheetText(c.Name), "", "", whole(c.Peak), decimal(c.HeldSeconds)})
		}
		for i, n := range c.Windows {
			rows = append(rows, []string{report.SheetText(c.Name), strconv.Itoa(i + 1), whole(n), whole(c.Peak), decimal(c.HeldSeconds)})
		}
	}
	return rows
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }

// decimal keeps microseconds.
func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
