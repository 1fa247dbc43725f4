package server

import (
	"math"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"alertsim/internal/httpapi"
)

// limitFiles sets how long the files may be that the process writes. A limit of
// none is to the program what a disk is that takes nothing any more; it needs no
// rights and no disk of its own.
func (p *process) limitFiles(size uint64) {
	p.Helper()
	limit := syscall.Rlimit{Cur: size, Max: math.MaxUint64}
	_, _, failed := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(p.cmd.Process.Pid), syscall.RLIMIT_FSIZE,
		uintptr(unsafe.Pointer(&limit)), 0, 0, 0)
	if failed != 0 {
		p.Fatal(failed)
	}
}

// While nothing can be written everything can be read, what writes says that it
// is the disk, and a run goes on when there is room again.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	ended := p.create(`{"messages": 5, "mode": "instant", "autoStart": true}`)
	p.untilCompleted(ended.ID, time.Minute)
	before := p.until(p.create(fiveSeconds).ID, "under way", time.Minute, underWay)

	p.limitFiles(0)
	for range 5 {
		p.call("GET", "/api/session", "", 200, nil)
		p.get(before.ID)
		p.get(ended.ID)
		var page httpapi.Page
		if p.call("GET", "/api/simulations", "", 200, &page); len(page.Items) != 2 {
			t.Errorf("the history has %d simulations", len(page.Items))
		}
		p.call("GET", "/api/simulations/"+ended.ID+"/messages", "", 200, nil)
		p.call("GET", "/api/simulations/"+ended.ID+"/export?format=csv", "", 200, nil)
		for _, write := range []string{"DELETE /api/session", "DELETE /api/simulations/" + ended.ID, "POST /api/simulations/" + before.ID + "/cancel"} {
			method, path, _ := strings.Cut(write, " ")
			status, raw, err := p.try(method, path, "")
			if err != nil || status != 503 || !strings.Contains(string(raw), "disk") {
				t.Errorf("%s: %d, %s, %v; want 503 and the disk named", write, status, raw, err)
			}
		}
		time.Sleep(100 * time.Millisecond)
	}

	p.limitFiles(math.MaxUint64)
	p.sameAsInstant(p.untilCompleted(before.ID, time.Minute))
	p.call("DELETE", "/api/simulations/"+ended.ID, "", 204, nil)
	p.ends(os.Interrupt)
}
