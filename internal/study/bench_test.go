package study

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"
)

// BenchmarkWork measures what the constants of workOf say: a point's tables, a run without messages to speak of, and an
// attempt by its kind and the number of senders. The figure is the least of short turns, which other work on the machine
// leaves alone now and then.
func BenchmarkWork(b *testing.B) {
	none := func(context.Context, float64) error { return nil }
	type row struct {
		name, query string
		of          float64 // so many of what the figure is of
	}
	rows := []row{
		{"point", `{"settings": {"messages": 1}, "replications": 1}`, 1},
		{"run", `{"settings": {"messages": 1}, "replications": 100}`, 100},
	}
	for _, senders := range []int{40, 1000, 10_000} {
		rows = append(rows,
			row{fmt.Sprintf("plain/senders=%d", senders), fmt.Sprintf(`{"settings": {"messages": 400000, "senderGroups": [{"senders": %d}]}, "replications": 1}`, senders), 4e5},
			row{fmt.Sprintf("general/senders=%d", senders), fmt.Sprintf(`{"settings": {"messages": 180000, "senderGroups": [{"senders": %d, "failureRate": 0.1}],
				"retry": {"maxAttempts": 4}}, "replications": 1}`, senders), 1.8e5 * 1.111})
	}
	for _, row := range rows {
		b.Run(row.name, func(b *testing.B) {
			q := queryOf(b, row.query)
			least := time.Duration(1 << 62)
			for b.Loop() {
				began := time.Now()
				if _, err := q.Compute(b.Context(), Span{0, q.Runs()}, none); err != nil {
					b.Fatal(err)
				}
				least = min(least, time.Since(began))
			}
			b.ReportMetric(float64(least)/row.of, "ns/each")
		})
	}
}

// BenchmarkStudy is 100 points × 20 seeds × 100,000 messages, on one processor and on all: the time of a study, and how
// many times as fast the second is.
func BenchmarkStudy(b *testing.B) {
	q := queryOf(b, `{"settings": {"messages": 100000, "seed": 1, "objectives": [{"share": 0.95, "within": 5000}]}, "replications": 20,
		"vary": [{"path": "senderGroups[0].senders", "range": {"from": 100, "to": 1000, "count": 100}}]}`)
	if q.Points() != 100 {
		b.Fatal(q.Points())
	}
	layout := prepared(b, q).Layout
	alone := time.Duration(0)
	for _, workers := range []int{1, runtime.GOMAXPROCS(0)} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			best := time.Duration(1 << 62)
			for b.Loop() {
				began := time.Now()
				if err := (Pool{Workers: workers}).Run(b.Context(), NewResults(q, layout), nil); err != nil {
					b.Fatal(err)
				}
				best = min(best, time.Since(began))
			}
			if workers == 1 {
				alone = best
			}
			b.ReportMetric(best.Seconds(), "s/study")
			b.ReportMetric(float64(alone)/float64(best), "times")
		})
	}
}
