package schedule_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"alertsim/internal/engine"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// acceptance reads a document of the acceptance table.
func acceptance(t *testing.T, name string) settings.Settings {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("../../examples/acceptance", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.DecodeForecast(raw)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outcome is what a document comes to, averaged over seeds.
type outcome struct {
	plan *simulation.Plan // of the first seed
	delivered, attempts, repeats, acknowledged,
	makespan float64
	lastStart, lastFirstStart float64 // seconds, of the first seed
}

func outcomeOf(t *testing.T, name string, seeds int64) (out outcome) {
	t.Helper()
	s := acceptance(t, name)
	for seed := range seeds {
		s.Seed = 1 + seed
		plan, err := planned(t, s)
		if err != nil {
			t.Fatal(err)
		}
		if out.plan == nil {
			out.plan = plan
			compiled, err := schedule.Compile(s)
			if err != nil {
				t.Fatal(err)
			}
			for m := range compiled.AllMessages(context.Background(), plan.End()) {
				for i, a := range m.Attempts {
					out.lastStart = max(out.lastStart, a.Start.Seconds())
					if i == 0 {
						out.lastFirstStart = max(out.lastFirstStart, a.Start.Seconds())
					}
				}
			}
		}
		n := float64(seeds)
		out.delivered += float64(plan.Totals.Delivered) / n
		out.attempts += float64(plan.Totals.Attempts) / n
		out.repeats += float64(plan.Totals.Repeats) / n
		out.acknowledged += float64(plan.Totals.Acknowledged) / n
		out.makespan += plan.Makespan.Seconds() / n
	}
	return out
}

// The acceptance table: settings from real documents, and what must come out. Where chance plays a part the mean of some
// seeds is held against it.
func TestAcceptance(t *testing.T) {
	near := func(what string, got, want, give float64) {
		t.Helper()
		if math.Abs(got-want) > give {
			t.Errorf("%s: %v, want %v ± %v", what, got, want, give)
		}
	}
	near("everbridge", outcomeOf(t, "everbridge", 1).makespan, 6000, 0)
	ocelot := outcomeOf(t, "ocelot", 1)
	near("ocelot: last start", ocelot.lastStart, 19_998, 0)
	near("ocelot: end", ocelot.makespan, 20_007, 0)
	near("avaya715", outcomeOf(t, "avaya715", 1).makespan, 868, 0)
	near("avaya714", outcomeOf(t, "avaya714", 1).makespan, 930, 0)

	codered := outcomeOf(t, "codered", 5)
	near("codered: reached", codered.delivered, 7923+699+59, 36)
	near("codered: calls", codered.attempts, 19_381, 70)
	near("codered: end", codered.makespan, 2741, 30)

	for name, want := range map[string]int64{"tendlc_2k": 168_667, "tendlc_10k": 176_667, "tendlc_40k": 206_667} {
		plan := outcomeOf(t, name, 1).plan
		if got := plan.Totals; got.Delivered != want || got.Failed != 250_000-want || plan.Parts.Groups[0].OverCap != 250_000-want || got.Refused != 250_000-want {
			t.Errorf("%s: %+v, want %d delivered and the rest refused", name, got, want)
		}
	}
	near("ses: last start", outcomeOf(t, "ses", 1).lastStart, 1_645_171.38, 0.01)
	near("ses_sandbox: last start", outcomeOf(t, "ses_sandbox", 1).lastStart, 345_799, 0)
	near("redials: last first call", outcomeOf(t, "redials", 1).lastFirstStart, 18_540, 120)
	near("redials_freshfirst: last first call", outcomeOf(t, "redials_freshfirst", 1).lastFirstStart, 11_940, 0)

	outage := outcomeOf(t, "outage", 20)
	near("outage: attempts", outage.attempts, 7913, 31)
	near("outage: calls", outage.attempts-5000, 2913, 31)
	near("outage: repeats", outage.repeats, 1398, 31)
	near("outage: confirmed", outage.acknowledged, 4707, 31)
	near("outage: end", outage.makespan, 3544, 35)
}

// The listing of the messages of the whole model is the plan, told message by message.
func TestMessagesOfTheWholeModel(t *testing.T) {
	s := acceptance(t, "everything")
	s.Messages = 3000
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planned(t, s)
	if err != nil {
		t.Fatal(err)
	}
	var all []simulation.Message
	sums, got := map[engine.Outcome]int64{}, simulation.Counts{}
	position, at := int64(0), settings.Micros(0)
	charges := map[int]int64{}
	for p, m := range compiled.Messages(context.Background(), schedule.MessageQuery{Until: plan.End()}) {
		if position++; p != position || m.EndedAt < at {
			t.Fatalf("position %d at %d follows %d at %d", p, m.EndedAt, position-1, at)
		}
		at = m.EndedAt
		all = append(all, m)
		sums[m.Outcome]++
		steps, reached := map[int]bool{}, false
		for i, a := range m.Attempts {
			if i > 0 && a.Start < m.Attempts[i-1].Start+m.Attempts[i-1].Duration {
				t.Fatalf("two attempts at a time: %+v", m)
			}
			if a.Repeat != (a.Reached() && reached) || a.Reached() && !reached && a.Start+a.Duration != m.EndedAt {
				t.Fatalf("delivered when? %+v", m)
			}
			reached = reached || a.Reached()
			steps[a.Step] = true
			got.Attempts++
			switch {
			case a.Refused():
				got.Refused++
			default:
				got.SendTime += a.Duration
			}
			if a.Repeat {
				got.Repeats++
			}
			charges[s.GroupOf(a.Sender)]++
		}
		if reached != (m.Outcome == engine.Delivered) || len(m.Attempts) > 0 && m.Outcome == engine.Unreachable || m.AcknowledgedAt != nil && !reached {
			t.Fatalf("a message that is %s: %+v", m.Outcome, m)
		}
		if m.AcknowledgedAt != nil {
			got.Acknowledged++
		}
		got.Steps += int64(max(0, len(steps)-1))
	}
	got.Delivered, got.Failed, got.Expired, got.Unreachable = sums[engine.Delivered], sums[engine.Failed], sums[engine.Expired], sums[engine.Unreachable]
	if got != plan.Totals {
		t.Fatalf("the messages come to %+v, the plan to %+v", got, plan.Totals)
	}
	for g, counts := range plan.Groups {
		if charges[g] != counts.Attempts {
			t.Errorf("group %d has %d attempts, want %d", g, charges[g], counts.Attempts)
		}
	}
	checkPages(t, compiled, all, plan.End())
}

// checkPages reads the same in pages, and by outcome.
func checkPages(t *testing.T, compiled *schedule.Schedule, all []simulation.Message, until settings.Micros) {
	t.Helper()
	for _, limit := range []int{7, 250} {
		for after := int64(0); after < int64(len(all)); after += int64(limit) * 11 {
			n := after
			for p, m := range compiled.Messages(context.Background(), schedule.MessageQuery{Until: until, After: after, Limit: limit}) {
				if want := all[n]; p != n+1 || m.Index != want.Index || m.Outcome != want.Outcome || len(m.Attempts) != len(want.Attempts) {
					t.Fatalf("after %d: %d is %+v, want %+v", after, p, m, want)
				}
				n++
			}
			if n != min(after+int64(limit), int64(len(all))) {
				t.Fatalf("after %d a page of %d ends at %d", after, limit, n)
			}
		}
	}
	for _, outcome := range []engine.Outcome{engine.Delivered, engine.Failed, engine.Expired, engine.Unreachable} {
		var want, got []int64
		for _, m := range all {
			if m.Outcome == outcome {
				want = append(want, m.Index)
			}
		}
		for _, m := range compiled.Messages(context.Background(), schedule.MessageQuery{Until: until, Outcome: outcome}) {
			got = append(got, m.Index)
		}
		if len(got) != len(want) {
			t.Errorf("%d %s messages, want %d", len(got), outcome, len(want))
		}
	}
}
