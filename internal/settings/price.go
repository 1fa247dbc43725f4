package settings

import (
	"math"

	"alertsim/internal/words"
)

// Price is what a group's provider asks for, in whole millionths of the settings' currency.
type Price struct {
	PerPart    float64 `json:"perPart,omitempty"`    // of an attempt's text
	PerAttempt float64 `json:"perAttempt,omitempty"` // whatever its length
	PerMinute  float64 `json:"perMinute,omitempty"`  // of an attempt
	Increment  float64 `json:"increment,omitempty"`  // seconds in which durations are billed; 0: 60
	Billed     Billed  `json:"billed,omitempty"`     // "": attempts
	PerMonth   float64 `json:"perMonth,omitempty"`   // charged once
	Once       float64 `json:"once,omitempty"`
}

// Billed is what is charged for.
type Billed string

// What is charged for. In a price the first one is "".
const (
	BilledAttempts  Billed = "attempts"
	BilledDelivered Billed = "delivered" // attempts that reached their recipient
)

// BilledKinds lists both, the default first.
var BilledKinds = []Billed{BilledAttempts, BilledDelivered}

// defaultIncrement in seconds, and defaultCurrency.
const (
	defaultIncrement = 60
	defaultCurrency  = "USD"
)

// Millionths is an amount of money as an integer.
func Millionths(amount float64) int64 { return int64(math.Round(amount * 1e6)) }

// IncrementSeconds is what durations are rounded up to, in seconds.
func (p Price) IncrementSeconds() float64 {
	if p.Increment == 0 {
		return defaultIncrement
	}
	return p.Increment
}

// Money is the currency of all amounts.
func (s Settings) Money() string {
	if s.Currency == "" {
		return defaultCurrency
	}
	return s.Currency
}

// HasPrices reports whether any group says what it costs.
func (s Settings) HasPrices() bool {
	for _, g := range s.SenderGroups {
		if g.Price != nil {
			return true
		}
	}
	return false
}

func (r *reader) price(group object) *Price {
	if !group.has("price") {
		return nil
	}
	o := group.object("price")
	p := &Price{
		PerPart: o.amount("perPart"), PerAttempt: o.amount("perAttempt"), PerMinute: o.amount("perMinute"),
		Increment: o.number("increment"), Billed: Billed(o.choice("billed")), PerMonth: o.amount("perMonth"), Once: o.amount("once"),
	}
	if o.has("increment") && p.PerMinute == 0 && !r.failed(o.path) {
		r.add(join(o.path, "increment"), "is what minutes are billed in, and perMinute is not given; leave one of the two out")
	}
	if p.Increment == defaultIncrement {
		p.Increment = 0
	}
	if p.Billed == BilledAttempts {
		p.Billed = ""
	}
	o.refuseOthers()
	return p
}

// amount reads an amount of money, in whole millionths.
func (o object) amount(name string) float64 {
	before := len(o.r.errs)
	x := o.number(name)
	if millionths := x * 1e6; len(o.r.errs) == before && math.Abs(millionths-math.Round(millionths)) > 1e-9*max(1, millionths) {
		o.r.add(join(o.path, name), "must be a whole number of millionths, with six places after the point at most (got %s)", words.Number(x))
	}
	return x
}
