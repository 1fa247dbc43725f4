// Package simulation is the domain: what a simulation of an alert is, which
// settings it may have, which states it goes through, how its shards are handed
// from worker to worker without a count lost or doubled, and what every store
// and queue has to promise for that.
//
// It imports nothing of this module and no driver. Decisions are pure functions
// of a value and the time; adapters only make them durable.
package simulation
