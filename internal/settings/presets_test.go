package settings_test

import (
	"testing"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

// What a preset says makes settings that are accepted as they stand, and of which nothing warns.
func TestPresetsMakeSettings(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range settings.Presets {
		if ids[p.ID] || p.Name == "" || p.Source == "" {
			t.Errorf("%+v", p)
		}
		ids[p.ID] = true
		if _, err := time.Parse(time.DateOnly, p.AsOf); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		s := settings.DefaultSettings()
		s.Mode, s.Messages = settings.Instant, 1_000_000
		s.StartAt, s.Zone = "2026-12-01T09:00:00-05:00", "America/New_York"
		s.SenderGroups, s.Caps, s.Audience = []settings.SenderGroup{p.Group}, p.Caps, p.Audience
		s.Channels = []settings.Channel{{Name: "only", NeverReached: p.NeverReached}}
		if p.Retry != nil {
			s.Retry = *p.Retry
		}
		read, err := settingstest.Valid(s)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		for _, w := range read.Warnings(0) {
			t.Errorf("%s: %s", p.ID, w)
		}
	}
}
