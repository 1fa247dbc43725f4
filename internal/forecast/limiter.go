package forecast

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/lane"
)

// Capacity is what forecasts may use of a machine.
type Capacity struct {
	// Processors is how many compute at the same instant; at least 1.
	Processors int
	// Memory is how many bytes all that are under way may hold together. Members
	// of the session in play have one half of it, strangers the other.
	Memory int64
	// Budget is the wall time from the request to its answer; what is not done by
	// then is answered in words.
	Budget time.Duration
}

// The capacity where nothing else is said.
const (
	DefaultMemory = 1 << 30
	DefaultBudget = 20 * time.Second
)

// Job is one request: who asks, and for how much.
type Job struct {
	// Caller is who asks: one address, or one member. Callers have equal shares.
	Caller string
	// Member is a member of the session in play, who goes before strangers.
	Member bool
	// Attempts is the most that there are to compute, over all plans.
	Attempts int64
	// Bytes is the most that the computation of one plan holds.
	Bytes int64
	// Plans is how many there are to compute; several may be at a time.
	Plans int
	// Least is the time that all of it takes of a processor at the least; 0 if nobody
	// knows.
	Least time.Duration
	// What and Remedy tell of what was not done in time: "the fit was", "ask for less". Empty: as forecasts are told.
	What, Remedy string
}

// Limits of what one job and one caller may ask for.
const (
	// smallAttempts and smallBytes bound what is taken for small: it is computed
	// in about a tenth of a second, and has a lane of its own.
	smallAttempts = 2_000_000
	smallBytes    = 16 << 20
	// smallLane is the part of the memory for small jobs.
	smallLane = 8
	// maxSmall and maxLarge are how many jobs one caller may have under way or
	// waiting.
	maxSmall = 32
	maxLarge = 2
	// maxJobs is how many may be under way or waiting in one lane.
	maxJobs = 256
)

// Limiter shares processors, memory and time among forecasts, so that they can
// never keep the rest of the program from its work, nor one caller the others
// from theirs.
type Limiter struct {
	capacity Capacity
	turns    *turns
	lanes    [classes][2]*lane.Lane // the small and the large
}

// NewLimiter returns a Limiter; what is 0 of the capacity has its default.
func NewLimiter(c Capacity) *Limiter {
	c.Processors = max(1, c.Processors)
	if c.Memory <= 0 {
		c.Memory = DefaultMemory
	}
	if c.Budget <= 0 {
		c.Budget = DefaultBudget
	}
	l := &Limiter{capacity: c, turns: newTurns(c.Processors)}
	for class := range l.lanes {
		part := c.Memory / classes
		small := lane.Limits{What: "forecasts", Memory: part / smallLane, UnderWay: math.MaxInt, PerCaller: maxSmall, All: maxJobs}
		// Large ones one after another: side by side each would only take longer.
		large := lane.Limits{What: "forecasts", Memory: part - part/smallLane, UnderWay: c.Processors, PerCaller: maxLarge, All: maxJobs}
		l.lanes[class] = [2]*lane.Lane{lane.New(small), lane.New(large)}
	}
	return l
}

// Budget is the wall time from a request to its answer.
func (l *Limiter) Budget() time.Duration { return l.capacity.Budget }

// Memory is what one computation of a class may hold.
func (l *Limiter) Memory() int64 { return l.lanes[strangers][1].Memory() }

// Do calls compute when there is room for it, with a context that ends with the
// budget. Its error is ctx's if that ends first; CodeTooMany if there is no room
// soon; CodeInvalid if there can never be; CodeTooLong if the budget was not, or
// cannot be, enough.
func (l *Limiter) Do(ctx context.Context, j Job, compute func(context.Context) error) error {
	began := time.Now()
	class := strangers
	if j.Member {
		class = members
	}
	in := l.lanes[class][1]
	if j.Attempts <= smallAttempts && j.Bytes <= min(smallBytes, l.lanes[class][0].Memory()) {
		in = l.lanes[class][0]
	}
	if j.Bytes > in.Memory() {
		return tooMuch(j.Bytes, in.Memory())
	}
	workers := max(1, min(l.capacity.Processors, j.Plans, int(in.Memory()/max(1, j.Bytes))))
	if j.Least/time.Duration(workers) > l.capacity.Budget {
		return outOfReach(j, l.capacity.Budget, j.Least)
	}
	limited, cancel := context.WithDeadline(ctx, l.deadline(ctx, began))
	defer cancel()
	leave, err := in.Enter(limited, j.Caller, j.Bytes*int64(workers), l.capacity.Budget/4)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return err
	}
	defer leave()
	w := &work{turns: l.turns, job: l.turns.enter(callerOf{class, j.Caller}), workers: workers}
	defer l.turns.leave(w.job)
	started := time.Now()
	err = compute(context.WithValue(limited, workKey{}, w))
	if err != nil && ctx.Err() == nil && errors.Is(limited.Err(), context.DeadlineExceeded) {
		return tooLong(j, l.capacity.Budget, time.Since(started), w.meter.read())
	}
	return err
}

// answerMargin is what is left of a call's own time to write an answer.
const answerMargin = 500 * time.Millisecond

// deadline is when the budget ends, and early enough before the call itself
// does.
func (l *Limiter) deadline(ctx context.Context, began time.Time) time.Time {
	end := began.Add(l.capacity.Budget)
	if call, ok := ctx.Deadline(); ok && call.Add(-answerMargin).Before(end) {
		return call.Add(-answerMargin)
	}
	return end
}

func tooMuch(bytes, limit int64) error {
	return &fault.Error{Code: fault.CodeInvalid, Message: "the forecast needs more memory than it may take", Fields: []fault.FieldError{{
		Path: "messages",
		Message: fmt.Sprintf("need up to %d MB of memory with so many in backoff, and a forecast here may take %d MB; use fewer messages or attempts, or shorter backoffs",
			megabytes(bytes), limit>>20),
	}}}
}

func megabytes(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }

// tooLong tells how far a computation got in its time, how long all of it would
// take at that pace, and what to do instead.
func tooLong(j Job, budget, spent time.Duration, done float64) error {
	what, remedy := "the forecast was", "run it as an instant simulation, which may take longer, or ask for fewer messages"
	if j.Plans > 1 {
		what, remedy = "the runs were", "ask for fewer runs or fewer messages, or let the command line make them, which may take longer"
	}
	if j.What != "" {
		what, remedy = j.What, j.Remedy
	}
	pace := ""
	if done >= 0.01 {
		all := time.Duration(float64(spent) / done)
		pace = fmt.Sprintf(": about %.0f %% of it was computed, and all would take about %.0f s at this pace", math.Floor(100*done), math.Ceil(all.Seconds()))
	}
	return fault.Errorf(fault.CodeTooLong, "%s not done within %.3g s%s; %s", what, budget.Seconds(), pace, remedy)
}
