package cli

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"alertsim/internal/result"
)

const acceptance = examples + "/acceptance"

// simulated is the answer of simulate for a document of examples/acceptance.
func simulated(t *testing.T, name string, flags ...string) result.ForecastAnswer {
	t.Helper()
	return answerOf(t, ask(t, "", append([]string{"simulate", "--json", filepath.Join(acceptance, name+".json")}, flags...)...))
}

// attemptsIn are the attempts of such a document.
func attemptsIn(t *testing.T, name string, flags ...string) []try {
	t.Helper()
	return triesOf(t, append([]string{filepath.Join(acceptance, name+".json")}, flags...)...)
}

// lastStart is when the last attempt starts of those that are meant.
func lastStart(tries []try, is func(try) bool) float64 {
	last := math.Inf(-1)
	for _, r := range tries {
		if is(r) {
			last = max(last, r.start)
		}
	}
	return last
}

func all(try) bool { return true }

func first(r try) bool { return r.number == 1 }

// The table of examples/acceptance, by the command.
func TestAcceptance(t *testing.T) {
	near(t, "everbridge", simulated(t, "everbridge").Makespan, 6000, 0)
	near(t, "ocelot: last start", lastStart(attemptsIn(t, "ocelot"), all), 19_998, 0)
	near(t, "ocelot: end", simulated(t, "ocelot").Makespan, 20_007, 0)
	near(t, "avaya715", simulated(t, "avaya715").Makespan, 868, 0)
	near(t, "avaya714", simulated(t, "avaya714").Makespan, 930, 0)
	for name, want := range map[string]int64{"tendlc_2k": 168_667, "tendlc_10k": 176_667, "tendlc_40k": 206_667} {
		a := simulated(t, name)
		if a.Delivered != want || a.Failed != 250_000-want || *a.Refused != 250_000-want || a.Groups[0].Ends.OverCap != 250_000-want {
			t.Errorf("%s: %d delivered, %d failed, %d refused, want %d delivered and the rest refused", name, a.Delivered, a.Failed, *a.Refused, want)
		}
	}
	// Each attempt of these takes 0.2 s.
	near(t, "ses: last start", simulated(t, "ses").Makespan-0.2, 1_645_171.38, 0.01)
	near(t, "ses_sandbox: last start", lastStart(attemptsIn(t, "ses_sandbox"), all), 345_799, 0)
	near(t, "redials: last first call", lastStart(attemptsIn(t, "redials"), first), 18_540, 120)
	near(t, "redials_freshfirst: last first call", lastStart(attemptsIn(t, "redials_freshfirst"), first), 11_940, 0)

	near(t, "burst: last start", lastStart(attemptsIn(t, "burst"), all), 90, 0)
	hours := simulated(t, "hours_dst")
	if hours.Dates.Makespan != "2026-03-31T14:20:00+02:00" {
		t.Errorf("hours_dst ends at %s", hours.Dates.Makespan)
	}
	everything := simulated(t, "everything")
	if sum := everything.Delivered + everything.Failed + everything.Expired + everything.Unreachable; sum != 20_000 {
		t.Errorf("everything: the messages add up to %d", sum)
	}
	million := simulated(t, "million")
	if sum := million.Delivered + million.Failed + million.Expired; sum != 1_000_000 {
		t.Errorf("million: the messages add up to %d", sum)
	}
	if daily := million.Caps[1].Peak; daily != 300_000 {
		t.Errorf("million: %d SMS to those who have nothing else, of more who would take more than 300,000", daily)
	}
	staged := attemptsIn(t, "staged")
	near(t, "staged: the last of B", lastStart(staged, func(r try) bool { return r.audience == "B" })+5, 120+150, 0)
	near(t, "staged: the last of C", lastStart(staged, func(r try) bool { return r.audience == "C" })+5, 600+100, 0)
	for _, r := range staged {
		if r.audience == "A" && r.start >= 120 && r.start < 120+150 {
			t.Errorf("staged: started while B waits: %+v", r)
		}
	}
}

// Where chance plays a part the table has averages; a few seeds come near them.
func TestAcceptanceOfChance(t *testing.T) {
	const seeds = 5
	var rounds, ends [3]float64
	var calls, delivered float64
	for seed := range seeds {
		tries := attemptsIn(t, "codered", "--seed", strconv.Itoa(1+seed))
		calls += float64(len(tries)) / seeds
		for _, r := range tries {
			if r.result == "delivered" {
				rounds[r.number-1] += 1.0 / seeds
				delivered += 1.0 / seeds
			}
		}
		for i := range ends {
			ends[i] += (lastStart(tries, func(r try) bool { return r.number == i+1 }) + 45) / seeds
		}
	}
	near(t, "codered: first round", rounds[0], 7923, 36)
	near(t, "codered: second round", rounds[1], 699, 21)
	near(t, "codered: third round", rounds[2], 59, 9)
	near(t, "codered: share", delivered/11_975, 0.725, 0.003)
	near(t, "codered: calls", calls, 19_381, 70)
	for i, want := range []float64{1710, 2295, 2741} {
		near(t, "codered: end of round "+strconv.Itoa(i+1), ends[i], want, 45)
	}

	var outageCalls, repeats, confirmed, makespan float64
	const more = 20
	for seed := range more {
		a := simulated(t, "outage", "--seed", strconv.Itoa(1+seed))
		outageCalls += float64(a.Groups[1].Attempts) / more
		repeats += float64(a.Channels[1].Repeats) / more
		confirmed += float64(a.Acknowledged) / more
		makespan += a.Makespan / more
		if a.Attempts != 5000+a.Groups[1].Attempts {
			t.Errorf("outage: %d attempts with %d calls", a.Attempts, a.Groups[1].Attempts)
		}
	}
	near(t, "outage: calls", outageCalls, 2913, 31)
	near(t, "outage: repeats", repeats, 1398, 31)
	near(t, "outage: confirmed", confirmed, 4707, 31)
	near(t, "outage: end", makespan, 3544, 35)

	reached := map[int]float64{}
	for _, r := range attemptsIn(t, "outage") {
		if at, is := reached[r.message]; is && r.channel == "voice" && r.start < at+300-micro {
			t.Errorf("outage: called less than 5 minutes after the SMS: %+v", r)
		}
		if r.channel == "sms" && r.result == "delivered" {
			reached[r.message] = r.end
		}
	}
}

// The page of the table has every document, with its command.
func TestAcceptancePage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(acceptance, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(acceptance, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if name := filepath.Base(file); !strings.Contains(string(page), "`bin/alertsim simulate examples/acceptance/"+name+"`") {
			t.Errorf("it does not tell of %s", name)
		}
	}
}
