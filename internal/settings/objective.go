package settings

// Objective is a goal: this share of all messages delivered or acknowledged within so many simulated seconds, or a budget
// that is kept.
type Objective struct {
	Share    float64  `json:"share,omitempty"`
	Within   float64  `json:"within,omitempty"`   // seconds; those of an audience count from its own start
	Of       Of       `json:"of,omitempty"`       // "": delivered
	Audience string   `json:"audience,omitempty"` // of whose messages the share is; "": of all
	Budget   *float64 `json:"budget,omitempty"`   // in the settings' currency, instead of all that
}

// Of is what an objective's share is of.
type Of string

// What it may be of. In the settings the first one is "".
const (
	OfDelivered    Of = "delivered"
	OfAcknowledged Of = "acknowledged"
)

// Ofs lists both, the default first.
var Ofs = []Of{OfDelivered, OfAcknowledged}

// Due is the simulated instant by which an objective's share is to be delivered: an audience's time counts from when its
// messages come.
func (s Settings) Due(o Objective) Micros { return MicrosOf(o.Within) + s.Since(o) }

// Since is the simulated instant from which an objective's time counts.
func (s Settings) Since(o Objective) Micros {
	if i := s.audienceIndex(o.Audience); o.Audience != "" && i >= 0 {
		return MicrosOf(s.Audience[i].At)
	}
	return 0
}

// AudienceNumber is an objective's audience, from 1; 0 is all.
func (s Settings) AudienceNumber(o Objective) int {
	if o.Audience == "" {
		return 0
	}
	return s.audienceIndex(o.Audience) + 1
}

func (r *reader) objectives(o object) []Objective {
	items, given := o.list("objectives")
	if !given {
		return defaultObjectives()
	}
	objectives := make([]Objective, len(items))
	for i, item := range items {
		objectives[i] = r.objective(item)
		item.refuseOthers()
	}
	return objectives
}

func (r *reader) objective(item object) Objective {
	if item.has("budget") {
		for _, other := range []string{"share", "within", "of", "audience"} {
			if item.has(other) {
				r.add(join(item.path, other), "is of another kind of objective than budget; leave one of the two out")
			}
		}
		return Objective{Budget: new(item.amount("budget"))}
	}
	o := Objective{Share: item.number("share"), Within: item.number("within"), Of: Of(item.choice("of")), Audience: item.text("audience")}
	if o.Of == OfDelivered {
		o.Of = ""
	}
	return o
}

// checkObjectives is about what objectives name.
func (r *reader) checkObjectives(s Settings) {
	for i, o := range s.Objectives {
		path := at("objectives", i)
		switch {
		case r.failed(path):
		case o.Of == OfAcknowledged && !s.Confirms():
			r.add(path+".of", "is acknowledged, and no channel has an acknowledgement; give one of channels a share and a time of it")
		case o.Audience != "" && len(s.Audience) == 0:
			r.add(path+".audience", "names the audience %q, and there are none; list them in audience", o.Audience)
		case o.Audience != "" && s.audienceIndex(o.Audience) < 0:
			r.add(path+".audience", "names the audience %q, which is not in audience (%s)", o.Audience, s.audienceNames())
		case o.Budget != nil && !s.HasPrices():
			r.add(path+".budget", "cannot be kept or missed, as no sender group has a price; give one in senderGroups")
		}
	}
}
