package dynamodb

import (
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// loadedShard is a shard as read, with what a write back needs.
type loadedShard struct {
	simulation.Shard
	simulation string // its id
	version    string
	expires    int64 // unix seconds
}

// item maps the shard to its attributes, but for the version, which every write
// sets. It is under 1 KB at its largest, so a write costs one unit.
func (s loadedShard) item() item {
	return merged(shardKey(s.simulation, s.Index), checkpointValues(s.Checkpoint()), item{
		"from":        number(s.From),
		"to":          number(s.To),
		"state":       text(string(s.State)),
		"turn":        number(s.Turn),
		"token":       number(s.Token),
		"held":        flag(s.Held),
		"heartbeatAt": instant(s.HeartbeatAt),
		"takeOvers":   number(s.TakeOvers),
		"handOvers":   number(s.HandOvers),
		attrExpires:   number(s.expires),
	})
}

// checkpointValues maps what a checkpoint writes.
func checkpointValues(c simulation.Checkpoint) item {
	return item{
		"clock":     number(c.Clock),
		"delivered": number(c.Counts.Delivered),
		"failed":    number(c.Counts.Failed),
		"expired":   number(c.Counts.Expired),
		"attempts":  number(c.Counts.Attempts),
		"sendTime":  number(c.Counts.SendTime),
		"inFlight":  number(c.Counts.InFlight),
	}
}

// shardOf reads a shard; CodeNotFound if there is no item.
func shardOf(id string, index int, it item) (loadedShard, error) {
	if it == nil {
		return loadedShard{}, noShard(id, index)
	}
	r := &row{item: it}
	s := loadedShard{
		simulation: id,
		version:    r.text(attrVersion),
		expires:    r.number(attrExpires),
		Shard: simulation.Shard{
			Index:       index,
			From:        int(r.number("from")),
			To:          int(r.number("to")),
			State:       simulation.ShardState(r.text("state")),
			Turn:        r.number("turn"),
			Token:       r.number("token"),
			Held:        r.flag("held"),
			HeartbeatAt: r.instant("heartbeatAt"),
			TakeOvers:   int(r.number("takeOvers")),
			HandOvers:   int(r.number("handOvers")),
			Clock:       settings.Micros(r.number("clock")),
			Counts: simulation.Counts{
				Delivered: r.number("delivered"),
				Failed:    r.number("failed"),
				Expired:   r.number("expired"),
				Attempts:  r.number("attempts"),
				SendTime:  settings.Micros(r.number("sendTime")),
				InFlight:  r.number("inFlight"),
			},
		},
	}
	return s, r.err
}

// newShards are the shards of a new simulation.
func newShards(s simulation.Simulation) []loadedShard {
	shards := make([]loadedShard, len(s.Shards))
	for i, shard := range s.Shards {
		shards[i] = loadedShard{Shard: shard, simulation: s.ID, expires: expiry(s.CreatedAt, simulation.Retention+shardGrace)}
	}
	return shards
}
