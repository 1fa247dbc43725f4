package dynamodb

import (
	"time"

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

// shardRecord is a shard as stored. It is under 1 KB at its largest, so a write
// costs one unit.
type shardRecord struct {
	key
	countsRecord
	From        int                   `dynamodbav:"from"`
	To          int                   `dynamodbav:"to"`
	State       simulation.ShardState `dynamodbav:"state"`
	Turn        int64                 `dynamodbav:"turn"`
	Token       int64                 `dynamodbav:"token"`
	Held        bool                  `dynamodbav:"held"`
	HeartbeatAt time.Time             `dynamodbav:"heartbeatAt"`
	TakeOvers   int                   `dynamodbav:"takeOvers"`
	HandOvers   int                   `dynamodbav:"handOvers"`
	Clock       settings.Micros       `dynamodbav:"clock"`
	Expires     int64                 `dynamodbav:"expiresAt"`
}

// countsRecord are a shard's counts.
type countsRecord struct {
	Delivered int64           `dynamodbav:"delivered"`
	Failed    int64           `dynamodbav:"failed"`
	Expired   int64           `dynamodbav:"expired"`
	Attempts  int64           `dynamodbav:"attempts"`
	SendTime  settings.Micros `dynamodbav:"sendTime"`
	InFlight  int64           `dynamodbav:"inFlight"`

	// What the second version of the model counts.
	Unreachable  int64 `dynamodbav:"unreachable"`
	Acknowledged int64 `dynamodbav:"acknowledged"`
	Repeats      int64 `dynamodbav:"repeats"`
	Steps        int64 `dynamodbav:"steps"`
	Refused      int64 `dynamodbav:"refused"`
}

func (s loadedShard) record() shardRecord {
	return shardRecord{
		shardKey(s.simulation, s.Index), countsRecord(s.Counts), s.From, s.To, s.State,
		s.Turn, s.Token, s.Held, s.HeartbeatAt, s.TakeOvers, s.HandOvers, s.Clock, s.expires,
	}
}

// shardOf reads a shard; CodeNotFound if there is no item.
func shardOf(id string, index int, it item) (loadedShard, error) {
	if it == nil {
		return loadedShard{}, noShard(id, index)
	}
	r := shardRecord{key: shardKey(id, index)}
	if err := decode(it, &r); err != nil {
		return loadedShard{}, err
	}
	return loadedShard{
		simulation: id, version: text(it, attrVersion), expires: r.Expires,
		Shard: simulation.Shard{
			Index: index, From: r.From, To: r.To, State: r.State, Turn: r.Turn, Token: r.Token, Held: r.Held,
			HeartbeatAt: r.HeartbeatAt, TakeOvers: r.TakeOvers, HandOvers: r.HandOvers, Clock: r.Clock,
			Counts: simulation.Counts(r.countsRecord),
		},
	}, nil
}

// newShards are the shards of a new simulation.
func newShards(s simulation.Simulation) []loadedShard {
	shards := make([]loadedShard, len(s.Shards))
	for i, shard := range s.Shards {
		shards[i] = loadedShard{Shard: shard, simulation: s.ID, expires: expiry(s.CreatedAt, simulation.Retention+shardGrace)}
	}
	return shards
}
