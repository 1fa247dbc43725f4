package server

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"alertsim/internal/simulation"
)

// hurried makes a server look every millisecond at a clock that goes so far ahead
// with each look. It returns how far it is.
func hurried(step time.Duration) (change func(*server), ahead func() time.Duration) {
	var by atomic.Int64
	return func(s *server) {
		s.upkeep.interval = time.Millisecond
		sweep, purge := s.upkeep.sweeper, s.upkeep.purge
		sweep.Now = func() time.Time { return time.Now().Add(time.Duration(by.Load())) }
		s.upkeep.purge = func(ctx context.Context, now time.Time) error {
			defer by.Add(int64(step)) // the last of a look
			return purge(ctx, now)
		}
	}, func() time.Duration { return time.Duration(by.Load()) }
}

func TestServerLooksOnceAMinute(t *testing.T) {
	servingWith(t, t.TempDir(), func(s *server) {
		if s.upkeep.interval != time.Minute || simulation.WatchInterval != time.Minute {
			t.Errorf("it looks every %s, a look stands for %s", s.upkeep.interval, simulation.WatchInterval)
		}
	})
}

// A session that nobody uses ends without anybody's asking, long after the
// server's first look: it goes on looking.
func TestServerEndsAnUnusedSession(t *testing.T) {
	change, ahead := hurried(time.Minute)
	c, _ := servingWith(t, t.TempDir(), change)
	earliest := ahead()
	c.open()
	began := ahead() // at the latest
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the session is still there after %s", ahead()-began)
		}
		before := ahead() - began
		status, _, err := c.try("GET", "/api/session", "")
		if err != nil {
			t.Fatal(err)
		}
		if status == http.StatusUnauthorized {
			if after := ahead() - earliest; after < simulation.SessionIdle-time.Minute {
				t.Errorf("it ended after %s", after)
			}
			return
		}
		if before > simulation.SessionIdle+5*time.Minute {
			t.Fatalf("status %d after %s unused", status, before)
		}
	}
}
