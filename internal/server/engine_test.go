package server

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/simulation"
)

// A program with another version of the engine than the one that a run was begun with cannot go on with it, and nobody else
// will: it says so at once, in the log and to whoever looks, and is there for the next run.
func TestProgramWithAnotherEngine(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals to send")
	}
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	id := p.create(slowStart).ID
	p.until(id, "ready", time.Minute, func(s httpapi.Simulation) bool { return s.State == simulation.Ready })
	p.call("POST", "/api/simulations/"+id+"/start", "", 200, nil)
	p.atWork(id, 1)
	p.ends(os.Interrupt)

	db, err := sql.Open("sqlite", filepath.Join(folder, "alertsim.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "UPDATE simulations SET engine = 99"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	var log lockedLog
	token := p.token
	p = launchWith(t, func(cmd *exec.Cmd) { cmd.Stderr = &log }, folder)
	p.token = token
	p.until(id, "failed", 2*time.Second, func(s httpapi.Simulation) bool { return s.State == simulation.Failed })
	s := p.get(id)
	if !strings.Contains(s.Reason, "version 99 of the engine") || !strings.Contains(s.Reason, "create it again") {
		t.Errorf("it failed because %q", s.Reason)
	}
	if text := log.String(); !strings.Contains(text, "simulation failed") || !strings.Contains(text, "version 99 of the engine") {
		t.Errorf("the log does not say so: %s", text)
	}
	p.untilCompleted(p.create(strings.Replace(fiveSeconds, `"live"`, `"instant"`, 1)).ID, time.Minute)
}
