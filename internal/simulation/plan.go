package simulation

import "alertsim/internal/engine"

// What a run comes to, and how far it is, in the engine's own words.
type (
	// Counts are sums over a shard's senders or over all of them.
	Counts = engine.Counts
	// Plan is what a whole run comes to. A live simulation has one from when it is
	// prepared, an instant one when it is done. It is a pure function of the
	// settings.
	Plan = engine.Plan
	// Timeline counts messages by when they ended.
	Timeline = engine.Timeline
	// Latency holds percentiles of the time to delivery.
	Latency = engine.Latency
	// ObjectiveTime says when an objective's share was delivered or acknowledged; of a
	// budget it says nothing.
	ObjectiveTime = engine.ObjectiveTime
)
