// Package server is the whole system in one process on one machine: API, worker,
// sweeper and browser interface, on a data folder or on AWS. It is where the
// adapters meet the rest, as the functions' mains are on AWS.
package server
