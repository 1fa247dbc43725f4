// Package settingstest is for tests that build settings in Go.
package settingstest

import (
	"encoding/json"

	"alertsim/internal/settings"
)

// Valid returns settings as the API would read them, with defaults filled in. Its
// error is that of Decode, or of a number that is not finite.
func Valid(s settings.Settings) (settings.Settings, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return settings.Settings{}, err
	}
	return settings.Decode(raw)
}
