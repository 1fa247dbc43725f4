package sqlite

import (
	"context"
	"database/sql"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

const shardColumns = `shard, from_sender, to_sender, state, turn, token, held, heartbeat_at, take_overs, hand_overs,
	clock, delivered, failed, expired, attempts, send_time, in_flight,
	unreachable, acknowledged, repeats, steps, refused`

// shardTargets are where the shardColumns go.
func shardTargets(s *simulation.Shard) []any {
	c := &s.Counts
	return []any{&s.Index, &s.From, &s.To, &s.State, &s.Turn, &s.Token, &s.Held, moment{&s.HeartbeatAt}, &s.TakeOvers, &s.HandOvers,
		&s.Clock, &c.Delivered, &c.Failed, &c.Expired, &c.Attempts, &c.SendTime, &c.InFlight,
		&c.Unreachable, &c.Acknowledged, &c.Repeats, &c.Steps, &c.Refused}
}

// shardValues are what the shardColumns hold.
func shardValues(s simulation.Shard) []any {
	c := s.Counts
	return []any{s.Index, s.From, s.To, s.State, s.Turn, s.Token, s.Held, micros(s.HeartbeatAt), s.TakeOvers, s.HandOvers,
		s.Clock, c.Delivered, c.Failed, c.Expired, c.Attempts, c.SendTime, c.InFlight,
		c.Unreachable, c.Acknowledged, c.Repeats, c.Steps, c.Refused}
}

func loadShard(ctx context.Context, tx *sql.Tx, id string, index int) (simulation.Shard, error) {
	var s simulation.Shard
	err := one(ctx, tx, fault.Errorf(fault.CodeNotFound, "there is no shard %d of simulation %s", index, id),
		`SELECT `+shardColumns+` FROM shards WHERE simulation_id = ? AND shard = ?`, []any{id, index}, shardTargets(&s)...)
	return s, err
}

func loadShards(ctx context.Context, tx *sql.Tx, id string) ([]simulation.Shard, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+shardColumns+` FROM shards WHERE simulation_id = ? ORDER BY shard`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var shards []simulation.Shard
	for rows.Next() {
		var s simulation.Shard
		if err := rows.Scan(shardTargets(&s)...); err != nil {
			return nil, err
		}
		shards = append(shards, s)
	}
	return shards, rows.Err()
}

// saveShard inserts the shard or replaces it.
func saveShard(ctx context.Context, tx *sql.Tx, id string, s simulation.Shard) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO shards (simulation_id, `+shardColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{id}, shardValues(s)...)...)
	return err
}
