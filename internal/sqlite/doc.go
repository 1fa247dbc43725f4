// Package sqlite keeps sessions, simulations and jobs in one file of one
// machine: the store and the queue of the embedded backend.
//
// Every write loads what it is about, applies the pure method of the domain and
// saves the result in one transaction. There is one writing connection, so
// writes happen one after the other and never meet; readers have connections of
// their own and, in write-ahead mode, never wait for a writer.
//
// Times are kept as microseconds since 1970, UTC; NULL is the zero time.
package sqlite
