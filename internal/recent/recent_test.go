package recent

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// clock stands still between steps.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newReads(most int) (*Reads[int], *clock) {
	c := &clock{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	return New[int](Options{Lifetime: time.Second, Patience: time.Minute, Most: most, Now: c.now}), c
}

// An answer is given again for a second from when its read began, and not when the
// clock has been set back before that.
func TestLifetime(t *testing.T) {
	reads, c := newReads(10)
	made := 0
	read := func(context.Context) (int, error) {
		made++
		c.at = c.at.Add(300 * time.Millisecond) // that is how long it takes
		return made, nil
	}
	for i, step := range []struct {
		wait time.Duration
		want int
	}{
		{0, 1},
		{699 * time.Millisecond, 1}, // 999 ms since it began
		{time.Millisecond, 2},
		{0, 2},
		{-301 * time.Millisecond, 3}, // a millisecond before it began
		{time.Hour, 4},
	} {
		c.at = c.at.Add(step.wait)
		got, err := reads.Get(t.Context(), "a", read)
		if err != nil || got != step.want {
			t.Errorf("step %d: read %d, %v, want read %d", i, got, err, step.want)
		}
	}
}

// All who come while a read is under way get its answer, also when the one who
// began it has left; another key is read beside it.
func TestOneReadForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reads := New[int](Options{Lifetime: time.Second, Patience: time.Minute, Most: 10, Now: time.Now})
		made := 0
		read := func(ctx context.Context) (int, error) {
			made++
			select {
			case <-time.After(time.Second / 2):
				return 7, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		leaving, leave := context.WithCancel(t.Context())
		time.AfterFunc(time.Second/4, leave)
		var all sync.WaitGroup
		for i := range 50 {
			ctx := t.Context()
			if i == 0 {
				ctx = leaving
			}
			all.Go(func() {
				if got, err := reads.Get(ctx, "a", read); got != 7 || err != nil {
					t.Errorf("%d, %v", got, err)
				}
			})
			synctest.Wait() // the first one begins the read
		}
		all.Go(func() { _, _ = reads.Get(t.Context(), "b", read) })
		all.Wait()
		if made != 2 {
			t.Errorf("%d reads of two keys", made)
		}
	})
}

// An error is everybody's who waited for it, and nobody's after it.
func TestErrorsAreNotKept(t *testing.T) {
	reads, _ := newReads(10)
	broken := errors.New("broken")
	if _, err := reads.Get(t.Context(), "a", func(context.Context) (int, error) { return 1, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if got, err := reads.Get(t.Context(), "a", func(context.Context) (int, error) { return 2, nil }); got != 2 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic of a read is nobody's")
			}
		}()
		_, _ = reads.Get(t.Context(), "b", func(context.Context) (int, error) { panic("defect") })
	}()
	if got, err := reads.Get(t.Context(), "b", func(context.Context) (int, error) { return 3, nil }); got != 3 || err != nil {
		t.Errorf("after a panic: %d, %v", got, err)
	}
}

// A read ends when it takes too long, whoever waits for it.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reads := New[int](Options{Lifetime: time.Second, Patience: 10 * time.Second, Most: 1, Now: time.Now})
		began := time.Now()
		_, err := reads.Get(t.Context(), "a", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		})
		if took := time.Since(began); took != 10*time.Second || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %s: %v", took, err)
		}
	})
}

// However many keys there are, no more answers are kept than may be, and the
// youngest are.
func TestMost(t *testing.T) {
	reads, c := newReads(3)
	read := func(context.Context) (int, error) { return 1, nil }
	for i := range 1000 {
		if _, err := reads.Get(t.Context(), fmt.Sprint(i), read); err != nil {
			t.Fatal(err)
		}
		if len(reads.kept) > 3 {
			t.Fatalf("%d are kept", len(reads.kept))
		}
		c.at = c.at.Add(time.Millisecond)
	}
	for _, i := range []int{997, 998, 999} {
		if _, ok := reads.young(fmt.Sprint(i)); !ok {
			t.Errorf("%d, one of the last three, is not kept", i)
		}
	}
	c.at = c.at.Add(time.Second)
	if _, _ = reads.Get(t.Context(), "new", read); len(reads.kept) != 1 {
		t.Errorf("%d are kept, of which one is young", len(reads.kept))
	}
}
