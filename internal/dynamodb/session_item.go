package dynamodb

import (
	"encoding/json"
	"time"

	"alertsim/internal/simulation"
)

// sessionRecord is the session as stored.
type sessionRecord struct {
	key
	ID         string    `dynamodbav:"id"`
	Members    []string  `dynamodbav:"members"` // a list: DynamoDB's sets cannot be empty
	OpenedAt   time.Time `dynamodbav:"openedAt"`
	LastUsedAt time.Time `dynamodbav:"lastUsedAt"`
	Simulation string    `dynamodbav:"simulation"`
	Watch      string    `dynamodbav:"watch"` // JSON
}

func recordOf(s simulation.Session) sessionRecord {
	members := append([]string{}, s.Members...) // not nil, which is no list
	return sessionRecord{sessionKey(), s.ID, members, s.OpenedAt, s.LastUsedAt, s.SimulationID, watchJSON(s.Watch)}
}

// watchJSON is some 2 KB with 64 shards, less than a read unit together with the
// rest.
func watchJSON(w simulation.Watch) string {
	raw, _ := json.Marshal(w) // texts, numbers and times of this age: cannot fail
	return string(raw)
}

func sessionOf(it item) (simulation.Session, error) {
	var r sessionRecord
	if err := decode(it, &r); err != nil {
		return simulation.Session{}, err
	}
	s := simulation.Session{ID: r.ID, OpenedAt: r.OpenedAt, LastUsedAt: r.LastUsedAt, SimulationID: r.Simulation}
	if len(r.Members) > 0 {
		s.Members = r.Members
	}
	if r.Watch != "" {
		if err := json.Unmarshal([]byte(r.Watch), &s.Watch); err != nil {
			return s, damaged(r, err)
		}
	}
	return s, nil
}

// triesRecord expires when it is forgotten. DynamoDB may keep it longer; the
// domain's rule takes no notice of it then.
type triesRecord struct {
	key
	Count   int       `dynamodbav:"count"`
	Last    time.Time `dynamodbav:"since"`
	Expires int64     `dynamodbav:"expiresAt"`
}

func triesRecordOf(scope string, t simulation.KeyTries) triesRecord {
	return triesRecord{triesKey(scope), t.Count, t.Last, expiry(t.Last, simulation.KeyMemory)}
}

func triesOf(it item) (simulation.KeyTries, error) {
	var r triesRecord
	err := decode(it, &r)
	return simulation.KeyTries{Count: r.Count, Last: r.Last}, err
}
