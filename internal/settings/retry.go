package settings

import (
	"encoding/json"

	"alertsim/internal/engine"
)

// Retry says how temporary failures are tried again: after waits that grow, or after delays that are listed.
type Retry struct {
	MaxAttempts    int     `json:"maxAttempts"`    // in all, the first one included
	InitialBackoff float64 `json:"initialBackoff"` // seconds before the second attempt
	Multiplier     float64 `json:"multiplier"`     // of the backoff, from one attempt to the next
	MaxBackoff     float64 `json:"maxBackoff"`
	Jitter         Jitter  `json:"jitter"`

	Delays []float64 `json:"delays,omitempty"` // seconds, instead of the three above; the last one repeats
	Spread float64   `json:"spread,omitempty"` // instead of Jitter: a wait varies by that share of it, both ways
	Order  Order     `json:"order,omitempty"`  // of the settings' retry only; "": due first
}

// MarshalJSON leaves out what delays stand for.
func (r Retry) MarshalJSON() ([]byte, error) {
	type all Retry
	if len(r.Delays) == 0 {
		return json.Marshal(all(r))
	}
	return json.Marshal(struct {
		all
		InitialBackoff float64 `json:"initialBackoff,omitzero"`
		Multiplier     float64 `json:"multiplier,omitzero"`
		MaxBackoff     float64 `json:"maxBackoff,omitzero"`
	}{all: all(r)})
}

// Jitter is the share of a wait that is drawn at random: 0 none, 1 all of it ("full jitter").
type Jitter float64

// MarshalJSON writes false for none, true for all, else the share.
func (j Jitter) MarshalJSON() ([]byte, error) {
	switch j {
	case 0:
		return []byte("false"), nil
	case 1:
		return []byte("true"), nil
	}
	return json.Marshal(float64(j))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (j *Jitter) UnmarshalJSON(raw []byte) error {
	switch string(raw) {
	case "false":
		*j = 0
		return nil
	case "true":
		*j = 1
		return nil
	}
	return json.Unmarshal(raw, (*float64)(j))
}

// Order is what a free sender takes first.
type Order string

// The orders. In the settings the first one is "".
const (
	DueFirst   Order = "dueFirst"   // retries and later steps
	FreshFirst Order = "freshFirst" // messages that were never tried
)

// Orders lists both, the default first.
var Orders = []Order{DueFirst, FreshFirst}

// retry reads how is tried again. A step's has no order.
func (r *reader) retry(o object) Retry {
	read := r.geometric
	if o.has("delays") {
		read = r.delays
	}
	retry := read(o)
	if o.has("spread") {
		retry.Spread = o.number("spread")
		if !o.has("jitter") {
			retry.Jitter = 0
		} else if retry.Jitter != 0 && !r.failed(o.path) {
			r.add(join(o.path, "spread"), "is instead of jitter, which is given too; leave one of the two out")
		}
	}
	if o.path == "retry" {
		if retry.Order = Order(o.choice("order")); retry.Order == DueFirst {
			retry.Order = ""
		}
	}
	o.refuseOthers()
	return retry
}

func (r *reader) geometric(o object) Retry {
	return Retry{
		MaxAttempts: int(o.integer("maxAttempts")), InitialBackoff: o.number("initialBackoff"),
		Multiplier: o.number("multiplier"), MaxBackoff: o.number("maxBackoff"), Jitter: o.jitter("jitter"),
	}
}

func (r *reader) delays(o object) Retry {
	retry := Retry{Delays: o.numbers("delays")}
	retry.MaxAttempts = len(retry.Delays) + 1
	if o.has("maxAttempts") {
		retry.MaxAttempts = int(o.integer("maxAttempts"))
	} else if most := int(fieldByPath[join(pattern(o.path), "maxAttempts")].Maximum); retry.MaxAttempts > most {
		retry.MaxAttempts = most
	}
	if o.has("jitter") {
		retry.Jitter = o.jitter("jitter")
	}
	for _, other := range []string{"initialBackoff", "multiplier", "maxBackoff"} {
		if o.has(other) {
			r.add(join(o.path, other), "is said by delays, which are given too; leave one of the two out")
		}
	}
	return retry
}

// WaitAfter is the wait in seconds after an attempt, before jitter.
func (r Retry) WaitAfter(attempt int) float64 {
	if n := len(r.Delays); n > 0 {
		return r.Delays[min(attempt, n)-1]
	}
	wait := min(r.InitialBackoff, r.MaxBackoff)
	for range attempt - 1 {
		wait = min(wait*r.Multiplier, r.MaxBackoff)
	}
	return wait
}

func (r Retry) engine() engine.Retry {
	out := engine.Retry{
		MaxAttempts: r.MaxAttempts, InitialBackoff: MicrosOf(r.InitialBackoff), Multiplier: r.Multiplier,
		MaxBackoff: MicrosOf(r.MaxBackoff), Jitter: r.Jitter == 1, Spread: r.Spread,
	}
	if r.Jitter < 1 {
		out.JitterShare = float64(r.Jitter)
	}
	for _, d := range r.Delays {
		out.Delays = append(out.Delays, MicrosOf(d))
	}
	return out
}
