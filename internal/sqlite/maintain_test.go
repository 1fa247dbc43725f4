package sqlite_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
)

// started returns a running simulation of so many shards, none of them claimed
// and no job on the queue.
func started(t *testing.T, store *sqlite.Store, shards int) simulation.Simulation {
	t.Helper()
	ctx, now := t.Context(), time.Now()
	must(t, store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}, OpenedAt: now, LastUsedAt: now}, nil))
	sim := simulation.New("sim", "s", simulationtest.Settings(shards*500), shards, now)
	must(t, store.Create(ctx, sim))
	for _, job := range sim.Jobs() {
		must(t, store.MarkReady(ctx, claimJob(func(err error) { must(t, err) }, store, job), nil, now))
	}
	_, err := store.Settle(ctx, sim.ID, now)
	must(t, err)
	sim, err = store.Start(ctx, sim.ID, now)
	must(t, err)
	return sim
}

func TestRecover(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t, t.TempDir())
		store, queue, ctx := db.Store(), db.Queue(), t.Context()
		sim := started(t, store, 5)
		jobs := sim.Jobs()
		// Shard 0: in work, its message hidden. 1: sent with a delay. 2: not
		// sent. 3: in work, its message lost. 4: done, an old message left.
		must(t, queue.Send(ctx, 0, jobs[0]))
		if d, err := queue.Receive(ctx); d == nil || err != nil {
			t.Fatal(d, err)
		}
		fail := func(err error) { must(t, err) }
		first := claimJob(fail, store, jobs[0])
		must(t, queue.Send(ctx, 10*time.Minute, jobs[1]))
		claimJob(fail, store, jobs[3])
		must(t, store.Finish(ctx, claimJob(fail, store, jobs[4]), simulationtest.At(1000), nil, time.Now()))
		must(t, queue.Send(ctx, 0, jobs[4]))

		time.Sleep(time.Hour)
		must(t, db.Recover(ctx, time.Now()))

		if err := store.Beat(ctx, first, time.Now()); fault.CodeOf(err) != fault.CodeStale {
			t.Errorf("a worker of the process before: %v", err)
		}
		var got []string
		for range 5 {
			d, err := queue.Receive(ctx)
			if d == nil || err != nil {
				t.Fatalf("%d messages were received: %v", len(got), err)
			}
			got = append(got, d.Body)
		}
		if d, err := queue.Receive(ctx); d != nil || err != nil {
			t.Errorf("and one more: %v, %v", d, err)
		}
		slices.Sort(got)
		for i, job := range jobs {
			if got[i] != job.Encode() {
				t.Errorf("received %s, want %s", got[i], job.Encode())
			}
			_, shard, err := store.ClaimShard(ctx, job, simulation.EngineVersion, time.Now())
			if i == 4 {
				if fault.CodeOf(err) != fault.CodeStale {
					t.Errorf("claim of a done shard: %v", err)
				}
				continue
			}
			if err != nil || shard.Turn != job.Turn {
				t.Errorf("shard %d after the restart: %+v, %v", i, shard, err)
			}
			if died := map[int]int{0: 1, 3: 1}[i]; shard.HandOvers != died || shard.TakeOvers != died {
				t.Errorf("shard %d has %d hand-overs and %d take-overs, want %d", i, shard.HandOvers, shard.TakeOvers, died)
			}
		}
	})
}

// A simulation in the middle of which the process dies again and again fails,
// unless it gets on in between or was handed over.
func TestRecoverFailsWhatGetsNowhere(t *testing.T) {
	for _, test := range []struct {
		why    string
		before func(t *testing.T, store *sqlite.Store, c simulation.Claim, n int)
		want   simulation.State
	}{
		{"it dies", func(*testing.T, *sqlite.Store, simulation.Claim, int) {}, simulation.Failed},
		{"it dies after a heartbeat", func(t *testing.T, store *sqlite.Store, c simulation.Claim, _ int) {
			must(t, store.Beat(t.Context(), c, time.Now()))
		}, simulation.Failed},
		{"it gets on before it dies", func(t *testing.T, store *sqlite.Store, c simulation.Claim, n int) {
			must(t, store.Advance(t.Context(), c, simulationtest.At(settings.Micros(n+1)*1000), time.Now()))
		}, simulation.Running},
		{"it is told to stop", func(t *testing.T, store *sqlite.Store, c simulation.Claim, _ int) {
			_, err := store.HandOver(t.Context(), c, simulationtest.At(0), time.Now())
			must(t, err)
		}, simulation.Running},
	} {
		t.Run(test.why, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				folder := t.TempDir()
				db := open(t, folder)
				sim := started(t, db.Store(), 1)
				for n := range simulation.MaxTakeOvers {
					sim, err := db.Store().Simulation(t.Context(), sim.ID)
					must(t, err)
					if sim.State != simulation.Running {
						t.Fatalf("after %d it is %s because %q", n, sim.State, sim.Reason)
					}
					test.before(t, db.Store(), claimJob(func(err error) { must(t, err) }, db.Store(), sim.Jobs()[0]), n)
					must(t, db.Recover(t.Context(), time.Now()))
				}
				sim, err := db.Store().Simulation(t.Context(), sim.ID)
				must(t, err)
				if sim.State != test.want {
					t.Errorf("it is %s because %q, want %s", sim.State, sim.Reason, test.want)
				}
				if sim.State == simulation.Failed && (len(sim.Jobs()) > 0 || !strings.HasPrefix(sim.Reason, "the program ended 5 times in the middle of it")) {
					t.Errorf("jobs %v, reason %q", sim.Jobs(), sim.Reason)
				}
			})
		})
	}
}

func TestRecoverOfNothing(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.Recover(t.Context(), time.Now()))
	must(t, db.Recover(t.Context(), time.Now()))
}

// Jobs that Recover sends are sent once, however often it runs.
func TestRecoverTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t, t.TempDir())
		started(t, db.Store(), 2)
		for range 3 {
			must(t, db.Recover(t.Context(), time.Now()))
		}
		for i := range 3 {
			if d, err := db.Queue().Receive(t.Context()); err != nil || (d != nil) != (i < 2) {
				t.Errorf("message %d: %v, %v", i, d, err)
			}
		}
	})
}
