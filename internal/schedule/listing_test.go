package schedule

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// allMessages tells the messages that end by an instant from a list of all attempts that is held in memory.
func allMessages(s *Schedule, until settings.Micros) []simulation.Message {
	stories := make([]simulation.Message, s.engine.Messages())
	attempted := map[int64]bool{} // at the deadline
	for _, a := range attempts(s) {
		end := a.Start + a.Duration
		m := &stories[a.Message]
		m.Attempts = append(m.Attempts, simulation.Attempt{
			Number: a.Number, Sender: a.Sender, Start: a.Start, Duration: a.Duration,
			Outcome: a.Outcome,
		})
		if a.Outcome != engine.Retried {
			m.Outcome, m.EndedAt = a.Outcome, end
			attempted[a.Message] = true
		}
	}
	var out []simulation.Message
	for i, m := range stories {
		m.Index = int64(i)
		if !attempted[m.Index] {
			m.Outcome, m.EndedAt = engine.Expired, s.deadline
		}
		if m.EndedAt <= until {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b simulation.Message) int {
		place := func(m simulation.Message) int { // what was in an attempt comes first, by sender
			if !attempted[m.Index] {
				return settings.MaxSenders
			}
			return m.Attempts[len(m.Attempts)-1].Sender
		}
		return cmp.Or(cmp.Compare(a.EndedAt, b.EndedAt), cmp.Compare(place(a), place(b)))
	})
	return out
}

// Whatever is asked for, and however few are held at a time, is the part of all messages that it should be.
func TestMessagesArePartOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := listed(t)
		s, err := Compile(given)
		if err != nil {
			t.Fatal(err)
		}
		q := MessageQuery{
			Until:   settings.MicrosOf(float64(rapid.IntRange(0, 200).Draw(t, "until")) * 10),
			Outcome: rapid.SampledFrom([]engine.Outcome{0, engine.Delivered, engine.Failed, engine.Expired}).Draw(t, "outcome"),
			After:   rapid.Int64Range(0, given.Messages+3).Draw(t, "after"),
			Limit:   rapid.IntRange(0, 50).Draw(t, "limit"),
		}
		type placed struct {
			Rank int64
			simulation.Message
		}
		var got, want []placed
		for i, m := range allMessages(s, q.Until) {
			if int64(i) >= q.After && (q.Outcome == 0 || q.Outcome == m.Outcome) && (q.Limit == 0 || len(want) < q.Limit) {
				want = append(want, placed{int64(i) + 1, m})
			}
		}
		for position, m := range s.messages(context.Background(), q, rapid.Int64Range(1, 8000).Draw(t, "bytes")) {
			got = append(got, placed{position, m})
		}
		if len(got) != len(want) {
			t.Fatalf("%+v: %d messages, want %d", q, len(got), len(want))
		}
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("%+v: message %d is\n%+v, want\n%+v", q, i, got[i], want[i])
			}
		}
	})
}

// listed draws settings in which ends, retries and the deadline fall on the same instants now and then.
func listed(t *rapid.T) settings.Settings {
	s := settings.DefaultSettings()
	s.Mode = settings.Instant
	s.Messages = rapid.Int64Range(1, 300).Draw(t, "messages")
	s.Seed = rapid.Int64Range(0, 1000).Draw(t, "seed")
	s.Retry = settings.Retry{MaxAttempts: rapid.IntRange(1, 4).Draw(t, "attempts"), InitialBackoff: 10, Multiplier: 1, MaxBackoff: 10}
	s.SenderGroups = nil
	for range rapid.IntRange(1, 2).Draw(t, "groups") {
		g := settings.DefaultSettings().SenderGroups[0]
		g.Senders = rapid.IntRange(1, 8).Draw(t, "senders")
		g.FailureRate = rapid.SampledFrom([]float64{0, 0.3, 1}).Draw(t, "failureRate")
		g.PermanentShare = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "permanentShare")
		g.SendTime = settings.SendTime{Distribution: settings.Constant, Mean: new(10.0)}
		if rapid.Bool().Draw(t, "normal") {
			g.SendTime = settings.SendTime{Distribution: settings.Normal, Mean: new(10.0), StandardDeviation: new(3.0)}
		}
		s.SenderGroups = append(s.SenderGroups, g)
	}
	if rapid.Bool().Draw(t, "expires") {
		s.TimeToLive = new(float64(rapid.IntRange(1, 60).Draw(t, "timeToLive")) * 10)
	}
	return s
}

// More messages than fit the small table, all retried, with the histories of all of them.
func TestMessagesOfLargeTables(t *testing.T) {
	given := settings.DefaultSettings()
	given.Messages, given.Mode = 3*smallPage, settings.Instant
	given.SenderGroups[0].Senders, given.SenderGroups[0].FailureRate = 100, 0.5
	given.Retry.MaxAttempts = 3
	s, err := Compile(given)
	if err != nil {
		t.Fatal(err)
	}
	want := allMessages(s, 1<<60)
	i := 0
	for position, m := range s.messages(t.Context(), MessageQuery{Until: 1 << 60}, 2*smallPage*(endingBytes+2*historyBytes)) {
		if position != int64(i+1) || !reflect.DeepEqual(m, want[i]) {
			t.Fatalf("message %d at position %d is\n%+v, want\n%+v", i, position, m, want[i])
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d messages, want %d", i, len(want))
	}
}

func TestEndingBytes(t *testing.T) {
	if size := reflect.TypeFor[ending]().Size(); size != endingBytes {
		t.Errorf("an ending has %d bytes", size)
	}
}

// A reader that has gone stops the computation, while it skips and while it lists.
func TestMessagesStopWithTheContext(t *testing.T) {
	given := settings.DefaultSettings()
	given.Messages, given.Mode = 100_000_000, settings.Instant
	s, err := Compile(given)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range s.Messages(ctx, MessageQuery{Until: 1 << 60, After: 99_999_999, Limit: 1}) {
		t.Error("a message after the end")
	}
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range s.Messages(ctx, MessageQuery{Until: 1 << 60}) {
		if n++; n == 10 {
			cancel()
		}
	}
	if n > 10*stepEvents {
		t.Errorf("%d messages, of which 10 were wanted", n)
	}
}

// attempts are all of a schedule, in order of their ends.
func attempts(s *Schedule) (all []engine.Attempt) {
	run := s.engine.Trace()
	run.Observe(func(a engine.Attempt) { all = append(all, a) })
	run.Advance(1<<62, 0)
	return all
}
