package words

// Objective is how a goal ends: a share of all messages within a time.
type Objective struct {
	Share  float64
	Within float64 // seconds
	Met    bool
	// At is when the share was delivered, in seconds; nil: never.
	At                  *float64
	Delivered, Messages int64 // in the end
	Acknowledged        bool  // it is of acknowledged messages, which Delivered counts then
}

// Goal is what was asked for: 99.96 % within 2 h 0 min 29 s.
func Goal(share, within float64) string { return Share(share) + " within " + Time(within) }

// Verdict is "met" or "missed".
func Verdict(met bool) string {
	if met {
		return "met"
	}
	return "missed"
}

// Result tells when the share was delivered, or how much was instead.
func (o Objective) Result() string {
	switch {
	case o.At == nil && o.Acknowledged:
		return "never reached, " + Part(o.Delivered, o.Messages, o.Share) + " are acknowledged"
	case o.At == nil:
		return "never reached, " + Part(o.Delivered, o.Messages, o.Share) + " are delivered"
	case o.Met:
		return "reached after " + Duration(*o.At, o.Within)
	}
	return "reached after " + Duration(*o.At, o.Within) + ", " + Duration(*o.At-o.Within) + " late"
}
