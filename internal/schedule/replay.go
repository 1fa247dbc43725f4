package schedule

import (
	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Replay is one passage through the schedule that counts what one shard's
// senders do. It is for one goroutine at a time.
type Replay struct {
	run *engine.Run
}

// Replay starts a passage for the senders from ≤ n < to.
func (s *Schedule) Replay(from, to int) *Replay {
	return &Replay{s.engine.Run(engine.SenderRange{From: from, To: to})}
}

// Advance lets everything happen up to and including an instant. It returns
// false if it stopped before that because maxEvents attempts have ended.
func (r *Replay) Advance(to settings.Micros, maxEvents int) bool {
	return r.run.Advance(to, maxEvents)
}

// Done reports whether every message of the whole simulation has ended.
func (r *Replay) Done() bool { return r.run.Done() }

// Checkpoint is the clock, which is the makespan once the replay is done, and
// what the shard's senders have done by then.
func (r *Replay) Checkpoint() simulation.Checkpoint {
	return simulation.Checkpoint{Clock: r.run.Clock(), Counts: r.run.Counts()}
}
