package simulation_test

import (
	"testing"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// priced is one group with a price, and a text of two parts.
func priced(p settings.Price) settings.Settings {
	s := settings.DefaultSettings()
	for range 161 {
		s.Text += "x"
	}
	s.SenderGroups[0].Price = &p
	return s
}

// By hand: 10 attempts, of which 6 delivered (one of them a repeat) and 2 were refused. They took 14 increments, those that
// delivered 9 of them.
func TestCharges(t *testing.T) {
	plan := &simulation.Plan{
		Groups: []simulation.Counts{{Attempts: 10, Delivered: 5, Repeats: 1, Refused: 2}},
		Parts:  &engine.Parts{Groups: []engine.GroupPart{{Increments: 14, ReachedIncrements: 9}}},
	}
	for _, test := range []struct {
		why   string
		price settings.Price
		want  string // millionths
	}{
		{"parts of attempts: 10 × 2 × 0.0083", settings.Price{PerPart: 0.0083}, "166000"},
		{"parts of what was delivered: 6 × 2 × 0.0083", settings.Price{PerPart: 0.0083, Billed: settings.BilledDelivered}, "99600"},
		{"attempts: 10 × 0.000001", settings.Price{PerAttempt: 0.000001}, "10"},
		{"begun minutes: 14 × 0.014", settings.Price{PerMinute: 0.014}, "196000"},
		{"begun minutes of what was delivered: 9 × 0.014", settings.Price{PerMinute: 0.014, Billed: settings.BilledDelivered}, "126000"},
		{"6 s at a time: 84 s of 0.000005 a minute are 7", settings.Price{PerMinute: 0.000005, Increment: 6}, "7"},
		{"1 s at a time: 14 s of 0.000015 a minute are 3.5, rounded up", settings.Price{PerMinute: 0.000015, Increment: 1}, "4"},
		{"1 s at a time: 14 s of 0.000002 a minute are 0.47, rounded down", settings.Price{PerMinute: 0.000002, Increment: 1}, "0"},
		{"a month and once, each once", settings.Price{PerMonth: 5, Once: 0.5}, "5500000"},
		{"all of it", settings.Price{PerPart: 0.0083, PerAttempt: 0.000001, PerMinute: 0.014, PerMonth: 5, Once: 0.5}, "5862010"},
	} {
		s := priced(test.price)
		groups, total := simulation.Charges(s, plan)
		if groups[0].String() != test.want || total.String() != test.want {
			t.Errorf("%s: %s and %s in all, want %s", test.why, groups[0], total, test.want)
		}
		kept, missed := simulation.Amount(total), simulation.Amount(total)-0.000001
		for _, budget := range []float64{kept, missed} {
			s.Objectives = []settings.Objective{{Budget: &budget}}
			if met := simulation.Met(s, plan, 0); met != (budget == kept) {
				t.Errorf("%s: a budget of %v is met: %v", test.why, budget, met)
			}
		}
	}
	if groups, total := simulation.Charges(settings.DefaultSettings(), plan); groups != nil || total != nil {
		t.Error("what has no price costs something")
	}
}

// What overflows 64 bits does not here: 10⁸ attempts of 11 parts at 1,000 each.
func TestChargesAreExact(t *testing.T) {
	s := priced(settings.Price{PerPart: 1000, PerMinute: 1000, Increment: 3600})
	plan := &simulation.Plan{
		Groups: []simulation.Counts{{Attempts: 100_000_000}},
		Parts:  &engine.Parts{Groups: []engine.GroupPart{{Increments: 1_000_000_000}}},
	}
	// 10⁸ × 2 × 10⁹ and 10⁹ h × 60 min × 10⁹, in millionths.
	if _, total := simulation.Charges(s, plan); total.String() != "60200000000000000000" {
		t.Errorf("%s", total)
	}
}

// A message's cost is that of its attempts, by their groups.
func TestChargeOfAMessage(t *testing.T) {
	s := priced(settings.Price{PerPart: 0.01, PerMinute: 0.6})
	m := simulation.Message{Attempts: []simulation.Attempt{
		{Duration: 61 * engine.Second, Result: engine.Temporary}, {Duration: 1, Result: engine.OverCap}, {Duration: engine.Second, Result: engine.Reached},
	}}
	if got := simulation.ChargeOf(s, m); got.String() != "1860000" { // 3 × 2 × 0.01, 2 + 1 minutes
		t.Errorf("%s, want 1860000", got)
	}
	s.SenderGroups[0].Price.Billed = settings.BilledDelivered
	if got := simulation.ChargeOf(s, m); got.String() != "620000" {
		t.Errorf("%s, want 620000", got)
	}
}
