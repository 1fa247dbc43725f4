package simulation

import (
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// State is where a simulation is in its life:
//
//	preparing → ready → running → completed
//	      └────────┴───────┴────→ cancelled or failed
type State string

// The states.
const (
	Preparing State = "preparing"
	Ready     State = "ready"
	Running   State = "running"
	Completed State = "completed"
	Cancelled State = "cancelled"
	Failed    State = "failed"
)

// Ended reports whether nothing of the simulation changes any more.
func (s State) Ended() bool { return s == Completed || s == Cancelled || s == Failed }

// Busy reports whether workers have something to do for the simulation.
func (s State) Busy() bool { return s == Preparing || s == Running }

// Simulation is one submitted experiment.
type Simulation struct {
	ID        string
	SessionID string
	Settings  settings.Settings
	State     State
	Reason    string // why it failed or was cancelled
	Engine    int    // engine.Version of the program that created it: workers of another leave it alone

	CreatedAt  time.Time
	ReadyAt    time.Time // zero before
	StartedAt  time.Time // zero before
	FinishedAt time.Time // zero before

	Plan   *Plan
	Shards []Shard
}

// Deadlines of the states, beyond which the sweeper fails a simulation. They
// count time in which somebody could have worked on it, see Watch. A ready one
// has none: it waits as long as its session.
const (
	PrepareDeadline = 5 * time.Minute
	RunGrace        = 10 * time.Minute // on top of 1.5 × the plan's wall time
)

// Retention is how long a simulation is kept.
const Retention = 30 * 24 * time.Hour

// New returns a simulation in state preparing with its shards, whose prepare
// jobs are Jobs. Shards are numbered from 0 and split the senders evenly.
func New(id, sessionID string, given settings.Settings, shards int, now time.Time) Simulation {
	s := Simulation{ID: id, SessionID: sessionID, Settings: given, State: Preparing, Engine: engine.Version, CreatedAt: now}
	senders := given.TotalSenders()
	shards = max(1, min(shards, senders))
	for i := range shards {
		s.Shards = append(s.Shards, Shard{
			Index:       i,
			From:        i * senders / shards,
			To:          (i + 1) * senders / shards,
			State:       ShardPreparing,
			Turn:        1,
			HeartbeatAt: now,
		})
	}
	return s
}

// ShardCount is how many shards a simulation gets where at most concurrency
// workers run at a time: one for each sendersPerShard senders, at most 64, and
// one if it is instant.
func ShardCount(s settings.Settings, sendersPerShard, concurrency int) int {
	if s.Mode == settings.Instant {
		return 1
	}
	return max(1, min((s.TotalSenders()+sendersPerShard-1)/sendersPerShard, concurrency, MaxShards))
}

// MaxShards is how many shards there may be: a cancel closes all of them in one
// transaction, and those hold at most 100 items on DynamoDB.
const MaxShards = 64

// Jobs returns the jobs of every open shard at its current turn.
func (s Simulation) Jobs() []Job {
	var jobs []Job
	for _, shard := range s.Shards {
		if kind, open := shard.State.job(); open {
			jobs = append(jobs, Job{Kind: kind, Simulation: s.ID, Shard: shard.Index, Turn: shard.Turn})
		}
	}
	return jobs
}

// Start moves a ready simulation to running and gives every shard a new turn.
func (s Simulation) Start(now time.Time) (Simulation, error) {
	if s.State != Ready {
		return s, fault.Errorf(fault.CodeConflict, "the simulation is %s; only a ready one can be started", s.State)
	}
	s.State, s.StartedAt = Running, now
	s.Shards = s.eachShard(func(shard Shard) Shard { return shard.start(now) })
	return s, nil
}

// End moves a simulation that has not ended to cancelled or failed and closes
// every shard, so that no checkpoint is taken any more.
func (s Simulation) End(state State, reason string, now time.Time) (Simulation, error) {
	if s.State.Ended() {
		return s, fault.Errorf(fault.CodeConflict, "the simulation is %s already", s.State)
	}
	s.State, s.Reason, s.FinishedAt = state, reason, now
	s.Shards = s.eachShard(Shard.close)
	return s, nil
}

// Settle moves a simulation to the state its shards imply: ready when all are
// ready, completed when all are done. It changes nothing otherwise, so anybody
// may call it at any time.
func (s Simulation) Settle(now time.Time) Simulation {
	switch {
	case s.State == Preparing && s.all(ShardReady):
		s.State, s.ReadyAt = Ready, now
	case s.State == Running && s.all(ShardDone):
		s.State, s.FinishedAt = Completed, now
	}
	return s
}

// Abandon ends a ready simulation with its session. In any other state it is
// CodeConflict: it has been started, or has ended.
func (s Simulation) Abandon(now time.Time) (Simulation, error) {
	if s.State != Ready {
		return s, fault.Errorf(fault.CodeConflict, "the simulation is %s; only a ready one ends with its session", s.State)
	}
	return s.End(Cancelled, "it was not started, and its session ended after "+minutes(SessionIdle)+" unused", now)
}

// Overdue returns why a simulation that could be worked on for so long in its
// present state must be failed, or "". version is the engine's of whoever asks, which
// is that of the workers once a deployment is through.
func (s Simulation) Overdue(worked time.Duration, version int) string {
	reason := ""
	switch {
	case s.State == Preparing && worked > PrepareDeadline:
		reason = "it was not ready after " + minutes(PrepareDeadline) + ofWork
	case s.State == Running && worked > s.runDeadline():
		reason = "it was not completed after " + minutes(s.runDeadline()) + ofWork
	}
	if stranded := s.Stranded(version); reason != "" && stranded != "" {
		return reason + ": " + stranded
	}
	return reason
}

// minutes are the whole ones within a span.
func minutes(d time.Duration) string { return words.Count(int64(d.Minutes())) + " min" }

// ofWork says that it is not the time on the wall.
const ofWork = " in which it could be worked on"

// runDeadline is how long the simulation may be worked on while it runs.
func (s Simulation) runDeadline() time.Duration {
	return s.PlannedWallTime() + s.PlannedWallTime()/2 + RunGrace
}

// PlannedWallTime is how long a live simulation takes on the wall if no time is
// lost; 0 if it is instant or has no plan yet.
func (s Simulation) PlannedWallTime() time.Duration {
	if s.Plan == nil || s.Settings.Mode == settings.Instant {
		return 0
	}
	return settings.WallTime(s.Plan.End(), s.Settings.Speed)
}

func (s Simulation) all(state ShardState) bool {
	for _, shard := range s.Shards {
		if shard.State != state {
			return false
		}
	}
	return len(s.Shards) > 0
}

func (s Simulation) eachShard(change func(Shard) Shard) []Shard {
	shards := make([]Shard, len(s.Shards))
	for i, shard := range s.Shards {
		shards[i] = change(shard)
	}
	return shards
}
