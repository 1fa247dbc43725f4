package schedule

import (
	"fmt"
	"runtime/debug"
	"sort"

	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Memory is how many bytes the work on a simulation holds at most, computed from
// its settings before anything else is. What a program takes by itself, and what
// its garbage collector has not yet collected, comes on top: a process whose
// memory limit (GOMEMLIMIT) is baseBytes above the bound gets by.
type Memory struct {
	Run   int64 // a Replay or a Probe
	Plan  int64 // a Planner
	Page  int64 // Messages with a limit, of up to smallPage messages
	Table int64 // Messages without a limit
}

// baseBytes is what a program takes by itself: the runtime, the store's and the
// cloud's clients, and garbage.
const baseBytes = 24 << 20

// storyBytes is what one message on a page takes with one attempt, and
// attemptBytes what another attempt adds, in all the forms it is held in until it
// is sent.
const (
	storyBytes   = 500
	attemptBytes = 200
)

// MemoryOf computes the bounds for settings.
func MemoryOf(s simulation.Settings) Memory {
	c := config(s)
	trace, retries := c.TraceBytes(), int64(s.Retry.MaxAttempts-1)
	m := Memory{Run: c.RunBytes(), Plan: c.PlanBytes()}
	m.Page = trace + smallPage*(storyBytes+retries*(historyBytes+attemptBytes)) + int64(4*len(s.AlertText()))*smallPage
	m.Table = trace + smallPage*endingBytes
	if m.Run == trace { // without retries nothing is kept
		return m
	}
	if noted := s.Messages * retries * historyBytes; noted <= tableBytes {
		m.Table += noted
	} else {
		m.Table += trace + tableBytes + 4*s.Messages
	}
	return m
}

// Available is how many bytes this process may hold for one piece of work, by
// its memory limit; more than there can be if it has none.
func Available() int64 { return max(0, debug.SetMemoryLimit(-1)-baseBytes) }

// CheckMemory refuses work that takes more than the bytes available: CodeInvalid,
// with the number of messages that would fit.
func CheckMemory(s simulation.Settings, need func(Memory) int64, available int64) error {
	bytes := need(MemoryOf(s))
	if bytes <= available {
		return nil
	}
	fits := sort.Search(int(s.Messages), func(n int) bool {
		fewer := s
		fewer.Messages = int64(n + 1)
		return need(MemoryOf(fewer)) > available
	})
	advice := "use fewer senders and sender groups"
	if fits > 0 {
		advice = fmt.Sprintf("use at most %s, or allow one attempt each", words.Counted(int64(fits), "message"))
	}
	return &simulation.Error{
		Code: simulation.CodeInvalid, Message: "this needs more memory than there is",
		Fields: []simulation.FieldError{{Path: "messages", Message: fmt.Sprintf(
			"could need %s of memory, of which there are %s, as messages that wait to be tried again are held; %s",
			words.Bytes(bytes), words.Bytes(available), advice)}},
	}
}

// NeedsRun, NeedsPlan, NeedsPage and NeedsTable say what CheckMemory looks at.
func NeedsRun(m Memory) int64   { return m.Run }
func NeedsPlan(m Memory) int64  { return m.Plan }
func NeedsPage(m Memory) int64  { return m.Page }
func NeedsTable(m Memory) int64 { return m.Table }
