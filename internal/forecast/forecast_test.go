package forecast

import (
	"context"
	"errors"
	"math"
	"testing"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

func settingsOf(t testing.TB, raw string) settings.Settings {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A forecast is the run: the same plan that a worker stores.
func TestForecastIsTheRun(t *testing.T) {
	s := settingsOf(t, `{"messages": 20000, "seed": 3, "mode": "instant", "timeToLive": 4000, "retry": {"maxAttempts": 3},
		"senderGroups": [{"senders": 5, "failureRate": 0.2, "permanentShare": 0.3}, {"senders": 2, "ratePerSecond": 0.1}]}`)
	plan, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	replay := compiled.Replay(0, s.TotalSenders())
	for !replay.Done() {
		replay.Advance(math.MaxInt64, 1000)
	}
	end := replay.Checkpoint()
	if plan.Totals != end.Counts || plan.Makespan != end.Clock {
		t.Errorf("forecast %+v at %d, run %+v at %d", plan.Totals, plan.Makespan, end.Counts, end.Clock)
	}
}

func TestForecastStopsWhenItsClientGoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := settingsOf(t, `{"messages": 10000000, "mode": "instant", "seed": 1}`)
	if _, err := Of(ctx, s); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := Replicate(ctx, settingsOf(t, `{"messages": 1000, "seed": 1}`), 10, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// However many messages there are, those that expire cost nothing: the forecast
// is the run.
func TestForecastIsTheRunWhereMostExpire(t *testing.T) {
	s := settingsOf(t, `{"messages": 100000000, "seed": 3, "mode": "instant", "timeToLive": 60, "senderGroups": [{"senders": 100, "failureRate": 0.05}]}`)
	plan, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	c := plan.Totals
	if c.Ended() != s.Messages || c.Attempts != c.Delivered+c.Failed {
		t.Errorf("totals %+v", c)
	}
	// 100 senders of 10 s begin six or seven attempts each within a minute.
	if c.Attempts < 600 || c.Attempts > 700 {
		t.Errorf("%d attempts", c.Attempts)
	}
}
