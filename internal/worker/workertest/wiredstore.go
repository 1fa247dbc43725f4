package workertest

import (
	"context"
	"time"

	"alertsim/internal/simulation"
)

// wiredStore passes everything on.
type wiredStore struct {
	simulation.Store
	wire *Wire
}

func (s wiredStore) CurrentSession(ctx context.Context) (session simulation.Session, err error) {
	err = s.wire.call("CurrentSession", func() error { session, err = s.Store.CurrentSession(ctx); return err })
	return session, err
}

func (s wiredStore) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	return s.wire.call("OpenSession", func() error { return s.Store.OpenSession(ctx, session, over) })
}

func (s wiredStore) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	return s.wire.call("JoinSession", func() error { return s.Store.JoinSession(ctx, id, tokenHash, now) })
}

func (s wiredStore) TouchSession(ctx context.Context, id string, now time.Time) error {
	return s.wire.call("TouchSession", func() error { return s.Store.TouchSession(ctx, id, now) })
}

func (s wiredStore) TakeKeyTry(ctx context.Context, scope string, now time.Time) error {
	return s.wire.call("TakeKeyTry", func() error { return s.Store.TakeKeyTry(ctx, scope, now) })
}

func (s wiredStore) ForgetKeyTries(ctx context.Context, scope string) error {
	return s.wire.call("ForgetKeyTries", func() error { return s.Store.ForgetKeyTries(ctx, scope) })
}

func (s wiredStore) Create(ctx context.Context, sim simulation.Simulation) error {
	return s.wire.call("Create", func() error { return s.Store.Create(ctx, sim) })
}

func (s wiredStore) Simulation(ctx context.Context, id string) (sim simulation.Simulation, err error) {
	err = s.wire.call("Simulation", func() error { sim, err = s.Store.Simulation(ctx, id); return err })
	return sim, err
}

func (s wiredStore) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) (page []simulation.Listed, next string, err error) {
	err = s.wire.call("Simulations", func() error { page, next, err = s.Store.Simulations(ctx, find, cursor, limit); return err })
	return page, next, err
}

func (s wiredStore) Tag(ctx context.Context, id string, add, remove []string) (tags simulation.Tags, err error) {
	err = s.wire.call("Tag", func() error { tags, err = s.Store.Tag(ctx, id, add, remove); return err })
	return tags, err
}

func (s wiredStore) Delete(ctx context.Context, id string) error {
	return s.wire.call("Delete", func() error { return s.Store.Delete(ctx, id) })
}

func (s wiredStore) EndSession(ctx context.Context, id, simulationID string) error {
	return s.wire.call("EndSession", func() error { return s.Store.EndSession(ctx, id, simulationID) })
}

func (s wiredStore) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (session simulation.Session, err error) {
	err = s.wire.call("WatchSession", func() error { session, err = s.Store.WatchSession(ctx, id, latest, now); return err })
	return session, err
}

func (s wiredStore) Abandon(ctx context.Context, id string, now time.Time) (sim simulation.Simulation, err error) {
	err = s.wire.call("Abandon", func() error { sim, err = s.Store.Abandon(ctx, id, now); return err })
	return sim, err
}

func (s wiredStore) Start(ctx context.Context, id string, now time.Time) (sim simulation.Simulation, err error) {
	err = s.wire.call("Start", func() error { sim, err = s.Store.Start(ctx, id, now); return err })
	return sim, err
}

func (s wiredStore) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (sim simulation.Simulation, err error) {
	err = s.wire.call("End", func() error { sim, err = s.Store.End(ctx, id, state, reason, now); return err })
	return sim, err
}

func (s wiredStore) Settle(ctx context.Context, id string, now time.Time) (sim simulation.Simulation, err error) {
	err = s.wire.call("Settle", func() error { sim, err = s.Store.Settle(ctx, id, now); return err })
	return sim, err
}

func (s wiredStore) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (sim simulation.Simulation, shard simulation.Shard, err error) {
	err = s.wire.call("ClaimShard", func() error { sim, shard, err = s.Store.ClaimShard(ctx, job, engine, now); return err })
	return sim, shard, err
}

func (s wiredStore) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	return s.wire.call("Beat", func() error { return s.Store.Beat(ctx, c, now) })
}

func (s wiredStore) MarkReady(ctx context.Context, c simulation.Claim, plan *simulation.Plan, now time.Time) error {
	return s.wire.call("MarkReady", func() error { return s.Store.MarkReady(ctx, c, plan, now) })
}

func (s wiredStore) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	return s.wire.call("Advance", func() error { return s.Store.Advance(ctx, c, p, now) })
}

func (s wiredStore) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (job simulation.Job, err error) {
	err = s.wire.call("HandOver", func() error { job, err = s.Store.HandOver(ctx, c, p, now); return err })
	return job, err
}

func (s wiredStore) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	return s.wire.call("Finish", func() error { return s.Store.Finish(ctx, c, p, plan, now) })
}

func (s wiredStore) Resend(ctx context.Context, id string, shard int, turn int64, seen, now time.Time) (job simulation.Job, err error) {
	err = s.wire.call("Resend", func() error { job, err = s.Store.Resend(ctx, id, shard, turn, seen, now); return err })
	return job, err
}
