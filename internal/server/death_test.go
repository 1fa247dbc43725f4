package server

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"alertsim/internal/httpapi"
	"alertsim/internal/simulation"
)

// slowStart are settings of a live run in which nothing happens for a while.
const slowStart = `{"name": "deadly", "messages": 40, "seed": 11, "senderGroups": [{"senders": 4, "sendTime": {"mean": 60}}]}`

// atWork waits until a worker of this process has claimed the shard.
func (p *process) atWork(id string, token int64) httpapi.Simulation {
	p.Helper()
	s := p.get(id)
	for end := time.Now().Add(time.Minute); s.Shards[0].Token == token && s.State == simulation.Running; s = p.get(id) {
		if time.Now().After(end) {
			p.Fatalf("no worker in a minute: %+v", s.Shards[0])
		}
		time.Sleep(5 * time.Millisecond)
	}
	return s
}

// A simulation that takes the process down each time fails, so that the program
// can be used again.
func TestProcessThatDiesOfAJob(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := launch(t, folder)
	p.open()
	id := p.create(slowStart).ID
	p.until(id, "ready", time.Minute, func(s httpapi.Simulation) bool { return s.State == simulation.Ready })
	p.call("POST", "/api/simulations/"+id+"/start", "", 200, nil)
	token := int64(1) // of the one that prepared it
	deaths, clock := 0, 0.0
	// A machine that is slow may let it get on for a second, which begins the count anew.
	for deaths < 40 {
		s := p.atWork(id, token)
		if s.State != simulation.Running {
			break
		}
		token = s.Shards[0].Token
		if s.Progress.SimulatedSeconds > clock {
			deaths, clock = 0, s.Progress.SimulatedSeconds
		}
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.cmd.Wait() // killed
		deaths++
		p = p.relaunch(t, folder)
	}
	s := p.get(id)
	if s.State != simulation.Failed || !strings.Contains(s.Reason, "the program ended 5 times in the middle of it") || deaths < simulation.MaxTakeOvers {
		t.Errorf("after %d deaths it is %s because %q", deaths, s.State, s.Reason)
	}
	p.untilCompleted(p.create(strings.Replace(fiveSeconds, `"live"`, `"instant"`, 1)).ID, time.Minute)
}

// Stopping the program in order is no death, however often it is done.
func TestStoppingIsNoDeath(t *testing.T) {
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
	token := int64(1)
	for range simulation.MaxTakeOvers + 1 {
		s := p.atWork(id, token)
		token = s.Shards[0].Token
		p.ends(os.Interrupt)
		p = p.relaunch(t, folder)
	}
	if s := p.atWork(id, token); s.State != simulation.Running || s.Shards[0].HandOvers != simulation.MaxTakeOvers+1 {
		t.Errorf("it is %s because %q: %+v", s.State, s.Reason, s.Shards[0])
	}
}
