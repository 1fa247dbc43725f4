package schedule

import (
	"fmt"
	"runtime/debug"
	"sort"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
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
func MemoryOf(s settings.Settings) Memory {
	c := s.Engine()
	trace, retries := c.TraceBytes(), s.AttemptsEach()-1
	m := Memory{Run: c.RunBytes(), Plan: c.PlanBytes()}
	if c.Extended() {
		page, table := storiesBytes(s.Messages)
		m.Page = trace + page + smallPage*(storyBytes+int64(4*len(s.AlertText()))) + pageTries*attemptBytes
		m.Table = 2*trace + table
		return m
	}
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
func Available() int64 { return Within(debug.SetMemoryLimit(-1)) }

// Within is Available in a process whose memory limit is so many bytes.
func Within(limit int64) int64 { return max(0, limit-baseBytes) }

// CheckRun refuses a simulation that could need more memory than the bytes that
// one worker may hold: CodeInvalid, with the number of messages that would fit.
func CheckRun(s settings.Settings, available int64) error {
	bytes := MemoryOf(s).Plan
	if bytes <= available {
		return nil
	}
	fits := sort.Search(int(s.Messages), func(n int) bool {
		fewer := s
		fewer.Messages = int64(n + 1)
		return MemoryOf(fewer).Plan > available
	})
	advice := "use fewer senders and sender groups"
	if fits > 0 {
		advice = fmt.Sprintf("use at most %s, or allow one attempt each", words.Counted(int64(fits), "message"))
	}
	return &fault.Error{
		Code: fault.CodeInvalid, Message: "this needs more memory than there is",
		Fields: []fault.FieldError{{Path: "messages", Message: fmt.Sprintf(
			"could need %s of memory, of which there are %s, as messages that wait to be tried again, and what is known of them, are held; %s",
			words.Bytes(bytes), words.Bytes(available), advice)}},
	}
}

// CheckListing refuses to list messages where that could need more memory than
// the bytes available: CodeInvalid.
func CheckListing(s settings.Settings, limit int, available int64) error {
	bytes, what := MemoryOf(s).Page, "a page of the messages"
	if limit == 0 {
		bytes, what = MemoryOf(s).Table, "a table of all messages"
	}
	if bytes <= available {
		return nil
	}
	return fault.Errorf(fault.CodeInvalid, "%s of this simulation could need %s of memory, of which there are %s; "+
		"give the program more (GOMEMLIMIT), or run the same settings on another computer with alertsim simulate --messages-csv",
		what, words.Bytes(bytes), words.Bytes(available))
}
