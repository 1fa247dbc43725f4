package report

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing")

// What is told, word for word and line for line of the charts. A golden file is written by -update; read what changed.
func TestGoldens(t *testing.T) {
	all := reports(t)
	signs, defaults := all["signs"], all["defaults"]
	precise := defaults
	plan, runs, err := forecast.Replicate(context.Background(), defaults.Settings, 20, 0.001)
	if err != nil {
		t.Fatal(err)
	}
	precise.Result, precise.Replications = result.Of(defaults.Settings, plan, deployment.Standard()), &runs
	wanted := defaults.Settings
	wanted.Objectives = []settings.Objective{{Share: 0.95, Within: 1800}}
	found, err := forecast.FewestSenders(context.Background(), forecast.SendersQuery{Settings: wanted, Group: -1, Probability: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := schedule.Compile(all["one message"].Settings)
	if err != nil {
		t.Fatal(err)
	}
	utf8, ascii := Terminal{}, Terminal{ASCII: true}
	for name, write := range map[string]func(io.Writer) error{
		"signs.html":    signs.HTML,
		"defaults.html": defaults.HTML,
		"signs.txt":     func(w io.Writer) error { return signs.Text(w, utf8) },
		"precise.txt":   func(w io.Writer) error { return precise.Text(w, ascii) },
		"compare.html":  Comparison{defaults, signs}.HTML,
		"compare.txt":   func(w io.Writer) error { return Comparison{defaults, signs}.Text(w, utf8) },
		"senders.txt":   func(w io.Writer) error { return Senders{found, wanted, -1, deployment.Standard()}.Text(w, utf8) },
		"timeline.csv":  signs.CSV,
		"one-message.csv": func(w io.Writer) error {
			return MessagesCSV(w, all["one message"].Settings, compiled.AllMessages(context.Background(), all["one message"].Plan.Makespan))
		},
		"impossible.txt":   func(w io.Writer) error { return impossible(t).Text(w, ascii) },
		"no-objective.txt": func(w io.Writer) error { return all["no objective"].Answer(w, utf8) },
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(name, err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), bytes.ReplaceAll(got.Bytes(), []byte("\r\n"), []byte("\n"))) {
			t.Errorf("%s differs; go test ./internal/report -run TestGoldens -update writes it", path)
		}
	}
}

// impossible is a search for what no number of senders meets.
func impossible(t *testing.T) Senders {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(`{"seed": 1, "objectives": [{"share": 1, "within": 1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	found, err := forecast.FewestSenders(context.Background(), forecast.SendersQuery{Settings: s, Group: 0, Probability: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	return Senders{found, s, 0, deployment.Standard()}
}
