package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// sweeping lets the server sweep as it does, and nothing else, in fake time.
func sweeping(t *testing.T, test func(t *testing.T, s *server)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s, err := newServer(ctx, testConfig(t.TempDir()), quiet())
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.upkeep.run(ctx)
		}()
		test(t, s)
		cancel()
		<-ended
		if err := s.listener.Close(); err != nil {
			t.Error(err)
		}
		if err := s.backend.close(); err != nil {
			t.Error(err)
		}
	})
}

func open(t *testing.T, s *server) {
	t.Helper()
	err := s.backend.store.OpenSession(t.Context(), simulation.Session{
		ID: "s", Members: []string{"m"}, OpenedAt: time.Now(), LastUsedAt: time.Now(),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

// create stores a simulation of some time ago.
func create(t *testing.T, s *server, id string, ago time.Duration) {
	t.Helper()
	sim := simulation.New(id, "s", settings.DefaultSettings(), 1, time.Now().Add(-ago))
	if err := s.backend.store.Create(t.Context(), sim); err != nil {
		t.Fatal(err)
	}
}

// The sweeper runs at the start and each minute after it: what is lost is sent
// again, twice too, and a session that nobody uses ends.
func TestServerSweepsEachMinute(t *testing.T) {
	sweeping(t, func(t *testing.T, s *server) {
		ctx := t.Context()
		time.Sleep(time.Hour) // it is not the first sweep that does it
		open(t, s)
		create(t, s, "lost", 0)
		for turn := int64(1); turn <= 2; turn++ {
			time.Sleep(2*time.Minute + time.Second)
			d, err := s.backend.queue.Receive(ctx)
			if err != nil || d == nil {
				t.Fatalf("no job was sent after turn %d: %v", turn, err)
			}
			if err := s.backend.queue.Delete(ctx, d.Receipt); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(simulation.PrepareDeadline)
		if sim, err := s.backend.store.Simulation(ctx, "lost"); err != nil || sim.State != simulation.Failed {
			t.Errorf("it is %s, %v", sim.State, err)
		}
		if _, err := s.backend.store.CurrentSession(ctx); err != nil {
			t.Errorf("the session has ended too early: %v", err)
		}
		time.Sleep(simulation.SessionIdle)
		if _, err := s.backend.store.CurrentSession(ctx); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("the session goes on unused: %v", err)
		}
	})
}

// What has ended is kept for 30 days and no longer.
func TestServerForgetsAfterThirtyDays(t *testing.T) {
	const month = 30 * 24 * time.Hour
	sweeping(t, func(t *testing.T, s *server) {
		ctx := t.Context()
		open(t, s)
		for id, ago := range map[string]time.Duration{"young": 29 * 24 * time.Hour, "old": month - 10*time.Minute} {
			create(t, s, id, ago)
			if _, err := s.backend.store.End(ctx, id, simulation.Cancelled, "", time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		kept := func(id string) bool {
			_, err := s.backend.store.Simulation(ctx, id)
			return err == nil
		}
		time.Sleep(9 * time.Minute)
		if !kept("old") || !kept("young") {
			t.Errorf("forgotten before its time: old %v, young %v", kept("old"), kept("young"))
		}
		time.Sleep(3 * time.Minute)
		if kept("old") || !kept("young") {
			t.Errorf("after 30 days: old is kept: %v, young: %v", kept("old"), kept("young"))
		}
	})
}
