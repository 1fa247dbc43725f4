package simulation_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

func TestJobEncode(t *testing.T) {
	job := simulation.Job{Kind: simulation.JobRun, Simulation: "01J", Shard: 3, Turn: 7}
	if got, want := job.Encode(), `{"v":1,"kind":"run","simulation":"01J","shard":3,"turn":7}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestJobRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := simulation.Job{Version: 1, Kind: rapid.SampledFrom([]simulation.JobKind{simulation.JobPrepare, simulation.JobRun}).Draw(t, "kind"),
			Simulation: rapid.StringN(1, 40, -1).Draw(t, "id"), Shard: rapid.IntRange(0, 63).Draw(t, "shard"), Turn: rapid.Int64Min(1).Draw(t, "turn")}
		got, err := simulation.ParseJob(job.Encode())
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "parsed", got, job)
	})
}

func TestParseJobRefuses(t *testing.T) {
	for _, test := range []struct{ why, body string }{
		{"nothing", ``},
		{"no JSON", `run sim 3`},
		{"two jobs", strings.Repeat(`{"v":1,"kind":"run","simulation":"s","shard":0,"turn":1}`, 2)},
		{"a list", `[]`},
		{"null", `null`},
		{"no version", `{"kind":"run","simulation":"s","shard":0,"turn":1}`},
		{"a later version", `{"v":2,"kind":"run","simulation":"s","shard":0,"turn":1}`},
		{"another kind", `{"v":1,"kind":"stop","simulation":"s","shard":0,"turn":1}`},
		{"no simulation", `{"v":1,"kind":"run","simulation":"","shard":0,"turn":1}`},
		{"a negative shard", `{"v":1,"kind":"run","simulation":"s","shard":-1,"turn":1}`},
		{"half a shard", `{"v":1,"kind":"run","simulation":"s","shard":0.5,"turn":1}`},
		{"no turn", `{"v":1,"kind":"run","simulation":"s","shard":0}`},
		{"a turn in words", `{"v":1,"kind":"run","simulation":"s","shard":0,"turn":"1"}`},
		{"a turn beyond int64", `{"v":1,"kind":"run","simulation":"s","shard":0,"turn":9223372036854775808}`},
	} {
		if job, err := simulation.ParseJob(test.body); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %+v, %v; want CodeInvalid", test.why, job, err)
		}
	}
}
