package simulation_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"alertsim/internal/simulation"
)

// looks lets the sweeper look once a minute, so many times, and returns when the
// last look was.
func looks(s *simulation.Session, sim *simulation.Simulation, from time.Time, n int) time.Time {
	for range n {
		from = from.Add(simulation.WatchInterval)
		*s = s.Watched(sim, from)
	}
	return from
}

// A session is over after 15 minutes in which it could have been used.
func TestSessionOver(t *testing.T) {
	for _, test := range []struct {
		why  string
		busy bool
		do   func(s *simulation.Session) (now time.Time)
		want bool
	}{
		{"just used", false, func(*simulation.Session) time.Time { return noon }, false},
		{"the last instant", false, func(s *simulation.Session) time.Time { return looks(s, nil, noon, 14).Add(time.Minute - 1) }, false},
		{"unused for its time", false, func(s *simulation.Session) time.Time { return looks(s, nil, noon, 14).Add(time.Minute) }, true},
		{"it runs something", true, func(s *simulation.Session) time.Time { return looks(s, nil, noon, 1000) }, false},
		{"the machine slept", false, func(s *simulation.Session) time.Time { return looks(s, nil, noon, 13).Add(8 * time.Hour) }, false},
		{"it slept before the first look", false, func(_ *simulation.Session) time.Time { return noon.Add(8 * time.Hour) }, false},
		{"and was left alone for the rest after that", false, func(s *simulation.Session) time.Time {
			return looks(s, nil, looks(s, nil, noon, 7).Add(8*time.Hour), 8)
		}, true},
		{"used in between", false, func(s *simulation.Session) time.Time {
			s.LastUsedAt = looks(s, nil, noon, 14).Add(time.Second)
			return looks(s, nil, s.LastUsedAt, 14)
		}, false},
		{"the clock was set ahead", false, func(s *simulation.Session) time.Time { return looks(s, nil, noon, 13).Add(24 * time.Hour) }, false},
		{"the clock was set back", false, func(s *simulation.Session) time.Time {
			return looks(s, nil, looks(s, nil, noon, 10).Add(-24*time.Hour), 4)
		}, false},
		{"and it went on unused", false, func(s *simulation.Session) time.Time {
			return looks(s, nil, looks(s, nil, noon, 10).Add(-24*time.Hour), 6)
		}, true},
	} {
		s := simulation.Session{LastUsedAt: noon}
		now := test.do(&s)
		if got := s.Over(test.busy, now); got != test.want {
			t.Errorf("%s: %v", test.why, got)
		}
	}
}

func TestSessionExpires(t *testing.T) {
	s := simulation.Session{LastUsedAt: noon}
	at := func(now, want time.Time, why string) {
		t.Helper()
		if got := s.ExpiresAt(now); !got.Equal(want) {
			t.Errorf("%s: expires at %s, want %s", why, got, want)
		}
	}
	at(noon, noon.Add(simulation.SessionIdle), "new")
	at(noon.Add(30*time.Second), noon.Add(simulation.SessionIdle), "half a minute old")
	looks(&s, nil, noon, 5)
	at(noon.Add(5*time.Minute+1), noon.Add(simulation.SessionIdle), "unused for 5 minutes")
	night := noon.Add(8 * time.Hour)
	at(night, night.Add(9*time.Minute), "after a night's sleep, that counts as a minute")
	now := looks(&s, nil, night, 1)
	at(now, now.Add(9*time.Minute), "after a look")
	at(now.Add(-24*time.Hour), now.Add(9*time.Minute-24*time.Hour), "by a clock that is a day behind")
	at(now.Add(24*time.Hour), now.Add(8*time.Minute+24*time.Hour), "by one that is a day ahead")
	s.LastUsedAt = now.Add(time.Second)
	at(s.LastUsedAt, s.LastUsedAt.Add(simulation.SessionIdle), "used")
	looks(&s, nil, now, 100)
	at(now, now, "over")
}

func TestSessionUsed(t *testing.T) {
	s := simulation.Session{LastUsedAt: noon}
	for after, want := range map[time.Duration]bool{
		0: false, simulation.SessionTouch - 1: false, simulation.SessionTouch: true,
		-time.Second: false, -24 * time.Hour: true, // the clock was set back
	} {
		if s.Used(noon.Add(after)) != want {
			t.Errorf("a use %s after the last: %v", after, !want)
		}
	}
}

// What counts for a deadline is time in which somebody looked.
func TestWorked(t *testing.T) {
	session := func() (simulation.Session, simulation.Simulation) {
		s := inState(simulation.Running, simulation.ShardRunning, 2)
		s.StartedAt = noon
		return simulation.Session{LastUsedAt: noon, SimulationID: s.ID}, s
	}
	for _, test := range []struct {
		why  string
		do   func(s *simulation.Session, sim *simulation.Simulation)
		want time.Duration
	}{
		{"looks each minute", func(s *simulation.Session, sim *simulation.Simulation) { looks(s, sim, noon, 10) }, 10 * time.Minute},
		{"looks twice as often", func(s *simulation.Session, sim *simulation.Simulation) {
			for i := range 20 {
				*s = s.Watched(sim, noon.Add(time.Duration(i+1)*30*time.Second))
			}
		}, 10 * time.Minute},
		{"two at the same time", func(s *simulation.Session, sim *simulation.Simulation) {
			for i := range 20 {
				*s = s.Watched(sim, noon.Add(time.Duration(i/2+1)*time.Minute))
			}
		}, 10 * time.Minute},
		{"by two clocks an hour apart", func(s *simulation.Session, sim *simulation.Simulation) {
			for i := range 10 {
				now := noon.Add(time.Duration(i+1) * time.Minute)
				*s = s.Watched(sim, now)
				*s = s.Watched(sim, now.Add(time.Hour+30*time.Second))
			}
		}, 11 * time.Minute}, // the first look counts from the start
		{"stopped for 11 minutes", func(s *simulation.Session, sim *simulation.Simulation) {
			looks(s, sim, noon.Add(11*time.Minute), 1)
		}, time.Minute},
		{"stopped for a night", func(s *simulation.Session, sim *simulation.Simulation) {
			looks(s, sim, looks(s, sim, noon, 3).Add(8*time.Hour), 2)
		}, 5 * time.Minute},
		{"the clock was set back by a day", func(s *simulation.Session, sim *simulation.Simulation) {
			looks(s, sim, looks(s, sim, noon, 3).Add(-24*time.Hour), 3)
		}, 5 * time.Minute}, // one minute is lost
		{"the clock was set ahead by a day", func(s *simulation.Session, sim *simulation.Simulation) {
			looks(s, sim, looks(s, sim, noon, 3).Add(24*time.Hour), 3)
		}, 6 * time.Minute},
		{"in another state before", func(s *simulation.Session, sim *simulation.Simulation) {
			preparing := *sim
			preparing.State, preparing.CreatedAt = simulation.Preparing, noon.Add(-4*time.Minute)
			looks(s, &preparing, noon.Add(-4*time.Minute), 4)
			looks(s, sim, noon, 2)
		}, 2 * time.Minute},
		{"another simulation before", func(s *simulation.Session, sim *simulation.Simulation) {
			other := *sim
			other.ID = "other"
			s.SimulationID = "other"
			now := looks(s, &other, noon, 4)
			s.SimulationID, sim.StartedAt = sim.ID, now
			looks(s, sim, now, 2)
		}, 2 * time.Minute},
	} {
		s, sim := session()
		test.do(&s, &sim)
		if s.Watch.Worked != test.want {
			t.Errorf("%s: worked for %s, want %s", test.why, s.Watch.Worked, test.want)
		}
	}
}

// An open shard is silent if nothing was heard of it from look to look.
func TestSilent(t *testing.T) {
	for _, test := range []struct {
		why  string
		do   func(s *simulation.Session, sim *simulation.Simulation)
		want bool
	}{
		{"the first look tells nothing", func(s *simulation.Session, sim *simulation.Simulation) { looks(s, sim, noon.Add(time.Hour), 1) }, false},
		{"two do", func(s *simulation.Session, sim *simulation.Simulation) { looks(s, sim, noon, 2) }, true},
		{"a minute is what the queue may take", func(s *simulation.Session, sim *simulation.Simulation) {
			*s = s.Watched(sim, noon)
			looks(s, sim, noon, 1)
		}, false},
		{"heard of", func(s *simulation.Session, sim *simulation.Simulation) {
			for i := range 10 {
				sim.Shards[1].HeartbeatAt = noon.Add(time.Duration(i) * time.Minute)
				looks(s, sim, sim.Shards[1].HeartbeatAt, 1)
			}
		}, false},
		{"heard of, by a worker whose clock is a day behind", func(s *simulation.Session, sim *simulation.Simulation) {
			for i := range 10 {
				sim.Shards[1].HeartbeatAt = noon.Add(time.Duration(i)*time.Minute - 24*time.Hour)
				looks(s, sim, noon.Add(time.Duration(i)*time.Minute), 1)
			}
		}, false},
		{"its worker died, whose clock was a day ahead", func(s *simulation.Session, sim *simulation.Simulation) {
			sim.Shards[1].HeartbeatAt = noon.Add(24 * time.Hour)
			looks(s, sim, noon, 3)
		}, true},
		{"claimed in between", func(s *simulation.Session, sim *simulation.Simulation) {
			now := looks(s, sim, noon, 1)
			sim.Shards[1].Token++
			looks(s, sim, now, 1)
		}, false},
		{"a night of which nobody knows", func(s *simulation.Session, sim *simulation.Simulation) {
			now := looks(s, sim, noon, 1)
			sim.Shards[1].HeartbeatAt = now.Add(5 * time.Second)
			looks(s, sim, now.Add(8*time.Hour), 1)
		}, false},
		{"not open", func(s *simulation.Session, sim *simulation.Simulation) {
			sim.Shards[1].State = simulation.ShardDone
			looks(s, sim, noon, 10)
		}, false},
		{"heard of since", func(s *simulation.Session, sim *simulation.Simulation) {
			looks(s, sim, noon, 10)
			sim.Shards[1].HeartbeatAt = noon.Add(time.Hour)
		}, false},
	} {
		sim := inState(simulation.Running, simulation.ShardRunning, 2)
		sim.StartedAt = noon
		s := simulation.Session{LastUsedAt: noon, SimulationID: sim.ID}
		test.do(&s, &sim)
		if got := s.Watch.Silent(sim.Shards[1]); got != test.want {
			t.Errorf("%s: %v (%+v)", test.why, got, s.Watch)
		}
	}
	if (simulation.Watch{}).Silent(inState(simulation.Running, simulation.ShardRunning, 1).Shards[0]) {
		t.Error("nobody has looked")
	}
}

// What was seen of the largest simulation stays short, and nothing of it is lost.
func TestWatchAsJSON(t *testing.T) {
	sim := inState(simulation.Running, simulation.ShardRunning, 64)
	for i := range sim.Shards {
		sim.Shards[i].Turn, sim.Shards[i].Token = 1_000_000, 1_000_000
		sim.Shards[i].HeartbeatAt = noon.Add(time.Duration(i) * time.Microsecond)
	}
	s := simulation.Session{LastUsedAt: noon, SimulationID: sim.ID}
	looks(&s, &sim, noon, 1000)
	raw, err := json.Marshal(s.Watch)
	if err != nil || len(raw) > 3500 {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	var got simulation.Watch
	if err := json.Unmarshal(raw, &got); err != nil || !reflect.DeepEqual(got, s.Watch) {
		t.Errorf("read %+v, %v, want %+v", got, err, s.Watch)
	}
	if json.Unmarshal([]byte(`{"Shards": [["a"]]}`), &got) == nil {
		t.Error("no error for what was never written")
	}
}
