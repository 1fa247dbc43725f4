// Package simulation is the middle of the domain: what becomes of the settings of
// an alert, which states a simulation goes through, how its shards are handed from
// worker to worker without a count lost or doubled, and what every store and queue
// has to promise for that.
//
// It imports no driver. Decisions are pure functions of a value and the time;
// adapters only make them durable.
package simulation
