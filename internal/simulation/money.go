package simulation

import (
	"math/big"

	"alertsim/internal/settings"
)

// Charge is what one sender group's provider asks for a run, in exact millionths of the settings' currency. Nil: the
// group has no price.
type Charge = big.Int

// Charges are those of a run by sender group, and their sum. They are nil if no group has a price.
//
// Attempts are billed as they end, refused and aborted ones too. Minutes are the attempts' durations, each rounded up to
// the price's increment; a refused attempt has none. Their sum is rounded once, half up. What is paid for a month, or
// once, is charged once.
func Charges(s settings.Settings, plan *Plan) (groups []*Charge, total *Charge) {
	if !s.HasPrices() {
		return nil, nil
	}
	total = new(Charge)
	groups = make([]*Charge, len(s.SenderGroups))
	for i, g := range s.SenderGroups {
		if g.Price == nil {
			continue
		}
		counts := plan.Groups[i]
		n, increments := counts.Attempts, int64(0)
		if plan.Parts != nil {
			increments = plan.Parts.Groups[i].Increments
		}
		if g.Price.Billed == settings.BilledDelivered {
			n = counts.Delivered + counts.Repeats
			if plan.Parts != nil {
				increments = plan.Parts.Groups[i].ReachedIncrements
			}
		}
		groups[i] = charge(*g.Price, n, int64(s.Parts()), increments)
		for _, fixed := range []float64{g.Price.PerMonth, g.Price.Once} {
			groups[i].Add(groups[i], big.NewInt(settings.Millionths(fixed)))
		}
		total.Add(total, groups[i])
	}
	return groups, total
}

// charge is for so many billed attempts of so many parts each, and increments that they lasted.
func charge(p settings.Price, attempts, parts, increments int64) *Charge {
	each := big.NewInt(settings.Millionths(p.PerPart))
	each.Mul(each, big.NewInt(parts)).Add(each, big.NewInt(settings.Millionths(p.PerAttempt)))
	sum := each.Mul(each, big.NewInt(attempts))
	minutes := big.NewInt(increments) // × increment in µs × millionths a minute / 60 s in µs
	minutes.Mul(minutes, big.NewInt(int64(settings.MicrosOf(p.IncrementSeconds()))))
	minutes.Mul(minutes, big.NewInt(settings.Millionths(p.PerMinute)))
	const minute = 60_000_000
	minutes.Add(minutes, big.NewInt(minute/2)).Div(minutes, big.NewInt(minute))
	return sum.Add(sum, minutes)
}

// ChargeOf is what a message's attempts cost; nil if no group has a price. What is paid for a month or once is in none,
// and each message's minutes are rounded by themselves.
func ChargeOf(s settings.Settings, m Message) *Charge {
	if !s.HasPrices() {
		return nil
	}
	attempts, increments := make([]int64, len(s.SenderGroups)), make([]int64, len(s.SenderGroups))
	for _, a := range m.Attempts {
		g := s.GroupOf(a.Sender)
		p := s.SenderGroups[g].Price
		if p == nil || p.Billed == settings.BilledDelivered && !a.Reached() {
			continue
		}
		attempts[g]++
		if increment := settings.MicrosOf(p.IncrementSeconds()); p.PerMinute > 0 && !a.Refused() {
			increments[g] += int64((a.Duration + increment - 1) / increment)
		}
	}
	sum := new(Charge)
	for g, group := range s.SenderGroups {
		if group.Price != nil {
			sum.Add(sum, charge(*group.Price, attempts[g], int64(s.Parts()), increments[g]))
		}
	}
	return sum
}

// Amount is a charge in the currency itself, as near as a number can be.
func Amount(c *Charge) float64 {
	x, _ := new(big.Rat).SetFrac(c, big.NewInt(1_000_000)).Float64()
	return x
}

// Met reports whether an objective is met by a plan: its share is delivered or acknowledged in time, or its budget kept.
func Met(s settings.Settings, plan *Plan, objective int) bool {
	o := s.Objectives[objective]
	if o.Budget != nil {
		_, total := Charges(s, plan)
		return total != nil && total.Cmp(big.NewInt(settings.Millionths(*o.Budget))) <= 0
	}
	t := plan.Objectives[objective]
	return t.Reached && t.At <= s.Due(o)
}
