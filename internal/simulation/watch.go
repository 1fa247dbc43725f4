package simulation

import (
	"encoding/json"
	"time"
)

// WatchInterval is how often the sweeper looks. One look vouches for so much
// time before it and no more: if the looks before it did not come, everything
// stood still, or the clock was set.
const WatchInterval = time.Minute

// Watch is what the sweeper has seen of a session, look by look. It is the clock
// of everything that ends by itself: how long a simulation has been at work, how
// long a shard has been silent, how long nobody has used the session. Time in
// which the program or its machine stood still is in none of them, and neither
// a clock that was set nor one that differs from another's makes much of a
// difference.
type Watch struct {
	At         time.Time     // of the last look; zero: there was none
	UsedAt     time.Time     // the session's last use, as seen then
	Idle       time.Duration // for how long it had been unused
	Simulation string        // what had not ended; "" if nothing
	State      State         // of that
	Worked     time.Duration // for how long it could have been worked on, in that state
	Shards     []Silence     // of that, in order
}

// Silence is for how long nothing was heard of a shard: since when it is exactly
// as it was seen first.
type Silence struct {
	Turn, Token int64
	HeartbeatAt time.Time
	For         time.Duration
}

// MarshalJSON writes it as [turn, token, heartbeat, for], times in microseconds:
// a session is read with every call of the API, so that it should be short.
func (s Silence) MarshalJSON() ([]byte, error) {
	return json.Marshal([4]int64{s.Turn, s.Token, s.HeartbeatAt.UnixMicro(), s.For.Microseconds()})
}

// UnmarshalJSON reads what MarshalJSON has written.
func (s *Silence) UnmarshalJSON(raw []byte) error {
	var n [4]int64
	err := json.Unmarshal(raw, &n)
	*s = Silence{Turn: n[0], Token: n[1], HeartbeatAt: time.UnixMicro(n[2]).UTC(), For: time.Duration(n[3]) * time.Microsecond}
	return err
}

// Watched returns the session after a look at it and at its latest simulation,
// nil if there is none.
func (s Session) Watched(sim *Simulation, now time.Time) Session {
	w := Watch{At: now, UsedAt: s.LastUsedAt, Idle: s.idle(now)}
	if sim != nil && sim.ID == s.SimulationID && !sim.State.Ended() {
		w.Simulation, w.State = sim.ID, sim.State
		w.Worked = s.Watch.worked(*sim, now)
		for _, shard := range sim.Shards {
			w.Shards = append(w.Shards, s.Watch.silence(sim.ID, shard, now))
		}
	}
	s.Watch = w
	return s
}

// Silent reports whether an open shard has not been heard of for so long that its
// job must be lost. The shard is one of the simulation that was looked at.
func (w Watch) Silent(shard Shard) bool {
	_, open := shard.State.job()
	if !open || shard.Index >= len(w.Shards) {
		return false
	}
	seen := w.Shards[shard.Index]
	return seen.of(shard) && seen.For > ResendAfter
}

// worked adds up the time between looks in which a simulation was in its
// present state.
func (w Watch) worked(sim Simulation, now time.Time) time.Duration {
	if w.Simulation == sim.ID && w.State == sim.State {
		return w.Worked + passed(w.At, now)
	}
	since := sim.CreatedAt
	switch sim.State {
	case Ready:
		since = sim.ReadyAt
	case Running:
		since = sim.StartedAt
	case Preparing, Completed, Cancelled, Failed:
	}
	return passed(since, now)
}

func (w Watch) silence(id string, shard Shard, now time.Time) Silence {
	if w.Simulation == id && shard.Index < len(w.Shards) {
		if seen := w.Shards[shard.Index]; seen.of(shard) {
			seen.For += passed(w.At, now)
			return seen
		}
	}
	return Silence{Turn: shard.Turn, Token: shard.Token, HeartbeatAt: shard.HeartbeatAt, For: passed(shard.HeartbeatAt, now)}
}

func (s Silence) of(shard Shard) bool {
	return s.Turn == shard.Turn && s.Token == shard.Token && s.HeartbeatAt.Equal(shard.HeartbeatAt)
}

// passed is how much time a look vouches for that comes at now, after something
// at from.
func passed(from, now time.Time) time.Duration {
	return min(max(0, now.Sub(from)), WatchInterval)
}
