package dynamodb

import (
	"context"
	"errors"
	"time"

	"alertsim/internal/simulation"
)

// Beat implements simulation.Shards: one conditional update, no read.
func (s *Store) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	return s.updateShard(ctx, c, "#heartbeatAt = :heartbeatAt",
		"#token = :token AND #held = :held AND #state IN (:preparing, :running)",
		values{"heartbeatAt": now},
		func(shard simulation.Shard) (simulation.Shard, error) { return shard.Beat(c.Token, now) })
}

// Advance implements simulation.Shards: one conditional update, no read. It
// writes at most two units, one as items are (a test measures them).
//
// The condition is that no count goes back and that the clock goes forward,
// which also ends a series of take-overs. The rare checkpoint at the same clock
// takes the longer way; so does the first one of a shard that was stored by a version
// without some of the counts.
func (s *Store) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	return s.updateShard(ctx, c, `#heartbeatAt = :heartbeatAt, #takeOvers = :none, #clock = :clock,
		#delivered = :delivered, #failed = :failed, #expired = :expired,
		#attempts = :attempts, #sendTime = :sendTime, #inFlight = :inFlight,
		#unreachable = :unreachable, #acknowledged = :acknowledged, #repeats = :repeats, #steps = :steps, #refused = :refused`,
		`#token = :token AND #held = :held AND #state = :running AND #clock < :clock
		AND #delivered <= :delivered AND #failed <= :failed AND #expired <= :expired
		AND #attempts <= :attempts AND #sendTime <= :sendTime
		AND #unreachable <= :unreachable AND #acknowledged <= :acknowledged AND #repeats <= :repeats
		AND #steps <= :steps AND #refused <= :refused`,
		values{
			"heartbeatAt": now, "none": 0, "clock": p.Clock,
			"delivered": p.Counts.Delivered, "failed": p.Counts.Failed, "expired": p.Counts.Expired,
			"attempts": p.Counts.Attempts, "sendTime": p.Counts.SendTime, "inFlight": p.Counts.InFlight,
			"unreachable": p.Counts.Unreachable, "acknowledged": p.Counts.Acknowledged, "repeats": p.Counts.Repeats,
			"steps": p.Counts.Steps, "refused": p.Counts.Refused,
		},
		func(shard simulation.Shard) (simulation.Shard, error) { return shard.Advance(c.Token, p, now) })
}

// updateShard writes some attributes on a condition. If it does not hold the
// rule, of which the condition is a part, says why, or does it after all.
func (s *Store) updateShard(ctx context.Context, c simulation.Claim, set, condition string, named values, apply rule) error {
	old, err := s.update(ctx, shardKey(c.Simulation, c.Shard), set, condition, merged(named, values{
		"token":     c.Token,
		"held":      true,
		"preparing": simulation.ShardPreparing,
		"running":   simulation.ShardRunning,
	}))
	if !errors.Is(err, errLost) {
		return err
	}
	_, err = s.changeShardFrom(ctx, c.Simulation, c.Shard, old, nil, apply)
	return err
}
