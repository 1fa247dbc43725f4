package sqlite

import (
	"testing"
	"testing/synctest"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

func TestReceipts(t *testing.T) {
	for _, text := range []string{"", "m_1", "m_1/", "m_1/x", "/"} {
		db, _ := openForTest(t)
		if err := db.Queue().Delete(t.Context(), text); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("delete of %q: %v", text, err)
		}
	}
}

// Idle receivers look only when something may have changed.
func TestIdleReceiversDoNotPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, _ := openForTest(t)
		queue := db.Queue()
		if err := queue.Send(t.Context(), 3*time.Second, simulation.Job{Kind: simulation.JobRun, Simulation: "s", Turn: 1}); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		d, err := queue.Receive(t.Context())
		if d == nil || err != nil {
			t.Fatal(d, err)
		}
		if took := time.Since(begin); took < 2990*time.Millisecond || took > 3010*time.Millisecond {
			t.Errorf("a message that was due in 3 s was received after %s", took)
		}
		begin = time.Now()
		if d, err := queue.Receive(t.Context()); d != nil || err != nil || time.Since(begin) != receiveWait {
			t.Errorf("received %v, %v after %s", d, err, time.Since(begin))
		}
	})
}
