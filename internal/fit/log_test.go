package fit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fit"
)

func read(t *testing.T, text string, o fit.Options) *fit.Fit {
	t.Helper()
	o.Folder = t.TempDir()
	f, err := fit.Log(t.Context(), strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Names and forms of the logs of providers.
func TestLogsOfProviders(t *testing.T) {
	for _, c := range []struct {
		name, text string
		columns    map[fit.Role]string
		kinds      map[string]fit.Kind
		median     float64 // of the send times, in seconds
	}{
		{
			"Twilio", "Sid,DateCreated,DateSent,DateUpdated,Status,To,ErrorCode\n" +
				"a,\"Sat, 31 Jan 2026 07:59:59 +0000\",\"Sat, 31 Jan 2026 08:00:00 +0000\",\"Sat, 31 Jan 2026 08:00:07 +0000\",delivered,+15550100,\n" +
				"b,\"Sat, 31 Jan 2026 07:59:59 +0000\",\"Sat, 31 Jan 2026 08:00:01 +0000\",\"Sat, 31 Jan 2026 08:00:08 +0000\",undelivered,+15550101,30003\n" +
				"c,\"Sat, 31 Jan 2026 07:59:59 +0000\",\"Sat, 31 Jan 2026 08:00:01 +0000\",\"Sat, 31 Jan 2026 08:00:08 +0000\",sent,+15550102,\n",
			map[fit.Role]string{fit.Sent: "DateSent", fit.Ended: "DateUpdated", fit.Status: "Status", fit.Recipient: "To"},
			map[string]fit.Kind{"delivered": fit.Delivered, "undelivered": fit.Failed, "sent": fit.Open}, 7,
		},
		{
			"End User Messaging", "\ufeffeventTimestamp;messageRequestTimestamp;messageStatus;destinationPhoneNumber\r\n" +
				"1769846409000;1769846400000;DELIVERED;+15550100\r\n1769846409000;1769846400000;TEXT_CARRIER_UNREACHABLE;+15550101\r\n",
			map[fit.Role]string{fit.Sent: "messageRequestTimestamp", fit.Ended: "eventTimestamp", fit.Status: "messageStatus", fit.Recipient: "destinationPhoneNumber"},
			map[string]fit.Kind{"DELIVERED": fit.Delivered, "TEXT_CARRIER_UNREACHABLE": fit.Temporary}, 9,
		},
		{
			"SNS", "notification.timestamp\tdelivery.destination\tdelivery.dwellTimeMs\tstatus\n" +
				"2026-01-31 08:00:00.100\t+15550100\t1500\tSUCCESS\n2026-01-31 08:00:00.200\t+15550101\t1500\tFAILURE\n",
			map[fit.Role]string{fit.Sent: "notification.timestamp", fit.Duration: "delivery.dwellTimeMs", fit.Status: "status", fit.Recipient: "delivery.destination"},
			map[string]fit.Kind{"SUCCESS": fit.Delivered, "FAILURE": fit.Failed}, 1.5,
		},
		{
			"SES", "mail.timestamp,mail.destination,eventType,delivery.timestamp\n" +
				"2026-01-31T08:00:00.000Z,a@example.org,Delivery,2026-01-31T08:00:02.000Z\n2026-01-31T08:00:00.000Z,b@example.org,Bounce,2026-01-31T08:00:02.000Z\n",
			map[fit.Role]string{fit.Sent: "mail.timestamp", fit.Ended: "delivery.timestamp", fit.Status: "eventType", fit.Recipient: "mail.destination"},
			map[string]fit.Kind{"Delivery": fit.Delivered, "Bounce": fit.Failed}, 2,
		},
	} {
		f := read(t, c.text, fit.Options{})
		columns, kinds := map[fit.Role]string{}, map[string]fit.Kind{}
		for _, taken := range f.Columns.Taken {
			columns[taken.Role] = taken.Name
		}
		for _, w := range f.Read.Words {
			kinds[w.Text] = w.Kind
		}
		if !maps.Equal(columns, c.columns) || !maps.Equal(kinds, c.kinds) {
			t.Errorf("%s: columns %v, statuses %v", c.name, columns, kinds)
		}
		if got := at(f.Groups[0].SendTimes, 0.5); got.Value != c.median {
			t.Errorf("%s: the median is %+v, want %v", c.name, got, c.median)
		}
		if f.StartAt == "" || f.Settings == nil {
			t.Errorf("%s: starts at %q, %q", c.name, f.StartAt, f.Notes)
		}
	}
}

func TestColumnsThatAreMissing(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns map[fit.Role]string
		says    []string
	}{
		{"a,b\n1,2\n", nil, []string{"sent:", "ended", "status:", "recipient:", `"a", "b"`, "--map sent=a"}},
		{"sent,status,to\n1,delivered,x\n", nil, []string{"duration"}},
		{"sent,ended,status\n1,2,delivered\n", nil, []string{"recipient"}},
		{"sent,ended,status,to\n1,2,delivered,x\n", map[fit.Role]string{fit.Channel: "kind"}, []string{`no column "kind"`, `"to"`}},
		{"sent,sent\n", nil, []string{"twice"}},
		{"", nil, []string{"empty"}},
		{"\xff\xfes\x00e\x00", nil, []string{"UTF-16"}},
		{"\x1f\x8b123", nil, []string{"compressed"}},
		{`{"sent":1}`, nil, []string{"JSON"}},
		{"a\x00b", nil, []string{"no text"}},
		{"sent,ended,status,to\n", nil, []string{"no rows"}},
		{"sent,ended,status,to\nx,2,delivered,y\n", nil, []string{"none is an attempt", `line 2: sent "x"`}},
		{"sent,ended,status,to\n1,2,zugestellt,y\n", nil, []string{`"zugestellt": 1 rows`, "--status zugestellt=delivered"}},
	} {
		_, err := fit.Log(t.Context(), strings.NewReader(c.text), fit.Options{Columns: c.columns, Folder: t.TempDir()})
		for _, says := range c.says {
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%q: %v, want %q", c.text, err, says)
			}
		}
	}
}

// Nothing that is wrong is dropped without a word.
func TestRowsThatAreWrong(t *testing.T) {
	text := "sent,ended,status,to,channel\n" +
		"1,2,delivered,a,sms\n" +
		"later,2,delivered,b,sms\n" + // 3
		"1,2,delivered\n" +
		"5,3,delivered,c,sms\n" + // 5: backwards, and counts
		"1,NaN,delivered,d,sms\n" +
		"1,2,delivered,,sms\n" +
		"\n" +
		"1,2,\"delivered,e,sms\n" // 9: a quote that is not closed
	f := read(t, text, fit.Options{})
	var lines []int
	for _, w := range f.Read.Unreadable.First {
		lines = append(lines, w.Line)
	}
	if f.Read.Rows != 7 || f.Read.Attempts != 2 || f.Read.Unreadable.Rows != 5 || !slices.Equal(lines, []int{3, 4, 6, 7, 9}) {
		t.Errorf("%+v", f.Read)
	}
	if f.Read.Backwards.Rows != 1 || f.Read.Backwards.First[0].Line != 5 || f.Groups[0].SendTimes.Count != 1 {
		t.Errorf("%+v", f.Read.Backwards)
	}
}

// A word that nobody knows counts in no share until it is said what it means; the bounds have it both ways.
func TestUnknownStatuses(t *testing.T) {
	var b strings.Builder
	b.WriteString("sent,ended,status,to\n")
	for i := range 100 {
		status := "delivered"
		switch {
		case i < 10:
			status = "kaputt"
		case i < 30:
			status = "failed"
		}
		fmt.Fprintf(&b, "%d,%d,%s,%d\n", i, i+3, status, i)
	}
	f := read(t, b.String(), fit.Options{})
	g := f.Groups[0]
	if g.Delivered.Value != 70.0/90 || g.LeastDelivered != 0.7 || g.MostDelivered != 0.8 || len(g.Outcomes) != 2 || !strings.Contains(strings.Join(f.Notes, " "), `"kaputt"`) {
		t.Errorf("%+v, %q", g, f.Notes)
	}
	f = read(t, b.String(), fit.Options{Statuses: map[string]fit.Kind{"Kaputt": fit.Permanent}})
	g = f.Groups[0]
	if g.Delivered.Value != 0.7 || g.LeastDelivered != 0.7 || g.MostDelivered != 0.7 || len(g.Outcomes) != 3 || g.Permanent.Value == 0 {
		t.Errorf("%+v, %q", g, f.Notes)
	}
}

// Whole seconds do not make a made-up precision.
func TestWholeSeconds(t *testing.T) {
	var b strings.Builder
	b.WriteString("sent_at,delivered_at,state,phone\n")
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i := range 3000 {
		at := start.Add(time.Duration(i) * time.Second / 20)
		fmt.Fprintf(&b, "%s,%s,delivered,%d\n", at.Format(time.DateTime), at.Add(time.Duration(4+i*7%5)*time.Second).Format(time.DateTime), i)
	}
	zone := time.FixedZone("UTC+1", 3600)
	f := read(t, b.String(), fit.Options{Zone: zone})
	g := f.Groups[0]
	if f.Resolution != 1 || g.Rate.Limit == nil || g.Rate.Limit.Value != 20 {
		t.Errorf("resolution %v, rate %+v", f.Resolution, g.Rate)
	}
	if p := at(g.SendTimes, 0.5); p.Value != 6 || p.High-p.Low < 1 {
		t.Errorf("%+v", p)
	}
	if f.StartAt != "2026-03-01T12:00:00+01:00" {
		t.Errorf("starts at %s", f.StartAt)
	}
}

// Nothing is left in the folder for temporary files, however it ends.
func TestReadingThatIsStopped(t *testing.T) {
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	in := io.MultiReader(strings.NewReader("sent,ended,status,to\n"), strings.NewReader(strings.Repeat("1,2,delivered,a\n", 50_000)), stopper(cancel), strings.NewReader(strings.Repeat("1,2,delivered,a\n", 50_000)))
	_, err := fit.Log(ctx, in, fit.Options{Folder: folder})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// stopper stops something when it is read.
type stopper context.CancelFunc

func (s stopper) Read([]byte) (int, error) {
	s()
	return 0, io.EOF
}

// The same log gives the same figures, in any order of its rows.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	table := tableOf(t, roundTrips[0].scenario, 3)
	head, rest, _ := strings.Cut(strings.TrimSpace(string(table)), "\n")
	lines := strings.Split(rest, "\n")
	slices.Reverse(lines)
	a, b := fitted(t, table), read(t, head+"\n"+strings.Join(lines, "\n"), fit.Options{})
	// But for sums of fractions, which depend on their order in the last digits.
	if x, y := a.Groups[0].FailureRate, b.Groups[0].FailureRate; x != y {
		t.Errorf("%+v, and the other way round %+v", x, y)
	}
	if x, y := at(a.Groups[0].SendTimes, 0.9), at(b.Groups[0].SendTimes, 0.9); x != y {
		t.Errorf("%+v, and the other way round %+v", x, y)
	}
	if x, y := a.Retries, b.Retries; !slices.Equal(x, y) {
		t.Errorf("%+v, and the other way round %+v", x, y)
	}
}

// The model's bounds of times: the least is 1 ms, the longest 10 hours.
func TestTimesBeyondTheModel(t *testing.T) {
	f := read(t, "sent,ended,status,to\n1,1,delivered,a\n1,1,delivered,b\n", fit.Options{})
	if f.Settings == nil || *f.Settings.SenderGroups[0].SendTime.Mean != 0.001 {
		t.Errorf("%+v, %q", f.Settings, f.Notes)
	}
	f = read(t, "sent,ended,status,to\n1,90001,delivered,a\n1,5001,delivered,b\n1,5002,delivered,c\n", fit.Options{})
	if f.Settings == nil {
		t.Fatalf("%q", f.Notes)
	}
	p := f.Settings.SenderGroups[0].SendTime.Percentiles
	if p[0].Seconds != 5000 || p[len(p)-1].Seconds != 36_000 || !strings.Contains(strings.Join(f.Notes, " "), "10 h") {
		t.Errorf("%+v, %q", p, f.Notes)
	}
}

// A column that is the same in all rows is no recipient, and nothing grows with it.
func TestOneRecipientForAll(t *testing.T) {
	f := read(t, "sent,ended,status,to\n"+strings.Repeat("1,2,delivered,us\n", 5000), fit.Options{})
	if !strings.Contains(strings.Join(f.Notes, " "), `is "to" the recipient?`) {
		t.Errorf("%q", f.Notes)
	}
}
