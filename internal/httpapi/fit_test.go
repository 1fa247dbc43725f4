package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"alertsim/internal/fit"
	"alertsim/internal/httpapi"
)

const fitCall = "/api/forecast/fit"

var asCSV = header{"Content-Type", "text/csv"}

func callsLog(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../examples/logs/calls.csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// The API tells what the package finds, with both curves, the scenario and what a log cannot tell; nobody has to be in a session.
func TestFitOfALog(t *testing.T) {
	e := newEnv(t)
	log := callsLog(t)
	answer := read[httpapi.FitAnswer](t, e.call("POST", fitCall+"?zone=America/Chicago&name=Calls", log, 200, asCSV))
	zone, err := time.LoadLocation("America/Chicago")
	e.must(err)
	want, err := fit.Log(t.Context(), strings.NewReader(log), fit.Options{Zone: zone, Name: "Calls"})
	e.must(err)
	curves, err := want.LayOver(t.Context(), nil)
	e.must(err)
	if got, told := asJSON(t, answer.Fit), asJSON(t, want); !reflect.DeepEqual(got, told) {
		t.Errorf("got %v\nwant %v", got, told)
	}
	if !reflect.DeepEqual(answer.Curves, curves) || curves.Distance == 0 {
		t.Errorf("the curves are %+v", answer.Curves)
	}
	if !reflect.DeepEqual(answer.Limits, fit.Limits) || answer.Settings.Name != "Calls" || answer.Recipients != 1200 {
		t.Errorf("%+v", answer)
	}
	for _, says := range []string{"1922 attempts for 1200 recipients", "startAt: \"2026-11-14T10:00:00-06:00\"", "name: Calls"} {
		if !strings.Contains(answer.Scenario, says) {
			t.Errorf("the scenario does not say %q:\n%s", says, answer.Scenario)
		}
	}
	// What is told is settings: a forecast takes them.
	raw, err := json.Marshal(answer.Settings)
	e.must(err)
	e.call("POST", "/api/forecast", string(raw), 200)
}

// Columns and words that are not known are asked for by name, and what is said of them is taken.
func TestFitAsksForWhatItDoesNotKnow(t *testing.T) {
	e := newEnv(t)
	const log = "when,until,how,who\n1,2,zugestellt,a\n2,4,zugestellt,b\n3,5,\"kaputt, leider\",c\n"
	asked := e.call("POST", fitCall, log, 422, asCSV)
	p := read[httpapi.Problem](t, asked)
	if got := asked.problem(t).locations(); !reflect.DeepEqual(got, []string{"query.ended", "query.recipient", "query.sent", "query.status"}) ||
		!reflect.DeepEqual(p.Log.Columns, []string{"when", "until", "how", "who"}) || !strings.Contains(p.Errors[0].Message, "“until”") {
		t.Errorf("%s", asked.body)
	}
	mapped := fitCall + "?sent=when&ended=until&status=how&recipient=who"
	asked = e.call("POST", mapped, log, 422, asCSV)
	p = read[httpapi.Problem](t, asked)
	if got := asked.problem(t).locations(); !reflect.DeepEqual(got, []string{"query.delivered"}) ||
		!reflect.DeepEqual(p.Log.Words, []fit.Word{{Text: "zugestellt", Kind: fit.Unknown, Rows: 2}, {Text: "kaputt, leider", Kind: fit.Unknown, Rows: 1}}) {
		t.Errorf("%s", asked.body)
	}
	answer := read[httpapi.FitAnswer](t, e.call("POST", mapped+"&delivered=zugestellt&permanent=kaputt%2C+leider&permanent=nie", log, 200, asCSV))
	if g := answer.Groups[0]; g.Delivered.Value < 0.66 || g.Delivered.Value > 0.67 || len(g.Outcomes) != 2 || g.Outcomes[1].Word != "kaputt, leider" || !answer.Columns.Taken[0].Given {
		t.Errorf("%+v", g)
	}
}

func TestFitRefusals(t *testing.T) {
	e := newEnvWith(t, httpapi.Options{})
	const head = "sent,ended,status,to\n"
	zip := func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, text)
		_ = w.Close()
		return b.String()
	}
	wide := "\xff\xfe"
	for _, unit := range utf16.Encode([]rune(head)) {
		wide += string([]byte{byte(unit), byte(unit >> 8)})
	}
	var groups, kinds strings.Builder
	for i := range 70 {
		fmt.Fprintf(&groups, "1,2,delivered,a,g%d\n", i)
		fmt.Fprintf(&kinds, "1,2,s%d,a\n", i)
	}
	for _, row := range []struct {
		name, query, body string
		status            int
		location, says    string
	}{
		{"nothing", "", "", 400, "", "the log is empty"},
		{"blanks", "", " \n\n", 400, "", "the log is empty"},
		{"the names alone", "", head, 400, "", "the log has the names of columns and no rows"},
		{"rows that cannot be read", "", head + "x,2,delivered,a\n", 400, "body.line 2", "none is an attempt"},
		{"packed", "", zip(head), 400, "", "the log is compressed; unpack it first"},
		{"UTF-16", "", wide, 400, "", "the log is UTF-16"},
		{"Latin-1", "", "sent,ended,status,empf\xe4nger\n1,2,delivered,a\n", 400, "", "line 1 of the log is not UTF-8"},
		{"JSON", "", `{"messages": 1}`, 400, "", "the log is JSON"},
		{"bytes", "", "\x00\x01\x02", 400, "", "the log is no text"},
		{"a name twice", "", "sent,sent\n1,2\n", 400, "", `line 1 of the log has the name "sent" twice`},
		{"a column that is not there", "?channel=x", head + "1,2,delivered,a\n", 422, "query.channel", "there is no column “x”; there are “sent”"},
		{"a zone that is none", "?zone=Mars", head + "1,2,delivered,a\n", 422, "query.zone", "time zone"},
		{"a word that means two things", "?failed=x&delivered=x", head + "1,2,x,a\n", 422, "query.failed", "“x”"},
		{"a parameter that is none", "?kind=x", head, 422, "query.kind", "is no parameter"},
		{"an empty parameter", "?sent=", head, 422, "query.sent", "must not be empty"},
		{"an empty word", "?failed=a&failed=", head, 422, "query.failed", "must not be empty"},
		{"a column given twice", "?sent=a&sent=b", head, 422, "query.sent", "twice"},
		{"too many statuses", "", head + kinds.String(), 422, "query.status", "line 66 of the log: the status"},
		{"too many groups", "", "sent,ended,status,to,group\n" + groups.String(), 422, "query.channel", "line 10 of the log: there are more than 8"},
		{"an open quote in the first line", "", "sent,\"ended", 400, "", "a quote that is not closed"},
		{"a first line without an end", "", strings.Repeat("x", 2<<20), 400, "", "longer than 1 MiB"},
		{"too long", "", head + strings.Repeat("1,2,delivered,a\n", 300_000), 413, "", "longer than 4,000,000 bytes; give a part of it, or let the command line fit it (alertsim fit)"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e.T = t
			a := e.call("POST", fitCall+row.query, row.body, row.status, asCSV)
			locations := a.problem(t).locations()
			if row.location == "" && len(locations) > 0 || row.location != "" && !reflect.DeepEqual(locations, []string{row.location}) || !strings.Contains(readable(a.body), row.says) {
				t.Errorf("%s", a.body)
			}
			if strings.Contains(string(a.body), "--") {
				t.Errorf("it speaks of flags: %s", a.body)
			}
		})
	}
	e.T = t
	e.call("POST", fitCall, head, 415, header{"Content-Type", "application/json"})
	e.call("POST", fitCall, head, 415, header{"Content-Type", "text/csv; charset=iso-8859-1"})
	e.call("POST", fitCall, head, 415, asCSV, header{"Content-Encoding", "gzip"})
	e.call("POST", fitCall, head, 403, asCSV, header{"Sec-Fetch-Site", "cross-site"})
	for _, kind := range []string{"text/csv; charset=utf-8", "text/plain", "text/tab-separated-values", "application/vnd.ms-excel", "application/octet-stream", "application/x-www-form-urlencoded"} {
		one := read[httpapi.FitAnswer](t, e.call("POST", fitCall, head+"1,2,delivered,a\n", 200, header{"Content-Type", kind}))
		if one.Recipients != 1 || one.Settings == nil {
			t.Errorf("one row: %+v", one)
		}
	}
}

// readable is a document without the escapes of JSON.
func readable(body []byte) string {
	return strings.NewReplacer(`\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(body))
}

// What is not known how long it is may not be longer either.
func TestFitOfABodyOfUnknownLength(t *testing.T) {
	e := newEnv(t)
	post := func(rows int) int {
		body := io.MultiReader(strings.NewReader("sent,ended,status,to\n"), strings.NewReader(strings.Repeat("1,2,delivered,a\n", rows)))
		response, err := http.Post(e.server.URL+fitCall, "text/csv", body)
		e.must(err)
		defer response.Body.Close()
		return response.StatusCode
	}
	if few, many := post(10), post(300_000); few != 200 || many != 413 {
		t.Errorf("%d, %d", few, many)
	}
}

// The function of the forecasts answers it, without a session or a store.
func TestFitIsOfTheForecasts(t *testing.T) {
	for part, want := range map[httpapi.Part]int{httpapi.ForecastsOnly: 200, httpapi.AllButForecasts: 404} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("POST", fitCall, strings.NewReader("sent,ended,status,to\n1,2,delivered,a\n"))
		httpapi.New(nil, httpapi.Options{Part: part}).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("part %d: %d, want %d: %s", part, w.Code, want, w.Body)
		}
	}
}
