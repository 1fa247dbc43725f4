package simulation

import (
	"math"
	"time"

	"alertsim/internal/settings"
)

// Progress is what a viewer sees of a simulation at one moment. Its counts
// always balance: Messages = Delivered + Failed + Expired + Unreachable + InFlight
// + Waiting, and Acknowledged ≤ Delivered.
type Progress struct {
	Messages int64
	Counts                   // sums over the shards, balanced
	Waiting  int64           // in the queue, in backoff or between steps
	Clock    settings.Micros // of the slowest shard
	// Throughput is messages ended per simulated second.
	Throughput float64
	// Wall is the time since the start, up to the end. If the clock was set back
	// it is at least what the run so far takes.
	Wall time.Duration
	// Lag is the largest of the shards'.
	Lag time.Duration
	// Remaining is the wall time left; nil if nobody can know yet.
	Remaining *time.Duration
}

// Clock is the slowest shard's, and so the makespan once all are done: up to
// then everything of the simulation is known.
func (s Simulation) Clock() settings.Micros {
	var slowest settings.Micros
	for i, shard := range s.Shards {
		if i == 0 || shard.Clock < slowest {
			slowest = shard.Clock
		}
	}
	return slowest
}

// Progress sums the shards up.
func (s Simulation) Progress(now time.Time) Progress {
	p := Progress{Messages: s.Settings.Messages, Wall: s.wall(now), Clock: s.Clock()}
	for _, shard := range s.Shards {
		p.Counts = p.Add(shard.Counts)
		p.Lag = max(p.Lag, s.Lag(shard, now))
	}
	p.Counts, p.Waiting = p.Balance(p.Messages)
	if p.Clock > 0 {
		p.Throughput = float64(p.Ended()) / p.Clock.Seconds()
	}
	p.Remaining = s.remaining(p)
	return p
}

// Lag is how far behind a live shard's clock is, in wall time, of an ideal
// worker's that started at once and never stopped: as read with the last
// heartbeat, and more if that is overdue. A clock that is set forward counts like
// a pause of that length; one that is set back hides as much lag as that.
func (s Simulation) Lag(shard Shard, now time.Time) time.Duration {
	if s.Settings.Mode != settings.Live || s.StartedAt.IsZero() {
		return 0
	}
	at := shard.HeartbeatAt
	if overdue := now.Add(-2 * s.Settings.ClockInterval()); shard.State == ShardRunning && overdue.After(at) {
		at = overdue
	}
	if !s.FinishedAt.IsZero() { // nothing changes any more
		now = s.FinishedAt
	}
	if at.After(now) { // by the clock of another machine
		at = now
	}
	return max(0, at.Sub(s.StartedAt)-settings.WallTime(shard.Clock, s.Settings.Speed))
}

func (s Simulation) wall(now time.Time) time.Duration {
	if s.StartedAt.IsZero() {
		return 0
	}
	if !s.FinishedAt.IsZero() {
		now = s.FinishedAt
	}
	var elapsed time.Duration
	if s.Settings.Mode == settings.Live {
		elapsed = settings.WallTime(s.Clock(), s.Settings.Speed)
	}
	return max(elapsed, now.Sub(s.StartedAt))
}

// remaining is by the plan where there is one, else by the share of messages
// that have ended.
func (s Simulation) remaining(p Progress) *time.Duration {
	left := time.Duration(0)
	switch {
	case s.State.Ended():
	case s.Settings.Mode == settings.Live && s.Plan != nil:
		left = max(0, s.PlannedWallTime()-settings.WallTime(p.Clock, s.Settings.Speed))
	case s.State == Running && p.Ended() > 0:
		nanos := float64(p.Wall) * float64(p.Messages-p.Ended()) / float64(p.Ended())
		if left = math.MaxInt64; nanos < math.MaxInt64 {
			left = time.Duration(nanos)
		}
	default:
		return nil
	}
	return &left
}

// ObjectiveStatus is how an objective stands at the slowest shard's clock.
type ObjectiveStatus struct {
	settings.Objective
	Met *bool            // nil: not decided yet
	At  *settings.Micros // when the share was delivered, if it was
}

// ObjectiveStatuses tells how every objective stands. A missed one is known as
// soon as its time is over.
func (s Simulation) ObjectiveStatuses() []ObjectiveStatus {
	clock := s.Clock()
	out := make([]ObjectiveStatus, len(s.Settings.Objectives))
	for i, o := range s.Settings.Objectives {
		out[i].Objective = o
		if s.Plan == nil || i >= len(s.Plan.Objectives) {
			continue
		}
		reached := s.Plan.Objectives[i]
		switch {
		case o.Budget != nil: // it is decided when all is paid for
			if s.State == Completed {
				out[i].Met = new(Met(s.Settings, s.Plan, i))
			}
		case reached.Reached && reached.At <= clock:
			out[i].At = &reached.At
			out[i].Met = new(Met(s.Settings, s.Plan, i))
		case clock >= s.Settings.Due(o) || s.State == Completed:
			out[i].Met = new(false)
		}
	}
	return out
}

// TimelineSoFar is the plan's timeline up to the slowest shard's clock, in whole
// bins while it runs; nil if there is no plan yet. Once it was cancelled or has
// failed nothing changes any more, and the timeline adds up to the totals.
func (s Simulation) TimelineSoFar() *Timeline {
	switch {
	case s.Plan == nil:
		return nil
	case s.State == Completed:
		return &s.Plan.Timeline
	case s.State.Ended():
		var totals Counts
		for _, shard := range s.Shards {
			totals = totals.Add(shard.Counts)
		}
		return new(s.Plan.Timeline.Stop(s.Clock(), totals))
	}
	return new(s.Plan.Timeline.Cut(s.Clock()))
}
