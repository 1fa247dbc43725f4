package forecast

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
)

// fewest finds the fewest senders that suffice, 0 if none are known to. At the
// end of the time it returns the fewest found so far.
func (s *search) fewest(ctx context.Context) (n int, err error) {
	if s.known != nil {
		n, err = s.fewestOrdered(ctx)
	} else {
		n, err = s.fewestOfAll(ctx)
	}
	if errors.Is(err, errOutOfTime) {
		s.searched.TimeRanOut = true
		err = nil
	}
	if err == nil {
		err = s.account(ctx, n)
	}
	return n, err
}

// fewestOrdered searches where more senders never do worse, in any of the seeds.
// What the first seed needs is close to what most of them need.
func (s *search) fewestOrdered(ctx context.Context) (int, error) {
	minimum, maximum := s.limits()
	low, high := minimum, maximum+1 // where the first seed begins to meet the objectives
	for low < high {
		middle := low + (high-low)/2
		held, _, err := s.probe(ctx, s.with(middle), middle, 0, 1)
		if err != nil {
			return 0, err
		}
		if held == 1 {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return s.gallop(ctx, min(low, maximum), minimum-1, maximum)
}

// gallop looks upward from a number until one suffices, or downward until one
// does not, in steps that double, and then between the two. Where it is known that
// all numbers up to low do not suffice, and that more senders never do worse, what
// it returns is the fewest; 0 if not even the most suffice.
func (s *search) gallop(ctx context.Context, from, low, maximum int) (int, error) {
	enough, err := s.suffices(ctx, from)
	if err != nil {
		return 0, err
	}
	high := 0
	step := 1
	if enough {
		high = from
		for n := high - step; n > low; n, step = high-step, 2*step {
			if enough, err = s.suffices(ctx, n); err != nil {
				return high, err
			}
			if !enough {
				low = n
				break
			}
			high, s.found = n, n
		}
	} else {
		low = from
		for high == 0 && low < maximum {
			n := min(maximum, low+step)
			if enough, err = s.suffices(ctx, n); err != nil {
				return 0, err
			}
			if enough {
				high = n
			} else {
				low = n
			}
			step *= 2
		}
		if high == 0 {
			return 0, nil
		}
	}
	return s.between(ctx, low, high)
}

// between halves the numbers between one that does not suffice and one that does.
func (s *search) between(ctx context.Context, low, high int) (int, error) {
	s.found = high
	for low+1 < high {
		middle := low + (high-low)/2
		enough, err := s.suffices(ctx, middle)
		if err != nil {
			return high, err
		}
		if enough {
			high, s.found = middle, middle
		} else {
			low = middle
		}
	}
	return high, nil
}

// fewestOfAll searches where more senders may do worse: it finds some number that
// suffices, and then tries all that are fewer and possible, the nearest first, as
// the one that is looked for is most likely there.
func (s *search) fewestOfAll(ctx context.Context) (int, error) {
	minimum, maximum := s.limits()
	possible := minimum
	for ; possible <= maximum; possible++ {
		if out, err := s.impossible(ctx, possible); err != nil {
			return 0, err
		} else if !out {
			break
		}
	}
	s.searched.Possible = possible
	if possible > maximum {
		return 0, nil
	}
	found, err := s.some(ctx, possible, maximum)
	if err != nil {
		return found, err
	}
	if found == 0 {
		for n := possible; n <= maximum; n++ {
			if enough, err := s.suffices(ctx, n); err != nil {
				return 0, err
			} else if enough {
				return n, nil
			}
		}
		return 0, nil
	}
	for n := found - 1; n >= possible; n-- {
		enough, err := s.suffices(ctx, n)
		if err != nil {
			return found, err
		}
		if enough {
			found, s.found = n, n
		}
	}
	return found, nil
}

// some finds a number that suffices, 0 if it meets none on its way.
func (s *search) some(ctx context.Context, possible, maximum int) (int, error) {
	found, err := s.gallop(ctx, possible, possible-1, maximum)
	if err != nil || found > 0 {
		return found, err
	}
	for _, n := range append([]int{min(s.own(), maximum)}, geometric(possible, maximum, curvePoints)...) {
		enough, err := s.suffices(ctx, n)
		if err != nil {
			return 0, err
		}
		if enough {
			low := possible - 1
			for tried := range s.tries {
				if tried < n {
					low = max(low, tried)
				}
			}
			return s.between(ctx, low, n)
		}
	}
	return 0, nil
}

// geometric are about so many numbers between two, both among them, in even
// ratios.
func geometric(minimum, maximum, points int) []int {
	var out []int
	ratio := math.Pow(float64(maximum)/float64(minimum), 1/float64(points-1))
	for i, x := 0, float64(minimum); i < points; i, x = i+1, x*ratio {
		if n := min(maximum, int(math.Round(x))); len(out) == 0 || n > out[len(out)-1] {
			out = append(out, n)
		}
	}
	return out
}

// account notes which numbers below the answer were neither tried nor ruled out.
func (s *search) account(ctx context.Context, found int) error {
	var maximum int
	s.searched.Untried = nil
	s.searched.Min, maximum = s.limits()
	s.searched.Answer, s.searched.Max, s.searched.Ordered = found, maximum, s.known != nil
	if groups := s.query.Settings.SenderGroups; s.query.Group >= 0 && len(groups) > 1 {
		s.searched.Group = cmp.Or(groups[s.query.Group].Name, strconv.Itoa(s.query.Group+1))
	}
	if s.searched.Possible == 0 {
		s.searched.Possible = s.searched.Min
	}
	first := s.searched.Possible
	if s.known != nil {
		for n, t := range s.tries {
			if t.missed() > s.misses {
				first = max(first, n+1)
			}
		}
	}
	last := maximum
	if found > 0 {
		last = found - 1
	} else {
		s.searched.Idle = s.idleFromOn(maximum)
	}
	for n := first; n <= last; n++ {
		if t := s.tries[n]; t != nil && s.decided(t) {
			continue
		}
		if s.known == nil && s.bounds != nil {
			if out, err := s.impossible(ctx, n); err != nil {
				return err
			} else if out {
				continue
			}
		}
		untried := s.searched.Untried
		if k := len(untried); k > 0 && untried[k-1].To == n-1 {
			untried[k-1].To = n
		} else {
			s.searched.Untried = append(untried, Numbers{n, n})
		}
	}
	return nil
}

// idleFromOn is the least number from which on no number needed a run of its own.
func (s *search) idleFromOn(maximum int) int {
	n := maximum + 1
	for t := s.tries[n-1]; t != nil && s.decided(t) && t.made == 0; t = s.tries[n-1] {
		n--
	}
	if t := s.tries[n-1]; n > maximum || t == nil || !s.decided(t) {
		return 0
	}
	return n
}

func (s *search) decided(t *try) bool {
	return !t.refused && (t.runs >= s.seeds || t.missed() > s.misses)
}

// curveOf are the numbers of senders on a curve up to most, the answer and one
// fewer among them.
func curveOf(minimum, maximum, found int) []int {
	out := geometric(minimum, maximum, curvePoints)
	if found > 0 {
		out = append(out, found)
		if found > minimum {
			out = append(out, found-1)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
