package forecast

import (
	"context"
	"fmt"
	"math"
	"slices"

	"alertsim/internal/simulation"
)

// Senders is the answer to "how many senders do I need?".
type Senders struct {
	// Senders is the fewest in all with which every objective is met, and Groups
	// how they split; with one fewer at least one is missed. 0 if none suffice.
	Senders int
	Groups  []int
	// Forecast is what comes of them; nil if none suffice.
	Forecast *Forecast
	// Reason says why none suffice.
	Reason string
	// Curve shows senders against time, few to many, so that one sees the knee.
	Curve []SendersPoint
}

// SendersPoint is what one number of senders comes to.
type SendersPoint struct {
	Senders    int
	Makespan   simulation.Micros
	Objectives []simulation.ObjectiveTime
	Met        bool // every objective
}

// MaxSolverMessages bounds a search: it makes some dozens of runs.
const MaxSolverMessages = 1_000_000

// curvePoints is about how many points the curve has.
const curvePoints = 16

// FewestSenders searches the fewest senders that meet every objective of the
// settings: of the group with this index, the others unchanged, or with group
// −1 of all groups in the proportion they have now.
func FewestSenders(ctx context.Context, s simulation.Settings, group int) (Senders, error) {
	if err := checkSearch(s, group); err != nil {
		return Senders{}, err
	}
	search := &search{settings: s, group: group, tried: map[int]SendersPoint{}}
	least, most := search.bounds()
	best, err := search.try(ctx, most)
	if err != nil {
		return Senders{}, err
	}
	if !best.Met {
		out := Senders{}
		if out.Reason, err = search.reason(ctx, most); err != nil {
			return Senders{}, err
		}
		out.Curve, err = search.curve(ctx, least, most)
		return out, err
	}
	// Invariant: most meets every objective; what is below least was not seen to.
	// The last two tried are the answer and one fewer.
	for low := least; low < most; {
		middle := low + (most-low)/2
		p, err := search.try(ctx, middle)
		if err != nil {
			return Senders{}, err
		}
		if p.Met {
			most = middle
		} else {
			low = middle + 1
		}
	}
	out := Senders{Senders: search.with(most).TotalSenders(), Groups: split(search.with(most))}
	f, err := Of(ctx, search.with(most))
	if err != nil {
		return Senders{}, err
	}
	out.Forecast = &f
	_, limit := search.bounds()
	out.Curve, err = search.curve(ctx, least, min(limit, 4*most))
	return out, err
}

func checkSearch(s simulation.Settings, group int) error {
	invalid := func(path, message string) error {
		return &simulation.Error{Code: simulation.CodeInvalid, Message: "senders cannot be searched for with these settings",
			Fields: []simulation.FieldError{{Path: path, Message: message}}}
	}
	switch {
	case len(s.Objectives) == 0:
		return invalid("objectives", "must have at least one to search for")
	case group < -1 || group >= len(s.SenderGroups):
		return invalid("query.group", fmt.Sprintf("must be the index of a sender group, 0 to %d, or absent for all", len(s.SenderGroups)-1))
	case s.Messages > MaxSolverMessages:
		return invalid("messages", "must be at most 1,000,000 to search for senders")
	}
	return nil
}

// search remembers what it tried: a number of senders stands for those of the
// group, or of all groups in proportion.
type search struct {
	settings simulation.Settings
	group    int
	tried    map[int]SendersPoint
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

// reason finds what keeps even the most senders from meeting the objectives, by
// taking one obstacle away at a time.
func (s *search) reason(ctx context.Context, most int) (string, error) {
	base := s.with(most)
	free := []struct {
		change func(*simulation.Settings)
		reason string
	}{
		{func(x *simulation.Settings) { eachGroup(x, func(g *simulation.SenderGroup) { g.RatePerSecond = nil }) },
			"the rate limits do not let enough attempts start in time; ask the provider for a higher rate or add another group"},
		{func(x *simulation.Settings) { x.TimeToLive = nil },
			"the time-to-live ends before enough messages are delivered; make it longer"},
		{func(x *simulation.Settings) { eachGroup(x, func(g *simulation.SenderGroup) { g.FailureRate = 0 }) },
			"too many messages fail; allow more attempts, or choose a provider with fewer failures or a smaller share"},
	}
	for _, f := range free {
		changed := base
		changed.SenderGroups = slices.Clone(base.SenderGroups)
		f.change(&changed)
		plan, err := planOf(ctx, changed)
		if err != nil {
			return "", err
		}
		if meets(changed, plan) {
			return f.reason, nil
		}
	}
	changed := base
	changed.SenderGroups = slices.Clone(base.SenderGroups)
	for _, f := range free {
		f.change(&changed)
	}
	plan, err := planOf(ctx, changed)
	if err != nil {
		return "", err
	}
	if meets(changed, plan) {
		return "rate limits, failures and time-to-live together keep the objectives out of reach; none of them alone does", nil
	}
	return fmt.Sprintf("even %d senders are not enough: one attempt alone takes too long for the objective; shorten the send time or give it more time", base.TotalSenders()), nil
}

func eachGroup(s *simulation.Settings, change func(*simulation.SenderGroup)) {
	for i := range s.SenderGroups {
		change(&s.SenderGroups[i])
	}
}
