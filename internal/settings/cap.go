package settings

import (
	"slices"

	"alertsim/internal/calendar"
	"alertsim/internal/engine"
	"alertsim/internal/words"
)

// Cap bounds what providers let be sent in a day or another span: a carrier's daily cap, a quota of e-mails.
type Cap struct {
	Name      string      `json:"name"`
	Count     int64       `json:"count"`
	Unit      RateUnit    `json:"unit"`
	Groups    []string    `json:"groups,omitzero"`   // whose attempts count; nil: all
	Audience  []string    `json:"audience,omitzero"` // attempts to whom count; nil: all
	Window    Window      `json:"window"`
	Over      Over        `json:"over"`
	Timetable []CapChange `json:"timetable,omitempty"`
}

// Window is the span in which a cap counts: so many seconds up to now, or since a time of day.
type Window struct {
	Seconds float64 `json:"seconds,omitempty"` // 0: Daily
	Daily   string  `json:"daily,omitempty"`   // the zone whose days count
	At      string  `json:"at,omitempty"`      // when its days begin, as "08:00"; "": midnight
}

// Over is what becomes of an attempt for which a cap has no room.
type Over string

// What it may be.
const (
	Wait Over = "wait" // until there is room
	Fail Over = "fail" // the provider refuses it
)

// Overs lists both, the default first.
var Overs = []Over{Wait, Fail}

// CapChange is what a cap's count is from an instant on: a ramp.
type CapChange struct {
	At    float64 `json:"at"` // seconds from the start
	Count int64   `json:"count"`
}

// MaxRolling bounds the starts that rolling caps can hold together, 8 bytes each.
const MaxRolling = 4_000_000

func (r *reader) caps(o object) []Cap {
	items, _ := o.list("caps")
	var caps []Cap
	for _, item := range items {
		c := Cap{
			Name: item.neededText("name"), Count: item.integer("count"), Unit: RateUnit(item.choice("unit")),
			Over: Over(item.choice("over")),
		}
		if item.has("groups") {
			c.Groups = item.texts("groups")
		}
		if item.has("audience") {
			c.Audience = item.texts("audience")
		}
		if w, ok := item.neededObject("window"); ok {
			c.Window = r.window(w)
		}
		changes, _ := item.list("timetable")
		for _, change := range changes {
			c.Timetable = append(c.Timetable, CapChange{At: change.number("at"), Count: change.integer("count")})
			change.refuseOthers()
		}
		r.checkRising(join(item.path, "timetable"), len(c.Timetable), func(i int) float64 { return c.Timetable[i].At })
		item.refuseOthers()
		caps = append(caps, c)
	}
	return caps
}

func (r *reader) window(o object) Window {
	w := Window{Daily: o.zone("daily"), At: o.timeOfDay("at", false)}
	if o.has("seconds") {
		w.Seconds = o.number("seconds")
	}
	switch {
	case r.failed(o.path):
	case o.has("seconds") == o.has("daily"):
		r.add(o.path, `needs either seconds, as {"seconds": 86400} for any 24 hours, or daily, as {"daily": "America/New_York"} for a calendar day there`)
	case w.At != "" && w.Daily == "":
		r.add(join(o.path, "at"), "is when a day begins, and the window is one of seconds; leave it out, or give daily instead of seconds")
	}
	o.refuseOthers()
	return w
}

// checkCaps is about the groups and audiences that caps name.
func (r *reader) checkCaps(s Settings) {
	r.checkNames("caps", len(s.Caps), func(i int) string { return s.Caps[i].Name })
	for i, c := range s.Caps {
		path := at("caps", i)
		for j, name := range c.Groups {
			if !slices.ContainsFunc(s.SenderGroups, func(g SenderGroup) bool { return g.Name == name }) {
				r.add(at(path+".groups", j), "names the sender group %q, which is not in senderGroups (%s)", name,
					quoted(len(s.SenderGroups), func(i int) string { return s.SenderGroups[i].Name }))
			}
		}
		for j, name := range c.Audience {
			switch {
			case len(s.Audience) == 0:
				r.add(at(path+".audience", j), "names the audience %q, and there are none; list them in audience", name)
			case s.audienceIndex(name) < 0:
				r.add(at(path+".audience", j), "names the audience %q, which is not in audience (%s)", name, s.audienceNames())
			}
		}
		if c.Window.Daily != "" && !s.HasCalendar() {
			r.add(path+".window.daily", "counts days, which needs startAt and zone: when the alert starts, and where")
		}
	}
}

// weight is what one attempt counts in a cap.
func (s Settings) weight(c Cap) int64 {
	if c.Unit == Messages {
		return 1
	}
	return int64(s.Parts())
}

// addCaps says caps in the engine's terms.
func (s Settings) addCaps(c *engine.Config) {
	audiences, _ := s.Audiences()
	for _, cap := range s.Caps {
		out := engine.Cap{Count: cap.Count, Weight: s.weight(cap), Refuses: cap.Over == Fail}
		if cap.Groups != nil {
			out.Groups = make([]bool, len(s.SenderGroups))
			for i, g := range s.SenderGroups {
				out.Groups[i] = slices.Contains(cap.Groups, g.Name)
			}
		}
		if cap.Audience != nil {
			out.Audiences = make([]bool, max(1, len(audiences)))
			for i, a := range audiences {
				out.Audiences[i] = a.Name != "" && slices.Contains(cap.Audience, a.Name)
			}
		}
		for _, change := range cap.Timetable {
			out.Timetable = append(out.Timetable, engine.CapChange{At: MicrosOf(change.At), Count: change.Count})
		}
		if out.Window = MicrosOf(cap.Window.Seconds); cap.Window.Daily != "" {
			out.Turns = s.turns(cap.Window)
		}
		c.Caps = append(c.Caps, out)
	}
}

// turns are when the days of a window begin, up to the horizon.
func (s Settings) turns(w Window) []Micros {
	clock, err := s.Calendar()
	zone, zoneErr := calendar.Zone(w.Daily)
	if err != nil || zoneErr != nil { // stored by a program that knows more
		return nil
	}
	return clock.Turns(zone, calendar.TimeOfDay(minutesOf(w.At)), s.Horizon())
}

// rolling is how many starts the rolling caps hold at most together.
func (r *reader) checkRolling(s Settings) {
	if held := s.Engine().RollingStarts(); held > MaxRolling {
		r.add("caps", "with windows of seconds would have to remember %s starts, and can %s; lower their counts or messages, or use daily windows",
			words.Count(held), words.Count(MaxRolling))
	}
}
