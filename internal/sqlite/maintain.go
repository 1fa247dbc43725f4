package sqlite

import (
	"context"
	"database/sql"
	"time"

	"alertsim/internal/simulation"
)

// Recover makes ready to go on after the process before this one has ended: it
// frees every held shard, makes every job visible and sends those that open
// shards need and the queue does not have. Only the owner of the folder may call
// it, before any worker runs.
//
// A freed shard keeps its turn, so that its job can claim it at once and the
// restart does not count as a take-over.
func (d *DB) Recover(ctx context.Context, now time.Time) error {
	err := d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE shards SET held = 0, hand_overs = hand_overs + 1, heartbeat_at = ? WHERE held`, micros(now)); err != nil {
			return err
		}
		shown := time.Now().UTC().Format(goqiteTime) // goqite compares with the machine's clock
		if _, err := tx.ExecContext(ctx, `UPDATE goqite SET timeout = ? WHERE timeout > ?`, shown, shown); err != nil {
			return err
		}
		missing, err := missingJobs(ctx, tx)
		if err != nil {
			return err
		}
		return d.Queue().sendTx(ctx, tx, 0, missing)
	})
	d.sent.wake()
	return err
}

// missingJobs are those of open shards that are not on the queue.
func missingJobs(ctx context.Context, tx *sql.Tx) ([]simulation.Job, error) {
	open, err := openJobs(ctx, tx)
	if err != nil {
		return nil, err
	}
	var missing []simulation.Job
	for _, job := range open {
		var there bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM goqite WHERE queue = ? AND body = ?)`,
			queueName, []byte(job.Encode())).Scan(&there)
		if err != nil {
			return nil, err
		}
		if !there {
			missing = append(missing, job)
		}
	}
	return missing, nil
}

// openJobs are the jobs of every open shard.
func openJobs(ctx context.Context, tx *sql.Tx) ([]simulation.Job, error) {
	rows, err := tx.QueryContext(ctx, `SELECT simulation_id, shard, state, turn FROM shards WHERE state IN (?, ?)`,
		simulation.ShardPreparing, simulation.ShardRunning)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var jobs []simulation.Job
	for rows.Next() {
		var id string
		var shard simulation.Shard
		if err := rows.Scan(&id, &shard.Index, &shard.State, &shard.Turn); err != nil {
			return nil, err
		}
		jobs = append(jobs, simulation.Simulation{ID: id, Shards: []simulation.Shard{shard}}.Jobs()...)
	}
	return jobs, rows.Err()
}

// Purge deletes the ended simulations that were created before a time and
// returns how many there were.
func (d *DB) Purge(ctx context.Context, before time.Time) (deleted int64, err error) {
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM simulations WHERE created_at < ? AND state IN (?, ?, ?)`,
			micros(before), simulation.Completed, simulation.Cancelled, simulation.Failed)
		if err != nil {
			return err
		}
		deleted, err = result.RowsAffected()
		return err
	})
	return deleted, err
}
