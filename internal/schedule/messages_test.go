package schedule_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/engine"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// messageSettings draws small settings in which ends, retries and the deadline
// fall on the same instants now and then.
func messageSettings(t *rapid.T) settings.Settings {
	s := settings.DefaultSettings()
	s.Mode = settings.Instant
	s.Messages = rapid.Int64Range(1, 200).Draw(t, "messages")
	s.Seed = rapid.Int64Range(0, 1000).Draw(t, "seed")
	g := &s.SenderGroups[0]
	g.Senders = rapid.IntRange(1, 8).Draw(t, "senders")
	g.FailureRate = rapid.SampledFrom([]float64{0, 0.3, 1}).Draw(t, "failureRate")
	g.PermanentShare = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "permanentShare")
	if rapid.Bool().Draw(t, "constant") {
		g.SendTime = settings.SendTime{Distribution: settings.Constant, Mean: new(10.0)}
	}
	s.Retry = settings.Retry{MaxAttempts: rapid.IntRange(1, 4).Draw(t, "attempts"), InitialBackoff: 10, Multiplier: 1, MaxBackoff: 10}
	if rapid.Bool().Draw(t, "expires") {
		s.TimeToLive = new(float64(rapid.IntRange(1, 30).Draw(t, "timeToLive")) * 10)
	}
	return s
}

// Up to any clock the messages are those that the counts of that clock count,
// each once, in order, with their whole story.
func TestMessagesAreTheCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := messageSettings(t)
		compiled, err := schedule.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		until := settings.MicrosOf(float64(rapid.IntRange(0, 100).Draw(t, "until")) * 10)
		replay := compiled.Replay(0, s.TotalSenders())
		replay.Advance(until, 0)
		want := replay.Checkpoint().Counts

		var got simulation.Counts
		var last settings.Micros
		seen := map[int64]bool{}
		for _, m := range compiled.Messages(t.Context(), schedule.MessageQuery{Until: until}) {
			if seen[m.Index] || m.EndedAt < last || m.EndedAt > until {
				t.Fatalf("message %d ends at %d after one at %d, or again", m.Index, m.EndedAt, last)
			}
			seen[m.Index], last = true, m.EndedAt
			switch m.Outcome {
			case engine.Delivered:
				got.Delivered++
			case engine.Failed:
				got.Failed++
			case engine.Expired:
				got.Expired++
			}
			for i, a := range m.Attempts {
				if a.Number != i+1 || i+1 < len(m.Attempts) && a.Outcome != engine.Retried {
					t.Fatalf("attempts of message %d: %+v", m.Index, m.Attempts)
				}
			}
		}
		if got.Delivered != want.Delivered || got.Failed != want.Failed || got.Expired != want.Expired {
			t.Fatalf("messages are %+v, counts %+v", got, want)
		}
	})
}

// A reader that has enough stops the computation, and what it got is the
// beginning of the whole.
func TestMessagesStop(t *testing.T) {
	s := settings.DefaultSettings()
	s.TimeToLive = new(300.0)
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	var all []int64
	for _, m := range compiled.Messages(t.Context(), schedule.MessageQuery{Until: settings.MicrosOf(1e6)}) {
		all = append(all, m.Index)
	}
	if int64(len(all)) != s.Messages {
		t.Fatalf("%d messages", len(all))
	}
	for _, most := range []int{1, 110, 500, 999} { // before, around and after the deadline
		var some []int64
		for _, m := range compiled.Messages(t.Context(), schedule.MessageQuery{Until: settings.MicrosOf(1e6)}) {
			if some = append(some, m.Index); len(some) == most {
				break
			}
		}
		if !slices.Equal(some, all[:most]) {
			t.Errorf("the first %d differ", most)
		}
	}
}
