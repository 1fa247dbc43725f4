package workertest

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// verify tells what is wrong with a simulation as read after another reading.
func verify(before, sim simulation.Simulation, now time.Time) error {
	p := sim.Progress(now)
	if p.Delivered+p.Failed+p.Expired+p.Unreachable+p.InFlight+p.Waiting != p.Messages || p.Acknowledged > p.Delivered || p.InFlight < 0 || p.Waiting < 0 {
		return fmt.Errorf("the counts do not balance: %+v", p)
	}
	for i, shard := range sim.Shards {
		wall := now.Sub(sim.StartedAt)
		if ideal := wall.Seconds() * sim.Settings.Speed; sim.Settings.Mode == settings.Live && shard.Clock > 0 && shard.Clock.Seconds() > ideal+1e-6 {
			return fmt.Errorf("shard %d is ahead of the wall: %v s after %v", i, shard.Clock.Seconds(), wall)
		}
		if i >= len(before.Shards) {
			continue
		}
		if err := neverBack(before.Shards[i], shard); err != nil {
			return err
		}
	}
	return nil
}

func neverBack(old, shard simulation.Shard) error {
	c, d := old.Counts, shard.Counts
	if shard.Clock < old.Clock || shard.Turn < old.Turn || shard.Token < old.Token || shard.HandOvers < old.HandOvers || !d.AtLeast(c) {
		return fmt.Errorf("shard %d went back from %+v to %+v", shard.Index, old, shard)
	}
	return nil
}

// verifyTotals reports whether a completed simulation came to what its settings
// lead to, in every shard and as a whole.
func verifyTotals(sim simulation.Simulation) error {
	if sim.State != simulation.Completed {
		return fmt.Errorf("it is %s (%s), want completed", sim.State, sim.Reason)
	}
	want, err := Expect(sim.Settings)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(sim.Plan, want) {
		return fmt.Errorf("its plan is %+v, want %+v", sim.Plan, want)
	}
	p := sim.Progress(sim.FinishedAt)
	if p.Counts != want.Totals || p.Waiting != 0 || p.Clock != want.End() || p.Ended() != sim.Settings.Messages {
		return fmt.Errorf("it came to %+v, want %+v at %d µs", p, want.Totals, want.End())
	}
	compiled, err := schedule.Compile(sim.Settings)
	if err != nil {
		return err
	}
	for _, shard := range sim.Shards {
		replay := compiled.Replay(shard.From, shard.To)
		replay.Advance(want.End(), 0)
		if shard.Checkpoint() != replay.Checkpoint() || shard.State != simulation.ShardDone {
			return fmt.Errorf("shard %d is %s at %+v, want done at %+v", shard.Index, shard.State, shard.Checkpoint(), replay.Checkpoint())
		}
	}
	return nil
}

// Expect is what settings lead to.
func Expect(s settings.Settings) (*simulation.Plan, error) {
	compiled, err := schedule.Compile(s)
	if err != nil {
		return nil, err
	}
	planner, err := compiled.Planner()
	if err != nil {
		return nil, err
	}
	if !planner.Step(0) {
		return nil, errors.New("the plan does not end")
	}
	return planner.Plan()
}
