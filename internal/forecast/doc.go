// Package forecast answers before a run what it will come to: the whole plan at
// once, over several seeds, the fewest senders that meet the objectives, and
// what a live run costs on AWS. It stores nothing; every computation stops when
// its context ends.
package forecast
