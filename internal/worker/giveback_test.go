package worker_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
)

// refusing is a store that answers every claim with an error.
type refusing struct {
	simulation.Store
	err error
}

func (s refusing) ClaimShard(context.Context, simulation.Job, int, time.Time) (simulation.Simulation, simulation.Shard, error) {
	return simulation.Simulation{}, simulation.Shard{}, s.err
}

// told is a queue that notes what it is told of a message.
type told struct {
	simulation.Queue
	what []string
}

func (q *told) Extend(ctx context.Context, _ string, d time.Duration) error {
	q.what = append(q.what, fmt.Sprint("back in ", d))
	return ctx.Err()
}

func (q *told) Refuse(ctx context.Context, _ string) error {
	q.what = append(q.what, "refused")
	return ctx.Err()
}

// What becomes of a job that was not done is decided by the worker, for whoever calls it.
func TestGiveBack(t *testing.T) {
	job := simulation.Job{Kind: simulation.JobRun, Simulation: "a", Turn: 1}.Encode()
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		why, body string
		ctx       context.Context
		claim     error
		want      []string
	}{
		{"nothing to do", job, context.Background(), fault.Errorf(fault.CodeStale, "x"), nil},
		{"no job", "walk", context.Background(), nil, []string{"refused"}},
		{"no job, to one that stops", "walk", stopped, nil, []string{"refused"}},
		{"held", job, context.Background(), fault.Errorf(fault.CodeHeld, "x"), []string{"back in 20s"}},
		{"held, from one that stops", job, stopped, fault.Errorf(fault.CodeHeld, "x"), []string{"back in 20s"}},
		{"of another engine", job, context.Background(), fault.Errorf(fault.CodeOtherEngine, "x"), []string{"back in 20s"}},
		{"of another engine, from one that stops", job, stopped, fault.Errorf(fault.CodeOtherEngine, "x"), []string{"back in 20s"}},
		{"the store is away", job, context.Background(), fault.Errorf(fault.CodeUnavailable, "x"), []string{"back in 20s"}},
		{"a defect", job, context.Background(), errors.New("x"), []string{"back in 20s"}},
		{"told to stop", job, stopped, fault.Errorf(fault.CodeUnavailable, "x"), []string{"back in 0s"}},
	} {
		q := &told{}
		err := worker.New(refusing{err: c.claim}, q, worker.Options{Log: quiet}).Handle(c.ctx, simulation.Delivery{Body: c.body})
		if (err == nil) != (c.want == nil) || fmt.Sprint(q.what) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, the queue was told %q, want %q", c.why, err, q.what, c.want)
		}
	}
}
