//go:build large && linux

package functions_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
)

// The largest forecasts of each kind, by the real program with one processor and the memory limit of its function: each is
// answered before Lambda ends it, and holds less than the function has.
func TestLargestForecasts(t *testing.T) {
	if _, err := built["forecast"](); err != nil { // before the time counts
		t.Fatal(err)
	}
	for _, account := range []int{deployment.NewAccount, 1000} {
		c, err := deployment.Divide(account, 3, 2)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprintf("in %v", c.ForecastBudget), func(t *testing.T) { answerLargest(t, c) })
	}
}

func answerLargest(t *testing.T, c deployment.Concurrency) {
	for _, test := range []struct{ name, body string }{
		{"sent once", `{"messages": 100000000, "seed": 1, "mode": "instant", "senderGroups": [{"senders": 1000}]}`},
		{"sent once by many, at a rate", `{"messages": 100000000, "seed": 1, "mode": "instant", "senderGroups": [{"senders": 10000, "ratePerSecond": 10000}]}`},
		{"tried ten times, few waiting", `{"messages": 10000000, "seed": 1, "mode": "instant", "senderGroups": [{"senders": 1000, "failureRate": 1}], "retry": {"maxAttempts": 10, "initialBackoff": 1, "maxBackoff": 1}}`},
		{"tried ten times, all waiting", `{"messages": 10000000, "seed": 1, "mode": "instant", "senderGroups": [{"senders": 10000, "failureRate": 1}], "retry": {"maxAttempts": 10, "initialBackoff": 86400, "maxBackoff": 86400}}`},
		{"of the whole model, all waiting", wholeModel(t)},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := &lambda{T: t, event: request("POST", "/api/forecast", test.body), timeout: c.ForecastTimeout}
			began := time.Now()
			status, answer := response(t, l.invoke("forecast", "GOMAXPROCS=1", fmt.Sprintf("GOMEMLIMIT=%dMiB", deployment.MemoryLimit(deployment.ForecastMemory)),
				fmt.Sprintf("ALERTSIM_FORECAST_SECONDS=%.0f", c.ForecastBudget.Seconds()), "ALERTSIM_FORECAST_MEGABYTES=1484"))
			took := time.Since(began)
			processor, peak := l.used()
			words := ""
			if status != 200 {
				var problem struct{ Detail string }
				if err := json.Unmarshal([]byte(answer), &problem); err != nil {
					t.Fatal(err, answer)
				}
				words = problem.Detail
			}
			t.Logf("%d after %.1f s, of which %.1f s of the processor, %d MB at the peak %s", status, took.Seconds(), processor.Seconds(), peak>>20, words)
			inTime := fmt.Sprintf("done within %.0f s", c.ForecastBudget.Seconds()) // not done, or cannot be
			if status != 200 && (status != 422 || !strings.Contains(words, inTime)) {
				t.Errorf("%d: %s", status, answer)
			}
			if took > c.ForecastTimeout {
				t.Errorf("Lambda had ended it after %v", c.ForecastTimeout)
			}
			if peak > deployment.ForecastMemory<<20 {
				t.Errorf("it held %d bytes", peak)
			}
		})
	}
}

// used is what the function has used of the processor, and the most memory it had.
func (l *lambda) used() (processor time.Duration, peak int64) {
	l.Helper()
	read := func(name string) string {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", l.process.Pid, name))
		if err != nil {
			l.Fatal(err)
		}
		return string(raw)
	}
	// After the name in brackets: user and system time are the 12th and 13th, in hundredths of a second.
	_, after, _ := strings.Cut(read("stat"), ") ")
	for _, ticks := range strings.Fields(after)[11:13] {
		n, err := strconv.ParseInt(ticks, 10, 64)
		if err != nil {
			l.Fatal(err)
		}
		processor += time.Duration(n) * 10 * time.Millisecond
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindStringSubmatch(read("status"))
	if found == nil {
		l.Fatal("no peak is told here")
	}
	kilobytes, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		l.Fatal(err)
	}
	return processor, kilobytes << 10
}
