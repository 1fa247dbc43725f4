package simulationtest

import (
	"context"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// twin is a store that asks the model and another store the same and fails when
// their answers differ: the code of the error, or what they return.
type twin struct {
	model   *Model
	other   simulation.Store
	fail    func(format string, args ...any)
	cursors map[string]string // the model's to the other's
}

var _ simulation.Store = (*twin)(nil)

func newTwin(other simulation.Store, fail func(string, ...any)) *twin {
	return &twin{model: NewModel(), other: other, fail: fail, cursors: map[string]string{}}
}

func compare[T any](w *twin, method string, call func(simulation.Store) (T, error)) (T, error) {
	want, wantErr := call(w.model)
	got, gotErr := call(w.other)
	if fault.CodeOf(gotErr) != fault.CodeOf(wantErr) {
		w.fail("%s: code %q (%v), the model has %q (%v)", method, fault.CodeOf(gotErr), gotErr, fault.CodeOf(wantErr), wantErr)
	}
	if wantErr == nil {
		if d := diff(got, want); d != "" {
			w.fail("%s differs from the model: %s", method, d)
		}
	}
	return want, wantErr
}

func compareErr(w *twin, method string, call func(simulation.Store) error) error {
	_, err := compare(w, method, func(s simulation.Store) (struct{}, error) { return struct{}{}, call(s) })
	return err
}

func (w *twin) OpenSession(ctx context.Context, session simulation.Session, over *simulation.Session) error {
	return compareErr(w, "OpenSession", func(s simulation.Store) error { return s.OpenSession(ctx, session, over) })
}

func (w *twin) CurrentSession(ctx context.Context) (simulation.Session, error) {
	return compare(w, "CurrentSession", func(s simulation.Store) (simulation.Session, error) { return s.CurrentSession(ctx) })
}

func (w *twin) JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error {
	return compareErr(w, "JoinSession", func(s simulation.Store) error { return s.JoinSession(ctx, id, tokenHash, now) })
}

func (w *twin) TouchSession(ctx context.Context, id string, now time.Time) error {
	return compareErr(w, "TouchSession", func(s simulation.Store) error { return s.TouchSession(ctx, id, now) })
}

func (w *twin) EndSession(ctx context.Context, id, simulationID string) error {
	return compareErr(w, "EndSession", func(s simulation.Store) error { return s.EndSession(ctx, id, simulationID) })
}

func (w *twin) TakeKeyTry(ctx context.Context, scope string, now time.Time) error {
	return compareErr(w, "TakeKeyTry", func(s simulation.Store) error { return s.TakeKeyTry(ctx, scope, now) })
}

func (w *twin) ForgetKeyTries(ctx context.Context, scope string) error {
	return compareErr(w, "ForgetKeyTries", func(s simulation.Store) error { return s.ForgetKeyTries(ctx, scope) })
}

func (w *twin) Create(ctx context.Context, sim simulation.Simulation) error {
	return compareErr(w, "Create", func(s simulation.Store) error { return s.Create(ctx, sim) })
}

func (w *twin) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	return compare(w, "Simulation", func(s simulation.Store) (simulation.Simulation, error) { return s.Simulation(ctx, id) })
}

func (w *twin) Start(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return compare(w, "Start", func(s simulation.Store) (simulation.Simulation, error) { return s.Start(ctx, id, now) })
}

func (w *twin) End(ctx context.Context, id string, state simulation.State, reason string, now time.Time) (simulation.Simulation, error) {
	return compare(w, "End", func(s simulation.Store) (simulation.Simulation, error) { return s.End(ctx, id, state, reason, now) })
}

func (w *twin) Abandon(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return compare(w, "Abandon", func(s simulation.Store) (simulation.Simulation, error) { return s.Abandon(ctx, id, now) })
}

func (w *twin) WatchSession(ctx context.Context, id string, latest *simulation.Simulation, now time.Time) (simulation.Session, error) {
	return compare(w, "WatchSession", func(s simulation.Store) (simulation.Session, error) { return s.WatchSession(ctx, id, latest, now) })
}

func (w *twin) Settle(ctx context.Context, id string, now time.Time) (simulation.Simulation, error) {
	return compare(w, "Settle", func(s simulation.Store) (simulation.Simulation, error) { return s.Settle(ctx, id, now) })
}

func (w *twin) Delete(ctx context.Context, id string) error {
	return compareErr(w, "Delete", func(s simulation.Store) error { return s.Delete(ctx, id) })
}

func (w *twin) Beat(ctx context.Context, c simulation.Claim, now time.Time) error {
	return compareErr(w, "Beat", func(s simulation.Store) error { return s.Beat(ctx, c, now) })
}

func (w *twin) MarkReady(ctx context.Context, c simulation.Claim, plan *simulation.Plan, now time.Time) error {
	return compareErr(w, "MarkReady", func(s simulation.Store) error { return s.MarkReady(ctx, c, plan, now) })
}

func (w *twin) Advance(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) error {
	return compareErr(w, "Advance", func(s simulation.Store) error { return s.Advance(ctx, c, p, now) })
}

func (w *twin) HandOver(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, now time.Time) (simulation.Job, error) {
	return compare(w, "HandOver", func(s simulation.Store) (simulation.Job, error) { return s.HandOver(ctx, c, p, now) })
}

func (w *twin) Finish(ctx context.Context, c simulation.Claim, p simulation.Checkpoint, plan *simulation.Plan, now time.Time) error {
	return compareErr(w, "Finish", func(s simulation.Store) error { return s.Finish(ctx, c, p, plan, now) })
}

func (w *twin) Resend(ctx context.Context, id string, shard int, turn int64, seen, now time.Time) (simulation.Job, error) {
	return compare(w, "Resend", func(s simulation.Store) (simulation.Job, error) {
		return s.Resend(ctx, id, shard, turn, seen, now)
	})
}

// claimed is the answer to a claim. The simulation's other shards are no part
// of the promise.
type claimed struct {
	Simulation simulation.Simulation
	Shard      simulation.Shard
}

func (w *twin) ClaimShard(ctx context.Context, job simulation.Job, engine int, now time.Time) (simulation.Simulation, simulation.Shard, error) {
	c, err := compare(w, "ClaimShard", func(s simulation.Store) (claimed, error) {
		sim, shard, err := s.ClaimShard(ctx, job, engine, now)
		sim.Shards = nil
		return claimed{sim, shard}, err
	})
	return c.Simulation, c.Shard, err
}

// listed is a page of the history. Cursors are each store's own.
type listed struct {
	Page []simulation.Listed
	Last bool
}

func (w *twin) Tag(ctx context.Context, id string, add, remove []string) (simulation.Tags, error) {
	return compare(w, "Tag", func(s simulation.Store) (simulation.Tags, error) { return s.Tag(ctx, id, add, remove) })
}

// Simulations compares without a search, whose pages may be cut differently.
func (w *twin) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) ([]simulation.Listed, string, error) {
	var next []string // the model's, which is asked first, and the other's
	page, err := compare(w, "Simulations", func(s simulation.Store) (listed, error) {
		from := cursor
		if len(next) == 1 {
			from = w.cursors[cursor]
		}
		page, to, err := s.Simulations(ctx, find, from, limit)
		next = append(next, to)
		if len(page) == 0 {
			page = nil
		}
		return listed{page, to == ""}, err
	})
	w.cursors[next[0]] = next[1]
	return page.Page, next[0], err
}
