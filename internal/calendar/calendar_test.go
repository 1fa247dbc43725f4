package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/calendar"
	"alertsim/internal/engine"
)

func clock(t interface {
	Helper()
	Fatal(...any)
}, startAt, zone string) calendar.Clock {
	t.Helper()
	c, err := calendar.New(startAt, zone)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	hour = 3600 * engine.Second
	day  = 24 * hour
)

// By hand: a night in which the clocks are set forward has 10 hours between 21:00 and 8:00, and one in which they are set
// back has 12.
func TestOpeningHoursAcrossDaylightSaving(t *testing.T) {
	hours := []calendar.Hours{{From: 8 * 60, To: 21 * 60}}
	open, turns := clock(t, "2026-03-28T20:00:00+01:00", "Europe/Berlin").Open(hours, 3*day)
	want := []engine.Time{hour, 11 * hour, 24 * hour, 35 * hour, 48 * hour, 59 * hour, 72 * hour}
	if !open || !slices.Equal(turns, want) {
		t.Errorf("spring: %v, %v, want %v", open, turns, want)
	}
	open, turns = clock(t, "2026-10-24T22:30:00+02:00", "Europe/Berlin").Open(hours, day)
	if want := []engine.Time{10*hour + hour/2, 23*hour + hour/2}; open || !slices.Equal(turns, want) {
		t.Errorf("autumn: %v, %v, want %v", open, turns, want)
	}
}

func TestOpeningHours(t *testing.T) {
	week := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	for _, test := range []struct {
		why, start string
		hours      []calendar.Hours
		open       bool
		want       []engine.Time
	}{
		{"over midnight", "2026-07-03T12:00:00Z", []calendar.Hours{{From: 22 * 60, To: 6 * 60}}, false, []engine.Time{10 * hour, 18 * hour, 34 * hour, 42 * hour}},
		{"over midnight, of Friday", "2026-07-03T12:00:00Z", []calendar.Hours{{Days: []time.Weekday{time.Friday}, From: 22 * 60, To: 6 * 60}}, false, []engine.Time{10 * hour, 18 * hour}},
		{"in the night of Thursday", "2026-07-03T01:00:00Z", []calendar.Hours{{Days: []time.Weekday{time.Thursday}, From: 22 * 60, To: 6 * 60}}, true, []engine.Time{5 * hour}},
		{"all day", "2026-07-03T12:00:00Z", []calendar.Hours{{From: 0, To: 24 * 60}}, true, nil},
		{"all day, as a whole turn", "2026-07-03T12:00:00Z", []calendar.Hours{{From: 9 * 60, To: 9 * 60}}, true, nil},
		{"in the week", "2026-07-03T12:00:00Z", []calendar.Hours{{Days: week, From: 0, To: 24 * 60}}, true, []engine.Time{12 * hour}},
		{"twice a day, touching", "2026-07-03T08:00:00Z", []calendar.Hours{{From: 9 * 60, To: 12 * 60}, {From: 12 * 60, To: 17 * 60}}, false,
			[]engine.Time{hour, 9 * hour, 25 * hour, 33 * hour}},
		{"a fraction after", "2026-07-03T08:59:59.9999995Z", []calendar.Hours{{From: 9 * 60, To: 10 * 60}}, false, []engine.Time{1, hour + 1, day + 1, day + hour + 1}},
	} {
		open, turns := clock(t, test.start, "UTC").Open(test.hours, 2*day-hour)
		if open != test.open || !slices.Equal(turns, test.want) {
			t.Errorf("%s: %v, %v, want %v, %v", test.why, open, turns, test.open, test.want)
		}
	}
}

// A day of São Paulo began at 1:00 when the clocks were set forward at midnight, in 2018.
func TestTurns(t *testing.T) {
	for _, test := range []struct {
		why, start, zone string
		at               calendar.TimeOfDay
		want             []engine.Time
	}{
		{"Los Angeles", "2026-07-01T09:00:00-07:00", "America/Los_Angeles", 0, []engine.Time{15 * hour, 39 * hour}},
		{"from noon on", "2026-07-01T09:00:00-07:00", "America/Los_Angeles", 12 * 60, []engine.Time{3 * hour, 27 * hour}},
		{"a midnight that there is not", "2018-11-03T12:00:00-03:00", "America/Sao_Paulo", 0, []engine.Time{12 * hour, 35 * hour}},
		{"a time that there is not", "2026-03-28T12:00:00+01:00", "Europe/Berlin", 150, []engine.Time{14 * hour, 37*hour + hour/2}},
		{"a time that there is twice", "2026-10-24T12:00:00+02:00", "Europe/Berlin", 150, []engine.Time{14*hour + hour/2, 39*hour + hour/2}},
	} {
		zone, err := calendar.Zone(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		if turns := clock(t, test.start, "UTC").Turns(zone, test.at, 40*hour); !slices.Equal(turns, test.want) {
			t.Errorf("%s: %v, want %v", test.why, turns, test.want)
		}
	}
}

// Whatever the zone, the instants are those at which looking at the clock every minute finds a difference.
func TestInstantsAgainstEveryMinute(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC", "America/Sao_Paulo", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2005+rapid.IntRange(0, 30).Draw(t, "year"), 1, 1, 0, rapid.IntRange(0, 525_600).Draw(t, "minute"), 0, 0, time.UTC)
		name := rapid.SampledFrom(zones).Draw(t, "zone")
		c := clock(t, start.Format(time.RFC3339), name)
		zone, err := calendar.Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		reading := rapid.Map(rapid.IntRange(0, 95), func(n int) calendar.TimeOfDay { return calendar.TimeOfDay(15 * n) })
		var hours []calendar.Hours
		for range rapid.IntRange(1, 3).Draw(t, "hours") {
			h := calendar.Hours{From: reading.Draw(t, "from"), To: reading.Draw(t, "to") + 15}
			for d := range rapid.IntRange(0, 3).Draw(t, "days") {
				h.Days = append(h.Days, time.Weekday((d*2+int(start.Weekday()))%7))
			}
			hours = append(hours, h)
		}
		at := reading.Draw(t, "day begins")
		const until = 6 * day
		open, turns := c.Open(hours, until)
		days := c.Turns(zone, at, until)
		var wantTurns, wantDays []engine.Time
		last, begun := open, map[string]bool{}
		for minute := engine.Time(0); minute <= until; minute += 60 * engine.Second {
			reads := start.Add(time.Duration(minute) * time.Microsecond).In(zone)
			if isOpen := openAt(hours, reads); isOpen != last || minute == 0 && isOpen != open {
				if minute == 0 {
					t.Fatalf("open at first: %v", open)
				}
				wantTurns = append(wantTurns, minute)
				last = isOpen
			}
			if now := calendar.TimeOfDay(reads.Hour()*60 + reads.Minute()); now >= at && !begun[reads.Format(time.DateOnly)] {
				begun[reads.Format(time.DateOnly)] = true
				if minute > 0 {
					wantDays = append(wantDays, minute)
				}
			}
		}
		if !slices.Equal(turns, wantTurns) {
			t.Fatalf("turns at %v, want %v", turns, wantTurns)
		}
		if !slices.Equal(days, wantDays) {
			t.Fatalf("days begin at %v, want %v", days, wantDays)
		}
	})
}

// openAt is the rule once more: minute by minute, of today and of yesterday.
func openAt(hours []calendar.Hours, reads time.Time) bool {
	now := calendar.TimeOfDay(reads.Hour()*60 + reads.Minute())
	for _, h := range hours {
		listed := func(d time.Weekday) bool { return len(h.Days) == 0 || slices.Contains(h.Days, d) }
		today, yesterday := listed(reads.Weekday()), listed((reads.Weekday()+6)%7)
		switch {
		case h.From < h.To && today && h.From <= now && now < h.To,
			h.From >= h.To && today && now >= h.From,
			h.From >= h.To && yesterday && now < h.To:
			return true
		}
	}
	return false
}

func TestWrong(t *testing.T) {
	for _, wrong := range [][2]string{{"2026-03-28", "UTC"}, {"2026-03-28T20:00:00", "UTC"}, {"2026-03-28T20:00:00Z", "Berlin"}, {"2026-03-28T20:00:00Z", ""}, {"2026-03-28T20:00:00Z", "Local"}, {"2026-03-28T20:00:00Z", "../etc/passwd"}} {
		if _, err := calendar.New(wrong[0], wrong[1]); err == nil {
			t.Errorf("%q was taken", wrong)
		}
	}
}
