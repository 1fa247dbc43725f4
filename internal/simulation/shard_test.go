package simulation_test

import (
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// running is a shard that a living worker holds in the middle of its work.
func running() simulation.Shard {
	return simulation.Shard{Index: 3, From: 10, To: 20, State: simulation.ShardRunning, Turn: 4, Token: 7, Held: true, HeartbeatAt: noon,
		TakeOvers: 1, HandOvers: 2, Clock: 5000, Counts: simulation.Counts{Delivered: 5, Failed: 2, Expired: 1, Attempts: 9, SendTime: 90, InFlight: 4}}
}

// with returns the shard with some fields changed.
func with(s simulation.Shard, change func(*simulation.Shard)) simulation.Shard {
	change(&s)
	return s
}

func TestClaim(t *testing.T) {
	free := with(running(), func(s *simulation.Shard) { s.Held = false })
	limit := noon.Add(simulation.HeartbeatTimeout)
	for _, test := range []struct {
		why   string
		shard simulation.Shard
		turn  int64
		now   time.Time
		code  fault.Code
		want  func(*simulation.Shard)
	}{
		{"a free shard is claimed", free, 4, noon.Add(time.Second), "",
			func(s *simulation.Shard) { s.Token, s.Held, s.HeartbeatAt = 8, true, noon.Add(time.Second) }},
		{"so is one that is preparing", with(free, func(s *simulation.Shard) { s.State = simulation.ShardPreparing }), 4, noon, "",
			func(s *simulation.Shard) { s.Token, s.Held = 8, true }},
		{"a living worker keeps its shard", running(), 4, noon.Add(time.Second), fault.CodeHeld, nil},
		{"up to the last instant", running(), 4, limit, fault.CodeHeld, nil},
		{"a silent one loses it", running(), 4, limit.Add(1), "",
			func(s *simulation.Shard) {
				s.Token, s.HeartbeatAt, s.TakeOvers, s.HandOvers = 8, limit.Add(1), 2, 3
			}},
		{"an old job has nothing to do", free, 3, noon, fault.CodeStale, nil},
		{"also if the worker is silent", running(), 3, limit.Add(time.Hour), fault.CodeStale, nil},
		{"nor has one of the future", free, 5, noon, fault.CodeStale, nil},
		{"nor is there anything to do at a ready shard", with(free, func(s *simulation.Shard) { s.State = simulation.ShardReady }), 4, noon, fault.CodeStale, nil},
		{"at a done one", with(free, func(s *simulation.Shard) { s.State = simulation.ShardDone }), 4, noon, fault.CodeStale, nil},
		{"at a closed one", with(free, func(s *simulation.Shard) { s.State = simulation.ShardClosed }), 4, noon, fault.CodeStale, nil},
	} {
		got, err := test.shard.Claim(test.turn, test.now)
		answer(t, test.why, test.shard, got, err, test.code, test.want)
	}
}

// answer checks the answer of a method of Shard: on an error nothing may have
// changed.
func answer(t *testing.T, why string, before, got simulation.Shard, err error, code fault.Code, change func(*simulation.Shard)) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("%s: code %q (%v), want %q", why, fault.CodeOf(err), err, code)
	}
	want := before
	if change != nil {
		change(&want)
	}
	if err == nil {
		equal(t, why, got, want)
	}
}

func TestWrites(t *testing.T) {
	later := noon.Add(time.Minute)
	on := simulation.Checkpoint{Clock: 6000, Counts: simulation.Counts{Delivered: 6, Failed: 2, Expired: 1, Attempts: 10, SendTime: 100}}
	moved := func(s *simulation.Shard) {
		s.Clock, s.Counts, s.HeartbeatAt, s.TakeOvers = on.Clock, on.Counts, later, 0
	}
	writes := []struct {
		name  string
		write func(s simulation.Shard, token int64) (simulation.Shard, error)
		in    []simulation.ShardState
		want  func(*simulation.Shard)
	}{
		{"Beat", func(s simulation.Shard, token int64) (simulation.Shard, error) { return s.Beat(token, later) },
			[]simulation.ShardState{simulation.ShardPreparing, simulation.ShardRunning}, func(s *simulation.Shard) { s.HeartbeatAt = later }},
		{"MarkReady", func(s simulation.Shard, token int64) (simulation.Shard, error) { return s.MarkReady(token, later) },
			[]simulation.ShardState{simulation.ShardPreparing},
			func(s *simulation.Shard) {
				s.State, s.Held, s.HeartbeatAt, s.TakeOvers = simulation.ShardReady, false, later, 0
			}},
		{"Advance", func(s simulation.Shard, token int64) (simulation.Shard, error) { return s.Advance(token, on, later) },
			[]simulation.ShardState{simulation.ShardRunning}, moved},
		{"HandOver", func(s simulation.Shard, token int64) (simulation.Shard, error) { return s.HandOver(token, on, later) },
			[]simulation.ShardState{simulation.ShardPreparing, simulation.ShardRunning},
			func(s *simulation.Shard) {
				if s.State == simulation.ShardRunning {
					moved(s)
				}
				s.HeartbeatAt, s.Turn, s.Held, s.HandOvers = later, 5, false, 3
			}},
		{"Finish", func(s simulation.Shard, token int64) (simulation.Shard, error) { return s.Finish(token, on, later) },
			[]simulation.ShardState{simulation.ShardRunning}, func(s *simulation.Shard) { moved(s); s.State, s.Held = simulation.ShardDone, false }},
	}
	states := []simulation.ShardState{simulation.ShardPreparing, simulation.ShardReady, simulation.ShardRunning, simulation.ShardDone, simulation.ShardClosed}
	for _, w := range writes {
		for _, state := range states {
			shard := with(running(), func(s *simulation.Shard) { s.State = state })
			code := fault.CodeStale
			for _, allowed := range w.in {
				if state == allowed {
					code = ""
				}
			}
			got, err := w.write(shard, 7)
			answer(t, w.name+" of a shard that is "+string(state), shard, got, err, code, w.want)

			for _, token := range []int64{6, 8, 0} {
				got, err := w.write(shard, token)
				answer(t, w.name+" with another token", shard, got, err, fault.CodeStale, nil)
			}
			freed := with(shard, func(s *simulation.Shard) { s.Held = false })
			got, err = w.write(freed, 7)
			answer(t, w.name+" after handing over", freed, got, err, fault.CodeStale, nil)
		}
	}
}

// Nothing that only grows may become less; the attempts under way may.
func TestCheckpointsOnlyGrow(t *testing.T) {
	for _, test := range []struct {
		why    string
		code   fault.Code
		change func(*simulation.Checkpoint)
	}{
		{"the same again is a heartbeat", "", func(*simulation.Checkpoint) {}},
		{"attempts end", "", func(c *simulation.Checkpoint) { c.Counts.InFlight = 0 }},
		{"the clock goes back", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock-- }},
		{"fewer delivered", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.Delivered-- }},
		{"fewer delivered and more failed", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.Delivered--; c.Counts.Failed++ }},
		{"fewer failed and more delivered", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.Failed--; c.Counts.Delivered += 5 }},
		{"fewer expired", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.Expired--; c.Counts.Failed++ }},
		{"fewer attempts", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.Attempts-- }},
		{"less time spent", fault.CodeInternal, func(c *simulation.Checkpoint) { c.Clock++; c.Counts.SendTime-- }},
	} {
		shard := running()
		c := shard.Checkpoint()
		test.change(&c)
		got, err := shard.Advance(7, c, noon)
		answer(t, test.why, shard, got, err, test.code, func(s *simulation.Shard) { s.Counts = c.Counts })
	}
}

// Only a clock that moves ends a series of take-overs.
func TestTakeOversEndWithProgress(t *testing.T) {
	shard := running()
	still, err := shard.Advance(7, shard.Checkpoint(), noon)
	if err != nil || still.TakeOvers != 1 {
		t.Errorf("%d take-overs after a checkpoint that stands still, %v; want 1", still.TakeOvers, err)
	}
	moved, err := shard.Advance(7, simulation.Checkpoint{Clock: 5001, Counts: shard.Counts}, noon)
	if err != nil || moved.TakeOvers != 0 {
		t.Errorf("%d take-overs after the clock moved, %v; want 0", moved.TakeOvers, err)
	}
}

func TestResend(t *testing.T) {
	seen := running().HeartbeatAt
	for _, test := range []struct {
		why   string
		shard simulation.Shard
		turn  int64
		seen  time.Time
		now   time.Time
		code  fault.Code
		want  func(*simulation.Shard)
	}{
		{"the job of a silent worker is sent again", running(), 4, seen, noon.Add(time.Hour), "",
			func(s *simulation.Shard) {
				s.Turn, s.Held, s.HeartbeatAt, s.TakeOvers, s.HandOvers = 5, false, noon.Add(time.Hour), 2, 3
			}},
		{"by whatever clock", running(), 4, seen, noon.Add(-24 * time.Hour), "",
			func(s *simulation.Shard) {
				s.Turn, s.Held, s.HeartbeatAt, s.TakeOvers, s.HandOvers = 5, false, noon.Add(-24*time.Hour), 2, 3
			}},
		{"a lost job takes nothing over", with(running(), func(s *simulation.Shard) { s.Held = false }), 4, seen, noon, "",
			func(s *simulation.Shard) { s.Turn, s.HeartbeatAt = 5, noon }},
		{"not if it was heard of since", running(), 4, seen.Add(-1000), noon.Add(time.Hour), fault.CodeHeld, nil},
		{"not if it was heard of since by a clock that was set back", running(), 4, seen.Add(time.Hour), noon.Add(time.Hour), fault.CodeHeld, nil},
		{"not if it has moved on", running(), 3, seen, noon, fault.CodeStale, nil},
		{"not if it is ready", with(running(), func(s *simulation.Shard) { s.State = simulation.ShardReady }), 4, seen, noon, fault.CodeStale, nil},
		{"not if it is done", with(running(), func(s *simulation.Shard) { s.State = simulation.ShardDone }), 4, seen, noon, fault.CodeStale, nil},
		{"not if it is closed", with(running(), func(s *simulation.Shard) { s.State = simulation.ShardClosed }), 4, seen, noon, fault.CodeStale, nil},
	} {
		got, err := test.shard.Resend(test.turn, test.seen, test.now)
		answer(t, test.why, test.shard, got, err, test.code, test.want)
	}
	// The queue's own redelivery must come before the sweeper's.
	if simulation.ResendAfter <= simulation.Visibility || simulation.Visibility <= simulation.HeartbeatTimeout {
		t.Error("redelivery must come after a worker counts as dead and before the sweeper sends again")
	}
}

func TestAbandoned(t *testing.T) {
	later := noon.Add(time.Minute)
	equal(t, "its worker died", running().Abandoned(later), with(running(), func(s *simulation.Shard) {
		s.Held, s.HeartbeatAt, s.TakeOvers, s.HandOvers = false, later, 2, 3
	}))
	free := with(running(), func(s *simulation.Shard) { s.Held = false })
	equal(t, "nobody held it", free.Abandoned(later), free)
}
