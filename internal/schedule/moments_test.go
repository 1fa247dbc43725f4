package schedule_test

import (
	"math"
	"testing"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// Whatever the model has, at every moment all messages are somewhere, groups add up to the whole, and what only grows does;
// a replay to the same instants counts the same.
func TestMoments(t *testing.T) {
	for name, raw := range map[string]string{
		"simple": `{"messages": 1000, "seed": 3, "mode": "instant", "senderGroups": [{"senders": 7}]}`,
		"retries, two groups, a deadline": `{"messages": 2000, "seed": 3, "mode": "instant", "timeToLive": 300, "retry": {"maxAttempts": 3, "initialBackoff": 20},
			"senderGroups": [{"senders": 5, "failureRate": 0.4}, {"senders": 3, "ratePerSecond": 1}]}`,
		"channels, steps, audiences, a timetable": `{"messages": 3000, "seed": 3, "mode": "instant", "until": "acknowledged",
			"channels": [{"name": "sms", "neverReached": 0.1, "acknowledgement": {"share": 0.3, "time": {"distribution": "exponential", "mean": 60}}}, {"name": "voice", "acknowledgement": {"share": 0.8, "time": {"distribution": "constant", "mean": 5}}}],
			"steps": [{"channel": "sms", "wait": 120}, {"channel": "voice"}],
			"audience": [{"name": "first", "share": 0.2, "priority": 5, "channels": ["voice"]}, {"name": "nobody", "messages": 100, "channels": []}],
			"senderGroups": [{"name": "s", "senders": 20, "channel": "sms", "timetable": [{"at": 30, "senders": 40}, {"at": 60, "senders": 10}]}, {"name": "v", "senders": 50, "channel": "voice"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := settings.DecodeForecast([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			compiled, err := schedule.Compile(s)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := planned(t, s)
			if err != nil {
				t.Fatal(err)
			}
			const steps = 37
			moments := compiled.Moments(plan.End(), steps)
			for !moments.Step(11) {
			}
			all := moments.All()
			if len(all) != steps+1 || all[0].At != 0 || all[steps].At != plan.End() || all[steps].Counts != plan.Totals {
				t.Fatalf("%d moments, the last at %d: %+v, want %+v at %d", len(all), all[steps].At, all[steps].Counts, plan.Totals, plan.End())
			}
			busy := 0
			replay := compiled.Replay(0, math.MaxInt) // a timetable adds senders
			for i, m := range all {
				replay.Advance(m.At, math.MaxInt)
				if got := replay.Checkpoint().Counts; got != m.Counts {
					t.Errorf("moment %d: %+v, a replay counts %+v", i, m.Counts, got)
				}
				if sum := m.Untried + m.Again + m.InFlight + m.Ended(); sum != s.Messages || min(m.Untried, m.Again) < 0 {
					t.Errorf("moment %d: %d of %d messages, %d untried, %d again", i, sum, s.Messages, m.Untried, m.Again)
				}
				if i > 0 && (m.At <= all[i-1].At || m.Untried > all[i-1].Untried || !m.AtLeast(all[i-1].Counts)) {
					t.Errorf("moment %d: %+v after %+v", i, m, all[i-1])
				}
				sum := m.Groups[0].Counts
				for _, g := range m.Groups[1:] {
					sum = sum.Add(g.Counts)
				}
				if sum.Delivered != m.Delivered || sum.Attempts != m.Attempts {
					t.Errorf("moment %d: the groups come to %+v, all to %+v", i, sum, m.Counts)
				}
				for g, group := range m.Groups {
					busy += group.Busy
					if group.Busy < int(group.InFlight) {
						t.Errorf("moment %d, group %d: %d busy, %d messages under way", i, g, group.Busy, group.InFlight)
					}
				}
			}
			if busy == 0 {
				t.Error("nobody was ever busy")
			}
		})
	}
}
