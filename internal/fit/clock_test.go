package fit

import (
	"strings"
	"testing"
	"time"
)

func TestTimesAreRead(t *testing.T) {
	berlin := time.FixedZone("Berlin", 3600)
	day := time.Date(2026, 1, 31, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		text string
		want time.Time
	}{
		{"2026-01-31T08:00:00Z", day},
		{"2026-01-31T10:00:00+02:00", day},
		{"2026-01-31 10:00:00 +0200", day},
		{"2026-01-31 09:00:00", day},
		{"2026-01-31 09:00", day},
		{"2026-01-31 08:00:00 UTC", day},
		{"2026-01-31 08:00:00 +0000 UTC", day},
		{"2026-01-31 09:00:00.250", day.Add(250 * time.Millisecond)},
		{"2026-01-31T08:00:00.000001Z", day.Add(time.Microsecond)},
		{"Sat, 31 Jan 2026 08:00:00 +0000", day},
		{"1769846400", day},
		{"1769846400000", day},
		{"1769846400.5", day.Add(500 * time.Millisecond)},
		{"1769846400000000", day},
		{"1769846400000000000", day},
		{"90.000001", time.UnixMicro(90_000_001)},
		{"0", time.UnixMicro(0)},
		{"-1.5", time.UnixMicro(-1_500_000)},
		{"1e3", time.UnixMicro(1e9)},
	} {
		clock := clock{zone: berlin}
		got, err := clock.read(c.text)
		if err != nil || got != c.want.UnixMicro() {
			t.Errorf("%q is %v, %v; want %v", c.text, time.UnixMicro(got).UTC(), err, c.want)
		}
	}
}

func TestTimesThatAreNone(t *testing.T) {
	for text, why := range map[string]string{
		"": "empty", "soon": "not a time", "NaN": "not a time", "inf": "not a time", "31/01/2026 08:00": "cannot be told apart", "2026-02-30 08:00:00": "no day",
		"2026-13-01 00:00:00": "not a time", "2026-01-31 25:00:00": "not a time", "2026-01-31T08:00:00+2": "not a time", "1e300": "too large",
		"2026-01-31T08:00:00 CET": "not a time",
	} {
		clock := clock{zone: time.UTC}
		if got, err := clock.read(text); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q is %v, %v; want %q", text, got, err, why)
		}
	}
	clock := clock{zone: time.UTC}
	if _, err := clock.read("2026-01-31T08:00:00Z"); err != nil {
		t.Fatal(err)
	}
	if _, err := clock.read("12.5"); err == nil {
		t.Error("a number among dates is taken for a time")
	}
}
