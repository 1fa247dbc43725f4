package worker

import (
	"alertsim/internal/study"
	"context"
	"time"
)

// Slow makes a worker take its time to compute: after every so many ended
// attempts it does something else.
func (w *Worker) Slow(events int, stepped func()) { w.stepEvents, w.stepped = events, stepped }

// Sleep replaces how a worker waits for its next look at the clock.
func (w *Worker) Sleep(sleep func(ctx context.Context, until time.Time) (stopped bool)) {
	w.sleep = sleep
}

// SleepUntil is how it does.
func SleepUntil(ctx context.Context, until time.Time) (stopped bool) { return sleepUntil(ctx, until) }

// Pause lets time pass between the steps of a computation, which takes none in the fake time of tests.
func (w *Studies) Pause(pause study.Pace) { w.pause = pause }
