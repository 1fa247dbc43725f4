package control_test

import (
	"runtime/debug"
	"strings"
	"testing"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// waiting are settings of which every message may be in backoff at once.
func waiting() settings.Settings {
	s := settingsOf(settings.MaxSenders)
	s.Mode, s.Messages = settings.Instant, settings.MaxRetryMessages
	s.SenderGroups[0].FailureRate, s.Retry.MaxAttempts = 1, 2
	return s
}

// What the workers have not the memory for is refused before it is stored.
func TestCreateWithinTheWorkersMemory(t *testing.T) {
	for _, c := range []struct {
		memory  int64
		refused bool
	}{{schedule.MemoryOf(waiting()).Plan, false}, {schedule.MemoryOf(waiting()).Plan - 1, true}} {
		e := newEnvWith(t, control.Options{Key: always(key), WorkerMemory: c.memory})
		session, _ := e.open()
		_, err := e.Create(e.ctx, session, waiting())
		if c.refused != (fault.CodeOf(err) == fault.CodeInvalid) || !c.refused && err != nil {
			t.Errorf("%d bytes: %v", c.memory, err)
		}
		if c.refused && !strings.Contains(err.Error(), "messages: could need ") {
			t.Errorf("%d bytes: %v", c.memory, err)
		}
	}
}

// Messages are listed within the memory of the process that lists them.
func TestListWithinTheMemory(t *testing.T) {
	e := newEnv(t)
	session, _ := e.open()
	s, err := e.Create(e.ctx, session, waiting())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := e.Messages(e.ctx, s.ID, control.MessageQuery{Limit: 100}); err != nil {
		t.Error(err)
	}
	before := debug.SetMemoryLimit(150 << 20)
	defer debug.SetMemoryLimit(before)
	_, _, err = e.Messages(e.ctx, s.ID, control.MessageQuery{Limit: 100})
	if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "a page of the messages of this simulation could need ") {
		t.Error(err)
	}
}
