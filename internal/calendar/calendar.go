// Package calendar puts simulated time on the calendar: when opening hours open and close, and when days turn, as
// instants from the start. Daylight saving is part of it. The engine gets the instants and knows no zones.
package calendar

import (
	"fmt"
	"slices"
	"time"

	"alertsim/internal/engine"
)

// Clock is a simulated clock on the calendar: 0 is an instant, and a zone tells what clocks on the wall read.
type Clock struct {
	start time.Time
	zone  *time.Location
}

// New returns a clock that starts at an instant (RFC 3339) in a zone (IANA, as Europe/Berlin). Its error says which of
// the two is wrong, in words.
func New(startAt, zone string) (Clock, error) {
	start, err := time.Parse(time.RFC3339Nano, startAt)
	if err != nil {
		return Clock{}, fmt.Errorf("%q is no instant; write it as 2026-03-28T20:00:00+01:00", startAt)
	}
	location, err := Zone(zone)
	if err != nil {
		return Clock{}, err
	}
	return Clock{start, location}, nil
}

// At is what the calendar says of a simulated instant.
func (c Clock) At(t engine.Time) time.Time {
	return c.start.Add(time.Duration(t) * time.Microsecond).In(c.zone)
}

// after is the first simulated instant that is not before one of the calendar.
func (c Clock) after(t time.Time) engine.Time {
	return engine.Time((t.Sub(c.start) + time.Microsecond - 1) / time.Microsecond)
}

// TimeOfDay is what a clock reads, in minutes after midnight: 0..1440, of which 1440 is the end of the day.
type TimeOfDay int

// Hours are hours at which something is open: while the clock reads a day of Days (all if there are none) and From ≤
// time < To. Hours with From ≥ To run over midnight, and belong to the day on which they begin.
type Hours struct {
	Days     []time.Weekday
	From, To TimeOfDay
}

func (h Hours) on(d time.Weekday) bool { return len(h.Days) == 0 || slices.Contains(h.Days, d) }

// open reports whether hours are open by what a clock reads.
func (h Hours) open(reads time.Time) bool {
	now := TimeOfDay(60*reads.Hour() + reads.Minute())
	if h.From < h.To {
		return h.on(reads.Weekday()) && h.From <= now && now < h.To
	}
	return h.on(reads.Weekday()) && now >= h.From || h.on((reads.Weekday()+6)%7) && now < h.To
}

// Open says whether any of the hours are open at 0, and at which instants after it, up to a last one, they close and open
// in turn.
func (c Clock) Open(hours []Hours, until engine.Time) (atFirst bool, turns []engine.Time) {
	isOpen := func(t engine.Time) bool {
		return slices.ContainsFunc(hours, func(h Hours) bool { return h.open(c.At(t)) })
	}
	var readings []TimeOfDay
	for _, h := range hours {
		readings = append(readings, h.From, h.To)
	}
	atFirst = isOpen(0)
	last := atFirst
	for _, t := range c.candidates(c.zone, append(readings, 0), until) { // at midnight the day changes
		if now := isOpen(t); now != last {
			turns = append(turns, t)
			last = now
		}
	}
	return atFirst, turns
}

// Turns are the instants after 0, up to a last one, at which a day begins that begins when the clocks of a zone read a
// time: of each date the first instant at which they read that or more.
func (c Clock) Turns(zone *time.Location, at TimeOfDay, until engine.Time) (turns []engine.Time) {
	begun := func(t engine.Time) (date int, ok bool) {
		reads := c.At(t).In(zone)
		return reads.Year()*1000 + reads.YearDay(), TimeOfDay(60*reads.Hour()+reads.Minute()) >= at
	}
	last, ok := begun(0)
	if !ok {
		last = 0
	}
	for _, t := range c.candidates(zone, []TimeOfDay{at}, until) {
		if date, ok := begun(t); ok && date != last {
			turns = append(turns, t)
			last = date
		}
	}
	return turns
}

// candidates are the instants after 0, up to a last one, at which the clocks of a zone come to read one of some times, or
// are set. Where a time is read twice on a date, both are there; there may be others.
func (c Clock) candidates(zone *time.Location, readings []TimeOfDay, until engine.Time) []engine.Time {
	var out []engine.Time
	add := func(t time.Time) {
		if at := c.after(t); at > 0 && at <= until {
			out = append(out, at)
		}
	}
	end := c.At(until)
	for t := c.start; !t.After(end); {
		_, set := t.In(zone).ZoneBounds()
		if set.IsZero() {
			break
		}
		add(set)
		t = set
	}
	first := c.start.In(zone)
	for day := -1; ; day++ {
		midnight := time.Date(first.Year(), first.Month(), first.Day()+day, 0, 0, 0, 0, time.UTC)
		if midnight.AddDate(0, 0, -2).After(end) {
			break
		}
		for _, reading := range readings {
			read := midnight.Add(time.Duration(reading) * time.Minute)
			for _, near := range []time.Duration{-26 * time.Hour, 26 * time.Hour} { // the offsets before and after the clocks are set
				_, offset := read.Add(near).In(zone).Zone()
				add(read.Add(-time.Duration(offset) * time.Second))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
