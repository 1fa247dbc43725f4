package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alertsim/internal/result"
	"alertsim/internal/study"
)

func studyOf(t *testing.T, raw string) Study {
	t.Helper()
	q, err := study.Decode([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	r := study.NewResults(q, e.Layout)
	if err := (study.Pool{}).Run(context.Background(), r, nil); err != nil {
		t.Fatal(err)
	}
	return Study{Study: result.StudyOf(r, e)}
}

const oneFactor = `{"settings": {"name": "one <factor>", "messages": 60, "seed": 3, "senderGroups": [{"failureRate": 0.1}], "objectives": [{"share": 0.8, "within": 200}]},
	"vary": [{"name": "senders", "path": "senderGroups[sms].senders", "values": [2, 4, 6]}], "replications": 15}`

const twoFactors = `{"name": "two", "settings": {"messages": 60, "seed": 3, "timeToLive": 400, "senderGroups": [{"failureRate": 0.1, "price": {"perAttempt": 0.02}}],
		"retry": {"maxAttempts": 2}, "objectives": [{"share": 0.9, "within": 200}, {"budget": 1.4}]},
	"vary": [{"name": "senders", "path": "senderGroups[sms].senders", "values": [1, 4]},
		{"name": "plan", "alternatives": [{"name": "=once", "set": {"retry.maxAttempts": 1}}, {"name": "twice", "set": {}}]}],
	"replications": 5, "find": "cheapest", "probability": 0.8}`

// What is told of studies, word for word. A golden file is written by -update; read what changed.
func TestStudyGoldens(t *testing.T) {
	one, two := studyOf(t, oneFactor), studyOf(t, twoFactors)
	for name, write := range map[string]func(io.Writer) error{
		"study-one.txt":  func(w io.Writer) error { return one.Text(w, Terminal{ASCII: true}) },
		"study-two.txt":  func(w io.Writer) error { return two.Text(w, Terminal{}) },
		"study-one.html": one.HTML,
		"study-two.html": two.HTML,
		"study-two.csv":  two.CSV,
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(name, err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), got.Bytes()) {
			t.Errorf("%s differs; go test ./internal/report -run TestStudyGoldens -update writes it", path)
		}
	}
}

// However many points, factors and objectives there are, or however few are told of, everything is written: a page that is
// well-formed, a table whose rows are as long as its head, no figure that is none.
func TestStudiesOfAnyKindAreWritten(t *testing.T) {
	values := make([]string, 60)
	for i := range values {
		values[i] = strconv.Itoa(i + 1)
	}
	for name, raw := range map[string]string{
		"one point":           `{"settings": {"messages": 5, "seed": 1}, "replications": 1}`,
		"nothing is met":      `{"settings": {"messages": 5, "seed": 1, "objectives": [{"share": 1, "within": 1}]}, "vary": [{"path": "messages", "values": [5, 6]}], "replications": 7}`,
		"nothing is reached":  `{"settings": {"messages": 9, "seed": 1, "timeToLive": 1, "objectives": [{"share": 1, "within": 9}]}, "vary": [{"path": "messages", "values": [7, 9]}], "replications": 7}`,
		"no objectives":       `{"settings": {"messages": 5, "seed": 1, "objectives": []}, "vary": [{"path": "messages", "values": [5, 6]}], "replications": 2, "find": "fastest"}`,
		"many points":         `{"settings": {"seed": 1}, "vary": [{"path": "messages", "values": [` + strings.Join(values, ",") + `]}], "replications": 2}`,
		"objectives vary":     `{"settings": {"messages": 5, "seed": 1}, "vary": [{"alternatives": [{"name": "a", "set": {"objectives": []}}, {"name": "b", "set": {"objectives": [{"share": 0.5, "within": 9}]}}]}], "replications": 2}`,
		"four factors":        `{"settings": {"messages": 5, "seed": 1}, "vary": [{"path": "messages", "values": [5, 6]}, {"path": "senderGroups[0].senders", "values": [1, 2]}, {"path": "timeToLive", "values": [null, 30]}, {"path": "retry.maxAttempts", "values": [1, 2]}], "replications": 2, "find": "cheapest"}`,
		"costs of two kinds":  `{"settings": {"messages": 5, "seed": 1}, "vary": [{"alternatives": [{"name": "a", "set": {}}, {"name": "b", "set": {"senderGroups[0].price": {"perAttempt": 1}}}]}], "replications": 2}`,
		"large and small":     `{"settings": {"seed": 1, "objectives": []}, "vary": [{"path": "messages", "values": [1, 3000]}, {"path": "senderGroups[0].senders", "values": [1, 900]}], "replications": 2}`,
		"nothing takes time":  `{"settings": {"messages": 5, "seed": 1, "senderGroups": [{"sendTime": {"distribution": "constant", "mean": 0.001}}], "objectives": [{"share": 1, "within": 5}]}, "vary": [{"path": "messages", "values": [5, 6]}, {"path": "senderGroups[0].senders", "values": [1, 9]}], "replications": 3}`,
		"a long list of them": `{"settings": {"messages": 3, "seed": 1}, "vary": [{"path": "messages", "range": {"from": 1, "to": 12, "count": 12}}, {"path": "senderGroups[0].senders", "range": {"from": 1, "to": 12, "count": 12}}], "replications": 1, "find": "cheapest"}`,
	} {
		s := studyOf(t, raw)
		var text, ascii, page, table bytes.Buffer
		for _, err := range []error{s.Text(&text, Terminal{}), s.Text(&ascii, Terminal{ASCII: true}), s.HTML(&page), s.CSV(&table)} {
			if err != nil {
				t.Fatal(name, err)
			}
		}
		for what, told := range map[string]string{"text": text.String(), "page": page.String(), "table": table.String()} {
			for _, wrong := range []string{"NaN", "Inf", "%!"} {
				if strings.Contains(told, wrong) {
					t.Errorf("%s: the %s has %q:\n%s", name, what, wrong, told[:min(len(told), 3000)])
				}
			}
		}
		if i := strings.IndexFunc(ascii.String(), func(r rune) bool { return r > 126 }); i >= 0 {
			t.Errorf("%s: not ASCII: %s", name, ascii.String()[i:min(ascii.Len(), i+40)])
		}
		if lines := strings.Count(text.String(), "\n"); lines > 190 {
			t.Errorf("%s: %d lines", name, lines)
		}
		d := xml.NewDecoder(&page)
		d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		rows, err := csv.NewReader(&table).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := strconv.ParseFloat(rows[1][slices.Index(rows[0], "mean")], 64); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A figure is drawn where its share of the axis is, and ticks are within the axis.
func TestAxis(t *testing.T) {
	for _, unit := range []string{"seconds", "senders", "USD"} {
		for _, figures := range [][]float64{{0}, {0, 0}, {1}, {3, 5}, {1, 1000}, {0.001, 7}, {86_400, 86_401}, {1e9, 2e9}, {0, 3600}, {5, 99, 12_345_678}} {
			a := axisOf(unit, figures).rounded()
			ticks := a.ticks()
			if len(ticks) < 2 || len(ticks) > 20 || !slices.IsSorted(ticks) {
				t.Errorf("%s %v: ticks %v", unit, figures, ticks)
			}
			for _, x := range append(slices.Clone(figures), ticks...) {
				if p := a.place(x); !(p >= -1e-9 && p <= 1+1e-9) {
					t.Errorf("%s %v: %v is at %v", unit, figures, x, p)
				}
			}
			if got := []float64{a.place(a.low), a.place(a.high)}; math.Abs(got[0]) > 1e-9 || math.Abs(got[1]-1) > 1e-9 {
				t.Errorf("%s %v: it goes from %v", unit, figures, fmt.Sprint(got))
			}
		}
	}
}
