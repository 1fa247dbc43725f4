package worker_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
	"alertsim/internal/worker/workertest"
)

// When the clock is set back by a day all that is stored is of the future: jobs
// would be invisible and heartbeats fresh for a day. What a worker is at work on
// goes on, and what nobody is at work on is sent again within minutes.
func TestClockSetBackUnderTheQueue(t *testing.T) {
	for _, c := range []struct {
		name  string
		crash bool
		late  time.Duration
	}{
		{"at work", false, time.Second},
		{"after a crash", true, 4 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				folder := t.TempDir()
				db, err := sqlite.Open(folder)
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				w := workertest.New(t, db.Store(), db.Queue())
				p := w.Begin(workertest.ProcessOptions{})
				id := w.Create(alert(80, 4, 2), 1)
				w.Go(func() { sweep(w, id) })
				w.Start(id)
				time.Sleep(20300 * time.Millisecond)
				if c.crash {
					p.Crash()
				}
				// Time cannot go back in a bubble; so everything that is stored goes ahead.
				file, err := sql.Open("sqlite", filepath.Join(folder, "alertsim.db"))
				w.Must(err)
				for _, ahead := range []string{
					`UPDATE goqite SET timeout = strftime('%Y-%m-%dT%H:%M:%fZ', timeout, '+1 day')`,
					`UPDATE shards SET heartbeat_at = heartbeat_at + 86400000000`,
					`UPDATE simulations SET created_at = created_at + 86400000000, ready_at = ready_at + 86400000000, started_at = started_at + 86400000000`,
					`UPDATE session SET opened_at = opened_at + 86400000000, last_used_at = last_used_at + 86400000000`,
				} {
					_, err := file.Exec(ahead)
					w.Must(err)
				}
				w.Must(file.Close())
				begin := time.Now()
				w.Begin(workertest.ProcessOptions{})
				sim := w.Await(id, simulation.Completed)
				if sim.State != simulation.Completed {
					t.Fatalf("it is %s because %q", sim.State, sim.Reason)
				}
				left := sim.PlannedWallTime() - 20300*time.Millisecond
				if late := time.Since(begin) - left; late > c.late {
					t.Errorf("completed %v late", late)
				}
			})
		})
	}
}
