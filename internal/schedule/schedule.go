// Package schedule joins the domain and the engine: settings in, a replay or a
// plan in the domain's own words out. Nobody else needs to know both.
package schedule

import (
	"errors"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// Schedule is the compiled schedule of one simulation's settings. It is
// immutable and may be shared.
type Schedule struct {
	engine     *engine.Schedule
	extended   bool          // of the model's second version
	objectives []engine.Goal // in the settings' order; of a budget one that says nothing
	goals      []goal
	groups     int
	expires    bool
	deadline   settings.Micros // if expires
}

// Compile builds the schedule. Settings that the domain has accepted always
// compile; an error is a defect, but CodeInvalid where the send times of others
// are longer than can be counted.
func Compile(s settings.Settings) (*Schedule, error) { return compile(s, engine.Compile) }

func compile(s settings.Settings, by func(engine.Config) (*engine.Schedule, error)) (*Schedule, error) {
	compiled, err := by(s.Engine())
	switch {
	case errors.Is(err, engine.ErrTooLong):
		return nil, fault.Errorf(fault.CodeInvalid, "a send takes longer than can be counted; use shorter send times: %w", err)
	case err != nil:
		return nil, fault.Errorf(fault.CodeInternal, "compile schedule: %w", err)
	}
	objectives := make([]engine.Goal, len(s.Objectives))
	for i, o := range s.Objectives {
		objectives[i] = engine.Goal{Share: o.Share, Acknowledged: o.Of == settings.OfAcknowledged, Audience: s.AudienceNumber(o)}
	}
	out := &Schedule{engine: compiled, extended: s.Extended(), objectives: objectives, goals: goals(compiled, s), groups: len(s.SenderGroups)}
	if s.TimeToLive != nil || out.extended {
		out.expires, out.deadline = true, s.Horizon()
	}
	return out, nil
}
