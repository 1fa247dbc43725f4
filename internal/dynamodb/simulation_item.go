package dynamodb

import (
	"encoding/json"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// metaRecord is a simulation as stored, but for its shards. Settings and plan are
// JSON: together some 25 KB at most, of the 400 KB an item may have.
type metaRecord struct {
	key
	Session    string           `dynamodbav:"session"`
	Settings   string           `dynamodbav:"settings"`
	State      simulation.State `dynamodbav:"state"`
	Reason     string           `dynamodbav:"reason"`
	Engine     int              `dynamodbav:"engine,omitempty"` // absent: the first, before which none was stored
	CreatedAt  time.Time        `dynamodbav:"createdAt"`
	ReadyAt    time.Time        `dynamodbav:"readyAt,omitempty"`
	StartedAt  time.Time        `dynamodbav:"startedAt,omitempty"`
	FinishedAt time.Time        `dynamodbav:"finishedAt,omitempty"`
	Plan       string           `dynamodbav:"plan,omitempty"`
	Shards     int              `dynamodbav:"shards"`
	Expires    int64            `dynamodbav:"expiresAt"`
}

func metaRecordOf(s simulation.Simulation) (metaRecord, error) {
	given, err := json.Marshal(s.Settings)
	if err != nil {
		return metaRecord{}, fault.Errorf(fault.CodeInternal, "settings of %s: %w", s.ID, err)
	}
	plan := ""
	if s.Plan != nil {
		if plan, err = planJSON(s.Plan); err != nil {
			return metaRecord{}, err
		}
	}
	return metaRecord{
		metaKey(s.ID), s.SessionID, string(given), s.State, s.Reason, s.Engine, s.CreatedAt, s.ReadyAt, s.StartedAt, s.FinishedAt,
		plan, len(s.Shards), expiry(s.CreatedAt, simulation.Retention),
	}, nil
}

func planJSON(p *simulation.Plan) (string, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return "", fault.Errorf(fault.CodeInternal, "plan: %w", err)
	}
	return string(raw), nil
}

// metaOf reads a META item and how many shards belong to it. Settings are not
// checked against today's limits: they were when they came in.
func metaOf(id string, it item) (s simulation.Simulation, shards int, err error) {
	var r metaRecord
	if err := decode(it, &r); err != nil {
		return s, 0, err
	}
	s = simulation.Simulation{
		ID: id, SessionID: r.Session, State: r.State, Reason: r.Reason, Engine: max(1, r.Engine),
		CreatedAt: r.CreatedAt, ReadyAt: r.ReadyAt, StartedAt: r.StartedAt, FinishedAt: r.FinishedAt,
	}
	if err := json.Unmarshal([]byte(r.Settings), &s.Settings); err != nil {
		return s, 0, damaged(r, err)
	}
	if r.Plan != "" {
		s.Plan = &simulation.Plan{}
		if err := json.Unmarshal([]byte(r.Plan), s.Plan); err != nil {
			return s, 0, damaged(r, err)
		}
	}
	return s, r.Shards, nil
}

// historyRecord is a simulation's entry in the history.
// A search reads nothing else unless it is meant: hence the name, which entries from before there was a search do not have. Tags
// are here and not in META, which workers write and everybody who watches reads.
type historyRecord struct {
	key
	ID      string   `dynamodbav:"id"`
	Name    string   `dynamodbav:"name,omitempty"`
	Tags    []string `dynamodbav:"tags,omitempty"`
	Expires int64    `dynamodbav:"expiresAt"`
}
