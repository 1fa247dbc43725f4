package schedule_test

import (
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/simulation"
)

// A probe knows of the objectives what the plan knows.
func TestProbeIsThePlansVerdict(t *testing.T) {
	verdicts := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		s, err := settingstest.Valid(drawSettings(t, 2000, 40))
		if err != nil {
			t.Skip("refused")
		}
		makespan := plan(t, s).Makespan.Seconds()
		s.Objectives = nil
		for range rapid.IntRange(0, 4).Draw(t, "objectives") {
			s.Objectives = append(s.Objectives, settings.Objective{
				Share:  rapid.SampledFrom([]float64{1e-6, 0.1, 0.5, 0.9, 1}).Draw(t, "share"),
				Within: makespan * rapid.SampledFrom([]float64{0.1, 0.5, 0.9, 0.95, 1, 2}).Draw(t, "within"),
			})
		}
		want := true
		for i, at := range plan(t, s).Objectives {
			want = want && at.Reached && at.At <= settings.MicrosOf(s.Objectives[i].Within)
		}
		compiled, err := schedule.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		probe, err := compiled.Probe()
		if err != nil {
			t.Fatal(err)
		}
		for steps := rapid.IntRange(0, 200).Draw(t, "steps"); !probe.Step(steps); {
		}
		if probe.Met() != want {
			t.Fatalf("probe %v, plan %v: %+v", probe.Met(), want, s)
		}
		verdicts[want]++
	})
	if verdicts[true] == 0 || verdicts[false] == 0 {
		t.Errorf("verdicts %v", verdicts)
	}
}

func plan(t *rapid.T, s settings.Settings) *simulation.Plan {
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	return planOf(t, compiled, 0)
}
