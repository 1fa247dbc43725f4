// Package study is many runs at once: settings, what varies in them, and with how many seeds each of the points is run.
// A study is cut into chunks of about a second of work. Whoever computes a chunk comes to the same runs, which are
// integers and lie in their own places, so that the answer does not depend on how many compute, where, in which order,
// or how often a chunk is computed.
package study
