package engine

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// The two parts of a chance add up to the share, to the last of 88 binary places.
func TestChanceIsExact(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, share float64) {
		c := chanceOf(share)
		got := new(big.Int).Lsh(new(big.Int).SetUint64(c.whole), 64)
		got.Add(got, new(big.Int).SetUint64(c.fraction))
		off := new(big.Rat).SetFrac(got, new(big.Int).Lsh(big.NewInt(1), 88))
		off.Sub(new(big.Rat).SetFloat64(share), off)
		if off.Sign() < 0 || off.Cmp(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 88))) >= 0 {
			t.Fatalf("%v became %+v, which is off by %s", share, c, off.FloatString(40))
		}
	}
	for _, share := range []float64{0, 1, 0.5, 2e-8, 1e-12, 1 - 1e-12, 0.1, 1.0 / 3, math.Nextafter(1, 0), math.SmallestNonzeroFloat64} {
		check(t, share)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.Float64Range(0, 1).Draw(t, "share")*math.Pow(10, -float64(rapid.IntRange(0, 20).Draw(t, "magnitude"))))
	})
}

// A chance happens for just the draws that are below it, when both draws are read as one number.
func TestChanceHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Shares of few bits, so that the first draw is equal to the whole part half of the time.
		share := math.Ldexp(float64(rapid.IntRange(0, 8).Draw(t, "eighths")), -3-rapid.SampledFrom([]int{0, 22, 24}).Draw(t, "shift"))
		c := chanceOf(share)
		h := rapid.SampledFrom([]uint64{c.whole, c.whole + 1, c.whole - 1}).Draw(t, "bits")&chanceMask |
			rapid.Uint64().Draw(t, "others")&^chanceMask
		try := firstTry(rapid.Int64Range(0, MaxMessages-1).Draw(t, "message"))
		if got, want := c.happens(h, 77, try), naiveHappens(share, h, draw(77, try)); got != want {
			t.Fatalf("%v with %b: %v, want %v", share, h, got, want)
		}
	})
	if zero := chanceOf(0); zero.possible() || zero.happens(0, 0, 0) {
		t.Error("0 happens")
	}
	if one := chanceOf(1); !one.certain() || !one.happens(math.MaxUint64, 0, 0) {
		t.Error("1 does not always happen")
	}
	if almost := chanceOf(math.Nextafter(1, 0)); almost.certain() {
		t.Error("less than 1 is certain")
	}
}

// Of 100,000,000 messages of which a share of 2e-8 fails, 2 are expected to; with 24 bits it was none, whatever the
// seed. Those that fail are looked for by the rule, among the one in 16,777,216 whose first draw decides nothing.
func TestRareFailuresHappen(t *testing.T) {
	const share = 2e-8
	c := simpleConfig(40)
	c.Messages, c.Groups[0].FailureRate = MaxMessages, share
	if testing.Short() || raceEnabled {
		c.Messages /= 5
	}
	want := int64(0)
	for ; want == 0; c.Seed++ {
		attempts, ties := drawKey(c.Seed, purposeAttempt), drawKey(c.Seed, purposeAttempt+purposeTie)
		for m := range c.Messages {
			if h := draw(attempts, firstTry(m)); h&chanceMask == 0 && naiveHappens(share, h, draw(ties, firstTry(m))) {
				want++
			}
		}
	}
	c.Seed-- // the one that has some
	s := compile(t, c)
	r := s.Run(SenderRange{0, s.Senders()})
	r.Advance(never, 0)
	expected := newDeliveryCount(s)
	expected.step(int64(never))
	if got := r.Counts().Failed; got != want || expected.delivered != c.Messages-want {
		t.Errorf("%d failed and %d were expected, want %d", got, c.Messages-expected.delivered, want)
	}
}

// Ties are as rare as they are meant to be, so random configs have none: here every draw of a batch is one.
func TestBatchesWithTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := simpleConfig(3)
		c.Messages, c.Seed = 600, rapid.Uint64().Draw(t, "seed")
		probe := compile(t, c)
		// The chance is that of some message's own draw, and half of the draws that tie.
		tied := firstTry(rapid.Int64Range(0, c.Messages-1).Draw(t, "tied"))
		whole := draw(probe.attemptKey, tied) & chanceMask
		c.Groups[0].FailureRate = math.Ldexp(float64(whole)+0.5, -chanceBits)
		s := compile(t, c)
		attempts, _ := naive(c)
		want := countsAt(c, attempts, 0, SenderRange{0, 3}, never)
		for _, simple := range []bool{true, false} {
			s.simple = simple
			r := s.Run(SenderRange{0, 3})
			r.Advance(never, 0)
			if r.Counts() != want {
				t.Fatalf("simple %v: %+v, want %+v", simple, r.Counts(), want)
			}
		}
	})
}
