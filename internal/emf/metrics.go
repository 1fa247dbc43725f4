// Package emf writes metrics into the log in CloudWatch's embedded metric
// format: one line of JSON holds the figures of up to a minute, and CloudWatch
// makes metrics of it. No call is made and none can fail.
//
// The format: "Specification: Embedded metric format" in the CloudWatch guide.
package emf

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"alertsim/internal/metric"
)

const (
	// Namespace is where CloudWatch shows the metrics.
	Namespace = "AlertSimulation"
	// stageDimension is what they are told apart by.
	stageDimension = "Stage"
	// every is how often figures are written while there are any.
	every = time.Minute
	// maxReadings is how many values a metric may have in one line.
	maxReadings = 100
)

// Metrics gathers what workers count. It is safe for concurrent use.
type Metrics struct {
	w     io.Writer
	stage string

	mu       sync.Mutex
	written  time.Time
	counts   map[metric.Name]int
	readings map[metric.Name][]float64
}

var _ metric.Recorder = (*Metrics)(nil)

// New returns Metrics of a stage that go to w, in a function os.Stdout.
func New(w io.Writer, stage string) *Metrics {
	m := &Metrics{w: w, stage: stage, written: time.Now()}
	m.clear()
	return m
}

// Add implements metric.Recorder.
func (m *Metrics) Add(name metric.Name, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counts[name] += n
	m.writeIfDue(time.Now())
}

// Set implements metric.Recorder.
func (m *Metrics) Set(name metric.Name, value float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.readings[name] = append(m.readings[name], value)
	if len(m.readings[name]) >= maxReadings {
		m.write(time.Now())
	}
	m.writeIfDue(time.Now())
}

// Flush writes what there is. A function must call it before each of its
// answers, after which it may never run again.
func (m *Metrics) Flush() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.write(time.Now())
}

func (m *Metrics) writeIfDue(now time.Time) {
	if now.Sub(m.written) >= every {
		m.write(now)
	}
}

// directive tells CloudWatch what in the line is a metric.
type directive struct {
	Timestamp         int64 // milliseconds
	CloudWatchMetrics []metricSet
}

type metricSet struct {
	Namespace  string
	Dimensions [][]string
	Metrics    []definition
}

type definition struct{ Name, Unit string }

func (m *Metrics) write(now time.Time) {
	m.written = now
	if len(m.counts)+len(m.readings) == 0 {
		return
	}
	line := map[string]any{stageDimension: m.stage}
	var definitions []definition
	for _, name := range slices.Sorted(maps.Keys(m.counts)) {
		line[string(name)] = m.counts[name]
		definitions = append(definitions, definition{string(name), "Count"})
	}
	for _, name := range slices.Sorted(maps.Keys(m.readings)) {
		line[string(name)] = m.readings[name]
		definitions = append(definitions, definition{string(name), "Seconds"}) // all readings there are
	}
	line["_aws"] = directive{now.UnixMilli(), []metricSet{{Namespace, [][]string{{stageDimension}}, definitions}}}
	raw, err := json.Marshal(line)
	if err == nil { // not of a reading that is no finite number
		_, _ = m.w.Write(append(raw, '\n'))
	}
	m.clear()
}

func (m *Metrics) clear() {
	m.counts, m.readings = map[metric.Name]int{}, map[metric.Name][]float64{}
}
