package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSettings(t *testing.T) {
	s := settings(t, nil)
	if s.Stage.Name != "dev" || s.Stage.Local || s.SendersPerShard != 500 || s.WorkerConcurrency != 3 || s.StudyConcurrency != 2 || s.Slice != 12*time.Minute {
		t.Errorf("defaults: %+v", s)
	}
	s = settings(t, map[string]string{"target": "local"})
	if !s.Stage.Local || s.SendersPerShard != 10_000 || s.WorkerConcurrency != 1 || s.StudyConcurrency != 1 || s.Slice != 20*time.Second {
		t.Errorf("local: %+v", s)
	}
	s = settings(t, map[string]string{"stage": "prod", "sendersPerShard": "100", "workerConcurrency": "64", "accountConcurrency": "1000", "sliceSeconds": "60"})
	if s.Stage.Name != "prod" || s.Concurrency.Account != 1000 || s.Concurrency.Workers != 64 || s.SendersPerShard != 100 || s.WorkerConcurrency != 64 || s.StudyConcurrency != 10 || s.Slice != time.Minute {
		t.Errorf("prod: %+v", s)
	}
}

func TestSettingsRefuse(t *testing.T) {
	for name, value := range map[string]string{
		"stage":              "test",
		"target":             "azure",
		"sendersPerShard":    "0",
		"workerConcurrency":  "1", // an event source knows no maximum below 2
		"accountConcurrency": "8", // two workers, two studies, the sweeper, two forecasts and two for the API
		"studyConcurrency":   "1",
		"sliceSeconds":       "900",
		"trustedProxies":     "203.0.113.0/24,any",
		"allowedNetworks":    "203.0.113.0/24,0.0.0.0/0",
		"requestsPerAddress": "599", // less than a viewer makes
		"gatewayRole":        "no",
	} {
		_, err := NewSettings(func(asked string) string {
			if asked == name {
				return value
			}
			return ""
		})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s=%s: %v", name, value, err)
		}
	}
}

// More workers than the account may run at a time would take what the others need.
func TestWorkersFitTheAccount(t *testing.T) {
	_, err := NewSettings(func(name string) string { return map[string]string{"workerConcurrency": "64"}[name] })
	if err == nil || !strings.Contains(err.Error(), "workerConcurrency 64") || !strings.Contains(err.Error(), "accountConcurrency 10") {
		t.Errorf("64 workers in a new account: %v", err)
	}
}

// What is not said of workers and studies is what the account has room for.
func TestSettingsFitTheAccount(t *testing.T) {
	for _, test := range []struct {
		switches         map[string]string
		workers, studies int
	}{
		{map[string]string{"accountConcurrency": "12"}, 5, 2},
		{map[string]string{"accountConcurrency": "1000"}, 5, 10},
		{map[string]string{"accountConcurrency": "12", "workerConcurrency": "2"}, 2, 5},
		{map[string]string{"accountConcurrency": "1100", "studyConcurrency": "1000"}, 5, 1000},
	} {
		if s := settings(t, test.switches); s.WorkerConcurrency != test.workers || s.StudyConcurrency != test.studies {
			t.Errorf("%v: %d workers, %d studies", test.switches, s.WorkerConcurrency, s.StudyConcurrency)
		}
	}
}

func TestBuilt(t *testing.T) {
	root := t.TempDir()
	s := settings(t, map[string]string{"functions": root, "site": filepath.Join(root, "pages")})
	for _, missing := range []string{"api/bootstrap", "forecast/bootstrap", "worker/bootstrap", "study/bootstrap", "sweeper/bootstrap", "pages/index.html"} {
		path := filepath.Join(root, missing)
		if err := s.Built(); err == nil || !strings.Contains(err.Error(), path+" is not built yet") {
			t.Errorf("without %s: %v", missing, err)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Built(); err != nil {
		t.Error(err)
	}
	s = settings(t, map[string]string{"target": "local", "functions": root, "site": "nowhere"})
	if err := s.Built(); err != nil {
		t.Errorf("no pages are served from a local AWS: %v", err)
	}
}
