package forecast

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

func forecastSettings(t testing.TB, body string) settings.Settings {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cheapest are settings of each kind that take the least time an attempt.
var cheapest = map[string]string{
	"plain":   `{"messages": 5000000, "senderGroups": [{"senders": 1}]}`,
	"general": `{"messages": 2000000, "senderGroups": [{"senders": 4, "failureRate": 0.01}], "retry": {"maxAttempts": 2}}`,
	"waiting": `{"messages": 2000000, "senderGroups": [{"senders": 200, "failureRate": 1}], "retry": {"maxAttempts": 3, "jitter": false, "initialBackoff": 86400, "maxBackoff": 86400}}`,
	"course":  `{"messages": 2000000, "channels": [{"name": "sms", "neverReached": 1}], "senderGroups": [{"senders": 4, "channel": "sms"}]}`,
}

// BenchmarkCheapest measures what the constants of schedule.LeastTime are half of.
func BenchmarkCheapest(b *testing.B) {
	for name, body := range cheapest {
		b.Run(name, func(b *testing.B) {
			s, attempts, best := forecastSettings(b, body), int64(0), time.Duration(math.MaxInt64)
			for b.Loop() {
				began := time.Now()
				plan, err := Of(context.Background(), s)
				if err != nil {
					b.Fatal(err)
				}
				best, attempts = min(best, time.Since(began)), max(plan.Totals.Attempts, s.Messages)
			}
			b.ReportMetric(float64(best)/float64(attempts), "ns/attempt")
		})
	}
}

// By hand: the messages that are sent, or are expected to be, times the nanoseconds of their kind.
func TestLeastTime(t *testing.T) {
	for _, test := range []struct {
		body string
		runs int
		want time.Duration
	}{
		{`{"messages": 100000000, "mode": "instant"}`, 1, 500 * time.Millisecond},                                                   // 5 ns each
		{`{"messages": 1000000, "mode": "instant"}`, 100, 500 * time.Millisecond},                                                   // the same, in parts
		{`{"messages": 10000000, "senderGroups": [{"ratePerSecond": 1}]}`, 1, 170 * time.Millisecond},                               // 17 ns
		{`{"messages": 1000000, "retry": {"maxAttempts": 5}}`, 1, 17 * time.Millisecond},                                            // nothing fails
		{`{"messages": 1000000, "retry": {"maxAttempts": 2}, "senderGroups": [{"failureRate": 0.5}]}`, 1, 25500 * time.Microsecond}, // a half is tried twice
		{cheapest["waiting"], 1, 600 * time.Millisecond},                                                                            // 6,000,000 of 100 ns
		{cheapest["course"], 1, 100 * time.Millisecond},
		// 4 senders of 10 s have 4,000 s: 1,600 attempts and those under way.
		{`{"messages": 1000000, "timeToLive": 4000}`, 1, 1604 * 17 * time.Nanosecond},
		{`{"messages": 1000000, "timeToLive": 4000, "senderGroups": [{"burst": 2, "ratePerSecond": 1}]}`, 1, 0}, // nobody knows
	} {
		if got := schedule.LeastTime(forecastSettings(t, test.body), test.runs); math.Abs(float64(got-test.want)) > 0.001*float64(test.want)+10 {
			t.Errorf("%s, %d runs: %v, want %v", test.body, test.runs, got, test.want)
		}
	}
}

// What cannot be done in time is refused at once, in words; what may be is begun.
func TestOutOfReach(t *testing.T) {
	l := NewLimiter(Capacity{Processors: 2, Budget: 3 * time.Second})
	for _, test := range []struct {
		least  time.Duration
		plans  int
		begins bool
		says   string
	}{
		{0, 1, true, ""},
		{3 * time.Second, 1, true, ""},
		{3*time.Second + 1, 1, false, "a forecast of up to 9,000,000 attempts cannot be done within 3 s: it takes 4 s of a processor at the least; run it as an instant simulation"},
		{6 * time.Second, 2, true, ""}, // on two processors
		{7 * time.Second, 2, false, "it takes 7 s of a processor at the least; ask for fewer of them"},
	} {
		begun := false
		err := l.Do(t.Context(), Job{Attempts: 9_000_000, Plans: test.plans, Least: test.least}, func(context.Context) error { begun = true; return nil })
		if begun != test.begins || test.begins != (err == nil) {
			t.Errorf("%v: begun %v, %v", test.least, begun, err)
		}
		if !test.begins && (fault.CodeOf(err) != fault.CodeTooLong || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%v: %v", test.least, err)
		}
	}
}
