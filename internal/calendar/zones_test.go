package calendar_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"alertsim/internal/calendar"
)

// The database is that of its version: whoever puts another in its place has to say which.
func TestVersionOfTheZones(t *testing.T) {
	raw, err := os.ReadFile("zoneinfo.zip")
	if err != nil {
		t.Fatal(err)
	}
	digests := map[string]string{"2025c": "8f55634d05f8bca1f7bc7c69c5933428c69357e0bdf565e5ba224e3f88ff12e8"}
	if got := fmt.Sprintf("%x", sha256.Sum256(raw)); got != digests[calendar.Version] {
		t.Errorf("zoneinfo.zip has digest %s, not that of %s", got, calendar.Version)
	}
}

// A machine's own database, whatever it says, changes nothing.
func TestZonesOfTheMachineAreNotAsked(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("ZONEINFO", folder)
	if err := os.MkdirAll(filepath.Join(folder, "Europe"), 0o700); err != nil {
		t.Fatal(err)
	}
	utc := "TZif2" + string(make([]byte, 15+24)) // the header of a zone without anything: UTC
	if err := os.WriteFile(filepath.Join(folder, "Europe", "Lisbon"), []byte(utc), 0o600); err != nil {
		t.Fatal(err)
	}
	zone, err := calendar.Zone("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	if _, offset := time.Date(2026, 7, 1, 0, 0, 0, 0, zone).Zone(); offset != 3600 {
		t.Errorf("in July Lisbon is %d s ahead of UTC, want 3,600", offset)
	}
}

func TestWhatIsNoZone(t *testing.T) {
	for _, name := range []string{"", "Local", "Europe", "Europe/", "europe/berlin", "../UTC", "Mars/Olympus", "CET+1"} {
		if _, err := calendar.Zone(name); err == nil {
			t.Errorf("%q is a zone", name)
		}
	}
	for _, name := range []string{"UTC", "Asia/Kathmandu", "America/Argentina/Ushuaia", "Pacific/Apia"} {
		if _, err := calendar.Zone(name); err != nil {
			t.Error(err)
		}
	}
}
