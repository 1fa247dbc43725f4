package report

import (
	"bytes"
	"strings"
	"testing"

	"alertsim/internal/fit"
)

func fitOf(t *testing.T, log string) Fit {
	t.Helper()
	f, err := fit.Log(t.Context(), strings.NewReader(log), fit.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	out := Fit{Fit: f, Source: "log.csv"}
	if f.Settings != nil {
		if out.Curves, err = f.LayOver(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// A terminal of ASCII gets nothing else, and the rows that are wrong are told with their lines.
func TestFitInASCII(t *testing.T) {
	f := fitOf(t, "sent,ended,status,to\n0,10,delivered,a\nx,20,delivered,b\n0,20,delivered,c\n5,4,failed,d\n0,9,odd,e\n0,9,queued,f\n")
	var b bytes.Buffer
	if err := f.Text(&b, Terminal{ASCII: true}); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r > 126 {
			t.Fatalf("%q is not ASCII:\n%s", r, &b)
		}
	}
	for _, says := range []string{"line 3", `sent "x" is not a time`, "line 5", "ended 1 s before it was sent", "odd", "--status says what it means", "open: not the recipient's device", "40.0 % to 80.0 %", "@", "Kolmogorov distance"} {
		if !strings.Contains(b.String(), says) {
			t.Errorf("%q is not told:\n%s", says, &b)
		}
	}
}

// Words of a log are texts on a page, never marks.
func TestFitOnAPage(t *testing.T) {
	f := fitOf(t, "sent,ended,status,to\n0,10,delivered,a\n0,20,<script>alert(1)</script>,b\n")
	var b bytes.Buffer
	if err := f.HTML(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script") || !strings.Contains(b.String(), "&lt;script&gt;") || !strings.Contains(b.String(), policy[:10]) {
		t.Errorf("%s", &b)
	}
}
