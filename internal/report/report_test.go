package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// reports are runs of every kind that a report may have to tell of.
func reports(t *testing.T) map[string]Report {
	t.Helper()
	out, err := computed()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var computed = sync.OnceValues(func() (map[string]Report, error) {
	out := map[string]Report{}
	for name, raw := range map[string]string{
		"defaults":     `{"seed": 1}`,
		"one message":  `{"seed": 1, "messages": 1}`,
		"shortest":     `{"seed": 1, "messages": 1, "senderGroups": [{"sendTime": {"distribution": "constant", "mean": 0.001}}]}`,
		"nothing":      `{"seed": 1, "messages": 50, "mode": "instant", "senderGroups": [{"failureRate": 1}]}`,
		"no objective": `{"seed": 1, "objectives": []}`,
		"signs": `{"seed": 1, "name": "<script>alert(1)</script> \"&' é 火", "messages": 300, "text": "é火", "timeToLive": 200, "retry": {"maxAttempts": 3},
			"senderGroups": [{"name": "</td> & co", "failureRate": 0.3, "permanentShare": 0.5}, {"ratePerSecond": 0.25, "sendTime": {"distribution": "uniform"}},
			{"sendTime": {"distribution": "exponential"}}, {"sendTime": {"distribution": "empirical", "percentiles": [{"share": 0, "seconds": 1}, {"share": 1, "seconds": 20}]}}],
			"objectives": [{"share": 0.2, "within": 100}, {"share": 0.99, "within": 150}, {"share": 0.5, "within": 31536000}, {"share": 0.0001, "within": 0.001}]}`,
		"large": `{"seed": 1, "messages": 2000000, "mode": "instant", "timeToLive": 604800, "senderGroups": [{"senders": 9000}]}`,
	} {
		s, err := settings.DecodeForecast([]byte(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		plan, err := forecast.Of(context.Background(), s)
		if err != nil {
			return nil, err
		}
		r := Report{Result: result.Of(s, plan, deployment.Standard())}
		if s.Messages <= 1000 {
			_, replications, err := forecast.Replicate(context.Background(), s, 3, 0)
			if err != nil {
				return nil, err
			}
			r.Replications = &replications
		}
		out[name] = r
	}
	return out, nil
})

func TestPageIsWellFormedAndStandsAlone(t *testing.T) {
	for name, r := range reports(t) {
		var b bytes.Buffer
		if err := r.HTML(&b); err != nil {
			t.Fatal(name, err)
		}
		html := b.String()
		if strings.Contains(html, `text-anchor=""`) {
			t.Errorf("%s: a label of a chart has no anchor", name)
		}
		d := xml.NewDecoder(strings.NewReader(html))
		d.Strict, d.AutoClose = false, []string{"meta"} // which HTML does not close
		ids := map[string]bool{}
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			switch element.Name.Local {
			case "script", "link", "img", "iframe", "object", "base", "form", "a", "use", "image":
				t.Errorf("%s: the page has a <%s>", name, element.Name.Local)
			}
			for _, a := range element.Attr {
				switch {
				case a.Name.Local == "id" && ids[a.Value]:
					t.Errorf("%s: the id %s is there twice", name, a.Value)
				case a.Name.Local == "id":
					ids[a.Value] = true
				case a.Name.Local == "src" || a.Name.Local == "href" || a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on"):
					t.Errorf("%s: the page has %s=%q", name, a.Name.Local, a.Value)
				case a.Name.Local == "aria-labelledby" && a.Value == "":
					t.Errorf("%s: a chart has no name", name)
				}
			}
		}
		for _, outside := range []string{"http:", "https:", "url(", "@import", "//", "ZgotmplZ", "NaN", "Inf", "%!"} {
			if strings.Contains(html, outside) {
				t.Errorf("%s: the page has %q in it", name, outside)
			}
		}
		if strings.Contains(html, "prefers-color-scheme") || !strings.Contains(html, "color-scheme: light;") {
			t.Errorf("%s: paper is light, whatever the screen", name)
		}
	}
}

func TestChartsStayWithinTheirBox(t *testing.T) {
	number := regexp.MustCompile(`-?\d+\.\d`)
	for name, r := range reports(t) {
		for _, c := range []svgChart{r.endedChart(), r.paceChart()} {
			if n := len(c.XTicks); n < 1 || n > 10 {
				t.Errorf("%s: %s has %d ticks", name, c.Title, n)
			}
			var paths []string
			for _, a := range c.Areas {
				paths = append(paths, a.Path)
			}
			for _, g := range c.Goals {
				paths = append(paths, g.Line)
			}
			for _, path := range paths {
				for i, text := range number.FindAllString(path, -1) {
					low, high := float64(plotLeft), float64(plotRight)
					if i%2 == 1 {
						low, high = plotTop, plotBottom
					}
					if x, err := strconv.ParseFloat(text, 64); err != nil || x < low || x > high {
						t.Fatalf("%s: %s goes to %s, which is not within %v to %v", name, c.Title, text, low, high)
					}
				}
			}
		}
		ended := r.endedChart()
		if len(ended.Goals)+strings.Count(ended.Note, " within ") != len(r.Settings.Objectives) {
			t.Errorf("%s: %d objectives in the chart and %q, of %d", name, len(ended.Goals), ended.Note, len(r.Settings.Objectives))
		}
	}
}

func TestLabelsDoNotCoverEachOther(t *testing.T) {
	var l labels
	for i := range 10 {
		y := l.place(300+float64(i%2), 50)
		for _, other := range l[:i] {
			if d := y - other[1]; d > -16 && d < 16 {
				t.Errorf("label %d stands at %v, another at %v", i, y, other[1])
			}
		}
	}
	if y := l.place(600, 50); y != 50 {
		t.Errorf("a label far from the others stands at %v", y)
	}
	if y := l.place(600, 1000); y > plotBottom {
		t.Errorf("a label stands at %v, below the plot", y)
	}
}

func TestTicksAreFewAndRound(t *testing.T) {
	for span := settings.Micros(1); span < 1<<60; span = span*3/2 + 1 {
		step := tickStep(span)
		if n := span / step; n > 8 || span > 20 && n < 2 {
			t.Errorf("%s has ticks every %s", lasting(span), lasting(step))
		}
	}
}

func TestTimelineAsCSVAddsUp(t *testing.T) {
	for name, r := range reports(t) {
		var b bytes.Buffer
		if err := r.CSV(&b); err != nil {
			t.Fatal(name, err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(name, err)
		}
		if got := strings.Join(rows[0], " "); got != "fromSeconds toSeconds delivered failed expired" {
			t.Errorf("%s: head %q", name, got)
		}
		var sums [3]int64
		for i, row := range rows[1:] {
			if i > 0 && row[0] != rows[i][1] {
				t.Errorf("%s: row %d begins at %s, the one before ends at %s", name, i, row[0], rows[i][1])
			}
			for j := range sums {
				n, err := strconv.ParseInt(row[2+j], 10, 64)
				if err != nil || n < 0 {
					t.Fatalf("%s: %q: %v", name, row, err)
				}
				sums[j] += n
			}
		}
		if c := r.Plan.Totals; sums != [3]int64{c.Delivered, c.Failed, c.Expired} || c.Ended() != r.Settings.Messages {
			t.Errorf("%s: the timeline adds up to %v, the totals are %v", name, sums, c)
		}
	}
}

func TestTextCanDoWithASCII(t *testing.T) {
	for name, r := range reports(t) {
		if name == "signs" {
			continue // its name is the user's own
		}
		for _, write := range []func(io.Writer, Terminal) error{r.Text, r.Answer} {
			var plain, full bytes.Buffer
			if err := errors.Join(write(&plain, Terminal{ASCII: true}), write(&full, Terminal{})); err != nil {
				t.Fatal(err)
			}
			for i, c := range plain.String() {
				if c > 126 {
					t.Fatalf("%s: %q in %q", name, c, plain.String()[max(0, i-30):i])
				}
			}
			for _, text := range []string{plain.String(), full.String()} {
				if strings.Contains(text, "%!") || strings.Contains(text, "NaN") || strings.Contains(text, " \n") {
					t.Errorf("%s: a fault in\n%s", name, text)
				}
			}
		}
	}
}

func TestChartReachesWhatIsDelivered(t *testing.T) {
	plan := &simulation.Plan{Makespan: 100, Timeline: simulation.Timeline{BinWidth: 50, Delivered: []int64{2, 2}}}
	got := strings.Join(chart(Report{Result: result.Result{Settings: settings.Settings{Messages: 4}, Plan: plan}}, true), "\n")
	want := []string{"100 % |", "####", " 50 % |", "+---", "100 µs"}
	for _, part := range want {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not in\n%s", part, got)
		}
	}
	for at, delivered := range map[float64]float64{0: 0, 25: 1, 50: 2, 75: 3, 100: 4, 200: 4} {
		if got := deliveredBy(plan.Timeline, at); got != delivered {
			t.Errorf("%v delivered by %v, want %v", got, at, delivered)
		}
	}
}

func TestMissedCountsObjectives(t *testing.T) {
	all := reports(t)
	for name, want := range map[string]int{"defaults": 1, "one message": 0, "no objective": 0, "nothing": 1, "signs": 2} {
		if got := all[name].Missed(); got != want {
			t.Errorf("%s: %d missed, want %d", name, got, want)
		}
	}
}

func TestKnee(t *testing.T) {
	curve := func(makespans ...settings.Micros) (out []forecast.SendersPoint) {
		for _, m := range makespans {
			out = append(out, forecast.SendersPoint{Makespan: m})
		}
		return out
	}
	tests := []struct {
		curve []forecast.SendersPoint
		want  int
	}{
		{curve(), -1}, {curve(5), -1}, {curve(1000, 500, 250), -1}, {curve(1000, 500, 500, 500), 1}, {curve(1000, 505, 504, 500), 1}, {curve(7, 7), 0},
	}
	for _, test := range tests {
		if got := knee(test.curve); got != test.want {
			t.Errorf("knee of %v at %d, want %d", test.curve, got, test.want)
		}
	}
}
