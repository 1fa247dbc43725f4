package forecast

import (
	"context"
	"math"
	"slices"

	"alertsim/internal/simulation"
)

// search remembers what it tried: a number of senders stands for those of the
// group, or of all groups in proportion.
type search struct {
	settings simulation.Settings
	group    int
	tried    map[int]SendersPoint
}

func newSearch(s simulation.Settings, group int) *search {
	return &search{settings: s, group: group, tried: map[int]SendersPoint{}}
}

// bounds are the fewest and the most senders there may be.
func (s *search) bounds() (least, most int) {
	if s.group < 0 {
		return len(s.settings.SenderGroups), min(simulation.MaxSenders, int(max(int64(len(s.settings.SenderGroups)), s.settings.Messages)))
	}
	others := s.settings.TotalSenders() - s.settings.SenderGroups[s.group].Senders
	return 1, int(min(int64(simulation.MaxSenders-others), s.settings.Messages))
}

// with returns the settings with n senders.
func (s *search) with(n int) simulation.Settings {
	out := s.settings
	out.SenderGroups = slices.Clone(out.SenderGroups)
	if s.group >= 0 {
		out.SenderGroups[s.group].Senders = n
		return out
	}
	for i, senders := range proportion(split(s.settings), n) {
		out.SenderGroups[i].Senders = senders
	}
	return out
}

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

func split(s simulation.Settings) []int {
	out := make([]int, len(s.SenderGroups))
	for i, g := range s.SenderGroups {
		out[i] = g.Senders
	}
	return out
}

func (s *search) try(ctx context.Context, n int) (SendersPoint, error) {
	if p, ok := s.tried[n]; ok {
		return p, nil
	}
	settings := s.with(n)
	plan, err := planOf(ctx, settings)
	if err != nil {
		return SendersPoint{}, err
	}
	p := SendersPoint{Senders: settings.TotalSenders(), Makespan: plan.Makespan, Objectives: plan.Objectives, Met: meets(settings, plan)}
	s.tried[n] = p
	return p, nil
}

func meets(s simulation.Settings, p *simulation.Plan) bool {
	for i, o := range s.Objectives {
		if at := p.Objectives[i]; !at.Reached || at.At > simulation.MicrosOf(o.Within) {
			return false
		}
	}
	return true
}

// fewest finds a number of senders that meets every objective while one fewer
// does not; found is false if the most do not.
func (s *search) fewest(ctx context.Context) (n int, found bool, err error) {
	low, high := s.bounds()
	if p, err := s.try(ctx, high); err != nil || !p.Met {
		return 0, false, err
	}
	// Invariant: high meets every objective, low − 1 does not or is none.
	for low < high {
		middle := low + (high-low)/2
		p, err := s.try(ctx, middle)
		if err != nil {
			return 0, false, err
		}
		if p.Met {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return high, true, nil
}

// curve tries some numbers in geometric steps, besides those already tried.
func (s *search) curve(ctx context.Context, least, most int) ([]SendersPoint, error) {
	ratio := math.Pow(float64(most)/float64(least), 1/float64(curvePoints-1))
	for i, n := 0, float64(least); i < curvePoints; i, n = i+1, n*ratio {
		if _, err := s.try(ctx, min(most, int(math.Round(n)))); err != nil {
			return nil, err
		}
	}
	points := make([]SendersPoint, 0, len(s.tried))
	for n, p := range s.tried {
		if n <= most {
			points = append(points, p)
		}
	}
	slices.SortFunc(points, func(a, b SendersPoint) int { return a.Senders - b.Senders })
	return points, nil
}
