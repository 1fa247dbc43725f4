package dynamodb

import (
	"encoding/json"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// metaItem maps a simulation to its META item, but for shards and version.
// Settings and plan are JSON text: together some 25 KB at most, of the 400 KB
// an item may have.
func metaItem(s simulation.Simulation) (item, error) {
	given, err := json.Marshal(s.Settings)
	if err != nil {
		return nil, fault.Errorf(fault.CodeInternal, "settings of %s: %w", s.ID, err)
	}
	it := merged(metaKey(s.ID), item{
		"session":   text(s.SessionID),
		"settings":  text(string(given)),
		"state":     text(string(s.State)),
		"reason":    text(s.Reason),
		"createdAt": instant(s.CreatedAt),
		"shards":    number(len(s.Shards)),
		attrExpires: number(expiry(s.CreatedAt, simulation.Retention)),
	})
	for name, t := range map[string]time.Time{"readyAt": s.ReadyAt, "startedAt": s.StartedAt, "finishedAt": s.FinishedAt} {
		if !t.IsZero() {
			it[name] = instant(t)
		}
	}
	if s.Plan != nil {
		plan, err := planJSON(s.Plan)
		if err != nil {
			return nil, err
		}
		it["plan"] = text(plan)
	}
	return it, nil
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
	r := &row{item: it}
	s = simulation.Simulation{
		ID:         id,
		SessionID:  r.text("session"),
		State:      simulation.State(r.text("state")),
		Reason:     r.text("reason"),
		CreatedAt:  r.instant("createdAt"),
		ReadyAt:    r.instant("readyAt"),
		StartedAt:  r.instant("startedAt"),
		FinishedAt: r.instant("finishedAt"),
	}
	if json.Unmarshal([]byte(r.text("settings")), &s.Settings) != nil {
		r.fail("settings")
	}
	if plan := r.text("plan"); plan != "" {
		s.Plan = &simulation.Plan{}
		if json.Unmarshal([]byte(plan), s.Plan) != nil {
			r.fail("plan")
		}
	}
	return s, int(r.number("shards")), r.err
}
