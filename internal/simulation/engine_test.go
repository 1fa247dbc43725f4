package simulation_test

import (
	"strings"
	"testing"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// A new simulation is of the engine that is there.
func TestNewIsOfThisEngine(t *testing.T) {
	if s := simulation.New("sim", "session", settings.DefaultSettings(), 1, noon); s.Engine != engine.Version {
		t.Errorf("version %d", s.Engine)
	}
}

// The version is looked at last: what has nothing to do for anybody, or is held,
// is told first. Nothing changes.
func TestClaimByAnotherEngine(t *testing.T) {
	sim := simulation.Simulation{ID: "sim", State: simulation.Running, Engine: 3, Shards: []simulation.Shard{
		with(running(), func(s *simulation.Shard) { s.Index = 2 }),
	}}
	dead := noon.Add(simulation.HeartbeatTimeout + time.Second)
	for _, c := range []struct {
		why           string
		shard, engine int
		turn          int64
		now           time.Time
		code          fault.Code
	}{
		{"its own", 2, 3, 4, dead, ""},
		{"a later one", 2, 4, 4, dead, fault.CodeOtherEngine},
		{"an earlier one", 2, 2, 4, dead, fault.CodeOtherEngine},
		{"another, of a shard that is held", 2, 4, 4, noon, fault.CodeHeld},
		{"another, of another turn", 2, 4, 3, dead, fault.CodeStale},
		{"no such shard", 1, 3, 4, dead, fault.CodeNotFound},
	} {
		after, shard, err := sim.Claim(c.shard, c.turn, c.engine, c.now)
		if fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %q", c.why, err, c.code)
		}
		if claimed := after.Shards[0].Token == 8; claimed != (c.code == "") || claimed && after.Shards[0] != shard {
			t.Errorf("%s: %+v", c.why, after.Shards[0])
		}
		if sim.Shards[0].Token != 7 {
			t.Fatalf("%s: the claim changed the simulation that it was asked of", c.why)
		}
	}
}

// What nobody goes on with says so when it fails, and what to do.
func TestOverdueOfAnotherEngine(t *testing.T) {
	s := inState(simulation.Running, simulation.ShardRunning, 1)
	s.Engine = 3
	limit := simulation.RunGrace + time.Second
	for version, want := range map[int]string{
		3: "it was not completed after 10 min in which it could be worked on",
		4: "it was not completed after 10 min in which it could be worked on: it was created by version 3 of the engine, and the program now has version 4, which counts otherwise and cannot go on with it; create it again",
	} {
		if got := s.Overdue(limit, version); got != want {
			t.Errorf("by version %d: %q", version, got)
		}
		if got := s.Overdue(time.Second, version); got != "" {
			t.Errorf("before its time: %q", got)
		}
	}
	if s.Stranded(3) != "" || !strings.Contains(s.Stranded(4), "version 3") {
		t.Errorf("%q, %q", s.Stranded(3), s.Stranded(4))
	}
	s.State = simulation.Completed
	if got := s.Stranded(4); got != "" {
		t.Errorf("one that has ended: %q", got)
	}
}
