package schedule_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// allOpen are settings at the limits of the product in which every message is in backoff at once.
func allOpen(messages int64, attempts int) settings.Settings {
	s := settings.DefaultSettings()
	s.Mode, s.Messages = settings.Instant, messages
	g := &s.SenderGroups[0]
	g.Senders, g.FailureRate = settings.MaxSenders, 1
	g.SendTime = settings.SendTime{Distribution: settings.Uniform, Minimum: new(1.0), Maximum: new(2.0)}
	s.Retry = settings.Retry{MaxAttempts: attempts, InitialBackoff: 86_400, MaxBackoff: 86_400, Multiplier: 1}
	return s
}

// allAwaited are settings of the whole model at the limits of the product, in which every message waits for its next
// step and for its acknowledgement at once: an SMS to everybody within half an hour, which is confirmed after a day.
func allAwaited(messages int64, _ int) settings.Settings {
	s := settings.DefaultSettings()
	s.Mode, s.Messages, s.Until, s.TimeToLive = settings.Instant, messages, settings.UntilAcknowledged, new(172_800.0)
	group := s.SenderGroups[0]
	group.SendTime = settings.SendTime{Distribution: settings.Uniform, Minimum: new(1.0), Maximum: new(2.0)}
	s.SenderGroups = nil
	for i := range 8 {
		name := strconv.Itoa(i)
		s.Channels = append(s.Channels, settings.Channel{Name: name, Acknowledgement: &settings.Acknowledgement{
			Share: 1, Time: settings.SendTime{Distribution: settings.Uniform, Minimum: new(80_000.0), Maximum: new(90_000.0)}}})
		group.Name, group.Channel, group.Senders = name, name, settings.MaxSenders/8
		s.SenderGroups = append(s.SenderGroups, group)
	}
	for i := range 16 { // each tries another channel first
		first, second := strconv.Itoa(i%8), strconv.Itoa((i+1)%8)
		s.Audience = append(s.Audience, settings.Audience{Name: strconv.Itoa(i), Share: new(1. / 16), Channels: []string{first, second}})
	}
	for i := range 8 {
		s.Steps = append(s.Steps, settings.Step{Channel: strconv.Itoa(i), Wait: 40_000})
	}
	s.Caps = []settings.Cap{{Name: "rolling", Count: 4_000_000, Unit: settings.Messages, Window: settings.Window{Seconds: 86_400}, Over: settings.Wait, Groups: []string{"0", "1"}}}
	return s
}

// kinds are the settings that are measured.
var kinds = map[string]func(messages int64, attempts int) settings.Settings{"waiting to be tried again": allOpen, "of the whole model": allAwaited}

// work is what a process does to be measured.
var work = map[string]func(*schedule.Schedule) int64{
	"nothing": func(*schedule.Schedule) int64 { return 0 },
	"run": func(s *schedule.Schedule) int64 {
		r := s.Replay(0, settings.MaxSenders)
		r.Advance(1<<61, 0)
		return r.Checkpoint().Counts.Failed
	},
	"plan": func(s *schedule.Schedule) int64 {
		p, err := s.Planner()
		if err != nil {
			panic(err)
		}
		p.Step(0)
		plan, err := p.Plan()
		if err != nil {
			panic(err)
		}
		return plan.Totals.Failed
	},
	"page": func(s *schedule.Schedule) (n int64) {
		for range s.Messages(context.Background(), schedule.MessageQuery{Until: 1 << 61, After: 200_000, Limit: 5000}) {
			n++
		}
		return n
	},
	"table": func(s *schedule.Schedule) (n int64) {
		for range s.Messages(context.Background(), schedule.MessageQuery{Until: 1 << 61}) {
			n++
		}
		return n
	},
}

// The most that a process ever held is what it holds before the work and the bound, at the product's own limit of
// 10,000,000 messages that are tried again. The process has the memory limit of one that is as large as it must be.
func TestMemoryIsWithinItsBounds(t *testing.T) {
	if name := os.Getenv("ALERTSIM_TEST_WORK"); name != "" {
		measure(t, name)
		return
	}
	if testing.Short() || raceEnabled {
		t.Skip("takes a minute and much memory")
	}
	for kind, of := range kinds {
		base := peak(t, kind, "nothing", 1, 1<<40)
		for _, name := range []string{"run", "plan", "page", "table"} {
			messages := int64(settings.MaxRetryMessages)
			if name == "table" && kind != "waiting to be tried again" {
				messages /= 10 // it takes many passages
			}
			memory := schedule.MemoryOf(of(messages, 2))
			bound := map[string]int64{"run": memory.Run, "plan": memory.Plan, "page": memory.Page, "table": memory.Table}[name]
			start := time.Now()
			got := peak(t, kind, name, messages, bound+24<<20)
			t.Logf("a %s of %d messages %s: %d MB at the peak, %d before it, bound %d, in %v", name, messages, kind, got/1e6, base/1e6, bound/1e6, time.Since(start))
			if got > base+bound+24<<20 {
				t.Errorf("a %s %s took %d bytes more than the bound of %d", name, kind, got-base-bound, bound)
			}
			if got < bound/2 {
				t.Errorf("a %s %s took %d bytes only: the bound of %d is a guess", name, kind, got, bound)
			}
		}
	}
}

// peak runs a process of its own and returns the most memory it had.
func peak(t *testing.T, kind, name string, messages, limit int64) int64 {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestMemoryIsWithinItsBounds$", "-test.v")
	c.Env = append(os.Environ(), "ALERTSIM_TEST_WORK="+name, "ALERTSIM_TEST_KIND="+kind, "ALERTSIM_TEST_MESSAGES="+strconv.FormatInt(messages, 10), "GOMEMLIMIT="+strconv.FormatInt(limit, 10)+"B")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	_, after, _ := strings.Cut(string(out), "VmHWM:")
	kilobytes, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
	if err != nil {
		t.Skipf("no peak is told here: %s", out)
	}
	return kilobytes << 10
}

func measure(t *testing.T, name string) {
	messages, err := strconv.ParseInt(os.Getenv("ALERTSIM_TEST_MESSAGES"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.Compile(kinds[os.Getenv("ALERTSIM_TEST_KIND")](messages, 2))
	if err != nil {
		t.Fatal(err)
	}
	work[name](s)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here")
	}
	fmt.Println(string(status))
}

// What does not fit is refused with a number of messages that does, and no more.
func TestCheckRun(t *testing.T) {
	const available = 100 << 20
	s := allOpen(settings.MaxRetryMessages, 3)
	if err := schedule.CheckRun(s, 1<<40); err != nil {
		t.Errorf("refused though there is enough: %v", err)
	}
	err := schedule.CheckRun(s, available)
	if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "could need 170 MB of memory, of which there are 105 MB") {
		t.Fatal(err)
	}
	_, advice, _ := strings.Cut(err.Error(), "use at most ")
	number, _, _ := strings.Cut(advice, " messages")
	if s.Messages, err = strconv.ParseInt(strings.ReplaceAll(number, ",", ""), 10, 64); err != nil {
		t.Fatalf("no number in %q", advice)
	}
	if err := schedule.CheckRun(s, available); err != nil {
		t.Errorf("the advice of %d messages was taken: %v", s.Messages, err)
	}
	s.Messages++
	if schedule.CheckRun(s, available) == nil {
		t.Error("more messages than the advice says fit")
	}
	s = allOpen(settings.MaxRetryMessages, 1)
	if err := schedule.CheckRun(s, available); err != nil {
		t.Errorf("one attempt each: %v", err)
	}
	if err := schedule.CheckRun(allOpen(1, 1), 1000); err == nil || !strings.Contains(err.Error(), "fewer senders") {
		t.Errorf("what no number of messages helps: %v", err)
	}
}

func TestCheckListing(t *testing.T) {
	s := allOpen(settings.MaxRetryMessages, 2)
	m := schedule.MemoryOf(s)
	for limit, bytes := range map[int]int64{100: m.Page, 0: m.Table} {
		if err := schedule.CheckListing(s, limit, bytes); err != nil {
			t.Errorf("limit %d: %v", limit, err)
		}
		if err := schedule.CheckListing(s, limit, bytes-1); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

func TestAvailable(t *testing.T) {
	before := debug.SetMemoryLimit(256 << 20)
	defer debug.SetMemoryLimit(before)
	if got := schedule.Available(); got != 232<<20 {
		t.Errorf("%d bytes of 256 MiB", got)
	}
}
