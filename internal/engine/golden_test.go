package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// The golden digest holds the engine's version and one line for each config: of all attempts, of the plan, and of all
// tables. It is the same on every architecture; a change of it is a change of results for the same settings.
func TestGoldenDigest(t *testing.T) {
	var lines strings.Builder
	fmt.Fprintf(&lines, "engine version %d\n", Version)
	for _, c := range goldenConfigs() {
		s := compile(t, c.config)
		digest := sha256.New()
		for _, g := range s.groups {
			for _, nodes := range [][]uint64{g.table.lower[:], g.table.middle[:], g.table.upper[:]} {
				if err := binary.Write(digest, binary.LittleEndian, nodes); err != nil {
					t.Fatal(err)
				}
			}
		}
		for a := range s.Attempts() {
			fmt.Fprintf(digest, "{%d %d %d %d %d %d}\n", a.Message, a.Number, a.Sender, a.Start, a.Duration, a.Outcome) // outcomes as numbers, as the digest was made first
		}
		shares := []float64{0.1, 0.5, 0.95, 1}
		plan, err := s.Plan(goalsOf(shares)...)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(digest, digested(plan, shares), s.bound)
		fmt.Fprintf(&lines, "%x %s\n", digest.Sum(nil)[:16], c.name)
	}
	for _, c := range extendedGoldens() {
		digest, run := sha256.New(), compile(t, c.config).Trace()
		run.ObserveTries(func(a Try) {
			fmt.Fprintln(digest, a.Message, a.Step, a.Number, a.Sender, int64(a.Start), int64(a.Duration), int(a.Outcome), int(a.Result), a.Repeat)
		})
		run.Advance(never, 0)
		counts := run.Counts()
		first := firstCounts(counts)
		first.SendTime += Time(counts.Refused) // which it had when the digest was made first
		fmt.Fprintf(digest, "%d %d %d %d\n", first, counts.Acknowledged, counts.Repeats, run.course.end)
		fmt.Fprintf(&lines, "%x %s\n", digest.Sum(nil)[:16], c.name)
	}
	const path = "testdata/golden.txt"
	if *update {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if why := refusedUpdate(string(before), lines.String()); why != "" {
			t.Fatal(why)
		}
		if err := os.WriteFile(path, []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if lines.String() != string(want) {
		t.Errorf("digests:\n%swant:\n%s", lines.String(), want)
	}
}

type goldenConfig struct {
	name   string
	config Config
}

func goldenConfigs() (configs []goldenConfig) {
	add := func(name string, seed uint64, messages int64, retry Retry, ttl Time, groups ...Group) {
		configs = append(configs, goldenConfig{name, Config{Messages: messages, Seed: seed, Groups: groups, Retry: retry, TimeToLive: ttl}})
	}
	once := Retry{MaxAttempts: 1}
	backoff := Retry{MaxAttempts: 4, InitialBackoff: 7 * Second, Multiplier: 1.7, MaxBackoff: 20 * Second}
	full := backoff
	full.Jitter = true
	for _, c := range theories {
		add(c.name, 42, 2000, once, 0, Group{Senders: 7, SendTime: c.d, FailureRate: 0.05})
	}
	wide := Empirical(Point{0.1, 3}, Point{0.5, 7}, Point{0.9, 15}, Point{0.99, 120})
	add("one sender", 1, 500, once, 0, Group{Senders: 1, SendTime: Normal(10, 2)})
	add("10,000 senders", 1<<63, 30_000, once, 0, Group{Senders: 10_000, SendTime: Lognormal(9, 7)})
	add("retries", 3, 3000, backoff, 0, Group{Senders: 40, SendTime: wide, FailureRate: 0.3, PermanentShare: 0.1})
	add("retries with jitter", 3, 3000, full, 0, Group{Senders: 40, SendTime: wide, FailureRate: 0.3, PermanentShare: 0.1})
	add("rate limit", 4, 3000, once, 0, Group{Senders: 40, SendTime: wide, RatePerSecond: 3})
	add("deadline", 5, 3000, once, 300*Second, Group{Senders: 40, SendTime: wide})
	add("all, four groups", 6, 5000, full, 900*Second,
		Group{Senders: 3, SendTime: Exponential(2), FailureRate: 0.5},
		Group{Senders: 70, SendTime: Normal(1, 8), FailureRate: 0.2, PermanentShare: 1, RatePerSecond: 0.7},
		Group{Senders: 20, SendTime: Lognormal(8, 20), FailureRate: 0.01, RatePerSecond: 100},
		Group{Senders: 9, SendTime: Uniform(4, 6), FailureRate: 0.9, PermanentShare: 0.02})
	return configs
}

// extendedGoldens are configs of the model's second version.
func extendedGoldens() []goldenConfig {
	cycles := typical(10_000)
	cycles.Cycles, cycles.FreshFirst, cycles.Seed = 2, true, 9
	cycles.Steps[1].Retry = &Retry{MaxAttempts: 17, Delays: []Time{60 * Second, 90 * Second}, Spread: 0.25}
	return []goldenConfig{{"second version: steps until acknowledged", typical(20_000)}, {"second version: two cycles, spread", cycles}}
}

// digested is a plan in the form that the digest was made of first, which knows no pointer.
func digested(p Plan, shares []float64) any {
	type objective struct {
		Share   float64
		At      Time
		Reached bool
	}
	out := struct {
		Makespan Time
		Totals   versionOne
		Groups   []versionOne
		Timeline struct {
			BinWidth                   Time
			Delivered, Failed, Expired []int64
		}
		Latency    Latency
		Objectives []objective
	}{Makespan: p.Makespan, Totals: firstCounts(p.Totals)}
	for _, g := range p.Groups {
		out.Groups = append(out.Groups, firstCounts(g))
	}
	out.Timeline.BinWidth, out.Timeline.Delivered = p.Timeline.BinWidth, p.Timeline.Delivered
	out.Timeline.Failed, out.Timeline.Expired = p.Timeline.Failed, p.Timeline.Expired
	if p.Latency != nil {
		out.Latency = *p.Latency
	}
	for i, o := range p.Objectives {
		out.Objectives = append(out.Objectives, objective{shares[i], o.At, o.Reached})
	}
	return out
}

// versionOne is what Counts were in the model's first version.
type versionOne struct {
	Delivered, Failed, Expired, Attempts int64
	SendTime                             Time
	InFlight                             int64
}

func firstCounts(c Counts) versionOne {
	return versionOne{c.Delivered, c.Failed, c.Expired, c.Attempts, c.SendTime, c.InFlight}
}

// goalsOf are plain goals of shares.
func goalsOf(shares []float64) []Goal {
	goals := make([]Goal, len(shares))
	for i, share := range shares {
		goals[i].Share = share
	}
	return goals
}
