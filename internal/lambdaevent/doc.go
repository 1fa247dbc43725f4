// Package lambdaevent joins Lambda's events with the ways this program takes
// work everywhere else: an HTTP handler, and a function called with one job.
package lambdaevent
