package dynamodb

import (
	"encoding/json"

	"alertsim/internal/simulation"
)

func sessionItem(s simulation.Session) item {
	return merged(sessionKey(), item{
		"id":         text(s.ID),
		"members":    texts(s.Members),
		"openedAt":   instant(s.OpenedAt),
		"lastUsedAt": instant(s.LastUsedAt),
		"simulation": text(s.SimulationID),
		"watch":      text(watchJSON(s.Watch)),
	})
}

// watchJSON is some 2 KB with 64 shards, less than a read unit together with the
// rest.
func watchJSON(w simulation.Watch) string {
	raw, _ := json.Marshal(w) // texts, numbers and times of this age: cannot fail
	return string(raw)
}

func sessionOf(it item) (simulation.Session, error) {
	r := &row{item: it}
	s := simulation.Session{
		ID:           r.text("id"),
		Members:      r.texts("members"),
		OpenedAt:     r.instant("openedAt"),
		LastUsedAt:   r.instant("lastUsedAt"),
		SimulationID: r.text("simulation"),
	}
	if watch := r.text("watch"); watch != "" && json.Unmarshal([]byte(watch), &s.Watch) != nil {
		r.fail("watch")
	}
	return s, r.err
}

// triesItem expires when it is forgotten. DynamoDB may keep it longer; the
// domain's rule takes no notice of it then. "since" is when the latest try was.
func triesItem(scope string, t simulation.KeyTries) item {
	return merged(triesKey(scope), item{
		"count":     number(t.Count),
		"since":     instant(t.Last),
		attrExpires: number(expiry(t.Last, simulation.KeyMemory)),
	})
}

func triesOf(it item) (simulation.KeyTries, error) {
	r := &row{item: it}
	t := simulation.KeyTries{Count: int(r.number("count")), Last: r.instant("since")}
	return t, r.err
}
