package simulation

import (
	"context"
	"time"
)

// Store keeps sessions and simulations. Every method is atomic: it happens
// whole or not at all, in some order with every other. The rules are those of
// the methods of Shard, Simulation, Session and KeyTries with the same names;
// a store only makes them durable. Reads see every write that has answered.
//
// Errors carry CodeNotFound, CodeConflict, CodeStale, CodeHeld or CodeOtherEngine as said below,
// CodeUnavailable where nothing was changed and a repetition may help. Conflicts
// between transactions are retried inside and never seen.
//
// A simulation that has not ended is always the latest of the stored session:
// that is how the sweeper finds it.
//
// simulationtest.Store is this contract as tests.
type Store interface {
	Sessions
	Simulations
	Shards
}

// Sessions is the part of a Store about who is in charge.
type Sessions interface {
	// OpenSession stores a session if none is in play: there is none, or over is
	// not nil and the stored one still has its ID, SimulationID and LastUsedAt
	// (the caller found that one to be over). Of several at once exactly one
	// succeeds, the others get CodeConflict.
	OpenSession(ctx context.Context, s Session, over *Session) error
	// CurrentSession returns the stored session, over or not; CodeNotFound if
	// there is none.
	CurrentSession(ctx context.Context) (Session, error)
	// JoinSession adds a member to the session with this ID; CodeNotFound if it
	// is not the stored one, CodeConflict if it has MaxMembers. Who is a member has
	// joined: a call may be repeated.
	JoinSession(ctx context.Context, id, tokenHash string, now time.Time) error
	// TouchSession records a use; CodeNotFound if it is not the stored one.
	TouchSession(ctx context.Context, id string, now time.Time) error
	// WatchSession applies Session.Watched and returns what the session is then;
	// CodeNotFound if it is not the stored one.
	WatchSession(ctx context.Context, id string, latest *Simulation, now time.Time) (Session, error)
	// EndSession removes the session if its latest simulation is still
	// simulationID; CodeConflict if it is another, CodeNotFound if the session
	// is not the stored one.
	EndSession(ctx context.Context, id, simulationID string) error
	// TakeKeyTry applies KeyTries.Take to the scope: CodeTooMany if the try comes
	// too early, which then counts for nothing.
	TakeKeyTry(ctx context.Context, scope string, now time.Time) error
	// ForgetKeyTries sets the scope's count back to none.
	ForgetKeyTries(ctx context.Context, scope string) error
}

// Simulations is the part of a Store about whole simulations.
type Simulations interface {
	// Create stores a new simulation with its shards and makes it the latest of
	// its session. CodeConflict if the session's latest one has not ended,
	// CodeNotFound if the session is not the stored one.
	Create(ctx context.Context, s Simulation) error
	// Simulation returns one with all its shards; CodeNotFound if there is none.
	Simulation(ctx context.Context, id string) (Simulation, error)
	// Simulations returns a page of the history, newest first, without shards'
	// details being consistent with each other. next is "" on the last page. One
	// call looks at MostSearched simulations at most, so that with a Find a page may be
	// short or even empty without being the last.
	Simulations(ctx context.Context, find Find, cursor string, limit int) (page []Listed, next string, err error)
	// Tag applies Tags.Changed to a simulation's tags, in any state of it, and
	// returns what they are then; CodeNotFound, CodeConflict. No other write
	// is lost by it, nor a tag by any other.
	Tag(ctx context.Context, id string, add, remove []string) (Tags, error)
	// Start applies Simulation.Start; CodeConflict if it is not ready.
	Start(ctx context.Context, id string, now time.Time) (Simulation, error)
	// End applies Simulation.End; CodeConflict if it has ended. No shard of it
	// changes after End has answered.
	End(ctx context.Context, id string, state State, reason string, now time.Time) (Simulation, error)
	// Abandon applies Simulation.Abandon; CodeConflict if it is not ready. Like
	// End otherwise.
	Abandon(ctx context.Context, id string, now time.Time) (Simulation, error)
	// Settle applies Simulation.Settle and returns what the simulation is then.
	Settle(ctx context.Context, id string, now time.Time) (Simulation, error)
	// Delete forgets an ended simulation; CodeConflict if it has not ended.
	Delete(ctx context.Context, id string) error
}

// Shards is the part of a Store that workers write. All but ClaimShard and
// Resend answer CodeStale unless the claim's token is the current one and the
// shard is open, and CodeNotFound if the simulation is gone.
type Shards interface {
	// ClaimShard applies Simulation.Claim for a worker with an engine of this
	// version and returns the simulation with the shard as claimed: CodeStale,
	// CodeHeld, CodeNotFound, CodeOtherEngine.
	ClaimShard(ctx context.Context, job Job, engine int, now time.Time) (Simulation, Shard, error)
	// Beat applies Shard.Beat.
	Beat(ctx context.Context, c Claim, now time.Time) error
	// MarkReady applies Shard.MarkReady and, if plan is not nil, stores it.
	MarkReady(ctx context.Context, c Claim, plan *Plan, now time.Time) error
	// Advance applies Shard.Advance.
	Advance(ctx context.Context, c Claim, p Checkpoint, now time.Time) error
	// HandOver applies Shard.HandOver and returns the job of the new turn, for
	// the caller to send.
	HandOver(ctx context.Context, c Claim, p Checkpoint, now time.Time) (Job, error)
	// Finish applies Shard.Finish and, if plan is not nil, stores it.
	Finish(ctx context.Context, c Claim, p Checkpoint, plan *Plan, now time.Time) error
	// Resend applies Shard.Resend and returns the job of the new turn, for the
	// caller to send.
	Resend(ctx context.Context, id string, shard int, turn int64, seen, now time.Time) (Job, error)
}
