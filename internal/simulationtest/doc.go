// Package simulationtest is the contract of simulation.Store and
// simulation.Queue as tests, which every adapter runs unchanged, and a model of
// the store that passes them.
//
// The store's tests pass the time in, so that none of them waits. The queue's
// tests wait for what they test, in real time or, for a queue in this process,
// in the fake time of a testing/synctest bubble.
//
// Schedules are long random sequences of what workers, users, the sweeper and
// an unreliable queue do. They run against the model alone, where what must
// always hold is checked after every step, and against the model and an adapter
// side by side, where every answer has to be the same.
//
// Its words: a world is everything around a store that may go wrong; faults are
// what goes wrong in one; a twin is the model and an adapter, asked the same; a
// stale claim is one whose token another claim has replaced; a sloppy store has
// one defect, to show that the contract finds it.
package simulationtest
