package worker

import (
	"context"
	"math"
	"time"

	"alertsim/internal/settings"
)

// pace relates a shard's simulated clock to the wall while one worker holds it:
// at wall time wall the clock stood at clock, and it runs at speed.
type pace struct {
	wall  time.Time
	clock settings.Micros
	speed float64 // simulated seconds a wall second
}

// at is the simulated time at a wall time, rounded down.
func (p pace) at(wall time.Time) settings.Micros {
	elapsed := wall.Sub(p.wall).Seconds() * p.speed
	return p.clock + settings.Micros(math.Floor(max(0, elapsed)*1e6))
}

// when is the first wall time at which the simulated clock has reached a time.
func (p pace) when(clock settings.Micros) time.Time {
	left := (clock - p.clock).Seconds() / p.speed
	return p.wall.Add(time.Duration(math.Ceil(left*1e9)) + time.Microsecond)
}

// nextTick is the first wall time after now on the grid of an interval that
// begins at wall.
func (p pace) nextTick(now time.Time, interval time.Duration) time.Time {
	return p.wall.Add((now.Sub(p.wall)/interval + 1) * interval)
}

// maxLate is how late a worker may look at the clock: it has been busy or has had
// to wait for the processor, and makes up for it.
const maxLate = 2 * time.Second

// frozen is how long a worker stood still that was to look at the clock at one
// time and does so at another. While it was stopped, by a signal or a debugger,
// it did not work, and nothing of that is made up for. (While the machine
// sleeps, the clock that is looked at stands still by itself on most systems.)
func frozen(due, wall time.Time) time.Duration {
	if late := wall.Sub(due); late > maxLate {
		return late
	}
	return 0
}

// never is later than anything.
func never(p pace) time.Time { return p.wall.Add(math.MaxInt64) }

// deadlineMargin is how long before its context's deadline a slice ends: room
// for one last checkpoint and hand-over, retries included.
const deadlineMargin = 15 * time.Second

// sliceEnd is when a slice that begins now ends: after its length, or before a
// deadline if that is not zero. Of a short time it leaves half to the slice, so
// that every slice gets on.
func sliceEnd(now time.Time, length time.Duration, deadline time.Time) time.Time {
	end := now.Add(length)
	if deadline.IsZero() {
		return end
	}
	return earliest(end, deadline.Add(-min(deadlineMargin, deadline.Sub(now)/2)))
}

func earliest(first time.Time, others ...time.Time) time.Time {
	for _, t := range others {
		if t.Before(first) {
			first = t
		}
	}
	return first
}

// sleepUntil waits until a wall time, or tells that ctx ended before.
func sleepUntil(ctx context.Context, t time.Time) (stopped bool) {
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	select {
	case <-timer.C:
		return false
	case <-ctx.Done():
		return true
	}
}
