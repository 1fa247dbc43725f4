package forecast

import (
	"slices"

	"alertsim/internal/settings"
)

// proportion splits n into parts in the given proportion, each at least 1, by
// largest remainders; it grows in every part as n grows by the number of parts.
func proportion(weights []int, n int) []int {
	total := 0
	for _, w := range weights {
		total += w
	}
	parts := make([]int, len(weights))
	order := make([]int, len(weights))
	rest := n
	for i, w := range weights {
		parts[i] = max(1, n*w/total)
		order[i] = i
		rest -= parts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return (n*weights[b])%total - (n*weights[a])%total })
	for i := 0; rest > 0; i++ {
		parts[order[i%len(order)]]++
		rest--
	}
	for rest < 0 { // the minimum of 1 took more than there was: the largest gives
		parts[slices.Index(parts, slices.Max(parts))]--
		rest++
	}
	return parts
}

// split is how many senders each group has.
func split(s settings.Settings) []int {
	out := make([]int, len(s.SenderGroups))
	for i, g := range s.SenderGroups {
		out[i] = g.Senders
	}
	return out
}
