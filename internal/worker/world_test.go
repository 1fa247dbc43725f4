package worker_test

import (
	"log/slog"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
	"alertsim/internal/worker/workertest"
)

// inWorld runs a test in a bubble of fake time, on a real store and queue.
func inWorld(t *testing.T, test func(w *workertest.World)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		db, err := sqlite.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		test(workertest.New(t, db.Store(), db.Queue()))
	})
}

// inMemory is inWorld without a disk, for what takes many steps. It may be
// called many times in a test.
func inMemory(t *testing.T, test func(w *workertest.World)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(workertest.New(t, simulationtest.NewModel(), &workertest.Queue{})) })
}

// alert is one of so many messages in which everything happens: deliveries,
// retries, failures of both kinds and, at its end, expiry. At speed 1 it takes
// about 5 seconds a message and sender.
func alert(messages int64, senders int, speed float64) settings.Settings {
	s := settings.DefaultSettings()
	s.Messages, s.Seed, s.Speed = messages, 42, speed
	s.SenderGroups[0].Senders = senders
	s.SenderGroups[0].SendTime = settings.SendTime{Distribution: settings.Normal, Mean: new(5.0), StandardDeviation: new(2.0)}
	s.SenderGroups[0].FailureRate, s.SenderGroups[0].PermanentShare = 0.2, 0.3
	s.Retry = settings.Retry{MaxAttempts: 3, InitialBackoff: 3, Multiplier: 2, MaxBackoff: 600, Jitter: 1}
	s.TimeToLive = new(max(10, float64(messages)/float64(senders)*5.5))
	return s
}

// escalation is an alert in which everything of the model's second version
// happens: confirmations, which go on after the last attempt, repeats, steps,
// refusals, an outage that ends attempts, unreachable recipients and expiry.
func escalation(messages int64, senders int, speed float64) settings.Settings {
	s := alert(messages, senders, speed)
	after := settings.SendTime{Distribution: settings.Exponential, Mean: new(20.0)}
	s.Channels = []settings.Channel{
		{Name: "sms", NeverReached: 0.2, Acknowledgement: &settings.Acknowledgement{Share: 0.6, Time: after}},
		{Name: "voice", NeverReached: 0.1, Acknowledgement: &settings.Acknowledgement{Share: 0.9, Time: after}},
	}
	s.Steps = []settings.Step{{Channel: "sms", Wait: 5}, {Channel: "voice", Wait: 5}}
	s.Until, s.Cycles = settings.UntilAcknowledged, 2
	s.Audience = []settings.Audience{
		{Name: "first", Share: new(0.3), Priority: 5}, {Name: "none", Share: new(0.05), Channels: []string{}},
		{Name: "late", Share: new(0.3), At: 7, Channels: []string{"voice"}},
	}
	voice := s.SenderGroups[0]
	voice.Name, voice.Channel, s.SenderGroups[0].Channel = "voice", "voice", "sms"
	voice.Senders = max(1, senders/2)
	voice.Outcomes = []settings.Outcome{
		{Name: "answered", Share: 0.7, Result: settings.DeliveredResult, SendTime: voice.SendTime},
		{Name: "busy", Share: 0.2, Result: settings.TemporaryResult, SendTime: settings.SendTime{Distribution: settings.Constant, Mean: new(1.0)}},
		{Name: "wrong", Share: 0.1, Result: settings.PermanentResult, SendTime: settings.SendTime{Distribution: settings.Constant, Mean: new(2.0)}},
	}
	voice.SendTime, voice.FailureRate, voice.PermanentShare = settings.SendTime{}, 0, 0
	voice.Price = &settings.Price{PerMinute: 0.01}
	s.SenderGroups[0].Timetable = []settings.GroupChange{{At: 11, Open: new(false), Abort: true}, {At: 14, Open: new(true), SendTimeFactor: new(1.5)}}
	s.SenderGroups = append(s.SenderGroups, voice)
	s.Caps = []settings.Cap{
		{Name: "brand", Count: messages / 2, Unit: settings.Messages, Groups: []string{s.SenderGroups[0].Name}, Window: settings.Window{Seconds: 3600}, Over: settings.Fail},
		{Name: "minute", Count: max(1, messages/3), Unit: settings.Messages, Groups: []string{"voice"}, Window: settings.Window{Seconds: 30}, Over: settings.Wait},
	}
	return s
}

// complete waits for the end of a simulation and checks that it came to what
// its settings lead to.
func complete(w *workertest.World, id string) simulation.Simulation {
	w.Helper()
	sim, err := w.Complete(id)
	if err != nil {
		w.Fatal(err)
	}
	return sim
}

// failed waits for the end of a simulation that has to fail, and returns why.
func failed(w *workertest.World, id string) string {
	w.Helper()
	sim := w.Await(id, simulation.Failed)
	if sim.State != simulation.Failed {
		w.Fatalf("it is %s, want failed", sim.State)
	}
	return sim.Reason
}

// sweep sweeps every minute until the simulation has ended.
func sweep(w *workertest.World, id string) {
	s := sweeper.Sweeper{Store: w.Store, Queue: w.Queue, Now: time.Now, Metrics: metric.None{}, Log: quiet}
	for w.Context().Err() == nil && !w.Read(id).State.Ended() {
		w.Must(s.Sweep(w.Context()))
		time.Sleep(sweeper.Interval)
	}
}

// lost is how much longer a completed simulation took than it had to.
func lost(sim simulation.Simulation) time.Duration {
	return sim.FinishedAt.Sub(sim.StartedAt) - sim.PlannedWallTime()
}

// about reports whether two durations differ by less than a millisecond, which is
// the precision of the queue.
func about(a, b time.Duration) bool { return (a - b).Abs() < time.Millisecond }

// sameResult checks that two simulations came to the same.
func sameResult(w *workertest.World, a, b simulation.Simulation) {
	w.Helper()
	p, q := a.Progress(a.FinishedAt), b.Progress(b.FinishedAt)
	if p.Counts != q.Counts || p.Clock != q.Clock || !reflect.DeepEqual(a.Plan, b.Plan) {
		w.Errorf("%s came to %+v and %+v,\n%s to %+v and %+v", a.ID, p, a.Plan, b.ID, q, b.Plan)
	}
}

func ended(s simulation.Simulation) int64 { return s.Progress(s.StartedAt).Ended() }

// shortSlice makes workers hand over often.
var shortSlice = worker.Options{Slice: 10 * time.Second}

var unavailable = fault.Errorf(fault.CodeUnavailable, "the store is on holiday")

var quiet = slog.New(slog.DiscardHandler)
