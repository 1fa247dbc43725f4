// Package control is what a user can ask for: open and join a session, create,
// start, watch, cancel and forget simulations. It decides who may and in which
// order things are stored and sent; it knows neither HTTP nor any driver.
package control

import (
	"context"
	"log/slog"
	"time"

	"alertsim/internal/metric"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Control answers the calls of the API. Make one with New.
type Control struct {
	store simulation.Store
	queue simulation.Queue
	Options
}

// Options say how a deployment wants it. The zero value of each has a meaning.
type Options struct {
	// Key returns the management key. It is asked each time, so that it may
	// change. Nil or an empty key lets nobody join.
	Key func(context.Context) (string, error)
	// SendersPerShard and WorkerConcurrency decide how many shards a live
	// simulation gets; see simulation.ShardCount. Zero means one shard.
	SendersPerShard   int
	WorkerConcurrency int
	// WorkerMemory is how many bytes a worker may hold for a simulation; what this
	// process may if zero.
	WorkerMemory int64
	// Studies are there where a deployment has them.
	Studies Studies
	// Now is the clock; time.Now if nil.
	Now func() time.Time
	// Metrics counts what is cancelled; nothing if nil.
	Metrics metric.Recorder
	// Log takes what the caller is not told; the default logger if nil.
	Log *slog.Logger
}

// New returns a Control on a store and a queue.
func New(store simulation.Store, queue simulation.Queue, o Options) *Control {
	if o.Key == nil {
		o.Key = func(context.Context) (string, error) { return "", nil }
	}
	if o.SendersPerShard < 1 || o.WorkerConcurrency < 1 {
		o.SendersPerShard, o.WorkerConcurrency = settings.MaxSenders, 1
	}
	if o.WorkerMemory <= 0 {
		o.WorkerMemory = schedule.Available()
	}
	if o.Studies.Memory <= 0 {
		o.Studies.Memory = o.WorkerMemory
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Metrics == nil {
		o.Metrics = metric.None{}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Control{store: store, queue: queue, Options: o}
}

// now is the time in the precision that every store keeps.
func (c *Control) now() time.Time { return simulation.Stamp(c.Now()) }

// send puts jobs on the queue. If that fails the caller need not know: the
// sweeper finds the silent shards and sends again.
func (c *Control) send(ctx context.Context, jobs []simulation.Job) {
	if err := c.queue.Send(ctx, 0, jobs...); err != nil {
		c.Log.WarnContext(ctx, "jobs not sent; the sweeper will send them again", "jobs", len(jobs), "error", err)
	}
}
