package simulation_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// anyShares draws what shards have published, each at its own clock: together
// they have ended at most all messages, but a message may be counted as ended
// by one and as in flight by another that is behind.
func anyShares(t *rapid.T, messages int64, shards int) []simulation.Counts {
	left := messages
	share := func() int64 {
		n := rapid.Int64Range(0, left).Draw(t, "share")
		left -= n
		return n
	}
	counts := make([]simulation.Counts, shards)
	for i := range counts {
		counts[i] = simulation.Counts{Delivered: share(), Failed: share(), Expired: share(), InFlight: rapid.Int64Range(0, 10_000).Draw(t, "in flight")}
	}
	return counts
}

// Messages = delivered + failed + expired + in flight + waiting, always, with no
// negative part.
func TestProgressBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := inState(simulation.Running, simulation.ShardRunning, rapid.IntRange(1, 64).Draw(t, "shards"))
		s.Settings.Messages = rapid.Int64Range(1, 100_000_000).Draw(t, "messages")
		s.StartedAt = noon
		for i, c := range anyShares(t, s.Settings.Messages, len(s.Shards)) {
			s.Shards[i].Counts, s.Shards[i].Clock = c, settings.Micros(rapid.Int64Range(0, 1e12).Draw(t, "clock"))
		}
		p := s.Progress(noon.Add(time.Hour))
		if p.Messages != s.Settings.Messages || p.Delivered+p.Failed+p.Expired+p.InFlight+p.Waiting != p.Messages {
			t.Fatalf("does not balance: %+v", p)
		}
		if p.InFlight < 0 || p.Waiting < 0 {
			t.Fatalf("negative: %+v", p)
		}
		for _, shard := range s.Shards {
			if p.Clock > shard.Clock {
				t.Fatalf("clock %d is ahead of shard %d at %d", p.Clock, shard.Index, shard.Clock)
			}
		}
	})
}

// When one shard goes on, nothing that only grows becomes less for the viewer.
func TestProgressOnlyGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := inState(simulation.Running, simulation.ShardRunning, rapid.IntRange(1, 8).Draw(t, "shards"))
		s.StartedAt = noon
		left := s.Settings.Messages
		last := s.Progress(noon)
		for range 30 {
			shard := &s.Shards[rapid.IntRange(0, len(s.Shards)-1).Draw(t, "shard")]
			n := rapid.Int64Range(0, min(left, 40)).Draw(t, "ended")
			left -= n
			shard.Clock += settings.Micros(rapid.Int64Range(0, 1_000_000).Draw(t, "µs"))
			shard.Counts.Delivered += n
			shard.Counts.Attempts += n
			shard.Counts.InFlight = rapid.Int64Range(0, 25).Draw(t, "in flight")
			p := s.Progress(noon)
			if p.Delivered < last.Delivered || p.Attempts < last.Attempts || p.Clock < last.Clock || p.Ended()+p.InFlight+p.Waiting != p.Messages {
				t.Fatalf("went from %+v to %+v", last, p)
			}
			last = p
		}
	})
}

func TestProgress(t *testing.T) {
	s := inState(simulation.Running, simulation.ShardRunning, 2)
	s.StartedAt = noon
	s.Plan = &simulation.Plan{Makespan: 100_000_000}
	s.Shards[0].Clock, s.Shards[0].Counts = 40_000_000, simulation.Counts{Delivered: 10, Failed: 2, Attempts: 14, SendTime: 140_000_000, InFlight: 3}
	s.Shards[1].Clock, s.Shards[1].Counts = 50_000_000, simulation.Counts{Delivered: 20, Expired: 8, Attempts: 21, SendTime: 210_000_000, InFlight: 4}
	s.Shards[0].HeartbeatAt, s.Shards[1].HeartbeatAt = noon.Add(44*time.Second), noon.Add(52*time.Second)
	got := s.Progress(noon.Add(45 * time.Second))
	want := simulation.Progress{Messages: 1000, Waiting: 1000 - 40 - 7, Clock: 40_000_000, Throughput: 1,
		Counts: simulation.Counts{Delivered: 30, Failed: 2, Expired: 8, Attempts: 35, SendTime: 350_000_000, InFlight: 7},
		Wall:   45 * time.Second, Lag: 4 * time.Second, Remaining: new(60 * time.Second)}
	equal(t, "in the middle", got, want)
	if average := got.AverageSendTime(); average != 10 {
		t.Errorf("average send time %g s, want 10", average)
	}

	s.State, s.FinishedAt = simulation.Cancelled, noon.Add(50*time.Second)
	got = s.Progress(noon.Add(time.Hour))
	if got.Wall != 50*time.Second || got.Remaining == nil || *got.Remaining != 0 {
		t.Errorf("after the end: wall %s, remaining %v", got.Wall, got.Remaining)
	}

	got = simulation.New("sim", "session", settings.DefaultSettings(), 1, noon).Progress(noon.Add(time.Minute))
	equal(t, "before anything", got, simulation.Progress{Messages: 1000, Waiting: 1000})
	if got.AverageSendTime() != 0 {
		t.Error("an average of nothing")
	}
}

func TestRemaining(t *testing.T) {
	for _, test := range []struct {
		why    string
		change func(*simulation.Simulation)
		want   *time.Duration
	}{
		{"a live one goes by its plan and its slowest clock", func(_ *simulation.Simulation) {}, new(75 * time.Second)},
		{"at its speed", func(s *simulation.Simulation) { s.Settings.Speed = 5 }, new(15 * time.Second)},
		{"before the start all of it is left", func(s *simulation.Simulation) { s.Shards[0].Clock, s.State = 0, simulation.Ready }, new(100 * time.Second)},
		{"not less than none", func(s *simulation.Simulation) { s.Shards[0].Clock = 200_000_000 }, new(time.Duration(0))},
		{"an instant one goes by the share that has ended", func(s *simulation.Simulation) {
			s.Settings.Mode, s.Plan, s.Shards[0].Counts.Delivered = settings.Instant, nil, 250
		}, new(30 * time.Second)},
		{"nobody knows before anything has ended", func(s *simulation.Simulation) { s.Settings.Mode, s.Plan = settings.Instant, nil }, nil},
		{"nor without a plan", func(s *simulation.Simulation) { s.Plan = nil }, nil},
		{"nothing is left at the end", func(s *simulation.Simulation) { s.State, s.Plan = simulation.Failed, nil }, new(time.Duration(0))},
	} {
		s := inState(simulation.Running, simulation.ShardRunning, 1)
		s.StartedAt, s.Plan = noon, &simulation.Plan{Makespan: 100_000_000}
		s.Shards[0].Clock = 25_000_000
		test.change(&s)
		equal(t, test.why, s.Progress(noon.Add(10*time.Second)).Remaining, test.want)
	}
}

func TestLag(t *testing.T) {
	second := settings.Micros(1_000_000)
	for _, test := range []struct {
		why    string
		change func(*simulation.Simulation, *simulation.Shard)
		now    time.Duration // since the start
		want   time.Duration
	}{
		{"none for an ideal worker", func(*simulation.Simulation, *simulation.Shard) {}, 30 * time.Second, 0},
		{"what a worker was late", func(_ *simulation.Simulation, s *simulation.Shard) { s.Clock = 28 * second }, 30 * time.Second, 2 * time.Second},
		{"speed makes the clock faster, not the lag", func(s *simulation.Simulation, shard *simulation.Shard) {
			s.Settings.Speed, shard.Clock = 10, 280*second
		}, 30 * time.Second, 2 * time.Second},
		{"the age of a heartbeat in time is no lag", func(*simulation.Simulation, *simulation.Shard) {}, 32 * time.Second, 0},
		{"a late heartbeat is", func(*simulation.Simulation, *simulation.Shard) {}, 90 * time.Second, 58 * time.Second},
		{"not of a shard that is done", func(_ *simulation.Simulation, s *simulation.Shard) { s.State = simulation.ShardDone }, 90 * time.Second, 0},
		{"nor of one that is closed", func(_ *simulation.Simulation, s *simulation.Shard) { s.State = simulation.ShardClosed }, 90 * time.Second, 0},
		{"a clock ahead by a tick is no negative lag", func(_ *simulation.Simulation, s *simulation.Shard) { s.Clock = 31 * second }, 30 * time.Second, 0},
		{"none before the start", func(s *simulation.Simulation, _ *simulation.Shard) { s.StartedAt = time.Time{} }, 90 * time.Second, 0},
		{"none of an instant one", func(s *simulation.Simulation, _ *simulation.Shard) { s.Settings.Mode = settings.Instant }, 90 * time.Second, 0},
	} {
		s := inState(simulation.Running, simulation.ShardRunning, 1)
		s.StartedAt = noon
		shard := s.Shards[0]
		shard.Clock, shard.HeartbeatAt = 30*second, noon.Add(30*time.Second)
		test.change(&s, &shard)
		if got := s.Lag(shard, noon.Add(test.now)); got != test.want {
			t.Errorf("%s: %s, want %s", test.why, got, test.want)
		}
	}
}

func TestClockInterval(t *testing.T) {
	for interval, want := range map[float64]time.Duration{0.5: 500 * time.Millisecond, 1: time.Second, 60: time.Second} {
		if got := (settings.Settings{MonitoringInterval: interval}).ClockInterval(); got != want {
			t.Errorf("monitoring every %g s: %s, want %s", interval, got, want)
		}
	}
}

func TestMicros(t *testing.T) {
	for seconds, want := range map[float64]settings.Micros{0: 0, 1e-6: 1, 1.4e-6: 1, 1.6e-6: 2, 0.1 + 0.2: 300_000, 604_800: 604_800_000_000} {
		if got := settings.MicrosOf(seconds); got != want || math.Abs(got.Seconds()-seconds) > 0.5e-6 {
			t.Errorf("%g s are %d µs, want %d", seconds, got, want)
		}
	}
}
