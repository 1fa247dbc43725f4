//go:build unix

package server

import (
	"syscall"
	"testing"
	"time"

	"alertsim/internal/httpapi"
)

// A program that is stopped and goes on does not catch up: what it missed is lag.
func TestStoppedProgramDoesNotCatchUp(t *testing.T) {
	t.Parallel()
	const stopped = 5 * time.Second
	p := launch(t, t.TempDir())
	p.open()
	before := p.until(p.create(fiveSeconds).ID, "under way", time.Minute, underWay)
	for _, signal := range []syscall.Signal{syscall.SIGSTOP, syscall.SIGCONT} {
		if err := p.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if signal == syscall.SIGSTOP {
			time.Sleep(stopped)
		}
	}
	after := p.until(before.ID, "going on", time.Minute, func(s httpapi.Simulation) bool {
		return s.Progress.SimulatedSeconds > before.Progress.SimulatedSeconds
	})
	if moved := after.Progress.SimulatedSeconds - before.Progress.SimulatedSeconds; moved > 2.5 {
		t.Errorf("the clock went on by %.2f s in one look", moved)
	}
	end := p.untilCompleted(before.ID, time.Minute)
	if lag, late := end.Progress.LagSeconds, end.Progress.WallSeconds-end.Progress.SimulatedSeconds; lag < 4 || lag > 8 || late < 4 || late > 8 {
		t.Errorf("a lag of %.2f s and %.2f s late after %s", lag, late, stopped)
	}
	p.sameAsInstant(end)
}
