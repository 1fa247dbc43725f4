// Package workertest runs workers as deployments do, as processes that start,
// stop, die and lose their store for a while, and watches that what must always
// hold does. Tests run it in the fake time of a testing/synctest bubble, on a
// real store and queue that are opened in the bubble.
package workertest
