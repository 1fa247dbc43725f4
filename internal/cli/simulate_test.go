package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/httpapi"
	"alertsim/internal/result"
)

const (
	small = `{"name": "small", "messages": 500, "seed": 5, "timeToLive": 700, "senderGroups": [{"failureRate": 0.2}], "retry": {"maxAttempts": 2},
		"objectives": [{"share": 0.1, "within": 300}, {"share": 0.9, "within": 400}]}`
	easy = `{"messages": 5, "seed": 5}`
)

func TestStatusSaysWhetherObjectivesAreMet(t *testing.T) {
	tests := []struct {
		stdin, args string
		status      int
		message     string
	}{
		{easy, "simulate -", 0, ""},
		{easy, "forecast -", 0, ""},
		{easy, "senders -", 0, ""},
		{easy, "simulate - --objective none", 0, ""},
		{easy, "simulate - --objective 95%:1", 99, "the objective was missed"},
		{small, "simulate -", 99, "1 of 2 objectives was missed"},
		{small, "forecast - --json", 99, "1 of 2 objectives was missed"},
		{small, "simulate - --csv - --objective 1:1 --objective 1:2 --objective 0.01:99", 99, "2 of 3 objectives were missed"},
		{small, "senders -", 0, ""},
		{easy, "senders - --objective 95%:1", 99, "no number of senders meets the objectives"},
		{easy, "senders - --objective 95%:1 --json", 99, "no number of senders meets the objectives"},
	}
	for _, test := range tests {
		a := ask(t, test.stdin, strings.Fields(test.args)...)
		if a.status != test.status || a.err != test.message || a.out == "" {
			t.Errorf("%s: status %d, message %q, want %d and %q", test.args, a.status, a.err, test.status, test.message)
		}
	}
}

// The answer of the API to the same call is the document that --json prints.
func TestJSONIsTheAnswerOfTheAPI(t *testing.T) {
	api := httpapi.New(control.New(nil, nil, control.Options{}), httpapi.Options{})
	for call, args := range map[string][]string{
		"/api/forecast":                               {"simulate", "-", "--json"},
		"/api/forecast?replications=1":                {"forecast", "-", "--json"},
		"/api/forecast?replications=3":                {"simulate", "-", "--json", "--replications", "3"},
		"/api/forecast?replications=40&precision=0.9": {"simulate", "-", "--json", "--replications", "40", "--precision", "90%"},
		"/api/forecast/senders":                       {"senders", "-", "--json"},
		"/api/forecast/senders?group=0":               {"senders", "-", "--json", "--group", "sms"},
	} {
		r := httptest.NewRequest("POST", call, strings.NewReader(small))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		api.ServeHTTP(w, r)
		var want, got any
		if err := json.Unmarshal(w.Body.Bytes(), &want); err != nil || w.Code != 200 {
			t.Fatal(call, w.Code, err)
		}
		a := ask(t, small, args...)
		if err := json.Unmarshal([]byte(a.out), &got); err != nil {
			t.Fatal(args, err, a)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q prints\n%s\nand %s answers\n%s", args, a.out, call, w.Body)
		}
	}
}

func TestFilesAreWritten(t *testing.T) {
	folder := t.TempDir()
	table, page := filepath.Join(folder, "timeline.csv"), filepath.Join(folder, "report.html")
	if err := os.WriteFile(table, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	a := ask(t, small, "simulate", "-", "--csv", table, "--html", page)
	if a.status != 99 || !strings.Contains(a.out, "Objectives") {
		t.Fatalf("%+v", a)
	}
	for name, args := range map[string][]string{table: {"--csv", "-"}, page: {"--html", "-"}} {
		written, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		mark := ""
		if name == table { // by which Excel knows UTF-8; programs that read standard output do without
			mark = "\ufeff"
		}
		if printed := ask(t, small, append([]string{"simulate", "-"}, args...)...); undated(mark+printed.out) != undated(string(written)) {
			t.Errorf("%q prints something else than is written", args)
		}
	}
	if info, err := os.Stat(table); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode of a file that was there: %v, %v", info.Mode(), err)
	}
	onlyThese(t, folder, "report.html", "timeline.csv")
}

func TestTimelineAddsUpToTheSummary(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(ask(t, small, "simulate", "-", "--csv", "-").out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var sums [3]int64
	for _, row := range rows[1:] {
		for i := range sums {
			n, err := strconv.ParseInt(row[2+i], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			sums[i] += n
		}
	}
	answer := answerOf(t, ask(t, small, "simulate", "-", "--json"))
	if sums != [3]int64{answer.Delivered, answer.Failed, answer.Expired} || sums[0]+sums[1]+sums[2] != 500 {
		t.Errorf("the timeline adds up to %v, the summary is %+v", sums, answer)
	}
}

func TestOneFileThatCannotBeWrittenLeavesNone(t *testing.T) {
	folder := t.TempDir()
	a := ask(t, small, "simulate", "-", "--csv", filepath.Join(folder, "a.csv"), "--html", filepath.Join(folder, "nowhere", "b.html"))
	if a.status != 1 || !strings.HasSuffix(a.err, "cannot be written: there is no such folder") || a.out != "" {
		t.Errorf("%+v", a)
	}
	onlyThese(t, folder)
}

func TestInterruptStopsAtOnceAndWritesNothing(t *testing.T) {
	folder := t.TempDir()
	for _, args := range [][]string{
		{"simulate", "--messages", "100000000", "--senders", "10000", "--html", filepath.Join(folder, "a.html")},
		{"forecast", "--messages", "10000000", "--senders", "10000", "--replications", "10"},
		{"senders", "--messages", "1000000", "--objective", "99%:20000"},
		{"simulate", "-"}, // waits for its input
	} {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		started := time.Now()
		endless, writer := io.Pipe()
		a := askUntil(ctx, endless, args...)
		_ = writer.Close() // never fails
		if a.status != 130 || !strings.HasSuffix(a.err, "stopped before the end; there is no result and nothing was written") || a.out != "" {
			t.Errorf("%q: %+v", args, a)
		}
		if took := time.Since(started); took > 5*time.Second { // the whole takes far longer only where the machine is slow
			t.Errorf("%q: stopped after %s", args, took)
		}
		cancel()
	}
	onlyThese(t, folder)
}

func TestReplicationsUntilPrecise(t *testing.T) {
	a := ask(t, easy, "simulate", "-", "--precision", "1")
	if a.status != 0 || !strings.Contains(a.out, "10 runs, with the seeds from 5 on") {
		t.Errorf("%+v", a)
	}
}

func TestNoColourNoBarWhereThereIsNoTerminal(t *testing.T) {
	a := ask(t, "", "simulate", "--messages", "3000000", "--senders", "10000", "--objective", "none")
	if a.err != "" || strings.ContainsAny(a.out, "\r\x1b") {
		t.Errorf("%+v", a)
	}
}

func onlyThese(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !reflect.DeepEqual(got, names) {
		t.Errorf("the folder holds %q, want %q", got, names)
	}
}

// The table of messages has every message, and its attempts are those of the
// answer.
func TestMessagesAddUp(t *testing.T) {
	var answer result.ForecastAnswer
	if err := json.Unmarshal([]byte(ask(t, small, "simulate", "-", "--json").out), &answer); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(ask(t, small, "simulate", "-", "--messages-csv", "-").out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	outcomes, attempts := map[string]string{}, int64(0)
	for _, row := range rows[1:] {
		outcomes[row[0]] = row[2]
		if row[4] != "" {
			attempts++
		}
	}
	counts := map[string]int64{}
	for _, outcome := range outcomes {
		counts[outcome]++
	}
	if int64(len(outcomes)) != answer.Settings.Messages || attempts != answer.Attempts || counts["delivered"] != answer.Delivered ||
		counts["failed"] != answer.Failed || counts["expired"] != answer.Expired {
		t.Errorf("%d messages, %d attempts, %v; the answer is %+v", len(outcomes), attempts, counts, answer)
	}
}
