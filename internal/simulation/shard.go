package simulation

import (
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// ShardState is where a shard is in its life:
//
//	preparing → ready → running → done
//	      └────────┴───────┴────→ closed
type ShardState string

// The shard states. A shard is open while it is preparing or running: only
// then is there work to claim.
const (
	ShardPreparing ShardState = "preparing"
	ShardReady     ShardState = "ready"
	ShardRunning   ShardState = "running"
	ShardDone      ShardState = "done"
	ShardClosed    ShardState = "closed" // its simulation was cancelled or failed
)

// job is the kind of job that works on a shard in this state, if it is open.
func (s ShardState) job() (JobKind, bool) {
	switch s {
	case ShardPreparing:
		return JobPrepare, true
	case ShardRunning:
		return JobRun, true
	case ShardReady, ShardDone, ShardClosed:
	}
	return "", false
}

// Shard is a fixed range of a simulation's senders: the unit of distribution.
// Its methods are the whole protocol by which workers hand it on; stores make
// each of them one atomic write.
//
// The turn names the one job that may claim it; the token names the one claim
// that may write to it. Both only rise.
type Shard struct {
	Index    int
	From, To int // senders From ≤ n < To
	State    ShardState

	Turn        int64
	Token       int64 // 0: never claimed
	Held        bool  // a worker has claimed it and not handed it over
	HeartbeatAt time.Time
	TakeOvers   int // claims from a worker that fell silent, since the clock last moved
	HandOvers   int // how often it went from one worker to another, take-overs included

	Clock  settings.Micros
	Counts Counts
}

// Checkpoint is the durable record of how far a shard is: a clock reading. A
// worker that takes over replays to Clock and must arrive at Counts.
type Checkpoint struct {
	Clock  settings.Micros
	Counts Counts
}

// Checkpoint returns the last one.
func (s Shard) Checkpoint() Checkpoint { return Checkpoint{s.Clock, s.Counts} }

// Claim is who may write to a shard: it goes with every write.
type Claim struct {
	Simulation string
	Shard      int
	Token      int64
}

const (
	// HeartbeatTimeout is how old the heartbeat of a held shard is when its
	// worker counts as dead.
	HeartbeatTimeout = 20 * time.Second
	// ResendAfter is for how long the sweeper has heard nothing of an open shard
	// when it takes its job for lost. It is longer than Visibility, so that the
	// queue's own redelivery comes first.
	ResendAfter = 60 * time.Second
	// MaxTakeOvers is how often in a row a shard may be taken over without its
	// clock moving before its simulation is failed.
	MaxTakeOvers = 5
)

// Claim takes an open shard for the job of a turn and raises the token. It
// answers CodeStale if there is nothing for that turn to do, now or ever, and
// CodeHeld if a living worker has it.
//
// Clocks may differ or be set. A claim too early is safe, since the token fences
// the worker that was alive off. A heartbeat of the future tells nothing, and its
// shard is left to the sweeper, which compares heartbeats with each other alone.
func (s Shard) Claim(turn int64, now time.Time) (Shard, error) {
	if _, open := s.State.job(); !open {
		return s, fault.Errorf(fault.CodeStale, "shard %d is %s", s.Index, s.State)
	}
	if s.Turn != turn {
		return s, fault.Errorf(fault.CodeStale, "shard %d is at turn %d, not %d", s.Index, s.Turn, turn)
	}
	if s.Held && now.Sub(s.HeartbeatAt) <= HeartbeatTimeout {
		return s, fault.Errorf(fault.CodeHeld, "shard %d is held by a worker that was alive %s ago", s.Index, max(0, now.Sub(s.HeartbeatAt)).Round(time.Second))
	}
	if s.Held {
		s.TakeOvers++
		s.HandOvers++
	}
	s.Token++
	s.Held, s.HeartbeatAt = true, now
	return s, nil
}

// Advance records a checkpoint and a heartbeat. A later clock ends a series of
// take-overs.
func (s Shard) Advance(token int64, c Checkpoint, now time.Time) (Shard, error) {
	if err := s.writable(token, ShardRunning); err != nil {
		return s, err
	}
	return s.moveTo(c, now)
}

// HandOver records a checkpoint, raises the turn and frees the shard for the
// next job. A shard that is being prepared has no other checkpoint than its
// first.
func (s Shard) HandOver(token int64, c Checkpoint, now time.Time) (Shard, error) {
	if err := s.writable(token, ShardPreparing, ShardRunning); err != nil {
		return s, err
	}
	if s.State == ShardPreparing {
		c = s.Checkpoint()
	}
	s, err := s.moveTo(c, now)
	if err != nil {
		return s, err
	}
	s.HandOvers++
	return s.free(), nil
}

// Finish records the last checkpoint; nothing changes after it.
func (s Shard) Finish(token int64, c Checkpoint, now time.Time) (Shard, error) {
	s, err := s.Advance(token, c, now)
	if err != nil {
		return s, err
	}
	s.State, s.Held = ShardDone, false
	return s, nil
}

// Beat records a heartbeat alone, as while preparing.
func (s Shard) Beat(token int64, now time.Time) (Shard, error) {
	if err := s.writable(token, ShardPreparing, ShardRunning); err != nil {
		return s, err
	}
	s.HeartbeatAt = now
	return s, nil
}

// MarkReady ends the preparation of a shard.
func (s Shard) MarkReady(token int64, now time.Time) (Shard, error) {
	if err := s.writable(token, ShardPreparing); err != nil {
		return s, err
	}
	s.State, s.Held, s.HeartbeatAt, s.TakeOvers = ShardReady, false, now, 0
	return s, nil
}

// Resend frees an open shard that has fallen silent and raises its turn, so that
// a new job can be sent. seen is the heartbeat of which nobody has heard since:
// CodeHeld if there was another. It answers CodeStale if the shard has moved on.
func (s Shard) Resend(turn int64, seen, now time.Time) (Shard, error) {
	if _, open := s.State.job(); !open || s.Turn != turn {
		return s, fault.Errorf(fault.CodeStale, "shard %d is %s at turn %d", s.Index, s.State, s.Turn)
	}
	if !s.HeartbeatAt.Equal(seen) {
		return s, fault.Errorf(fault.CodeHeld, "shard %d was heard of at %s", s.Index, s.HeartbeatAt.Format(time.RFC3339Nano))
	}
	if s.Held {
		s.TakeOvers++
		s.HandOvers++
	}
	s.HeartbeatAt = now
	return s.free(), nil
}

// Abandoned frees a shard whose worker is known to be dead, because its process
// is. The job of its turn can claim it at once.
func (s Shard) Abandoned(now time.Time) Shard {
	if s.Held {
		s.TakeOvers++
		s.HandOvers++
		s.Held, s.HeartbeatAt = false, now
	}
	return s
}

func (s Shard) moveTo(c Checkpoint, now time.Time) (Shard, error) {
	if c.Clock < s.Clock || !c.Counts.AtLeast(s.Counts) {
		return s, fault.Errorf(fault.CodeInternal, "shard %d would go back from %d µs to %d µs", s.Index, s.Clock, c.Clock)
	}
	if c.Clock > s.Clock {
		s.TakeOvers = 0
	}
	s.Clock, s.Counts, s.HeartbeatAt = c.Clock, c.Counts, now
	return s, nil
}

func (s Shard) writable(token int64, states ...ShardState) error {
	if s.Token != token || !s.Held {
		return fault.Errorf(fault.CodeStale, "shard %d is at token %d, not %d", s.Index, s.Token, token)
	}
	for _, state := range states {
		if s.State == state {
			return nil
		}
	}
	return fault.Errorf(fault.CodeStale, "shard %d is %s", s.Index, s.State)
}

func (s Shard) free() Shard {
	s.Turn++
	s.Held = false
	return s
}

func (s Shard) start(now time.Time) Shard {
	s.State, s.HeartbeatAt = ShardRunning, now
	return s.free()
}

// close ends an open or ready shard; a done one stays done.
func (s Shard) close() Shard {
	if s.State != ShardDone {
		s.State, s.Held = ShardClosed, false
	}
	return s
}
