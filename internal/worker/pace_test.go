package worker

import (
	"context"
	"math/big"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"alertsim/internal/settings"
)

var epoch = time.Date(2026, 11, 23, 8, 30, 0, 123_456_789, time.UTC)

// drawPace is any pace that settings allow, and a wall time in a slice of a day.
func drawPace(t *rapid.T) (pace, time.Duration) {
	return pace{
		wall:  epoch,
		clock: settings.Micros(rapid.Int64Range(0, 1e14).Draw(t, "clock")),
		speed: rapid.Float64Range(1, 1000).Draw(t, "speed"),
	}, time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "elapsed"))
}

// The simulated clock is where exact arithmetic has it, rounded down to a
// microsecond: it is never ahead and never falls behind, however long it runs.
func TestPaceIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, elapsed := drawPace(t)
		exact := new(big.Rat).Mul(new(big.Rat).SetFloat64(p.speed), big.NewRat(int64(elapsed), 1000))
		exact.Add(exact, big.NewRat(int64(p.clock), 1))
		off, _ := exact.Sub(exact, big.NewRat(int64(p.at(p.wall.Add(elapsed))), 1)).Float64()
		// A day at speed 1000 is 8.64e13 µs, of which a float64 keeps steps of 1/64 µs.
		if off < -0.05 || off > 1.05 {
			t.Fatalf("%v after the start the clock is %v µs behind", elapsed, off)
		}
	})
}

func TestPaceNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, elapsed := drawPace(t)
		later := elapsed + time.Duration(rapid.Int64Range(0, 1e7).Draw(t, "later"))
		if a, b := p.at(p.wall.Add(elapsed)), p.at(p.wall.Add(later)); b < a || a < p.clock {
			t.Fatalf("%d µs at %v, %d µs at %v", a, elapsed, b, later)
		}
		if before := p.at(p.wall.Add(-elapsed)); before != p.clock { // a wall clock that was set back
			t.Fatalf("%d µs before the start at %d µs", before, p.clock)
		}
	})
}

// when is the first wall time at which at has arrived, to within 2 µs.
func TestPaceWhen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _ := drawPace(t)
		clock := p.clock + settings.Micros(rapid.Int64Range(0, int64(86_400*1e6*p.speed)).Draw(t, "more"))
		at := p.when(clock)
		if p.at(at) < clock {
			t.Fatalf("at %v, when it should be %d µs, it is %d", at, clock, p.at(at))
		}
		if early := at.Add(-2 * time.Microsecond); early.After(p.wall) && p.at(early) >= clock && clock > p.clock {
			t.Fatalf("it is %d µs before %v already", clock, at)
		}
	})
}

// Ticks lie on the grid, after now and at most one interval later.
func TestNextTick(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, elapsed := drawPace(t)
		interval := time.Duration(rapid.Int64Range(int64(time.Second/2), int64(time.Second)).Draw(t, "interval"))
		now := p.wall.Add(elapsed)
		next := p.nextTick(now, interval)
		if next.Sub(p.wall)%interval != 0 || !next.After(now) || next.Sub(now) > interval {
			t.Fatalf("%v after the start the next tick is in %v", elapsed, next.Sub(now))
		}
	})
}

func TestSliceEnd(t *testing.T) {
	for _, c := range []struct {
		why              string
		length, deadline time.Duration // deadline 0: none
		want             time.Duration
	}{
		{"nothing shortens it", 10 * time.Minute, 0, 10 * time.Minute},
		{"the deadline is far", 10 * time.Minute, time.Hour, 10 * time.Minute},
		{"the deadline is the end and needs its margin", 10 * time.Minute, 10 * time.Minute, 10*time.Minute - deadlineMargin},
		{"the deadline comes first", 10 * time.Minute, time.Minute, 45 * time.Second},
		{"the margin is half the time", 10 * time.Minute, 2 * deadlineMargin, deadlineMargin},
		{"the margin would leave nothing", 10 * time.Minute, 4 * time.Second, 2 * time.Second},
		{"it is over", 10 * time.Minute, -time.Second, -time.Second / 2},
	} {
		deadline := time.Time{}
		if c.deadline != 0 {
			deadline = epoch.Add(c.deadline)
		}
		if got := sliceEnd(epoch, c.length, deadline).Sub(epoch); got != c.want {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
}

func TestSleepUntil(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		if sleepUntil(t.Context(), begin.Add(time.Hour)) || time.Since(begin) != time.Hour {
			t.Errorf("stopped after %v", time.Since(begin))
		}
		if sleepUntil(t.Context(), begin) || time.Since(begin) != time.Hour {
			t.Error("waited for the past")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if !sleepUntil(ctx, never(pace{wall: begin})) || time.Since(begin) != time.Hour+time.Second {
			t.Errorf("not stopped after %v", time.Since(begin))
		}
	})
}
