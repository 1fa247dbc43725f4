package settings

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"alertsim/internal/calendar"
	"alertsim/internal/engine"
)

// GroupChange is what holds for a group from an instant on. What is not given stays as it was.
type GroupChange struct {
	At             float64  `json:"at"`                     // seconds from the start
	RatePerSecond  Limit    `json:"ratePerSecond,omitzero"` // in the group's unit
	Senders        *int     `json:"senders,omitempty"`
	FailureRate    *float64 `json:"failureRate,omitempty"`
	SendTimeFactor *float64 `json:"sendTimeFactor,omitempty"` // by which send times are multiplied
	Open           *bool    `json:"open,omitempty"`
	Abort          bool     `json:"abort,omitempty"` // ends the attempts that are under way, with open false
}

// Limit is a rate limit that may be given, as a rate or as null for none.
type Limit struct {
	Given     bool
	PerSecond *float64 // nil: no limit
}

// IsZero reports whether it is not given.
func (l Limit) IsZero() bool { return !l.Given }

// MarshalJSON writes the rate, or null.
func (l Limit) MarshalJSON() ([]byte, error) { return json.Marshal(l.PerSecond) }

// UnmarshalJSON reads a rate, or null.
func (l *Limit) UnmarshalJSON(raw []byte) error {
	l.Given = true
	return json.Unmarshal(raw, &l.PerSecond)
}

// OpenHours are hours at which a group works: from From, up to but not including To, on the given days. To at or before
// From is on the next day.
type OpenHours struct {
	Days []Day  `json:"days,omitempty"` // on which they begin; none: all
	From string `json:"from"`           // as "08:00"
	To   string `json:"to"`             // as "21:00"; "24:00" is the end of the day
}

// Day is a day of the week.
type Day string

// Days lists the days of the week.
var Days = []Day{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

func (d Day) weekday() time.Weekday { return time.Weekday((slices.Index(Days, d) + 1) % 7) }

// HasCalendar reports whether the simulated clock is on the calendar, so that there are dates.
func (s Settings) HasCalendar() bool { return s.StartAt != "" && s.Zone != "" }

// Calendar is the simulated clock on the calendar. Its error is for settings without one.
func (s Settings) Calendar() (calendar.Clock, error) { return calendar.New(s.StartAt, s.Zone) }

// Horizon is the instant up to which something may start: the time to live, or the engine's own.
func (s Settings) Horizon() Micros {
	if s.TimeToLive != nil {
		return MicrosOf(*s.TimeToLive)
	}
	return engine.DefaultDeadline
}

func (r *reader) timetable(group object) []GroupChange {
	items, _ := group.list("timetable")
	var out []GroupChange
	for _, item := range items {
		c := GroupChange{
			At: item.number("at"), FailureRate: item.optional("failureRate"), SendTimeFactor: item.optional("sendTimeFactor"),
			Abort: item.flag("abort"),
		}
		if item.has("ratePerSecond") {
			c.RatePerSecond = Limit{true, item.optional("ratePerSecond")}
		}
		if item.has("senders") {
			c.Senders = new(int(item.integer("senders")))
		}
		if item.has("open") {
			c.Open = new(item.flag("open"))
		}
		if c.Abort && (c.Open == nil || *c.Open) && !r.failed(item.path) {
			r.add(join(item.path, "abort"), "ends what is under way as the group closes; give open: false beside it")
		}
		if c.FailureRate != nil && group.has("outcomes") {
			r.add(join(item.path, "failureRate"), "cannot be changed where outcomes say how attempts end; leave it out")
		}
		item.refuseOthers()
		out = append(out, c)
	}
	r.checkRising(join(group.path, "timetable"), len(out), func(i int) float64 { return out[i].At })
	return out
}

func (r *reader) openHours(group object) []OpenHours {
	items, _ := group.list("openHours")
	var out []OpenHours
	for _, item := range items {
		h := OpenHours{From: item.timeOfDay("from", false), To: item.timeOfDay("to", true)}
		for _, name := range []string{"from", "to"} {
			if !item.has(name) {
				r.add(join(item.path, name), `is needed, as "08:00"`)
			}
		}
		for i, text := range item.texts("days") {
			day := Day(strings.ToLower(text))
			for _, d := range Days {
				if len(day) == 3 && strings.HasPrefix(string(d), string(day)) {
					day = d
				}
			}
			if !slices.Contains(Days, day) {
				r.add(at(join(item.path, "days"), i), "must be a day of the week, as %s (got %q)", Days[0], text)
			}
			h.Days = append(h.Days, day)
		}
		item.refuseOthers()
		out = append(out, h)
	}
	return out
}

// checkCalendar is about when the alert starts, and what needs to know it.
func (r *reader) checkCalendar(s Settings) {
	switch {
	case r.failed("startAt", "zone"):
	case s.StartAt == "" && s.Zone != "":
		r.add("startAt", "is needed beside zone, as 2026-03-28T20:00:00+01:00: when the alert starts")
	case s.StartAt != "" && s.Zone == "":
		r.add("zone", "is needed beside startAt, as Europe/Berlin: whose clocks count")
	}
	if s.HasCalendar() {
		return
	}
	for i, g := range s.SenderGroups {
		if path := at("senderGroups", i) + ".openHours"; len(g.OpenHours) > 0 && !r.failed(path, "startAt", "zone") {
			r.add(path, "are read on a clock, which needs startAt and zone: when the alert starts, and where")
		}
	}
}

// minutesOf is a time of day in minutes after midnight.
func minutesOf(text string) int {
	var hours, minutes int
	_, _ = fmt.Sscanf(text, "%d:%d", &hours, &minutes) // as read by timeOfDay; "" is midnight
	return 60*hours + minutes
}

// addTimetable says in the engine's terms when a group changes, opens and closes.
func (s Settings) addTimetable(g SenderGroup, out *engine.Group) {
	for _, c := range g.Timetable {
		change := engine.Change{At: MicrosOf(c.At), Senders: c.Senders, FailureRate: c.FailureRate, Open: c.Open, Abort: c.Abort}
		if c.RatePerSecond.Given {
			g.RatePerSecond = c.RatePerSecond.PerSecond
			change.RatePerSecond = new(s.AttemptRate(g))
		}
		if c.SendTimeFactor != nil {
			change.Factor = new(int64(math.Round(*c.SendTimeFactor * 1e6)))
		}
		out.Timetable = append(out.Timetable, change)
	}
	clock, err := s.Calendar()
	if len(g.OpenHours) == 0 || err != nil {
		return
	}
	hours := make([]calendar.Hours, len(g.OpenHours))
	for i, h := range g.OpenHours {
		hours[i] = calendar.Hours{From: calendar.TimeOfDay(minutesOf(h.From)), To: calendar.TimeOfDay(minutesOf(h.To))}
		for _, d := range h.Days {
			hours[i].Days = append(hours[i].Days, d.weekday())
		}
	}
	open, turns := clock.Open(hours, s.Horizon())
	out.Hours, out.Closed = turns, !open
}

// MostSenders is how many senders a group ever has.
func (g SenderGroup) MostSenders() int {
	most := g.Senders
	for _, c := range g.Timetable {
		if c.Senders != nil {
			most = max(most, *c.Senders)
		}
	}
	return most
}
