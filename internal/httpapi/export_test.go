package httpapi_test

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sheet is an exported CSV file.
type sheet struct {
	figures map[string]string
	rows    [][]float64 // fromSeconds, toSeconds, delivered, failed, expired
}

func readSheet(t *testing.T, a answer) sheet {
	t.Helper()
	if a.contentType() != "text/csv; charset=utf-8" {
		t.Errorf("content type %q", a.contentType())
	}
	table, marked := strings.CutPrefix(string(a.body), "\ufeff")
	if !marked {
		t.Error("Excel will not know that the file is UTF-8")
	}
	r := csv.NewReader(strings.NewReader(table))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := sheet{figures: map[string]string{}}
	inTable := false
	for _, record := range records {
		switch {
		case record[0] == "fromSeconds":
			inTable = true
		case inTable:
			row := make([]float64, len(record))
			for i, field := range record {
				if row[i], err = strconv.ParseFloat(field, 64); err != nil {
					t.Fatal(err)
				}
			}
			s.rows = append(s.rows, row)
		default:
			s.figures[record[0]] = record[1]
		}
	}
	return s
}

func (s sheet) sum(column int) (sum float64) {
	for _, row := range s.rows {
		sum += row[column]
	}
	return sum
}

func TestExportAsCSV(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	a := e.call("GET", "/api/simulations/"+s.ID+"/export", "", 200) // CSV is the default
	if got, want := a.header.Get("Content-Disposition"), `attachment; filename="alertsim-`+s.ID+`.csv"`; got != want {
		t.Errorf("Content-Disposition %q, want %q", got, want)
	}
	got := readSheet(t, a)
	if got.figures["id"] != s.ID || got.figures["name"] != "A & B <c>" || got.figures["state"] != "completed" || got.figures["seed"] != "7" {
		t.Errorf("figures %v", got.figures)
	}
	for i, name := range []string{"delivered", "failed", "expired"} {
		counted, err := strconv.ParseFloat(got.figures[name], 64)
		if err != nil || counted != got.sum(2+i) || counted == 0 {
			t.Errorf("%s: %s in the summary, %v in the timeline", name, got.figures[name], got.sum(2+i))
		}
	}
	if all := got.sum(2) + got.sum(3) + got.sum(4); all != 200 {
		t.Errorf("the timeline adds up to %v, want 200", all)
	}
	for i, row := range got.rows {
		if row[1] <= row[0] || i > 0 && row[0] != got.rows[i-1][1] {
			t.Errorf("row %d does not go on where the one before ends: %v", i, row)
		}
	}
	if p50, _ := strconv.ParseFloat(got.figures["latencyP50"], 64); p50 != s.Latency.P50 {
		t.Errorf("latencyP50 is %s, want %v", got.figures["latencyP50"], s.Latency.P50)
	}
}

func TestExportAsJSONIsTheDocument(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	a := e.call("GET", "/api/simulations/"+s.ID+"/export?format=json", "", 200)
	if a.contentType() != "application/json" || !strings.HasSuffix(a.header.Get("Content-Disposition"), `.json"`) {
		t.Errorf("headers %v", a.header)
	}
	document := e.call("GET", "/api/simulations/"+s.ID, "", 200)
	var exported, want any
	e.must(json.Unmarshal(a.body, &exported))
	e.must(json.Unmarshal(document.body, &want))
	if !reflect.DeepEqual(exported, want) {
		t.Errorf("exported %s, want %s", a.body, document.body)
	}
	if !strings.Contains(string(a.body), "A & B <c>") || strings.Count(string(a.body), "\n") < 20 {
		t.Error("the file is not written for people")
	}
}

func TestExportWhileItRuns(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(`{"messages": 100, "autoStart": true}`)
	path := "/api/simulations/" + s.ID
	if got := readSheet(t, e.call("GET", path+"/export", "", 200)); len(got.rows) != 0 || got.figures["waiting"] != "100" {
		t.Errorf("before there is a plan: %v", got)
	}
	e.done, s = 0, e.get(s.ID)
	d, err := e.queue.Receive(e.ctx)
	e.must(err)
	e.must(e.worker.Handle(e.ctx, *d))
	e.clock = e.clock.Add(time.Second)
	e.advance(s.ID, 100e6)
	got := readSheet(t, e.call("GET", path+"/export", "", 200))
	delivered, _ := strconv.ParseFloat(got.figures["delivered"], 64)
	if sum := got.sum(2); len(got.rows) == 0 || got.rows[len(got.rows)-1][1] > 100.01 || sum > delivered || sum < delivered-4 {
		t.Errorf("the timeline up to 100 s has %v of %v delivered: %v", sum, delivered, got.rows)
	}
}

// Spreadsheets take a cell that begins so for a formula.
func TestNamesAreNoFormulas(t *testing.T) {
	e := newEnv(t)
	e.open()
	for _, name := range []string{`=HYPERLINK(\"http://x\",\"y\")`, "+1", "-1", "@SUM(A1)", "＝1+1", "- a list", "plain, \\\"quoted\\\""} {
		s := e.create(`{"name": "` + name + `"}`)
		got := readSheet(t, e.call("GET", "/api/simulations/"+s.ID+"/export", "", 200)).figures["name"]
		want := s.Settings.Name
		if strings.ContainsAny(string([]rune(want)[:1]), "=+-@＝") {
			want = "'" + want
		}
		if got != want {
			t.Errorf("exported %q, want %q", got, want)
		}
		e.call("POST", "/api/simulations/"+s.ID+"/cancel", "", 200)
		if document := e.get(s.ID); document.Settings.Name != s.Settings.Name {
			t.Errorf("the document says %q", document.Settings.Name)
		}
	}
}

func TestReportOfACompletedSimulation(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.completed()
	page := e.call("GET", "/api/simulations/"+s.ID+"/export?format=html", "", 200)
	if page.contentType() != "text/html; charset=utf-8" || !strings.Contains(page.header.Get("Content-Disposition"), s.ID+".html") {
		t.Errorf("headers %v", page.header)
	}
	for _, part := range []string{"<!DOCTYPE html>", "A &amp; B &lt;c&gt;", "<svg"} {
		if !strings.Contains(strings.ReplaceAll(string(page.body), "<!doctype html>", "<!DOCTYPE html>"), part) {
			t.Errorf("the page has no %s", part)
		}
	}
	other := e.create(`{"messages": 10}`)
	if p := e.call("GET", "/api/simulations/"+other.ID+"/export?format=html", "", 409).problem(t); !strings.Contains(p.Detail, "preparing") {
		t.Errorf("not completed: %+v", p)
	}
}
