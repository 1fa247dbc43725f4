// Package faulttest holds the whole system, from the API to the workers, against
// everything that may go wrong around it: its tests are all there is.
package faulttest
