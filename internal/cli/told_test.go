package cli

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/calendar"
)

// micro is what sums of times may be off by, and the least that an amount of money is made of.
const micro = 1e-6

// What examples/README.md and the comments of the extended examples say of them.

func TestCountyEvacuation(t *testing.T) {
	answer, tries := exampleOf(t, "county-evacuation.yaml")
	first := reachedBy(tries, 0.9, func(r try) bool { return r.audience == "needs help" })
	near(t, "90 % of those who need help", first, 43, 1)
	for _, a := range answer.Audiences {
		if by := reachedBy(tries, 0.9, func(r try) bool { return r.audience == a.Name }); a.Name != "needs help" && by < 11*60 {
			t.Errorf("90 %% of %q are reached after %g s, %g s after those who need help", a.Name, by, by-first)
		}
	}
	delays := map[string][]float64{"sms": {60, 120}, "calls": {300, 900}}
	channels := map[string]string{"needs help and has no mobile": "calls", "landline only": "calls", "no calls wanted": "sms"}
	messages, sms, minutes, last := map[int]bool{}, int64(0), int64(0), map[int]try{}
	for _, r := range tries {
		messages[r.message] = true
		if r.number == 0 {
			if r.audience != "no number" || r.outcome != "unreachable" {
				t.Errorf("nothing was tried: %+v", r)
			}
			continue
		}
		if only := channels[r.audience]; r.audience == "no number" || only != "" && r.channel != only {
			t.Errorf("over a channel that its recipient does not have: %+v", r)
		}
		if r.start > r.acknowledged {
			t.Errorf("started after it was confirmed: %+v", r)
		}
		if p, again := last[r.message]; again && p.channel != r.channel {
			if p.result == "delivered" && r.start < p.end+300-micro {
				t.Errorf("called too early after %+v: %+v", p, r)
			}
		} else if again {
			if p.result != "temporary" || r.start < p.end+delays[r.channel][r.number-2]-micro {
				t.Errorf("tried again too early after %+v: %+v", p, r)
			}
		}
		last[r.message] = r
		switch {
		case r.channel == "sms":
			sms++
		case r.result == "delivered":
			minutes += int64(math.Ceil((r.end - r.start) / 60))
		}
	}
	if len(messages) != 40_000 {
		t.Errorf("there are %d messages", len(messages))
	}
	near(t, "cost of the SMS", answer.SendingCost.Groups[0].Amount, float64(2*sms)*0.0125+1000, micro)
	near(t, "cost of the calls", answer.SendingCost.Groups[1].Amount, float64(minutes)*0.014+1.15, micro)
	near(t, "cost of both", answer.SendingCost.Total, answer.SendingCost.Groups[0].Amount+answer.SendingCost.Groups[1].Amount, micro)
}

func TestNewsletterOvertaken(t *testing.T) {
	answer, tries := exampleOf(t, "newsletter-overtaken.yaml")
	const came = 1800.0
	lastFirst := 0.0
	for _, r := range tries {
		if r.audience == "warning" && r.number == 1 {
			lastFirst = r.start
		}
		if r.audience == "warning" && r.start < came {
			t.Errorf("started before it came: %+v", r)
		}
	}
	for i, r := range tries {
		if r.audience == "newsletter" && r.start >= came && r.start <= lastFirst {
			t.Errorf("a newsletter started while warnings waited: %+v", r)
		}
		if i >= 50_000 && r.start-tries[i-50_000].start < 86_400-micro {
			t.Errorf("more than 50,000 started in the 24 hours up to %g s", r.start)
		}
	}
	of := func(audience string) func(try) bool { return func(r try) bool { return r.audience == audience } }
	warned := reachedBy(tries, 0.95, of("warning"))
	near(t, "95 % of the warnings", warned-came, 23*60, 30)
	rest := 0
	for _, r := range tries {
		if r.audience == "newsletter" && r.number == 1 && r.start > warned {
			rest++
		}
	}
	if rest < 40_000 || reachedBy(tries, 0.95, of("newsletter")) < 86_400 {
		t.Errorf("%d newsletters are sent after the warnings, and 95 %% are reached after %g s", rest, reachedBy(tries, 0.95, of("newsletter")))
	}
	if c := answer.Caps[0]; c.Peak != 50_000 {
		t.Errorf("the cap is %+v", c)
	}
	// Two hours after the newsletter there is no room in the quota, unless the newsletter leaves some.
	raw, err := os.ReadFile(filepath.Join(examples, "newsletter-overtaken.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	late := strings.Replace(string(raw), "at: 30m", "at: 2h", 1)
	own := strings.Replace(late, "\ncaps:\n", "\ncaps:\n  - { name: newsletter, count: 30_000, unit: messages, audience: [newsletter], window: { seconds: 1d } }\n", 1)
	for text, met := range map[string]bool{late: false, own: true} {
		if o := answerOf(t, ask(t, text, "simulate", "-", "--json")).Objectives[0]; *o.Met != met || !met && *o.At < 86_400 {
			t.Errorf("a warning two hours later: %+v, want it met: %t", o, met)
		}
	}
}

func TestProviderOutage(t *testing.T) {
	answer, tries := exampleOf(t, "provider-outage.yaml")
	const from, to, mended, senders = 300.0, 1500.0, 2700.0, 480 // of the first provider, the first 480
	aborted, meanwhile := map[int]bool{}, 0
	var weak, lost, weakTime, sound, soundTime float64
	for _, r := range tries {
		switch {
		case r.sender >= senders:
			if r.start >= from && r.start < to {
				meanwhile++
			}
			delete(aborted, r.message)
		case r.start < to && r.end > from:
			t.Errorf("under way in the outage: %+v", r)
		case r.result == "aborted":
			aborted[r.message] = true
			if r.end != from {
				t.Errorf("ended by the outage at %g s: %+v", r.end, r)
			}
		case r.start >= to && r.start < mended:
			weak++
			weakTime += r.end - r.start
			if r.result != "delivered" {
				lost++
			}
		default:
			sound++
			soundTime += r.end - r.start
		}
	}
	n := answer.Groups[0].Ends.Aborted
	if n < 300 || len(aborted) > int(n)/10 {
		t.Errorf("%d attempts were ended, and of these messages %d were not tried by the second provider", n, len(aborted))
	}
	near(t, "attempts of the second provider in the outage", float64(meanwhile), 12_000, 5)
	near(t, "failures after the outage", lost/weak, 0.2, 0.01)
	near(t, "send time after the outage", (weakTime/weak)/(soundTime/sound), 2, 0.1)
	near(t, "seconds closed", *answer.Groups[0].ClosedSeconds, to-from, 0)
	without := answerOf(t, ask(t, "", append([]string{"simulate", "--json", filepath.Join(examples, "provider-outage.yaml")}, exampleEnds["provider-outage.yaml"].try...)...))
	if without.SendingCost.Total >= answer.SendingCost.Total {
		t.Errorf("the larger contract costs %g instead of %g", without.SendingCost.Total, answer.SendingCost.Total)
	}
}

func TestQuietHours(t *testing.T) {
	answer, tries := exampleOf(t, "quiet-hours.yaml")
	zone, err := calendar.Zone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	start, err := time.Parse(time.RFC3339, "2026-10-30T18:00:00-04:00")
	if err != nil {
		t.Fatal(err)
	}
	var days []string // when the first call of each starts
	lastFirst, firstAgain := 0.0, math.Inf(1)
	for _, r := range tries {
		at := start.Add(time.Duration(math.Round(r.start*1e6)) * time.Microsecond).In(zone)
		if clock := at.Format("15:04:05.000000"); clock < "08:00" || clock >= "21:00" {
			t.Errorf("called at %s", clock)
		}
		if len(days) == 0 || days[len(days)-1][:10] != at.Format(time.DateOnly) {
			days = append(days, at.Format(time.RFC3339))
		}
		if r.number == 1 {
			lastFirst = r.start
		} else {
			firstAgain = min(firstAgain, r.start)
		}
	}
	want := "2026-10-30T18:00:00-04:00 2026-10-31T08:00:00-04:00 2026-11-01T08:00:00-05:00"
	if got := strings.Join(days, " "); got != want {
		t.Errorf("the days begin at %s, want %s", got, want)
	}
	if lastFirst > firstAgain {
		t.Errorf("somebody is called again after %g s, before the last first call after %g s", firstAgain, lastFirst)
	}
	d := answer.Dates
	if d.Start != "2026-10-30T18:00:00-04:00" || !strings.HasPrefix(d.Makespan, "2026-11-01T20:03:") || !strings.HasSuffix(d.Makespan, "-05:00") {
		t.Errorf("dates: %+v", d)
	}
	near(t, "hours closed", *answer.Groups[0].ClosedSeconds/3600, 11+12, 0) // the second night has one more
	if a := ask(t, "", "simulate", filepath.Join(examples, "quiet-hours.yaml"), "--senders", "22", "--json"); a.status != statusMissed {
		t.Errorf("22 lines suffice: %d", a.status)
	}
}

func TestWarmUp(t *testing.T) {
	answer, tries := exampleOf(t, "warm-up.yaml")
	counts := []int64{500, 1_000, 2_500, 5_000, 10_000, 20_000, 40_000}
	rates := []float64{0.5, 0.5, 2, 2, 7, 7, 14}
	started := make([]int64, len(counts))
	others, readers := math.Inf(1), 0.0
	for i, r := range tries {
		day := int(r.start / 86_400)
		started[day]++
		if i > 0 && r.start-tries[i-1].start < 1/rates[day]-2*micro {
			t.Errorf("%g s after the one before it, on day %d: %+v", r.start-tries[i-1].start, day+1, r)
		}
		switch {
		case r.number > 1:
		case r.audience == "readers":
			readers = r.start
		default:
			others = min(others, r.start)
		}
	}
	for day, n := range started {
		if last := day == len(counts)-1; n > counts[day] || !last && n < counts[day] {
			t.Errorf("%d start on day %d, whose cap is %d", n, day+1, counts[day])
		}
	}
	if !slices.Equal(answer.Caps[0].Windows, started) {
		t.Errorf("the answer has %d in the windows, the table of messages %d", answer.Caps[0].Windows, started)
	}
	if readers > others {
		t.Errorf("the last reader has a first mail after %g s, and the first of the others after %g s", readers, others)
	}
}

var computedOn = regexp.MustCompile(`Computed on [^<]*`)

// undated is a page without when it was computed.
func undated(page string) string { return computedOn.ReplaceAllString(page, "") }
