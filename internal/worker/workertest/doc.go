// Package workertest runs workers as deployments do, as processes that start,
// stop, die and lose their store for a while, and watches that what must always
// hold does. Tests run it in the fake time of a testing/synctest bubble, on a
// real store and queue that are opened in the bubble.
//
// Its words: a world is a store and a queue with what watches them; a process
// works there; its wire is where its calls are counted, held up or lost; to crash
// is to die with all calls under way, and a frozen process stands still and goes
// on.
package workertest
