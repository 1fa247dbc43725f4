package engine

import (
	"reflect"
	"runtime"
	"testing"

	"pgregory.net/rapid"
)

func TestSizes(t *testing.T) {
	if size := reflect.TypeFor[table]().Size(); size > tableSize {
		t.Errorf("a table has %d bytes", size)
	}
	if size := reflect.TypeFor[sender]().Size(); size != senderSize {
		t.Errorf("a sender has %d bytes", size)
	}
	if size := reflect.TypeFor[deeds]().Size(); size != deedsSize {
		t.Errorf("what a sender of a course has done takes %d bytes", size)
	}
	if size := reflect.TypeFor[chunk]().Size(); size != chunkSize {
		t.Errorf("a chunk has %d bytes", size)
	}
	if size := reflect.TypeFor[rung]().Size(); size > rungSize {
		t.Errorf("a rung has %d bytes", size)
	}
	if size := reflect.TypeFor[retryPage]().Size(); size != retryPageBytes {
		t.Errorf("a page of retries has %d bytes", size)
	}
}

// What a schedule, a run or a planner holds, measured where it holds most, is within the bound, and more than a third of
// it where there is much: the bound is not a guess.
func TestMemoryBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Config{
			Messages: rapid.Int64Range(1, 60_000).Draw(t, "messages"),
			Groups: []Group{{
				Senders: rapid.IntRange(1, MaxSenders/2).Draw(t, "senders"), SendTime: Constant(1),
				FailureRate: rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "failures"),
			}},
			Retry: Retry{MaxAttempts: rapid.IntRange(1, 3).Draw(t, "attempts"), InitialBackoff: 86_400 * Second, Multiplier: 1, MaxBackoff: 86_400 * Second},
		}
		if rapid.Bool().Draw(t, "another group") {
			c.Groups = append(c.Groups, Group{Senders: rapid.IntRange(1, MaxSenders/2).Draw(t, "others"), SendTime: Normal(9, 2)})
		}
		before := heldBytes()
		s := compile(t, c)
		func() {
			run := s.Run(SenderRange{0, s.Senders()})
			run.Advance(80_000*Second, 0) // every message was tried once, and none twice
			check(t, "run", heldBytes()-before, c.RunBytes(), 1<<20)
			runtime.KeepAlive(run)
		}()

		planner, err := s.Planner(Goal{Share: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		most := int64(0)
		for done := false; !done; most = max(most, heldBytes()-before) {
			done = planner.Step(int(c.Messages/4) + 1)
		}
		check(t, "plan", most, c.PlanBytes(), 1<<20)
		runtime.KeepAlive(planner)
		runtime.KeepAlive(s)
	})
}

// The same of the model's second version: everybody is delivered to by the first channel and waits for the next, with an
// acknowledgement that comes later; then all wait for a second attempt over the second channel.
func TestExtendedMemoryBounds(t *testing.T) {
	if raceEnabled {
		t.Skip("takes two minutes with the race detector; make test-go runs it without")
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 150_000).Draw(t, "messages")
		c := Config{
			Messages: n, Cycles: rapid.IntRange(1, 5).Draw(t, "cycles"), Acknowledged: true, Retry: Retry{MaxAttempts: 2, Delays: []Time{86_400 * Second}},
			Channels: []Channel{{}, {NeverReached: 1}},
			Steps:    []Step{{Channel: 0, Wait: 40_000 * Second}, {Channel: 1, Wait: 40_000 * Second}},
			Groups:   []Group{{Senders: rapid.IntRange(1, 5000).Draw(t, "senders"), SendTime: Constant(1)}, {Senders: 5000, Channel: 1, SendTime: Constant(1)}},
		}
		if rapid.Bool().Draw(t, "confirmed") {
			c.Channels[0].Confirms, c.Channels[0].After = 1, Constant(1e6)
		}
		if rapid.Bool().Draw(t, "audiences") {
			c.Audiences = []Audience{{Messages: n / 2}, {Messages: n - n/2, Priority: 1}}
		}
		if rapid.Bool().Draw(t, "capped") {
			c.Caps = []Cap{{Count: n, Weight: 1, Window: 100_000 * Second}, {Count: n, Weight: 1, Window: Second}}
		}
		before := heldBytes()
		s := compile(t, c)
		run := s.Run(SenderRange{0, s.Senders()})
		most := int64(0)
		for clock := Time(0); clock < 200_000*Second && !run.Done(); clock += 20_000 * Second {
			run.Advance(clock, 0)
			most = max(most, heldBytes()-before)
		}
		check(t, "run", most, c.RunBytes(), 4<<20)
		runtime.KeepAlive(run)

		planner, err := s.Planner(Goal{Share: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		twice := rapid.Bool().Draw(t, "two passages")
		if twice {
			planner.maxLogged = 0
		}
		most = 0
		for done := false; !done; most = max(most, heldBytes()-before) {
			done = planner.Step(int(n/4) + 1)
		}
		if twice && most <= c.PlanBytes() {
			return // the bound has room for a log
		}
		check(t, "plan", most, c.PlanBytes(), 4<<20)
		runtime.KeepAlive(planner)
		runtime.KeepAlive(s)
	})
}

func check(t *rapid.T, what string, got, bound, much int64) {
	t.Helper()
	if got > bound {
		t.Errorf("a %s holds %d bytes, more than the bound of %d", what, got, bound)
	}
	if got > much && got < bound/3 {
		t.Errorf("a %s holds %d bytes, far below the bound of %d", what, got, bound)
	}
}

func heldBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
