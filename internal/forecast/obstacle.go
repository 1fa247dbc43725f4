package forecast

import (
	"context"
	"fmt"
	"slices"

	"alertsim/internal/simulation"
)

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
