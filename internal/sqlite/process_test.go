package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/sqlite"
)

// childFolder is the data folder of a process of this test's own.
const childFolder = "ALERTSIM_TEST_CHILD_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		child(folder)
		return
	}
	os.Exit(m.Run())
}

// child starts a simulation and writes checkpoints until it is killed. After
// each it says so.
func child(folder string) {
	must := func(err error) {
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	ctx, now := context.Background(), time.Now()
	db, err := sqlite.Open(folder)
	must(err)
	store := db.Store()
	must(store.OpenSession(ctx, simulation.Session{ID: "s", Members: []string{"m"}, OpenedAt: now, LastUsedAt: now}, nil))
	sim := simulation.New("sim", "s", simulationtest.Settings(4), 1, now)
	must(store.Create(ctx, sim))
	claim := claimJob(must, store, sim.Jobs()[0])
	must(store.MarkReady(ctx, claim, nil, now))
	_, err = store.Settle(ctx, "sim", now)
	must(err)
	sim, err = store.Start(ctx, "sim", now)
	must(err)
	must(db.Queue().Send(ctx, 0, sim.Jobs()...))
	_, err = db.Queue().Receive(ctx)
	must(err)
	claim = claimJob(must, store, sim.Jobs()[0])
	for clock := settings.Micros(1000); ; clock += 1000 {
		must(store.Advance(ctx, claim, simulationtest.At(clock), time.Now()))
		fmt.Println(clock)
	}
}

func claimJob(must func(error), store simulation.Store, job simulation.Job) simulation.Claim {
	_, shard, err := store.ClaimShard(context.Background(), job, simulation.EngineVersion, time.Now())
	must(err)
	return simulation.Claim{Simulation: job.Simulation, Shard: job.Shard, Token: shard.Token}
}

// A process that is killed loses nothing it has acknowledged, and the next one
// goes on at once.
func TestKilledProcess(t *testing.T) {
	folder := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+folder)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines := bufio.NewScanner(out)
	var last settings.Micros
	read := func() {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil {
			t.Fatalf("the other process says: %s", lines.Text())
		}
	}
	for lines.Scan() {
		if read(); last == 1000 {
			_, err := sqlite.Open(folder)
			if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("in use by another process (process %d)", cmd.Process.Pid)) {
				t.Errorf("opened beside the other process: %v", err)
			}
		}
		if last == 50_000 {
			must(t, cmd.Process.Kill())
		}
	}
	_ = cmd.Wait()

	db := open(t, folder)
	got, err := db.Store().Simulation(t.Context(), "sim")
	must(t, err)
	if clock := got.Shards[0].Clock; clock < last || got.Shards[0].Checkpoint() != simulationtest.At(clock) {
		t.Errorf("the store is at %+v, acknowledged was %d", got.Shards[0], last)
	}
	must(t, db.Recover(t.Context(), time.Now()))
	d, err := db.Queue().Receive(t.Context())
	must(t, err)
	job, err := simulation.ParseJob(d.Body)
	must(t, err)
	_, shard, err := db.Store().ClaimShard(t.Context(), job, simulation.EngineVersion, time.Now())
	if err != nil || shard.TakeOvers != 1 || shard.HandOvers != 1 {
		t.Errorf("after the restart: %+v, %v", shard, err)
	}
}
