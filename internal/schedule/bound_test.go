package schedule_test

import (
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

// What a bound excludes is missed, whatever the settings.
func TestBoundExcludesNothingThatIsMet(t *testing.T) {
	var excluded, missed, met int
	rapid.Check(t, func(t *rapid.T) {
		s, err := settingstest.Valid(drawSettings(t, 500, 60))
		if err != nil {
			t.Skip("refused")
		}
		// Objectives near what the settings come to, or nothing is learned.
		p := plan(t, s)
		s.Objectives = nil
		for range rapid.IntRange(1, 3).Draw(t, "objectives") {
			delivered := float64(p.Totals.Delivered) / float64(s.Messages)
			s.Objectives = append(s.Objectives, settings.Objective{
				Share:  min(1, max(1e-6, delivered*rapid.Float64Range(0.5, 1.05).Draw(t, "share"))),
				Within: max(1e-6, p.Makespan.Seconds()*rapid.Float64Range(0.2, 1.5).Draw(t, "within")),
			})
		}
		compiled, err := schedule.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		bound := compiled.Bound(200)
		for range 4 {
			senders := make([]int, len(s.SenderGroups))
			for g := range senders {
				senders[g] = max(1, int(float64(s.SenderGroups[g].Senders)*rapid.Float64Range(0.3, 1.2).Draw(t, "senders")))
				s.SenderGroups[g].Senders = senders[g]
			}
			variant, err := compiled.Variant(s)
			if err != nil {
				t.Skip("refused")
			}
			probe, err := variant.Probe()
			if err != nil {
				t.Fatal(err)
			}
			probe.Step(0)
			switch {
			case bound.Excludes(senders) && probe.Met():
				t.Fatalf("%v senders were excluded and meet %+v", senders, s)
			case bound.Excludes(senders):
				excluded++
			case probe.Met():
				met++
			default:
				missed++
			}
		}
	})
	t.Logf("%d excluded, %d missed and not excluded, %d met", excluded, missed, met)
	if !testing.Short() && (excluded < missed/4 || met == 0) { // few samples may well hold none that meets them
		t.Errorf("%d excluded of %d that are missed; %d met: not much of a bound", excluded, excluded+missed, met)
	}
}
