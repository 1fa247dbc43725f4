package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"alertsim/internal/simulation"
)

// Recover makes ready to go on after the process before this one has ended: it
// frees every held shard, makes every job visible and sends those that open
// shards need and the queue does not have. Only the owner of the folder may call
// it, before any worker runs.
//
// A freed shard keeps its turn, so that its job can claim it at once. Whoever was
// told to stop has handed over; a shard that is still held is one in the middle
// of which the process died, perhaps of it. So that counts as a take-over, and
// after simulation.MaxTakeOvers of them without progress the simulation fails:
// else a job that takes too much memory would take the process down for ever.
func (d *DB) Recover(ctx context.Context, now time.Time) error {
	err := d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := freeHeld(ctx, tx, simulation.Stamp(now)); err != nil {
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
		return sendTx(ctx, tx, d.inbox(queueName), 0, missing)
	})
	d.sent.wake()
	return err
}

// freeHeld frees every held shard and fails the simulations that get nowhere.
func freeHeld(ctx context.Context, tx *sql.Tx, now time.Time) error {
	held, err := simulationsWithHeldShards(ctx, tx)
	if err != nil {
		return err
	}
	for _, id := range held {
		before, err := loadState(ctx, tx, id)
		if err != nil {
			return err
		}
		after := before
		after.Shards = make([]simulation.Shard, len(before.Shards))
		takeOvers := 0
		for i, shard := range before.Shards {
			after.Shards[i] = shard.Abandoned(now)
			takeOvers = max(takeOvers, after.Shards[i].TakeOvers)
		}
		if takeOvers >= simulation.MaxTakeOvers && !after.State.Ended() {
			if after, err = after.End(simulation.Failed, diedReason, now); err != nil {
				return err
			}
		}
		if err := saveSimulation(ctx, tx, before, after); err != nil {
			return err
		}
	}
	return nil
}

var diedReason = fmt.Sprintf("the program ended %d times in the middle of it without getting on; "+
	"if it ran out of memory, fewer messages or fewer attempts need less", simulation.MaxTakeOvers)

func simulationsWithHeldShards(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT simulation_id FROM shards WHERE held`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
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
