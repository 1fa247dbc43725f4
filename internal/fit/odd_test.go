package fit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/fit"
)

// Whatever is in a log, it is fitted or refused in words, what comes of it can be written, and settings can be simulated.
func TestOddLogs(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, values ...string) string { return rapid.SampledFrom(values).Draw(t, name) }
		var b strings.Builder
		b.WriteString("sent,ended,status,to,channel,group,attempt,step,audience,acknowledged\n")
		scale := pick("scale", "1", "1", "0.001", "100000", "0")
		for i := range rapid.IntRange(0, 60).Draw(t, "rows") {
			at := rapid.IntRange(0, 50).Draw(t, "at")
			sent := fmt.Sprintf("%de%d", at, map[string]int{"1": 0, "0.001": -3, "100000": 5, "0": -9}[scale])
			if rapid.IntRange(0, 20).Draw(t, "odd") == 0 {
				sent = pick("sent", "", "-5", "1e300", "NaN", "2026-01-01", "1e15", "-1e11", "288230376151")
			}
			ended := pick("ended", "", sent, fmt.Sprint(at+1), fmt.Sprint(at+7), fmt.Sprint(at+7), "-3", "1e11", "0")
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", sent, ended,
				pick("status", "delivered", "delivered", "failed", "busy", "invalid", "sent", "aborted", "overCap", "click", "?", "\"a,\nb\"", ""),
				pick("to", "a", "b", "c", fmt.Sprint(i), "ü", ""), pick("channel", "sms", "sms", "calls", "", "true"), pick("group", "", "", "x", "y"),
				pick("attempt", "", "1", "2", "0", "300", "1.5"), pick("step", "", "1", "2"), pick("audience", "", "all", "- x", "'#"), pick("acknowledged", "", "9", "60", "-1"))
		}
		f, err := fit.Log(t.Context(), strings.NewReader(b.String()), fit.Options{Folder: folder})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		if _, err := json.Marshal(f); err != nil {
			t.Fatal(err)
		}
		counted := f.Read.Attempts + f.Read.Unreadable.Rows + f.Read.Untried
		for _, w := range f.Read.Words {
			if w.Kind == fit.Ignored {
				counted += w.Rows
			}
		}
		if counted != f.Read.Rows {
			t.Fatalf("%d rows of %d are accounted for", counted, f.Read.Rows)
		}
		if f.Settings == nil {
			if len(f.Notes) == 0 {
				t.Fatal("no settings, and no reason")
			}
			return
		}
		var out bytes.Buffer
		if err := f.Scenario(&out, "log.csv"); err != nil {
			t.Fatal(err)
		}
		if c, err := f.LayOver(t.Context(), nil); err == nil {
			if raw, err := json.Marshal(c); err != nil || c.Distance < 0 || c.Distance > 1 {
				t.Fatalf("%v, %s", err, raw)
			}
		}
	})
}
