package simulation_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// senders returns default settings with so many senders.
func senders(n int) settings.Settings {
	s := settings.DefaultSettings()
	s.SenderGroups[0].Senders = n
	return s
}

// inState returns a simulation of so many shards with all of them in a state.
func inState(state simulation.State, shard simulation.ShardState, shards int) simulation.Simulation {
	s := simulation.New("sim", "session", senders(100), shards, noon)
	s.State = state
	for i := range s.Shards {
		s.Shards[i].State = shard
	}
	return s
}

func TestNewSplitsTheSenders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, shards := rapid.IntRange(1, settings.MaxSenders).Draw(t, "senders"), rapid.IntRange(0, 100).Draw(t, "shards")
		s := simulation.New("sim", "session", senders(n), shards, noon)
		if want := max(1, min(shards, n)); len(s.Shards) != want {
			t.Fatalf("%d shards, want %d", len(s.Shards), want)
		}
		next := 0
		for i, shard := range s.Shards {
			size := shard.To - shard.From
			if shard.From != next || size < n/len(s.Shards) || size > n/len(s.Shards)+1 {
				t.Fatalf("shard %d has senders %d to %d of %d", i, shard.From, shard.To, n)
			}
			next = shard.To
			want := simulation.Shard{Index: i, From: shard.From, To: shard.To, State: simulation.ShardPreparing, Turn: 1, HeartbeatAt: noon}
			equal(t, "a new shard", shard, want)
		}
		if next != n || s.State != simulation.Preparing || !s.CreatedAt.Equal(noon) {
			t.Fatalf("%d of %d senders, %s, %s", next, n, s.State, s.CreatedAt)
		}
	})
}

func TestShardCount(t *testing.T) {
	for _, test := range []struct {
		why                           string
		mode                          settings.Mode
		senders, perShard, concurrent int
		want                          int
	}{
		{"few senders need one", settings.Live, 4, 500, 8, 1},
		{"exactly one shard's worth", settings.Live, 500, 500, 8, 1},
		{"one sender more", settings.Live, 501, 500, 8, 2},
		{"not more than run at a time", settings.Live, 10_000, 500, 8, 8},
		{"all that the senders need", settings.Live, 10_000, 500, 1000, 20},
		{"not more than a cancel can close", settings.Live, 10_000, 1, 1000, simulation.MaxShards},
		{"at least one", settings.Live, 10_000, 500, 0, 1},
		{"an instant one has one", settings.Instant, 10_000, 500, 8, 1},
	} {
		s := senders(test.senders)
		s.Mode = test.mode
		if got := simulation.ShardCount(s, test.perShard, test.concurrent); got != test.want {
			t.Errorf("%s: %d shards, want %d", test.why, got, test.want)
		}
	}
}

func TestJobs(t *testing.T) {
	s := inState(simulation.Preparing, simulation.ShardPreparing, 5)
	s.Shards[0].State = simulation.ShardReady
	s.Shards[1].State, s.Shards[1].Turn = simulation.ShardRunning, 9
	s.Shards[2].State = simulation.ShardDone
	s.Shards[3].State = simulation.ShardClosed
	equal(t, "jobs of the open shards", s.Jobs(), []simulation.Job{
		{Kind: simulation.JobRun, Simulation: "sim", Shard: 1, Turn: 9},
		{Kind: simulation.JobPrepare, Simulation: "sim", Shard: 4, Turn: 1},
	})
}

func TestStart(t *testing.T) {
	for _, state := range []simulation.State{simulation.Preparing, simulation.Running, simulation.Completed, simulation.Cancelled, simulation.Failed} {
		s := inState(state, simulation.ShardReady, 2)
		if _, err := s.Start(noon); fault.CodeOf(err) != fault.CodeConflict {
			t.Errorf("start while %s: %v", state, err)
		}
	}
	before := inState(simulation.Ready, simulation.ShardReady, 2)
	after, err := before.Start(noon.Add(time.Hour))
	if err != nil || after.State != simulation.Running || !after.StartedAt.Equal(noon.Add(time.Hour)) {
		t.Fatalf("%+v, %v", after, err)
	}
	for i, shard := range after.Shards {
		want := before.Shards[i]
		want.State, want.Turn, want.HeartbeatAt = simulation.ShardRunning, 2, noon.Add(time.Hour)
		equal(t, "a started shard", shard, want)
	}
	equal(t, "the value it was called on", before, inState(simulation.Ready, simulation.ShardReady, 2))
}

func TestEnd(t *testing.T) {
	for _, state := range []simulation.State{simulation.Completed, simulation.Cancelled, simulation.Failed} {
		if _, err := inState(state, simulation.ShardDone, 2).End(simulation.Cancelled, "", noon); fault.CodeOf(err) != fault.CodeConflict {
			t.Errorf("end when %s: %v", state, err)
		}
	}
	for _, state := range []simulation.State{simulation.Preparing, simulation.Ready, simulation.Running} {
		before := inState(state, simulation.ShardRunning, 5)
		before.Shards[0].State = simulation.ShardPreparing
		before.Shards[1].State = simulation.ShardReady
		before.Shards[2].Held = true
		before.Shards[3].State = simulation.ShardDone
		after, err := before.End(simulation.Failed, "why", noon.Add(time.Hour))
		if err != nil || after.State != simulation.Failed || after.Reason != "why" || !after.FinishedAt.Equal(noon.Add(time.Hour)) {
			t.Fatalf("%+v, %v", after, err)
		}
		for i, shard := range after.Shards {
			want := simulation.ShardClosed
			if i == 3 {
				want = simulation.ShardDone // what it did stays done
			}
			if shard.State != want || shard.Held || shard.Turn != before.Shards[i].Turn || shard.Token != before.Shards[i].Token {
				t.Errorf("shard %d was %+v and is %+v", i, before.Shards[i], shard)
			}
		}
		if before.Shards[0].State != simulation.ShardPreparing || len(after.Jobs()) > 0 {
			t.Error("End changed the value it was called on, or left jobs")
		}
	}
}

func TestSettle(t *testing.T) {
	later := noon.Add(time.Hour)
	for _, test := range []struct {
		why    string
		state  simulation.State
		shards []simulation.ShardState
		want   simulation.State
	}{
		{"ready when every shard is", simulation.Preparing, []simulation.ShardState{simulation.ShardReady, simulation.ShardReady}, simulation.Ready},
		{"not before", simulation.Preparing, []simulation.ShardState{simulation.ShardReady, simulation.ShardPreparing}, simulation.Preparing},
		{"completed when every shard is done", simulation.Running, []simulation.ShardState{simulation.ShardDone, simulation.ShardDone}, simulation.Completed},
		{"not before", simulation.Running, []simulation.ShardState{simulation.ShardDone, simulation.ShardRunning}, simulation.Running},
		{"a ready one waits for its start", simulation.Ready, []simulation.ShardState{simulation.ShardReady}, simulation.Ready},
		{"a cancelled one stays so", simulation.Cancelled, []simulation.ShardState{simulation.ShardDone, simulation.ShardDone}, simulation.Cancelled},
		{"a failed one stays so", simulation.Failed, []simulation.ShardState{simulation.ShardReady}, simulation.Failed},
		{"a damaged one without shards does not complete", simulation.Running, nil, simulation.Running},
	} {
		s := inState(test.state, "", max(1, len(test.shards)))
		s.Shards = s.Shards[:len(test.shards)]
		for i := range s.Shards {
			s.Shards[i].State = test.shards[i]
		}
		got := s.Settle(later)
		want := s
		want.State = test.want
		if test.want != test.state && test.want == simulation.Ready {
			want.ReadyAt = later
		}
		if test.want != test.state && test.want == simulation.Completed {
			want.FinishedAt = later
		}
		equal(t, test.why, got, want)
		equal(t, test.why+", and again", got.Settle(later.Add(time.Hour)), want)
	}
}

func TestOverdue(t *testing.T) {
	day := settings.Micros(24 * time.Hour / time.Microsecond)
	for _, test := range []struct {
		why    string
		state  simulation.State
		change func(*simulation.Simulation)
		limit  time.Duration // 0: never
	}{
		{"preparing", simulation.Preparing, nil, simulation.PrepareDeadline},
		{"ready, for as long as its session lasts", simulation.Ready, nil, 0},
		{"running without a plan", simulation.Running, nil, simulation.RunGrace},
		{"running, half as long again as planned", simulation.Running,
			func(s *simulation.Simulation) { s.Plan = &simulation.Plan{Makespan: 1_000_000_000} }, 1500*time.Second + simulation.RunGrace},
		{"less at a higher speed", simulation.Running,
			func(s *simulation.Simulation) {
				s.Plan, s.Settings.Speed = &simulation.Plan{Makespan: 1_000_000_000}, 100
			}, 15*time.Second + simulation.RunGrace},
		{"a whole day", simulation.Running, func(s *simulation.Simulation) { s.Plan = &simulation.Plan{Makespan: day} }, 36*time.Hour + simulation.RunGrace},
		{"an instant one has no planned wall time", simulation.Running,
			func(s *simulation.Simulation) {
				s.Plan, s.Settings.Mode = &simulation.Plan{Makespan: day}, settings.Instant
			}, simulation.RunGrace},
		{"completed", simulation.Completed, nil, 0},
		{"cancelled", simulation.Cancelled, nil, 0},
		{"failed", simulation.Failed, nil, 0},
	} {
		s := inState(test.state, simulation.ShardRunning, 1)
		s.ReadyAt, s.StartedAt = noon, noon
		if test.change != nil {
			test.change(&s)
		}
		if test.limit == 0 {
			if reason := s.Overdue(1000*time.Hour, engine.Version); reason != "" {
				t.Errorf("%s: overdue: %s", test.why, reason)
			}
			continue
		}
		if reason := s.Overdue(test.limit, engine.Version); reason != "" {
			t.Errorf("%s: overdue at its limit: %s", test.why, reason)
		}
		if s.Overdue(test.limit+1, engine.Version) == "" {
			t.Errorf("%s: not overdue after its limit", test.why)
		}
	}
}

func TestAbandon(t *testing.T) {
	for _, state := range []simulation.State{simulation.Preparing, simulation.Running, simulation.Completed, simulation.Cancelled, simulation.Failed} {
		if _, err := inState(state, simulation.ShardReady, 2).Abandon(noon); fault.CodeOf(err) != fault.CodeConflict {
			t.Errorf("abandon while %s: %v", state, err)
		}
	}
	s, err := inState(simulation.Ready, simulation.ShardReady, 2).Abandon(noon)
	if err != nil || s.State != simulation.Cancelled || s.Shards[1].State != simulation.ShardClosed || s.Reason != "it was not started, and its session ended after 15 min unused" {
		t.Errorf("%+v, %v", s, err)
	}
}

func ExampleSimulation_Overdue() {
	s := simulation.New("sim", "session", settings.DefaultSettings(), 1, noon)
	fmt.Println(s.Overdue(6*time.Minute, engine.Version))
	// Output: it was not ready after 5 min in which it could be worked on
}
