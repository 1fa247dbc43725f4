package engine

import "math"

// A rank is a number of deliveries, and the instant at which that many had been made.
type rank struct {
	wanted  int64
	at      Time
	reached bool
}

// shareRank is the number of messages that make a share of all: the product rounded up, where what is within the
// error of the multiplication counts as whole (0.07 × 100 is 7, not 8).
func shareRank(share float64, messages int64) int64 {
	const slack = 1e-7 // above 2⁻⁵³ × MaxMessages, and far below 1
	return min(int64(math.Ceil(float64(share*float64(messages))-slack)), messages)
}

// percentRanks are the nearest ranks of the percentiles 50, 90, 95, 99 and 100 of n deliveries.
func percentRanks(n int64) []rank {
	var ranks []rank
	for _, p := range []int64{50, 90, 95, 99, 100} {
		ranks = append(ranks, rank{wanted: (p*n + 99) / 100})
	}
	return ranks
}

// seek advances a run, for at most about budget events, to an instant or to the next rank, whichever is first. It
// returns what it cost.
//
// As an event delivers at most one message, the run cannot pass a rank by more than the instant it is reached in.
func seek(r *Run, to Time, ranks []rank, budget int64) (cost int64) {
	gap := budget
	for i := range ranks {
		if !ranks[i].reached {
			gap = min(gap, max(ranks[i].wanted-r.total.Delivered, 1))
		}
	}
	before := r.total.Attempts
	r.Advance(to, int(gap))
	note(r, ranks)
	return 1 + r.total.Attempts - before
}

// note records the ranks that a run has reached. Deliveries are at the run's clock if the last of them just happened.
func note(r *Run, ranks []rank) {
	for i := range ranks {
		if rank := &ranks[i]; !rank.reached && r.total.Delivered >= rank.wanted {
			rank.at, rank.reached = r.clock, true
		}
	}
}
