package simulation

import (
	"fmt"
	"slices"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
)

// EngineVersion is the version of the engine within this program.
const EngineVersion = engine.Version

// Claim applies Shard.Claim to one of the shards, for a worker with an engine of this
// version, and returns the simulation with the shard as claimed. It answers CodeOtherEngine, and changes nothing, where only that is against
// it: what another engine has begun would be gone on with from where this one never
// was.
func (s Simulation) Claim(index int, turn int64, version int, now time.Time) (Simulation, Shard, error) {
	for i, shard := range s.Shards {
		if shard.Index != index {
			continue
		}
		claimed, err := shard.Claim(turn, now)
		if err == nil {
			err = s.CheckEngine(version)
		}
		if err != nil {
			return s, shard, err
		}
		s.Shards = slices.Clone(s.Shards)
		s.Shards[i] = claimed
		return s, claimed, nil
	}
	return s, Shard{}, fault.Errorf(fault.CodeNotFound, "there is no shard %d of simulation %s", index, s.ID)
}

// CheckEngine is CodeOtherEngine if the simulation was created by another version of
// the engine, in words for people.
func (s Simulation) CheckEngine(version int) error {
	if s.Engine == version {
		return nil
	}
	return fault.Errorf(fault.CodeOtherEngine, "the simulation was created by version %d of the engine, and this is version %d, which counts otherwise", s.Engine, version)
}

// EngineNotice tells people what it means for them that the simulation was created by
// another version of the engine than that of the program they look with; "" if it was not.
func (s Simulation) EngineNotice(version int) string {
	if s.Engine == version {
		return ""
	}
	who := fmt.Sprintf("Version %d of the engine created this simulation, and the program now has version %d, which counts otherwise. ", s.Engine, version)
	switch {
	case s.State.Ended():
		return who + "What is shown is as it was stored; its single messages cannot be computed again."
	case s.State == Ready:
		return who + "It cannot be started: cancel it and create it again."
	}
	return who + "Only workers of its own version go on with it: it goes on if that one is deployed again, and fails at its deadline if not. To have a result at once, cancel it and create it again."
}

// Stranded is why a simulation that has not ended must be failed where every worker
// there will ever be has this engine; "" if they can go on with it.
func (s Simulation) Stranded(version int) string {
	if s.State.Ended() || s.Engine == version {
		return ""
	}
	return fmt.Sprintf("it was created by version %d of the engine, and the program now has version %d, which counts otherwise and cannot go on with it; create it again", s.Engine, version)
}
