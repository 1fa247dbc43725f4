package forecast

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
)

// computing takes so long of a processor, in steps of a millisecond.
func computing(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		did := time.Duration(0)
		return workOf(ctx).compute(ctx, 1, func() (bool, float64, error) {
			time.Sleep(time.Millisecond)
			did += time.Millisecond
			return did >= d, float64(did) / float64(d), nil
		})
	}
}

var (
	smallJob = Job{Attempts: 1000, Bytes: 1 << 20, Plans: 1}
	largeJob = Job{Attempts: 50_000_000, Bytes: 20 << 20, Plans: 1}
)

func (j Job) by(caller string) Job {
	j.Caller = caller
	return j
}

func (j Job) ofMember() Job {
	j.Member = true
	return j
}

// started runs a job in the background; the channel gives how long it took.
func started(t *testing.T, l *Limiter, j Job, d time.Duration) <-chan time.Duration {
	t.Helper()
	took := make(chan time.Duration, 1)
	began := time.Now()
	go func() {
		if err := l.Do(t.Context(), j, computing(d)); err != nil {
			t.Errorf("%s: %v", j.Caller, err)
		}
		took <- time.Since(began)
	}()
	return took
}

// checkIdle checks that nothing is left of what has ended.
func checkIdle(t *testing.T, l *Limiter) {
	t.Helper()
	if l.turns.free != l.capacity.Processors || len(l.turns.waiting) != 0 || len(l.turns.callers) != 0 {
		t.Errorf("%d processors of %d are free, %d wait, accounts %v", l.turns.free, l.capacity.Processors, len(l.turns.waiting), l.turns.callers)
	}
	for class := range l.lanes {
		if n := l.turns.classes[class].jobs; n != 0 {
			t.Errorf("%d jobs of class %d are under way", n, class)
		}
		for _, lane := range l.lanes[class] {
			if !lane.Idle() {
				t.Errorf("somebody is left in a lane: %+v", lane)
			}
		}
	}
}

// Who waits for a processor and goes leaves the line at once, and the next one
// gets it.
func TestWaitingEndsWithItsClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(1)
		busy, gone, next := turns.enter(callerOf{strangers, "busy"}), turns.enter(callerOf{strangers, "gone"}), turns.enter(callerOf{strangers, "next"})
		if err := turns.acquire(t.Context(), busy); err != nil {
			t.Fatal(err)
		}
		leaving, leave := context.WithTimeout(t.Context(), time.Second)
		defer leave()
		if err := turns.acquire(leaving, gone); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		granted := make(chan error, 1)
		go func() { granted <- turns.acquire(t.Context(), next) }()
		synctest.Wait()
		turns.release(busy, time.Second)
		if err := <-granted; err != nil || turns.free != 0 || len(turns.waiting) != 0 {
			t.Errorf("%v; %d processors are free, %d wait", err, turns.free, len(turns.waiting))
		}
	})
}

// While large forecasts of strangers take all there is, a small one is answered
// within some turns, whoever asks.
func TestSmallForecastsGoBeforeLargeOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		large := started(t, l, largeJob.by("a"), 15*time.Second)
		time.Sleep(5 * time.Second)
		for _, j := range []Job{smallJob.by("b"), smallJob.by("a"), smallJob.by("c").ofMember()} {
			if took := <-started(t, l, j, 50*time.Millisecond); took > 200*time.Millisecond {
				t.Errorf("a small forecast of %s took %v", j.Caller, took)
			}
		}
		if took := <-large; took > 16*time.Second {
			t.Errorf("the large one took %v", took)
		}
		checkIdle(t, l)
	})
}

// A caller who asks for very much gets no more than an equal share.
func TestOneCallerCannotStarveAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		ctx, stop := context.WithCancel(t.Context())
		var flood sync.WaitGroup
		for range maxSmall { // each at once again
			flood.Go(func() {
				for ctx.Err() == nil {
					_ = l.Do(ctx, smallJob.by("greedy"), computing(100*time.Millisecond))
				}
			})
		}
		time.Sleep(time.Second)
		for range 20 {
			if took := <-started(t, l, smallJob.by("modest"), 100*time.Millisecond); took > 250*time.Millisecond {
				t.Errorf("took %v of 100 ms, half the processor would be 200", took)
			}
		}
		if took := <-started(t, l, largeJob.by("modest"), 3*time.Second); took > 6500*time.Millisecond {
			t.Errorf("took %v of 3 s", took)
		}
		stop()
		flood.Wait()
		checkIdle(t, l)
	})
}

// Large forecasts of one caller are one after another with those of others, and
// no more than two are taken.
func TestLargeForecastsOneAfterAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		first := started(t, l, largeJob.by("a"), 2*time.Second)
		time.Sleep(time.Millisecond)
		second := started(t, l, largeJob.by("a"), 2*time.Second)
		time.Sleep(time.Millisecond)
		other := started(t, l, largeJob.by("b"), 2*time.Second)
		time.Sleep(time.Millisecond)
		err := l.Do(t.Context(), largeJob.by("a"), computing(time.Second))
		if fault.CodeOf(err) != fault.CodeTooMany || !strings.Contains(err.Error(), "2 of your forecasts") {
			t.Errorf("a third one: %v", err)
		}
		if a, b := <-first, <-other; a > 2100*time.Millisecond || b > 4100*time.Millisecond {
			t.Errorf("the first took %v, another caller's %v", a, b)
		}
		// b's came before a's second though it was asked for later.
		if took := <-second; took < 5900*time.Millisecond {
			t.Errorf("a's second took %v", took)
		}
		checkIdle(t, l)
	})
}

// Who finds the large ones taken is told so in time to try again.
func TestALineThatDoesNotMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		long := started(t, l, largeJob.by("a"), 18*time.Second)
		time.Sleep(time.Millisecond)
		began := time.Now()
		err := l.Do(t.Context(), largeJob.by("b"), computing(time.Second))
		e, _ := errors.AsType[*fault.Error](err)
		if fault.CodeOf(err) != fault.CodeTooMany || e.RetryAfter <= 0 || time.Since(began) > DefaultBudget/4 {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		<-long
		checkIdle(t, l)
	})
}

// The session in play goes before strangers, but does not shut them out.
func TestMembersGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		ctx, stop := context.WithCancel(t.Context())
		var strangers sync.WaitGroup
		for i := range 40 {
			strangers.Go(func() {
				for ctx.Err() == nil {
					if err := l.Do(ctx, largeJob.by(fmt.Sprint("stranger ", i)), computing(10*time.Second)); err != nil {
						time.Sleep(time.Second)
					}
				}
			})
			strangers.Go(func() {
				for ctx.Err() == nil {
					_ = l.Do(ctx, smallJob.by(fmt.Sprint("stranger ", i)), computing(time.Second))
				}
			})
		}
		time.Sleep(time.Second)
		member := started(t, l, largeJob.by("member").ofMember(), 8*time.Second)
		time.Sleep(2 * time.Second)
		// 40 strangers each have 1/40 of 1/9: an answer in 10 ms of processor takes 4 s.
		if took := <-started(t, l, smallJob.by("newcomer"), 10*time.Millisecond); took > 5*time.Second {
			t.Errorf("a stranger's took %v", took)
		}
		if took := <-member; took > 9500*time.Millisecond {
			t.Errorf("took %v of 8 s", took)
		}
		stop()
		strangers.Wait()
		checkIdle(t, l)
	})
}

// What is not done in its time is answered in words, by the budget or before the
// call itself ends.
func TestTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 1})
		began := time.Now()
		err := l.Do(t.Context(), largeJob.by("a"), computing(40*time.Second))
		if took := time.Since(began); took < DefaultBudget || took > DefaultBudget+20*time.Millisecond {
			t.Errorf("answered after %v", took)
		}
		if fault.CodeOf(err) != fault.CodeTooLong {
			t.Fatalf("%v", err)
		}
		for _, words := range []string{"not done within 20 s", "about 50 % of it", "about 40 s", "instant simulation"} {
			if got := strings.Replace(err.Error(), "49 %", "50 %", 1); !strings.Contains(got, words) {
				t.Errorf("%q does not say %q", err, words)
			}
		}
		call, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began = time.Now()
		many := largeJob.by("a")
		many.Plans = 30
		err = l.Do(call, many, computing(40*time.Second))
		if took := time.Since(began); fault.CodeOf(err) != fault.CodeTooLong || took > 10*time.Second-answerMargin+20*time.Millisecond {
			t.Errorf("after %v: %v", took, err)
		}
		if !strings.Contains(err.Error(), "fewer runs") {
			t.Errorf("%q does not tell what to do", err)
		}
		checkIdle(t, l)
	})
}

// Together they never hold more memory than there is; what could never fit is
// refused with its size.
func TestMemoryOfForecasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Processors: 4, Memory: 256 << 20})
		var mu sync.Mutex
		held, most := int64(0), int64(0)
		var calls sync.WaitGroup
		for i := range 60 {
			calls.Go(func() {
				j := Job{Caller: fmt.Sprint(i % 30), Attempts: 1e7, Bytes: int64(1+i%7) << 24, Plans: 1, Member: i%2 == 0}
				_ = l.Do(t.Context(), j, func(ctx context.Context) error {
					mu.Lock()
					held += j.Bytes
					most = max(most, held)
					mu.Unlock()
					defer func() { mu.Lock(); held -= j.Bytes; mu.Unlock() }()
					return computing(100 * time.Millisecond)(ctx)
				})
			})
		}
		calls.Wait()
		if most > 256<<20 || most < 128<<20 {
			t.Errorf("%d MB were held at a time", most>>20)
		}
		j := largeJob.by("a")
		j.Bytes = 113 << 20
		err := l.Do(t.Context(), j, computing(time.Second))
		if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "113 MB") || !strings.Contains(err.Error(), "112 MB") {
			t.Errorf("%v", err)
		}
		checkIdle(t, l)
	})
}

// Several plans of one job hold what they may together.
func TestWorkersByMemory(t *testing.T) {
	l := NewLimiter(Capacity{Processors: 8, Memory: 256 << 20})
	for _, row := range []struct{ bytes, plans, workers int }{{1, 100, 8}, {1, 3, 3}, {30, 100, 3}, {112, 100, 1}} {
		j := Job{Caller: "a", Attempts: 1e7, Bytes: int64(row.bytes) << 20, Plans: row.plans}
		err := l.Do(t.Context(), j, func(ctx context.Context) error {
			if got := workersOf(ctx); got != row.workers {
				t.Errorf("%+v: %d workers", row, got)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// Clients that come, wait, compute and leave at any moment leave nothing behind,
// and the processors are never shared by more than there are.
func TestLimiterIsLeftIdle(t *testing.T) {
	for range 20 {
		seed := rand.Uint64()
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 2))
			l := NewLimiter(Capacity{Processors: 1 + random.IntN(3), Memory: 256 << 20, Budget: 2 * time.Second})
			var mu sync.Mutex
			now := 0
			var calls sync.WaitGroup
			for range 100 {
				j := []Job{smallJob, largeJob}[random.IntN(2)].by(fmt.Sprint(random.IntN(5)))
				j.Member, j.Plans = random.IntN(3) == 0, 1+random.IntN(3)
				pause, patience := time.Duration(random.IntN(3000))*time.Millisecond, time.Duration(random.IntN(3000))*time.Millisecond
				work := time.Duration(random.IntN(500)) * time.Millisecond
				calls.Go(func() {
					time.Sleep(pause)
					ctx, cancel := context.WithTimeout(t.Context(), patience)
					defer cancel()
					err := l.Do(ctx, j, func(ctx context.Context) error {
						var plans sync.WaitGroup
						for range workersOf(ctx) {
							plans.Go(func() {
								_ = workOf(ctx).compute(ctx, 1, func() (bool, float64, error) {
									mu.Lock()
									now++
									if now > l.capacity.Processors {
										t.Errorf("%d compute on %d processors (seed %d)", now, l.capacity.Processors, seed)
									}
									mu.Unlock()
									time.Sleep(time.Millisecond)
									mu.Lock()
									defer mu.Unlock()
									now--
									work -= time.Millisecond
									return work < 0, 0.5, nil
								})
							})
						}
						plans.Wait()
						return ctx.Err()
					})
					if err == nil && ctx.Err() != nil {
						t.Errorf("a client that has left was answered (seed %d)", seed)
					}
				})
			}
			calls.Wait()
			checkIdle(t, l)
		})
	}
}

// What has no steps of its own takes turns, too, and what is not done of it is told in its own words.
func TestWorkWithoutSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Capacity{Budget: time.Second})
		job := largeJob.by("a")
		job.What, job.Remedy = "the log was", "give a part of it"
		long := func(ctx context.Context) error {
			return InTurns(ctx, func(tell func(float64) error) error {
				for did := range 2000 {
					time.Sleep(time.Millisecond)
					if err := tell(float64(did) / 2000); err != nil {
						return err
					}
				}
				return nil
			})
		}
		told := make(chan error, 1)
		go func() { told <- l.Do(t.Context(), job, long) }()
		time.Sleep(100 * time.Millisecond)
		if took := <-started(t, l, smallJob.by("b"), 5*time.Millisecond); took > 30*time.Millisecond {
			t.Errorf("a small one beside it took %v", took)
		}
		err := <-told
		if fault.CodeOf(err) != fault.CodeTooLong || !strings.HasPrefix(err.Error(), "the log was not done within 1 s: about 49 % of it was computed") || !strings.HasSuffix(err.Error(), "; give a part of it") {
			t.Error(err)
		}
		checkIdle(t, l)
	})
}
