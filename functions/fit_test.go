package functions_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
)

// maxEvent is what Lambda takes for the event of a call, in bytes.
const maxEvent = 6 << 20

// The longest log that is taken, with every field in quotes, fits into an event, and is fitted by the function with one
// processor in the time that it has in a new account; a longer one is for the command line.
func TestFitOfTheLongestLog(t *testing.T) {
	const most = 4_000_000
	quoted := func(size int) string {
		var b strings.Builder
		b.WriteString(`"sent","ended","status","to"` + "\n")
		for i := 0; b.Len() < size; i++ {
			status := "delivered"
			if i%9 == 0 {
				status = "busy"
			}
			fmt.Fprintf(&b, "\"2026-11-14 10:%02d:%02d.%03d\",\"2026-11-14 11:%02d:00.000\",\"%s\",\"+1 071 %07d\"\n", i/1000%60, i%60, i%1000, i%60, status, i/2)
		}
		return b.String()[:size]
	}
	c, err := deployment.Divide(deployment.NewAccount, 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := built["forecast"](); err != nil { // before the time counts
		t.Fatal(err)
	}
	for size, want := range map[int]int{most: 200, most + 1: 413} {
		event := request("POST", "/api/forecast/fit", quoted(size), "Content-Type", "text/csv")
		if len(event) > maxEvent-100_000 { // the gateway says more of a call
			t.Errorf("the event of %d bytes has %d", size, len(event))
		}
		l := &lambda{T: t, event: event, timeout: c.ForecastTimeout}
		temporary := t.TempDir()
		began := time.Now()
		status, answer := response(t, l.invoke("forecast", "GOMAXPROCS=1", "TMPDIR="+temporary, fmt.Sprintf("GOMEMLIMIT=%dMiB", deployment.MemoryLimit(deployment.ForecastMemory)),
			fmt.Sprintf("ALERTSIM_FORECAST_SECONDS=%.0f", c.ForecastBudget.Seconds()), "ALERTSIM_FORECAST_MEGABYTES=1484"))
		took := time.Since(began)
		slow := status == 422 && strings.Contains(answer, "the log was not done within 3 s") // beside other work
		if status != want && !slow {
			t.Errorf("%d bytes: %d: %.300s", size, status, answer)
		}
		var told struct{ Read struct{ Attempts int } }
		if err := json.Unmarshal([]byte(answer), &told); err != nil || status == 200 && told.Read.Attempts < 40_000 {
			t.Errorf("%d bytes: %v, %+v", size, err, told)
		}
		t.Logf("a log of %d bytes, an event of %d: %d after %v", size, len(event), status, took)
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}
