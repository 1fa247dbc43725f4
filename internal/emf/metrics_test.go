package emf

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/metric"
)

func TestLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at midnight UTC 2000-01-01
		var out bytes.Buffer
		m := New(&out, "dev")
		m.Add(metric.Jobs, 1)
		m.Add(metric.Checkpoints, 2)
		m.Add(metric.Checkpoints, 1)
		m.Set(metric.LagSeconds, 0.25)
		m.Set(metric.LagSeconds, 0)
		m.Flush()
		m.Flush() // nothing is left
		const want = `{"Checkpoints":3,"Jobs":1,"LagSeconds":[0.25,0],"Stage":"dev","_aws":{"Timestamp":946684800000,"CloudWatchMetrics":[` +
			`{"Namespace":"AlertSimulation","Dimensions":[["Stage"]],"Metrics":[{"Name":"Checkpoints","Unit":"Count"},` +
			`{"Name":"Jobs","Unit":"Count"},{"Name":"LagSeconds","Unit":"Seconds"}]}]}}` + "\n"
		if out.String() != want {
			t.Errorf("wrote\n%swant\n%s", &out, want)
		}
	})
}

// TestHowOften wants a line a minute of a long slice, and every count once.
func TestHowOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		m := New(&out, "dev")
		const slices = 600
		for range slices {
			time.Sleep(time.Second)
			m.Add(metric.Checkpoints, 1)
			m.Set(metric.LagSeconds, 1)
		}
		m.Flush()
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) < 10 || len(lines) > 12 {
			t.Errorf("%d lines in %d seconds", len(lines), slices)
		}
		counted, read := 0, 0
		for _, line := range lines {
			var l struct {
				Checkpoints int
				LagSeconds  []float64
			}
			if err := json.Unmarshal([]byte(line), &l); err != nil {
				t.Fatal(err)
			}
			counted, read = counted+l.Checkpoints, read+len(l.LagSeconds)
		}
		if counted != slices || read != slices {
			t.Errorf("%d counted, %d read, want %d", counted, read, slices)
		}
	})
}

func TestManyReadings(t *testing.T) {
	var out bytes.Buffer
	m := New(&out, "dev")
	for range maxReadings {
		m.Set(metric.LagSeconds, 1)
	}
	if out.Len() == 0 {
		t.Errorf("%d readings of one metric in one line", maxReadings+1)
	}
}

func TestNoNumber(t *testing.T) {
	var out bytes.Buffer
	m := New(&out, "dev")
	m.Set(metric.LagSeconds, math.NaN())
	m.Flush()
	m.Add(metric.Jobs, 1)
	m.Flush()
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("wrote %q", out.String())
	}
}
