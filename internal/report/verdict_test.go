package report

import (
	"bytes"
	"strings"
	"testing"

	"alertsim/internal/deployment"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// tenThousand is a run of 10,000 messages of which so many are delivered, all by
// one time.
func tenThousand(delivered int64, at settings.Micros, o settings.Objective, when simulation.ObjectiveTime) Report {
	return Report{Result: result.Of(
		settings.Settings{Messages: 10_000, Mode: settings.Instant, Objectives: []settings.Objective{o}},
		&simulation.Plan{
			Makespan:   at,
			Totals:     simulation.Counts{Delivered: delivered, Failed: 10_000 - delivered, Attempts: 10_000},
			Latency:    &simulation.Latency{P50: at, P90: at, P95: at, P99: at, Max: at},
			Timeline:   simulation.Timeline{BinWidth: at, Delivered: []int64{delivered}, Failed: []int64{10_000 - delivered}, Expired: []int64{0}},
			Objectives: []simulation.ObjectiveTime{when},
		}, deployment.Standard())}
}

// No figure of a report lies, as it is written, on the other side of an objective
// than its verdict says.
func TestFiguresDoNotContradictTheirVerdict(t *testing.T) {
	const second = 1_000_000
	tests := []struct {
		name   string
		report Report
		has    []string
		not    []string
	}{
		{"one short of the share",
			tenThousand(9499, 600*second, settings.Objective{Share: 0.95, Within: 900}, simulation.ObjectiveTime{}),
			[]string{"missed", "never reached, 94.99 % are delivered", "9,499  94.99 %"}, []string{"95.0 %"}},
		{"0.4 s late",
			tenThousand(10_000, 900_400_000, settings.Objective{Share: 1, Within: 900}, simulation.ObjectiveTime{Reached: true, At: 900_400_000}),
			[]string{"missed", "100 % within 15 min", "reached after 15 min 0.4 s, 400 ms late", "makespan"}, []string{"  15 min\n", "after 15 min\n"}},
		{"chosen figures are not rounded",
			tenThousand(9999, 7000*second, settings.Objective{Share: 0.9996, Within: 7229}, simulation.ObjectiveTime{Reached: true, At: 7000 * second}),
			[]string{"met", "99.96 % within 2 h 0 min 29 s", "reached after 1 h 56 min 40 s"}, []string{"100 % within"}},
	}
	for _, test := range tests {
		var text, page bytes.Buffer
		if err := test.report.Text(&text, Terminal{}); err != nil {
			t.Fatal(err)
		}
		if err := test.report.HTML(&page); err != nil {
			t.Fatal(err)
		}
		for _, want := range test.has {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: %q is not in\n%s", test.name, want, text.String())
			}
		}
		for _, wrong := range test.not {
			if strings.Contains(text.String(), wrong) || strings.Contains(page.String(), wrong) {
				t.Errorf("%s: %q is in\n%s\n%s", test.name, wrong, text.String(), page.String())
			}
		}
	}
}

func TestCompareTellsValuesThatDifferLate(t *testing.T) {
	values := inCells([]string{`"A text that is the same for a long time, then: one"`, `"A text that is the same for a long time, then: two"`})
	if values[0] == values[1] || !strings.Contains(values[0], "one") || !strings.Contains(values[1], "two") {
		t.Errorf("told as %q", values)
	}
	a := Report{Result: result.Result{Settings: settings.Settings{Text: strings.Repeat("a", 40) + "1"}}}
	b := Report{Result: result.Result{Settings: settings.Settings{Text: strings.Repeat("a", 40) + "2"}}}
	if rows := (Comparison{a, b}).settings().Rows; len(rows) != 1 || rows[0].Cells[0] != "text" || rows[0].Cells[1] == rows[0].Cells[2] {
		t.Errorf("rows %v", rows)
	}
}
