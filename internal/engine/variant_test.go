package engine

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// A variant is what its own configuration compiles to, whatever it was made from.
func TestVariantIsTheSameSchedule(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		other := c
		other.Seed = rapid.Uint64().Draw(t, "other seed")
		other.Groups = append([]Group(nil), c.Groups...)
		for i := range other.Groups {
			other.Groups[i].Senders = rapid.IntRange(1, 20).Draw(t, "other senders")
			if rapid.IntRange(0, 4).Draw(t, "other distribution") == 0 {
				other.Groups[i].SendTime = drawDistribution(t, true)
			}
		}
		got, err := compile(t, c).Variant(other)
		if err != nil {
			t.Fatal(err)
		}
		if want := compile(t, other); !reflect.DeepEqual(got, want) {
			t.Fatalf("the variant differs from the schedule of %+v", other)
		}
	})
}

// Where it is claimed that more senders never harm, every message that started with fewer starts no later with more, in
// an attempt that takes as long and ends the same way.
func TestMoreSendersNeverHarm(t *testing.T) {
	claimed := 0
	rapid.Check(t, func(t *rapid.T) {
		c := drawConfig(t, features{
			smooth:   rapid.Bool().Draw(t, "smooth"),
			failures: true,
			limits:   true,
			retries:  rapid.IntRange(0, 4).Draw(t, "retries?") == 0,
			deadline: rapid.Bool().Draw(t, "deadline?"),
		})
		if rapid.IntRange(0, 4).Draw(t, "several groups?") > 0 {
			c.Groups = c.Groups[:1]
		}
		if !compile(t, c).MoreSendersNeverHarm() {
			t.Skip("not claimed")
		}
		claimed++
		more := c
		more.Groups = append([]Group(nil), c.Groups...)
		more.Groups[0].Senders += rapid.IntRange(1, 30).Draw(t, "more")
		started := map[int64]Attempt{}
		for a := range compile(t, more).Attempts() {
			started[a.Message] = a
		}
		for a := range compile(t, c).Attempts() {
			with, ok := started[a.Message]
			if !ok || with.Start > a.Start || with.Duration != a.Duration || with.Outcome != a.Outcome {
				t.Fatalf("%+v with %d senders, %+v with %d", a, c.Groups[0].Senders, with, more.Groups[0].Senders)
			}
		}
	})
	if claimed == 0 {
		t.Error("no random configuration was one")
	}
}

// Why it is not claimed of other configurations: a sender more makes some message later.
func TestMoreSendersMayHarm(t *testing.T) {
	harmed := map[string]bool{}
	for name, c := range map[string]Config{
		"retries":        {Messages: 60, Groups: []Group{{Senders: 2, SendTime: Uniform(1e-6, 6e-6), FailureRate: 0.3}}, Retry: Retry{MaxAttempts: 3, InitialBackoff: 3, Multiplier: 1, MaxBackoff: 3}},
		"several groups": {Messages: 60, Groups: []Group{{Senders: 2, SendTime: Constant(2e-6)}, {Senders: 2, SendTime: Constant(60e-6)}}, Retry: Retry{MaxAttempts: 1}},
	} {
		for c.Seed = range 200 {
			fewer := compile(t, c)
			if fewer.MoreSendersNeverHarm() {
				t.Fatalf("%s: it is claimed", name)
			}
			ends := map[int64]Time{}
			for a := range fewer.Attempts() {
				ends[a.Message] = a.Start + a.Duration
			}
			more := c
			more.Groups = append([]Group(nil), c.Groups...)
			more.Groups[len(c.Groups)-1].Senders++
			for a := range compile(t, more).Attempts() {
				harmed[name] = harmed[name] || a.Start+a.Duration > ends[a.Message]
			}
		}
		if !harmed[name] {
			t.Errorf("%s: no message is later with more senders", name)
		}
	}
}

// What a draw says of an attempt is what becomes of it in a run.
func TestDrawIsWhatTheRunDoes(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		s := compile(t, c)
		due := map[int64]Time{}
		for a := range s.Attempts() {
			group := 0
			for group+1 < len(s.groups) && a.Sender >= s.groups[group+1].first {
				group++
			}
			d := s.Draw(a.Message, a.Number, group)
			last := a.Number == s.MaxAttempts()
			if d.Duration != a.Duration || d.Fails != (a.Outcome != Delivered) ||
				(a.Outcome == Retried || a.Outcome == Expired) && (d.Permanent || last) || a.Outcome == Failed && !d.Permanent && !last {
				t.Fatalf("%+v was drawn as %+v", a, d)
			}
			if a.Start < due[a.Message] {
				t.Fatalf("%+v starts before its backoff is over, at %d", a, due[a.Message])
			}
			if d.Fails {
				due[a.Message] = a.Start + a.Duration + d.Backoff
			}
		}
	})
}
