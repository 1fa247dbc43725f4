package forecast

import (
	"fmt"
	"strings"

	"alertsim/internal/words"
)

// SearchedInWords says in sentences what the answer rests on and what it leaves
// open.
func (s Senders) SearchedInWords() (out []string) {
	searched := s.Searched
	n := searched.Max + 1 // the first that nothing has to be said of
	if s.Senders > 0 {
		n = searched.Answer
	}
	switch {
	case s.Senders > 0 && n == searched.Min:
		return []string{"There can be no fewer."}
	case searched.Ordered && searched.Complete() && s.Senders > 0:
		out = append(out, "With these settings more senders never do worse, so one fewer that does not suffice rules out all below it.")
	case searched.Ordered && searched.Complete():
		out = append(out, fmt.Sprintf("With these settings more senders never do worse, so %s that do not suffice, the most there may be, rule out all others.", words.Count(int64(searched.Max))))
	case searched.Ordered:
		out = append(out, "With these settings more senders never do worse.")
	case searched.Possible > searched.Max:
		out = append(out, fmt.Sprintf("No number up to %s can suffice: whatever the order of sending, the senders' time or the rate limits do not allow it.", words.Count(int64(searched.Max))))
	default:
		if tried := searched.triedInWords(n); tried != "" {
			out = append(out, tried)
		}
		if searched.Possible > searched.Min {
			out = append(out, fmt.Sprintf("Fewer than %s cannot suffice, whatever the order of sending.", words.Count(int64(searched.Possible))))
		}
	}
	if searched.Idle > 0 && !searched.Ordered {
		out = append(out, fmt.Sprintf("From %s on further senders are never used: all these numbers come to the same.", words.Count(int64(searched.Idle))))
	}
	if !searched.Complete() {
		why := "These numbers cannot be run with these settings"
		if searched.TimeRanOut {
			why = "The time ran out before these numbers were tried, and one of them may suffice"
		}
		out = append(out, fmt.Sprintf("%s: %s.", why, listed(searched.Untried)))
	}
	if searched.Group != "" {
		out = append(out, fmt.Sprintf("The numbers are those of the group %s alone.", searched.Group))
	}
	return out
}

// triedInWords says which numbers below n were tried; "" if that is none.
func (s Searched) triedInWords(n int) string {
	from := s.Possible
	if s.Complete() && from < n {
		return fmt.Sprintf("Every number from %s was tried.", between(from, n-1))
	}
	if k := len(s.Untried); k == 1 && s.Untried[0].From == from && s.Untried[0].To < n-1 {
		return fmt.Sprintf("Every number from %s was tried.", between(s.Untried[0].To+1, n-1))
	}
	return ""
}

func between(from, to int) string {
	return words.Count(int64(from)) + " to " + words.Count(int64(to))
}

// maxListed is how many ranges are listed.
const maxListed = 5

func listed(ranges []Numbers) string {
	if len(ranges) > maxListed {
		all := 0
		for _, r := range ranges {
			all += r.To - r.From + 1
		}
		return fmt.Sprintf("%s from %s", words.Counted(int64(all), "number"), between(ranges[0].From, ranges[len(ranges)-1].To))
	}
	parts := make([]string, len(ranges))
	for i, r := range ranges {
		parts[i] = between(r.From, r.To)
		if r.From == r.To {
			parts[i] = words.Count(int64(r.From))
		}
	}
	return strings.Join(parts, ", ")
}
