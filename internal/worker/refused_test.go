package worker_test

import (
	"context"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/simulation"
	"alertsim/internal/worker/workertest"
)

// What only the plan shows to be too long fails before it is ready, with the speed that would do; that speed does. Nine
// backoffs of up to a day each take 4.5 days or so, of which no seed but the simulation's own tells.
func TestPlanThatTakesTooLong(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		s := settings.DefaultSettings()
		s.Messages, s.Seed, s.SenderGroups[0].FailureRate = 1, 42, 1
		s.Retry = settings.Retry{MaxAttempts: 10, InitialBackoff: 86_400, Multiplier: 1, MaxBackoff: 86_400, Jitter: 1}
		s, err := settingstest.Valid(s)
		w.Must(err)
		w.Begin(workertest.ProcessOptions{})
		reason := failed(w, w.Create(s, 1))
		if !strings.Contains(reason, "speed: is too slow: the run would take about ") || !strings.Contains(reason, " hours and a live one may take 24; choose a speed of at least ") {
			t.Fatalf("it failed because %q", reason)
		}
		_, advice, _ := strings.Cut(reason, "a speed of at least ")
		s.Speed = float64(advice[0] - '0')
		if s.Speed < 2 || advice[1] != ' ' {
			t.Fatalf("no speed in %q", reason)
		}
		id := w.Create(s, 1)
		if sim := w.Await(id, simulation.Ready); sim.State != simulation.Ready {
			t.Fatalf("the advice was taken: %s, %s", sim.State, sim.Reason)
		}
		_, err = w.Store.End(context.Background(), id, simulation.Cancelled, "", time.Now())
		w.Must(err)
	})
}

// A run that cannot be counted to its end fails with a reason: one attempt in 2,400 s, of which there are about 75,000,
// takes longer than 4.46 years.
func TestRunThatLastsTooLong(t *testing.T) {
	inWorld(t, func(w *workertest.World) {
		s := settings.DefaultSettings()
		s.Mode, s.Messages, s.Seed, s.Text = settings.Instant, 50_000, 42, strings.Repeat("漢", 1600)
		s.SenderGroups[0].Senders, s.SenderGroups[0].FailureRate = settings.MaxSenders, 0.5
		s.SenderGroups[0].RatePerSecond, s.Retry.MaxAttempts = new(0.01), 2
		w.Begin(workertest.ProcessOptions{})
		id := w.Create(s, 1)
		w.Start(id)
		if reason := failed(w, id); !strings.Contains(reason, "the run lasts longer than can be counted; messages: have not all ended after 4.46 simulated years") {
			t.Errorf("it failed because %q", reason)
		}
	})
}

// A worker whose memory is too small says so, instead of dying of it again and again.
func TestRunThatNeedsTooMuchMemory(t *testing.T) {
	before := debug.SetMemoryLimit(128 << 20)
	defer debug.SetMemoryLimit(before)
	inWorld(t, func(w *workertest.World) {
		s := settings.DefaultSettings()
		s.Mode, s.Messages, s.SenderGroups[0].FailureRate, s.Retry.MaxAttempts = settings.Instant, 10_000_000, 1, 2
		w.Begin(workertest.ProcessOptions{})
		if reason := failed(w, w.Create(s, 1)); !strings.Contains(reason, "messages: could need 169 MB of memory, of which there are 109 MB") {
			t.Errorf("it failed because %q", reason)
		}
	})
}
