package sqlite_test

import (
	"fmt"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/study"
	"alertsim/internal/study/studytest"
)

func TestPurge(t *testing.T) {
	db := open(t, t.TempDir())
	store, ctx, now := db.Store(), t.Context(), simulationtest.Epoch
	const month = simulation.Retention
	must(t, store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}}, nil))
	for i, state := range []simulation.State{simulation.Cancelled, simulation.Failed, simulation.Cancelled, ""} {
		sim := simulation.New(fmt.Sprintf("sim-%d", i), "s", simulationtest.Settings(4), 1, now.Add(time.Duration(i)*time.Hour))
		must(t, store.Create(ctx, sim))
		if state != "" {
			_, err := store.End(ctx, sim.ID, state, "", now)
			must(t, err)
		}
	}
	for _, test := range []struct {
		why    string
		before time.Duration
		want   int64
		left   int
	}{
		{"none is that old", 0, 0, 4},
		{"one is older", time.Hour, 1, 3},
		{"two are older, one is as old", 2 * time.Hour, 1, 2},
		{"an active one is kept", 3 * time.Hour, 1, 1},
		{"for ever", 3*time.Hour + 1, 0, 1},
	} {
		got, err := db.Purge(ctx, now.Add(month+test.before), month)
		if err != nil || got != test.want {
			t.Errorf("%s: %d deleted, %v; want %d", test.why, got, err, test.want)
		}
		if page, _, err := store.Simulations(ctx, simulation.Find{}, "", 10); err != nil || len(page) != test.left {
			t.Errorf("%s: %d left, %v; want %d", test.why, len(page), err, test.left)
		}
	}
	if _, _, err := store.ClaimShard(ctx, simulation.Job{Kind: simulation.JobPrepare, Simulation: "sim-0", Turn: 1}, simulation.EngineVersion, now); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("a shard of a purged simulation: %v", err)
	}
}

// A clock that jumps deletes nothing: what is deleted was there for a month of
// looks, less what was between two of them.
func TestPurgeWhenTheClockJumps(t *testing.T) {
	const day, longest = 24 * time.Hour, time.Hour
	for _, test := range []struct {
		why   string
		looks func(look func(at time.Duration))
		want  int
	}{
		{"a look each hour for 30 days", func(look func(time.Duration)) {
			for at := time.Hour; at <= 30*day; at += longest {
				look(at)
			}
		}, 1},
		{"and one more", func(look func(time.Duration)) {
			for at := time.Hour; at <= 30*day+time.Hour; at += longest {
				look(at)
			}
		}, 0},
		{"set ahead by 40 days, and found so for 20 days", func(look func(time.Duration)) {
			look(time.Minute)
			for at := 40 * day; at <= 60*day; at += longest {
				look(at)
			}
		}, 1},
		{"for 30 days", func(look func(time.Duration)) {
			look(time.Minute)
			for at := 40 * day; at <= 70*day; at += longest {
				look(at)
			}
		}, 0},
		{"in the year 2050 for once", func(look func(time.Duration)) {
			look(time.Minute)
			look(24 * 365 * day)
			look(24*365*day + time.Minute)
			look(2 * time.Minute)
		}, 1},
		{"back and forth a hundred times", func(look func(time.Duration)) {
			for i := range 100 {
				look(time.Duration(i) * time.Minute)
				look(time.Duration(i)*time.Minute + 40*day)
			}
		}, 1},
		{"a day ahead, on the last day", func(look func(time.Duration)) {
			for at := time.Hour; at <= 29*day; at += longest {
				look(at)
			}
			look(30*day + time.Minute)
		}, 1},
		{"off for a year", func(look func(time.Duration)) { look(time.Minute); look(365 * day) }, 1},
		{"on for an hour each day", func(look func(time.Duration)) {
			for d := range time.Duration(60) {
				look(d * day)
				look(d*day + time.Hour)
			}
		}, 1},
	} {
		t.Run(test.why, func(t *testing.T) {
			folder := t.TempDir()
			db := open(t, folder)
			store, ctx, now := db.Store(), t.Context(), simulationtest.Epoch
			must(t, store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}}, nil))
			_, err := db.Purge(ctx, now.Add(-30*time.Second), simulation.Retention)
			must(t, err)
			must(t, store.Create(ctx, simulation.New("sim", "s", simulationtest.Settings(4), 1, now)))
			_, err = store.End(ctx, "sim", simulation.Cancelled, "", now)
			must(t, err)
			test.looks(func(at time.Duration) {
				_, err := db.Purge(ctx, now.Add(at), simulation.Retention)
				must(t, err)
			})
			if page, _, err := store.Simulations(ctx, simulation.Find{}, "", 10); err != nil || len(page) != test.want {
				t.Errorf("%d left, %v; want %d", len(page), err, test.want)
			}
		})
	}
}

// Studies are kept as long as simulations, and their chunks go with them.
func TestPurgeStudies(t *testing.T) {
	db := open(t, t.TempDir())
	store, ctx, now := db.Store(), t.Context(), simulationtest.Epoch
	must(t, store.OpenSession(ctx, simulation.Session{ID: "session-1", Members: []string{"m"}}, nil))
	for i := range 3 {
		s := studytest.NewStudy(fmt.Sprintf("study-%d", i), 3, now.Add(time.Duration(i)*time.Hour))
		must(t, store.CreateStudy(ctx, s))
		_, err := store.KeepChunk(ctx, s, 0, []byte("runs"))
		must(t, err)
		if i < 2 {
			_, err = store.EndStudy(ctx, s.ID, study.Cancelled, "", now)
			must(t, err)
		}
	}
	for _, test := range []struct {
		after time.Duration
		left  int
	}{{study.Retention, 3}, {study.Retention + time.Minute, 2}, {study.Retention + 24*time.Hour, 1}} { // one runs
		if _, err := db.Purge(ctx, now.Add(test.after), study.Retention); err != nil {
			t.Fatal(err)
		}
		if page, _, err := store.Studies(ctx, "", 10); err != nil || len(page) != test.left {
			t.Errorf("after %v %d are left, %v", test.after, len(page), err)
		}
	}
	page, _, err := store.Studies(ctx, "", 10)
	if err != nil || len(page) != 1 || page[0].ID != "study-2" || page[0].Made() != 1 {
		t.Errorf("%+v are left, %v", page, err)
	}
}
