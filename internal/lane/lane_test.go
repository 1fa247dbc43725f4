package lane_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/lane"
)

// entering enters in the background; the channel gives what came of it.
func entering(l *lane.Lane, caller string, bytes int64) <-chan func() {
	let := make(chan func(), 1)
	go func() {
		leave, _ := l.Enter(context.Background(), caller, bytes, time.Minute)
		let <- leave
	}()
	synctest.Wait()
	return let
}

func in(let <-chan func()) bool {
	synctest.Wait()
	return len(let) == 1
}

// Callers take turns, whoever has asked for more.
func TestCallersTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lane.New(lane.Limits{What: "jobs", UnderWay: 1, PerCaller: 10, All: 10})
		now, err := l.Enter(t.Context(), "a", 0, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		waiting := map[string]<-chan func(){}
		for _, who := range []string{"a 2", "a 3", "b 1", "c 1"} {
			waiting[who] = entering(l, who[:1], 0)
		}
		for _, next := range []string{"b 1", "c 1", "a 2", "a 3"} {
			if now(); !in(waiting[next]) {
				t.Fatalf("%s was not let in", next)
			}
			for who, let := range waiting {
				if who != next && in(let) {
					t.Fatalf("%s was let in beside %s", who, next)
				}
			}
			now = <-waiting[next]
			delete(waiting, next)
		}
		if now(); !l.Idle() {
			t.Errorf("left behind: %+v", l)
		}
	})
}

// What does not fit waits, and what comes after it too.
func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lane.New(lane.Limits{What: "jobs", Memory: 10, UnderWay: 5, PerCaller: 5, All: 5})
		first, large, small := entering(l, "a", 6), entering(l, "b", 5), entering(l, "c", 1)
		if !in(first) || in(large) || in(small) {
			t.Fatal("6, 5 and 1 of 10")
		}
		(<-first)()
		if !in(large) || !in(small) {
			t.Fatal("5 and 1 of 10")
		}
		(<-large)()
		(<-small)()
		if !l.Idle() {
			t.Errorf("left behind: %+v", l)
		}
	})
}

// Who may not enter is told why, and leaves nothing behind.
func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lane.New(lane.Limits{What: "lists", UnderWay: 1, PerCaller: 2, All: 3})
		leave, err := l.Enter(t.Context(), "a", 0, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		refused := func(caller, words string, after time.Duration) {
			t.Helper()
			_, err := l.Enter(t.Context(), caller, 0, time.Second)
			e, ok := errors.AsType[*fault.Error](err)
			if !ok || e.Code != fault.CodeTooMany || e.RetryAfter <= 0 || !strings.Contains(e.Message, words) || time.Since(began) != after {
				t.Errorf("after %v: %v", time.Since(began), err)
			}
		}
		refused("b", "too many lists", time.Second) // whose patience ends
		second := entering(l, "a", 0)
		refused("a", "2 of your lists", time.Second)
		third := entering(l, "b", 0)
		refused("c", "too many lists", time.Second) // no room to wait

		ctx, cancel := context.WithCancel(t.Context())
		leave()
		(<-third)() // b's turn
		gone := make(chan error, 1)
		go func() {
			_, err := l.Enter(ctx, "d", 0, time.Second)
			gone <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		(<-second)()
		if !l.Idle() {
			t.Errorf("left behind: %+v", l)
		}
	})
}
